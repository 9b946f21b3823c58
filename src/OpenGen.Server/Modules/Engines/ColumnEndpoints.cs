using System.ComponentModel.DataAnnotations;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using OpenGen.Server.Data;
using OpenGen.Server.Http;

namespace OpenGen.Server.Modules.Engines;

/// <summary>/v1/autocontentengine/{sheet_id}/columns: what a sheet's videos are made of. Users change ingredient columns alone.</summary>
internal static class ColumnEndpoints
{
    [Wrapper("spreadsheet_column")]
    public sealed record Create(
        [MaxLength(200)] string Title, [AllowedValues("text", "image", "video", "audio")] string? Type, int? Position,
        [MaxLength(2000)] string? Description, JsonObject? AdditionalAttributes) : Input<Create>;

    [Wrapper("spreadsheet_column")]
    public sealed record Update(
        [MaxLength(200), MinLength(1)] string? Title, [AllowedValues("text", "image", "video", "audio", null)] string? Type, int? Position,
        [MaxLength(2000)] Sent<string> Description, JsonObject? AdditionalAttributes) : Input<Update>;

    public static void Map(RouteGroupBuilder engines)
    {
        var columns = engines.MapGroup("/{sheet_id:long}/columns").WithTags("Columns").InPhase(Phase.Edit);
        columns.MapGet("/", ListAsync).WithName("listColumns");
        columns.MapPost("/", CreateAsync).WithName("createColumn");
        columns.MapPatch("/{column_id:long}", UpdateAsync).WithName("updateColumn");
        columns.MapDelete("/{column_id:long}", DeleteAsync).WithName("deleteColumn");
    }

    private static async Task<Ok<List<ColumnView>>> ListAsync(SheetScope scope, SheetReader reader, CancellationToken stop) =>
        TypedResults.Ok(await reader.ColumnsAsync(scope.SheetId, stop));

    private static async Task<Results<Created<ColumnView>, Problem>> CreateAsync(
        SheetScope scope, Create request, AppDbContext db, SheetFounding founding, TimeProvider clock, CancellationToken stop)
    {
        var added = await SheetLock.ChangeAsync<SheetColumn>(db, scope.SheetId, clock, async () =>
        {
            var attributes = Attributes.Merge(RawJson.EmptyObject, request.AdditionalAttributes ?? []);
            if (attributes.Failed) return attributes.Error;
            return await founding.AddColumnAsync(new SheetColumn
            {
                SheetId = scope.SheetId,
                Title = request.Title,
                Type = TypeNamed(request.Type) ?? ColumnType.Text,
                Role = ColumnRole.Ingredient,
                Description = request.Description,
                AdditionalAttributes = attributes.Value,
            }, request.Position, stop);
        }, stop);
        if (added.Failed) return added.Error.AsProblem();
        return TypedResults.Created($"/v1/autocontentengine/{scope.SheetId}/columns/{added.Value.Id}", new ColumnView(added.Value));
    }

    private static async Task<Results<Ok<ColumnView>, Problem>> UpdateAsync(
        SheetScope scope, [FromRoute(Name = "column_id")] long id, Update request, AppDbContext db, TimeProvider clock, CancellationToken stop)
    {
        var changed = await SheetLock.ChangeAsync<SheetColumn>(db, scope.SheetId, clock, async () =>
        {
            var found = await EditableAsync(db, scope, id, stop);
            if (found.Failed) return found;
            var column = found.Value;
            var attributes = Attributes.Merge(column.AdditionalAttributes, request.AdditionalAttributes ?? []);
            if (attributes.Failed) return attributes.Error;
            column.Title = request.Title ?? column.Title;
            column.Type = TypeNamed(request.Type) ?? column.Type;
            column.Description = request.Description.Or(column.Description);
            column.AdditionalAttributes = attributes.Value;
            await db.SaveChangesAsync(stop);
            if (request.Position is { } to) await Positions.MoveAsync(db.SheetColumns.Where(c => c.SheetId == scope.SheetId), column, to, stop);
            return column;
        }, stop);
        return changed.Failed ? changed.Error.AsProblem() : TypedResults.Ok(new ColumnView(changed.Value));
    }

    private static async Task<Results<NoContent, Problem>> DeleteAsync(
        SheetScope scope, [FromRoute(Name = "column_id")] long id, AppDbContext db, TimeProvider clock, CancellationToken stop)
    {
        var deleted = await SheetLock.ChangeAsync<bool>(db, scope.SheetId, clock, async () =>
        {
            var found = await EditableAsync(db, scope, id, stop);
            if (found.Failed) return found.Error;
            db.SheetColumns.Remove(found.Value);
            await db.SaveChangesAsync(stop);
            await Positions.CloseAsync(db.SheetColumns.Where(c => c.SheetId == scope.SheetId), found.Value.Position, stop);
            return true;
        }, stop);
        return deleted.Failed ? deleted.Error.AsProblem() : TypedResults.NoContent();
    }

    private static async Task<Result<SheetColumn>> EditableAsync(AppDbContext db, SheetScope scope, long id, CancellationToken stop)
    {
        if (await db.SheetColumns.FirstOrDefaultAsync(c => c.Id == id && c.SheetId == scope.SheetId, stop) is not { } column) return Error.NotFound("Column");
        return column.Role == ColumnRole.Ingredient ? column : Error.Refused("column_not_editable", "Only ingredient columns can be changed or deleted");
    }

    private static ColumnType? TypeNamed(string? name) => Enum.TryParse<ColumnType>(name, ignoreCase: true, out var type) ? type : null;
}
