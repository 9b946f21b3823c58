using System.ComponentModel.DataAnnotations;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using OpenGen.Server.Data;
using OpenGen.Server.Http;

namespace OpenGen.Server.Modules.Engines;

/// <summary>/v1/autocontentengine/{sheet_id}/rows: a sheet's rows; each is one video.</summary>
internal static class RowEndpoints
{
    [Wrapper("spreadsheet_row")]
    public sealed record Create(int? Position) : Input<Create>;

    [Wrapper("spreadsheet_row")]
    public sealed record Update(int? Position, JsonObject? AdditionalAttributes) : Input<Update>;

    public static void Map(RouteGroupBuilder engines)
    {
        var rows = engines.MapGroup("/{sheet_id:long}/rows").WithTags("Rows").InPhase(Phase.Edit);
        rows.MapGet("/", ListAsync).WithName("listRows");
        rows.MapPost("/", CreateAsync).WithName("createRow");
        rows.MapGet("/{row_id:long}", GetAsync).WithName("getRow");
        rows.MapPatch("/{row_id:long}", UpdateAsync).WithName("updateRow");
        rows.MapDelete("/{row_id:long}", DeleteAsync).WithName("deleteRow");
    }

    private static async Task<Ok<List<RowView>>> ListAsync(SheetScope scope, SheetReader reader, CancellationToken stop) =>
        TypedResults.Ok(await reader.RowsAsync(scope.SheetId, null, false, stop));

    private static async Task<Results<Created<RowView>, Problem>> CreateAsync(
        SheetScope scope, Create request, AppDbContext db, SheetFounding founding, SheetReader reader, TimeProvider clock, CancellationToken stop)
    {
        var added = await SheetLock.ChangeAsync<SheetRow>(db, scope.SheetId, clock, async () => await founding.AddRowAsync(scope.SheetId, request.Position, stop), stop);
        if (added.Failed) return added.Error.AsProblem();
        var row = (await reader.RowsAsync(scope.SheetId, added.Value.Id, false, stop))[0];
        return TypedResults.Created($"/v1/autocontentengine/{scope.SheetId}/rows/{row.Id}", row);
    }

    private static async Task<Results<Ok<RowView>, Problem>> GetAsync(
        SheetScope scope, [FromRoute(Name = "row_id")] long id, SheetReader reader, CancellationToken stop) =>
        await reader.RowsAsync(scope.SheetId, id, false, stop) is [var row] ? TypedResults.Ok(row) : NotFound.AsProblem();

    private static async Task<Results<Ok<RowView>, Problem>> UpdateAsync(
        SheetScope scope, [FromRoute(Name = "row_id")] long id, Update request, AppDbContext db, SheetReader reader, TimeProvider clock, CancellationToken stop)
    {
        var changed = await SheetLock.ChangeAsync<SheetRow>(db, scope.SheetId, clock, async () =>
        {
            if (await db.SheetRows.FirstOrDefaultAsync(r => r.Id == id && r.SheetId == scope.SheetId, stop) is not { } row) return NotFound;
            if (request.AdditionalAttributes is { } changes)
            {
                if (Attributes.Merge(row.AdditionalAttributes, changes) is not { Failed: false, Value: var merged }) return Attributes.TooLarge;
                row.AdditionalAttributes = merged;
                await db.SaveChangesAsync(stop);
            }
            if (request.Position is { } to) await Positions.MoveAsync(db.SheetRows.Where(r => r.SheetId == scope.SheetId), row, to, stop);
            return row;
        }, stop);
        if (changed.Failed) return changed.Error.AsProblem();
        return TypedResults.Ok((await reader.RowsAsync(scope.SheetId, id, false, stop))[0]);
    }

    private static async Task<Results<NoContent, Problem>> DeleteAsync(
        SheetScope scope, [FromRoute(Name = "row_id")] long id, AppDbContext db, TimeProvider clock, CancellationToken stop)
    {
        var deleted = await SheetLock.ChangeAsync<bool>(db, scope.SheetId, clock, async () =>
        {
            if (await db.SheetRows.FirstOrDefaultAsync(r => r.Id == id && r.SheetId == scope.SheetId, stop) is not { } row) return NotFound;
            db.SheetRows.Remove(row);
            await db.SaveChangesAsync(stop);
            await Positions.CloseAsync(db.SheetRows.Where(r => r.SheetId == scope.SheetId), row.Position, stop);
            return true;
        }, stop);
        return deleted.Failed ? deleted.Error.AsProblem() : TypedResults.NoContent();
    }

    private static readonly Error NotFound = Error.NotFound("Row");
}

/// <summary>What <c>additional_attributes</c> may hold: free JSON, 64 KiB at most, merged deeply on change.</summary>
internal static class Attributes
{
    private const int Largest = 64 * 1024;

    public static readonly Error TooLarge = Error.Invalid("additional_attributes", "must not be larger than 64 KiB");

    /// <summary>The merged attributes, or 422 when they would be too large.</summary>
    public static Result<RawJson> Merge(RawJson current, JsonObject changes)
    {
        var merged = current.MergedWith(changes);
        return System.Text.Encoding.UTF8.GetByteCount(merged.Text) <= Largest ? merged : TooLarge;
    }
}
