using System.ComponentModel.DataAnnotations;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using OpenGen.Rendering;
using OpenGen.Server.Data;
using OpenGen.Server.Http;

namespace OpenGen.Server.Modules.Engines;

/// <summary>/v1/autocontentengine/{sheet_id}/columns: what a sheet's videos are made of. Users change ingredient columns alone; all can be moved.</summary>
internal static class ColumnEndpoints
{
    /// <summary>Every row has a cell for each: without an end, one sheet could fill the disk.</summary>
    private const int MostColumns = 200;

    [Wrapper("spreadsheet_column")]
    public sealed record Create(
        [MaxLength(200)] string Title, [AllowedValues("text", "image", "video", "audio", null)] string? Type, [Range(0, int.MaxValue)] int? Position,
        [MaxLength(2000)] string? Description, JsonObject? AdditionalAttributes) : Input<Create>;

    [Wrapper("spreadsheet_column")]
    public sealed record Update(
        [MaxLength(200), NotBlank] string? Title, [AllowedValues("text", "image", "video", "audio", null)] string? Type, [Range(0, int.MaxValue)] int? Position,
        [MaxLength(2000)] Sent<string> Description, JsonObject? AdditionalAttributes) : Input<Update>;

    public sealed record UpdatePositions([MaxLength(1000)] IReadOnlyList<PositionOf> Columns) : Input<UpdatePositions>;

    public sealed record MassUpdate([MaxLength(1000)] IReadOnlyList<ColumnChange> Columns) : Input<MassUpdate>;

    public sealed record ColumnChange(
        long Id, [MaxLength(200), NotBlank] string? Title, [AllowedValues("text", "image", "video", "audio", null)] string? Type, [Range(0, int.MaxValue)] int? Position,
        [MaxLength(2000)] Sent<string> Description, JsonObject? AdditionalAttributes);

    public static void Map(RouteGroupBuilder engines)
    {
        var columns = engines.MapGroup("/{sheet_id:long}/columns").WithTags("Columns").InPhase(Phase.Edit);
        columns.MapGet("/", ListAsync).WithName("listColumns").WithSummary("The columns in their order");
        columns.MapPost("/", CreateAsync).WithName("createColumn").WithSummary("Add an ingredient column with a cell in every row");
        columns.MapPatch("/{column_id:long}", UpdateAsync).WithName("updateColumn").WithSummary("Change or move an ingredient column");
        columns.MapDelete("/{column_id:long}", DeleteAsync).WithName("deleteColumn").WithSummary("Delete an ingredient column and its cells");
        columns.MapPost("/{column_id:long}/duplicate", DuplicateAsync).WithName("duplicateColumn").WithSummary("Copy an ingredient column with its cells, chosen outputs included, to the place after it");
        columns.MapPatch("/update_positions", UpdatePositionsAsync).WithName("updateColumnPositions").WithSummary("Put columns at places; the others fill what is left");
        columns.MapPut("/mass_update", MassUpdateAsync).WithName("massUpdateColumns").WithSummary("Change several ingredient columns, all of them or none");
    }

    private static async Task<Ok<List<ColumnView>>> ListAsync(SheetScope scope, SheetReader reader, CancellationToken stop) =>
        TypedResults.Ok(await reader.ColumnsAsync(scope.SheetId, stop));

    private static async Task<Results<Created<ColumnView>, Problem>> CreateAsync(
        SheetScope scope, Create request, AppDbContext db, SheetFounding founding, ISheetFollower follower, RenderingOptions limits, TimeProvider clock, CancellationToken stop)
    {
        if (ColumnLayers.Fault(request.AdditionalAttributes) is { } wrong) return wrong.AsProblem();
        var added = await SheetLock.ChangeAsync<SheetColumn>(db, scope.SheetId, clock, async () =>
        {
            if (await IsFullAsync(db, scope.SheetId, stop)) return TooMany;
            var attributes = Attributes.Merge(RawJson.EmptyObject, request.AdditionalAttributes, LayersOf(limits));
            if (attributes.Failed) return attributes.Error;
            var column = await founding.AddColumnAsync(new SheetColumn
            {
                SheetId = scope.SheetId,
                Title = request.Title,
                Type = TypeNamed(request.Type) ?? ColumnType.Text,
                Role = ColumnRole.Ingredient,
                Description = request.Description,
                AdditionalAttributes = attributes.Value,
            }, request.Position, stop);
            return await follower.CardsChangedAsync(scope.SheetId, null, stop) is { } circle ? circle : column;
        }, stop);
        return Created(scope, added);
    }

    private static async Task<Results<Ok<ColumnView>, Problem>> UpdateAsync(
        SheetScope scope, [FromRoute(Name = "column_id")] long id, Update request, AppDbContext db, ISheetFollower follower, RenderingOptions limits, TimeProvider clock, CancellationToken stop)
    {
        if (ColumnLayers.Fault(request.AdditionalAttributes) is { } wrong) return wrong.AsProblem();
        var change = new ColumnChange(id, request.Title, request.Type, request.Position, request.Description, request.AdditionalAttributes);
        var changed = await SheetLock.ChangeAsync<SheetColumn>(db, scope.SheetId, clock, async () =>
        {
            var found = await EditableAsync(db, scope, [id], stop);
            if (found.Failed) return found.Error;
            var column = found.Value[id];
            var attributes = Attributes.Merge(column.AdditionalAttributes, request.AdditionalAttributes, LayersOf(limits));
            if (attributes.Failed) return attributes.Error;
            Apply(change, column, attributes.Value);
            await db.SaveChangesAsync(stop);
            if (request.Position is { } to) await Positions.MoveAsync(ColumnsOf(db, scope), column, to, stop);
            return await follower.CardsChangedAsync(scope.SheetId, null, stop) is { } circle ? circle : column;
        }, stop);
        return changed.Failed ? changed.Error.AsProblem() : TypedResults.Ok(new ColumnView(changed.Value));
    }

    private static async Task<Results<NoContent, Problem>> DeleteAsync(
        SheetScope scope, [FromRoute(Name = "column_id")] long id, AppDbContext db, OpenWork work, TimeProvider clock, CancellationToken stop)
    {
        var open = await work.OfAsync(db.SheetCells.Where(c => c.ColumnId == id && c.SheetId == scope.SheetId), stop);
        var deleted = await SheetLock.ChangeAsync<bool>(db, scope.SheetId, clock, async () =>
        {
            var found = await EditableAsync(db, scope, [id], stop);
            if (found.Failed) return found.Error;
            db.SheetColumns.Remove(found.Value[id]);
            await db.SaveChangesAsync(stop);
            await Positions.CloseAsync(ColumnsOf(db, scope), found.Value[id].Position, stop);
            return true;
        }, stop);
        if (deleted.Failed) return deleted.Error.AsProblem();
        await work.StopAsync(open, stop);
        return TypedResults.NoContent();
    }

    private static async Task<Results<Created<ColumnView>, Problem>> DuplicateAsync(
        SheetScope scope, [FromRoute(Name = "column_id")] long id, AppDbContext db, SheetCopies copies, CancellationToken stop)
    {
        var found = await EditableAsync(db, scope, [id], stop);
        if (found.Failed) return found.Error.AsProblem();
        if (await IsFullAsync(db, scope.SheetId, stop)) return TooMany.AsProblem();
        return Created(scope, await copies.DuplicateColumnAsync(scope, id, stop));
    }

    private static async Task<Results<Ok<List<ColumnView>>, Problem>> UpdatePositionsAsync(
        SheetScope scope, UpdatePositions request, AppDbContext db, SheetReader reader, TimeProvider clock, CancellationToken stop)
    {
        if (NamedOnce.Check("columns", request.Columns.Select(c => c.Id)) is { } twice) return twice.AsProblem();
        var arranged = await SheetLock.ChangeAsync<bool>(db, scope.SheetId, clock, async () =>
            await Positions.ArrangeAsync(db, ColumnsOf(db, scope), request.Columns, "Column", stop) is { } fault ? fault : true, stop);
        return arranged.Failed ? arranged.Error.AsProblem() : TypedResults.Ok(await reader.ColumnsAsync(scope.SheetId, stop));
    }

    /// <summary>Answers the columns that were named, in their new order.</summary>
    private static async Task<Results<Ok<List<ColumnView>>, Problem>> MassUpdateAsync(
        SheetScope scope, MassUpdate request, AppDbContext db, SheetReader reader, ISheetFollower follower, RenderingOptions limits, TimeProvider clock, CancellationToken stop)
    {
        if (NamedOnce.Check("columns", request.Columns.Select(c => c.Id)) is { } twice) return twice.AsProblem();
        var ids = request.Columns.Select(c => c.Id).ToList();
        var faults = request.Columns.Select((c, i) => ColumnLayers.Fault(c.AdditionalAttributes, $"columns[{i}].additional_attributes"));
        if (faults.FirstOrDefault(f => f is not null) is { } wrong) return wrong.AsProblem();
        var changed = await SheetLock.ChangeAsync<bool>(db, scope.SheetId, clock, async () =>
        {
            var found = await EditableAsync(db, scope, ids, stop);
            if (found.Failed) return found.Error;
            var columns = found.Value;
            if (Attributes.MergeAll("columns", request.Columns.Select(c => (columns[c.Id].AdditionalAttributes, c.AdditionalAttributes)),
                (i, merged) => Apply(request.Columns[i], columns[ids[i]], merged), LayersOf(limits)) is { } fault) return fault;
            await db.SaveChangesAsync(stop);
            var moved = request.Columns.Where(c => c.Position is not null).Select(c => new PositionOf(c.Id, c.Position!.Value)).ToList();
            if (await Positions.ArrangeAsync(db, ColumnsOf(db, scope), moved, "Column", stop) is { } gone) return gone;
            return await follower.CardsChangedAsync(scope.SheetId, null, stop) is { } circle ? circle : true;
        }, stop);
        if (changed.Failed) return changed.Error.AsProblem();
        var named = ids.ToHashSet();
        return TypedResults.Ok((await reader.ColumnsAsync(scope.SheetId, stop)).FindAll(c => named.Contains(c.Id)));
    }

    /// <summary>Each new row gets the layers a column has: they must be such as a layer can be.</summary>
    private static Attributes.Check LayersOf(RenderingOptions limits) => (attributes, path) => LayerTimes.FaultsOfColumn(attributes, path, limits.MaxFrames, limits.MaxLayers);

    private static void Apply(ColumnChange change, SheetColumn column, RawJson attributes)
    {
        column.Title = change.Title ?? column.Title;
        column.Type = TypeNamed(change.Type) ?? column.Type;
        column.Description = change.Description.Or(column.Description);
        column.AdditionalAttributes = attributes;
    }

    private static Results<Created<ColumnView>, Problem> Created(SheetScope scope, Result<SheetColumn> added) => added.Failed
        ? added.Error.AsProblem()
        : TypedResults.Created($"/v1/autocontentengine/{scope.SheetId}/columns/{added.Value.Id}", new ColumnView(added.Value));

    /// <summary>The columns of these ids, if all are there and a user may change them.</summary>
    private static async Task<Result<Dictionary<long, SheetColumn>>> EditableAsync(AppDbContext db, SheetScope scope, IReadOnlyList<long> ids, CancellationToken stop)
    {
        var columns = await ColumnsOf(db, scope).Where(c => EF.Parameter(ids).Contains(c.Id)).ToDictionaryAsync(c => c.Id, stop);
        if (columns.Count < ids.Count) return Error.NotFound("Column");
        return columns.Values.All(c => c.Role == ColumnRole.Ingredient)
            ? columns
            : Error.Refused("column_not_editable", "Only ingredient columns can be changed, copied or deleted");
    }

    private static async Task<bool> IsFullAsync(AppDbContext db, long sheetId, CancellationToken stop) =>
        await db.SheetColumns.CountAsync(c => c.SheetId == sheetId, stop) >= MostColumns;

    private static IQueryable<SheetColumn> ColumnsOf(AppDbContext db, SheetScope scope) => db.SheetColumns.Where(c => c.SheetId == scope.SheetId);

    private static ColumnType? TypeNamed(string? name) => Enum.TryParse<ColumnType>(name, ignoreCase: true, out var type) ? type : null;

    private static readonly Error TooMany = Error.Refused("too_many_columns", $"A sheet can have {MostColumns} columns at most");
}
