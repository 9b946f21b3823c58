using System.ComponentModel.DataAnnotations;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using OpenGen.Server.Data;
using OpenGen.Server.Http;
using OpenGen.Server.Modules.Workspaces;

namespace OpenGen.Server.Modules.Engines;

/// <summary>/v1/autocontentengine/{sheet_id}/rows: a sheet's rows; each is one video.</summary>
internal static class RowEndpoints
{
    [Wrapper("spreadsheet_row")]
    public sealed record Create([Range(0, int.MaxValue)] int? Position) : Input<Create>;

    [Wrapper("spreadsheet_row")]
    public sealed record Update([Range(0, int.MaxValue)] int? Position, JsonObject? AdditionalAttributes) : Input<Update>;

    public sealed record UpdatePositions([MaxLength(100_000)] IReadOnlyList<PositionOf> Rows) : Input<UpdatePositions>;

    public sealed record MassUpdate([MaxLength(100_000)] IReadOnlyList<RowChange> Rows) : Input<MassUpdate>;

    public sealed record RowChange(long Id, JsonObject? AdditionalAttributes, [Range(0, int.MaxValue)] int? Position);

    public static void Map(RouteGroupBuilder engines)
    {
        var rows = engines.MapGroup("/{sheet_id:long}/rows").WithTags("Rows").InPhase(Phase.Edit);
        rows.MapGet("/", ListAsync).WithName("listRows").WithMetadata(new AnswersList()).WithSummary("The rows in their order, all or a page");
        rows.MapPost("/", CreateAsync).WithName("createRow").WithSummary("Add a row with a cell for every column");
        rows.MapGet("/{row_id:long}", GetAsync).WithName("getRow").WithSummary("A row with its cells");
        rows.MapPatch("/{row_id:long}", UpdateAsync).WithName("updateRow").WithSummary("Move a row or change its attributes");
        rows.MapDelete("/{row_id:long}", DeleteAsync).WithName("deleteRow").WithSummary("Delete a row and its cells");
        rows.MapPost("/{row_id:long}/duplicate", DuplicateAsync).WithName("duplicateRow").WithSummary("Copy a row, chosen outputs included, to the place after it");
        rows.MapPut("/update_positions", UpdatePositionsAsync).WithName("updateRowPositions").WithSummary("Put rows at places; the others fill what is left");
        rows.MapPut("/mass_update", MassUpdateAsync).WithName("massUpdateRows").WithSummary("Change several rows, all of them or none");
    }

    /// <summary>Rows are read while they are written, so a page is read alone rather than cut out of the list.</summary>
    private static async Task<Results<Ok<IAsyncEnumerable<RowView>>, Problem>> ListAsync(
        SheetScope scope, [FromQuery(Name = "with_execution_cost")] bool? withCost, HttpContext context, AppDbContext db, SheetReader reader, CancellationToken stop)
    {
        var (from, size) = (0, int.MaxValue);
        if (Paging.IsAsked(context.Request.Query))
        {
            if (Paging.Read(context.Request.Query, out from, out size) is { } wrong) return wrong.AsProblem();
            Paging.Announce(context, await RowsOf(db, scope).CountAsync(stop), from + size);
        }
        return TypedResults.Ok(await reader.RowsAsync(scope.SheetId, from, size, withCost == true, stop));
    }

    private static async Task<Results<Created<RowView>, Problem>> CreateAsync(
        SheetScope scope, Create request, AppDbContext db, SheetFounding founding, SheetReader reader, Quotas quotas, TimeProvider clock, CancellationToken stop)
    {
        var added = await SheetLock.ChangeAsync<long>(db, scope.SheetId, clock, async () =>
        {
            if (await quotas.RefusalAsync(Quota.Rows, scope.SheetId, 1, stop) is { } full) return full;
            return await founding.AddRowAsync(scope.SheetId, request.Position, stop);
        }, stop);
        return await CreatedAsync(scope, added, reader, stop);
    }

    private static async Task<Results<Ok<RowView>, Problem>> GetAsync(
        SheetScope scope, [FromRoute(Name = "row_id")] long id, [FromQuery(Name = "with_execution_cost")] bool? withCost, SheetReader reader, CancellationToken stop) =>
        await reader.RowAsync(scope.SheetId, id, withCost == true, stop) is { } row ? TypedResults.Ok(row) : NotFound.AsProblem();

    private static async Task<Results<Ok<RowView>, Problem>> UpdateAsync(
        SheetScope scope, [FromRoute(Name = "row_id")] long id, Update request, AppDbContext db, SheetReader reader, RowEvents events, TimeProvider clock, CancellationToken stop)
    {
        var changed = await SheetLock.ChangeAsync<long>(db, scope.SheetId, clock, async () =>
        {
            if (await db.SheetRows.FirstOrDefaultAsync(r => r.Id == id && r.SheetId == scope.SheetId, stop) is not { } row) return NotFound;
            var attributes = Attributes.Merge(row.AdditionalAttributes, request.AdditionalAttributes);
            if (attributes.Failed) return attributes.Error;
            row.AdditionalAttributes = attributes.Value;
            await db.SaveChangesAsync(stop);
            if (request.Position is { } to) await Positions.MoveAsync(RowsOf(db, scope), row, to, stop);
            await events.UpdatedAsync(scope.SheetId, [id], stop);
            return row.Id;
        }, stop);
        if (changed.Failed) return changed.Error.AsProblem();
        return await reader.RowAsync(scope.SheetId, id, false, stop) is { } view ? TypedResults.Ok(view) : NotFound.AsProblem();
    }

    private static async Task<Results<NoContent, Problem>> DeleteAsync(
        SheetScope scope, [FromRoute(Name = "row_id")] long id, AppDbContext db, OpenWork work, RowEvents events, TimeProvider clock, CancellationToken stop)
    {
        var open = await work.OfAsync(db.SheetCells.Where(c => c.RowId == id && c.SheetId == scope.SheetId), stop);
        var deleted = await SheetLock.ChangeAsync<bool>(db, scope.SheetId, clock, async () =>
        {
            if (await db.SheetRows.FirstOrDefaultAsync(r => r.Id == id && r.SheetId == scope.SheetId, stop) is not { } row) return NotFound;
            await events.DeletedAsync(scope.SheetId, id, stop);
            db.SheetRows.Remove(row);
            await db.SaveChangesAsync(stop);
            await Positions.CloseAsync(RowsOf(db, scope), row.Position, stop);
            return true;
        }, stop);
        if (deleted.Failed) return deleted.Error.AsProblem();
        await work.StopAsync(open, stop);
        return TypedResults.NoContent();
    }

    private static async Task<Results<Created<RowView>, Problem>> DuplicateAsync(
        SheetScope scope, [FromRoute(Name = "row_id")] long id, AppDbContext db, SheetCopies copies, SheetReader reader, TimeProvider clock, CancellationToken stop)
    {
        if (!await RowsOf(db, scope).AnyAsync(r => r.Id == id, stop)) return NotFound.AsProblem();
        return await CreatedAsync(scope, await copies.DuplicateRowAsync(scope, id, stop), reader, stop);
    }

    private static async Task<Results<Ok<IAsyncEnumerable<RowView>>, Problem>> UpdatePositionsAsync(
        SheetScope scope, UpdatePositions request, AppDbContext db, SheetReader reader, RowEvents events, TimeProvider clock, CancellationToken stop)
    {
        if (NamedOnce.Check("rows", request.Rows.Select(r => r.Id)) is { } twice) return twice.AsProblem();
        var arranged = await SheetLock.ChangeAsync<bool>(db, scope.SheetId, clock, async () =>
        {
            if (await Positions.ArrangeAsync(db, RowsOf(db, scope), request.Rows, "Row", stop) is { } fault) return fault;
            await events.UpdatedAsync(scope.SheetId, request.Rows.Select(r => r.Id), stop);
            return true;
        }, stop);
        if (arranged.Failed) return arranged.Error.AsProblem();
        return TypedResults.Ok(await reader.RowsAsync(scope.SheetId, 0, int.MaxValue, false, stop));
    }

    /// <summary>Answers the rows that were named, in their new order.</summary>
    private static async Task<Results<Ok<List<RowView>>, Problem>> MassUpdateAsync(
        SheetScope scope, MassUpdate request, AppDbContext db, SheetReader reader, RowEvents events, TimeProvider clock, CancellationToken stop)
    {
        if (NamedOnce.Check("rows", request.Rows.Select(r => r.Id)) is { } twice) return twice.AsProblem();
        var ids = request.Rows.Select(r => r.Id).ToList();
        var changed = await SheetLock.ChangeAsync<bool>(db, scope.SheetId, clock, async () =>
        {
            var rows = await RowsOf(db, scope).Where(r => EF.Parameter(ids).Contains(r.Id)).ToDictionaryAsync(r => r.Id, stop);
            if (rows.Count < ids.Count) return NotFound;
            if (Attributes.MergeAll("rows", request.Rows.Select(r => (rows[r.Id].AdditionalAttributes, r.AdditionalAttributes)), (i, merged) => rows[ids[i]].AdditionalAttributes = merged) is { } fault) return fault;
            await db.SaveChangesAsync(stop);
            var moved = request.Rows.Where(r => r.Position is not null).Select(r => new PositionOf(r.Id, r.Position!.Value)).ToList();
            if (await Positions.ArrangeAsync(db, RowsOf(db, scope), moved, "Row", stop) is { } gone) return gone;
            await events.UpdatedAsync(scope.SheetId, ids, stop);
            return true;
        }, stop);
        if (changed.Failed) return changed.Error.AsProblem();
        return TypedResults.Ok(await reader.RowsAsync(scope.SheetId, ids, false, stop));
    }

    private static async Task<Results<Created<RowView>, Problem>> CreatedAsync(SheetScope scope, Result<long> added, SheetReader reader, CancellationToken stop)
    {
        if (added.Failed) return added.Error.AsProblem();
        return await reader.RowAsync(scope.SheetId, added.Value, false, stop) is { } row
            ? TypedResults.Created($"/v1/autocontentengine/{scope.SheetId}/rows/{row.Id}", row)
            : NotFound.AsProblem();
    }

    private static IQueryable<SheetRow> RowsOf(AppDbContext db, SheetScope scope) => db.SheetRows.Where(r => r.SheetId == scope.SheetId);

    private static readonly Error NotFound = Error.NotFound("Row");
}
