using System.ComponentModel.DataAnnotations;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using OpenGen.Rendering;
using OpenGen.Server.Data;
using OpenGen.Server.Http;

namespace OpenGen.Server.Modules.Engines;

/// <summary>/v1/autocontentengine/{sheet_id}/cells/{cell_id}/layers: the timeline of a video cell.</summary>
internal static class LayerEndpoints
{
    [Wrapper("video_layer")]
    public sealed record Create(
        [MaxLength(200)] string Name, [MaxLength(32)] string Type, [Range(0, int.MaxValue)] int? Position,
        JsonObject? AdditionalAttributes) : Input<Create>;

    [Wrapper("video_layer")]
    public sealed record Update(
        [MaxLength(200), NotBlank] string? Name, [MaxLength(32)] string? Type, [Range(0, int.MaxValue)] int? Position,
        JsonObject? AdditionalAttributes) : Input<Update>;

    public sealed record UpdatePositions([MaxLength(1000)] IReadOnlyList<PositionOf> Layers) : Input<UpdatePositions>;

    public static void Map(RouteGroupBuilder engines)
    {
        var layers = engines.MapGroup("/{sheet_id:long}/cells/{cell_id:long}/layers").WithTags("Layers").InPhase(Phase.Edit);
        layers.MapPost("/", CreateAsync).WithName("createLayer").WithSummary("Add a layer to a video cell");
        layers.MapGet("/{layer_id:long}", GetAsync).WithName("getLayer").WithSummary("A layer with its jobs");
        layers.MapPatch("/{layer_id:long}", UpdateAsync).WithName("updateLayer").WithSummary("Change or move a layer");
        layers.MapDelete("/{layer_id:long}", DeleteAsync).WithName("deleteLayer").WithSummary("Delete a layer");
        layers.MapPost("/{layer_id:long}/duplicate", DuplicateAsync).WithName("duplicateLayer").WithSummary("Copy a layer, its chosen output included, to the place in front of it");
        layers.MapPut("/update_positions", UpdatePositionsAsync).WithName("updateLayerPositions").WithSummary("Put layers at places; the others fill what is left");
    }

    private static async Task<Results<Created<LayerView>, Problem>> CreateAsync(
        SheetScope scope, [FromRoute(Name = "cell_id")] long cellId, Create request, AppDbContext db, SheetReader reader, ISheetFollower follower, RowEvents events, RenderingOptions limits, TimeProvider clock,
        CancellationToken cancellationToken)
    {
        var added = await SheetLock.ChangeAsync<Layer>(db, scope.SheetId, clock, async () =>
        {
            if (await VideoCellAsync(db, scope, cellId, cancellationToken) is { } fault) return fault;
            if (TypeNamed(request.Type) is not { } type) return BadType;
            if (await IsFullAsync(db, cellId, limits, cancellationToken)) return TooMany(limits);
            var attributes = Attributes.Merge(RawJson.EmptyObject, request.AdditionalAttributes, TimesOf(limits));
            if (attributes.Failed) return attributes.Error;
            var layer = new Layer
            {
                CellId = cellId,
                Name = request.Name,
                Type = type,
                Position = await Positions.OpenAsync(db.Layers.Where(l => l.CellId == cellId), request.Position, cancellationToken),
                AdditionalAttributes = attributes.Value,
            };
            db.Layers.Add(layer);
            await db.SaveChangesAsync(cancellationToken);
            await events.CellUpdatedAsync(scope.SheetId, cellId, cancellationToken);
            return await follower.CardsChangedAsync(scope.SheetId, [cellId], cancellationToken) is { } circle ? circle : layer;
        }, cancellationToken);
        return added.Failed ? added.Error.AsProblem() : await CreatedAsync(scope, cellId, added.Value.Id, reader, cancellationToken);
    }

    private static async Task<Results<Ok<LayerView>, Problem>> GetAsync(
        SheetScope scope, [FromRoute(Name = "cell_id")] long cellId, [FromRoute(Name = "layer_id")] long id,
        [FromQuery(Name = "with_execution_cost")] bool? withCost, AppDbContext db, SheetReader reader, CancellationToken cancellationToken)
    {
        var found = await FindAsync(db, scope, cellId, id, cancellationToken);
        return found.Failed ? found.Error.AsProblem() : await AnswerAsync(cellId, id, withCost == true, reader, cancellationToken);
    }

    private static async Task<Results<Ok<LayerView>, Problem>> UpdateAsync(
        SheetScope scope, [FromRoute(Name = "cell_id")] long cellId, [FromRoute(Name = "layer_id")] long id, Update request,
        AppDbContext db, SheetReader reader, ISheetFollower follower, RowEvents events, RenderingOptions limits, TimeProvider clock,
        CancellationToken cancellationToken)
    {
        var changed = await SheetLock.ChangeAsync<Layer>(db, scope.SheetId, clock, async () =>
        {
            var found = await FindAsync(db, scope, cellId, id, cancellationToken);
            if (found.Failed) return found;
            var layer = found.Value;
            if (request.Type is not null && TypeNamed(request.Type) is null) return BadType;
            var attributes = Attributes.Merge(layer.AdditionalAttributes, request.AdditionalAttributes, TimesOf(limits));
            if (attributes.Failed) return attributes.Error;
            layer.Name = request.Name ?? layer.Name;
            layer.Type = TypeNamed(request.Type) ?? layer.Type;
            layer.AdditionalAttributes = attributes.Value;
            await db.SaveChangesAsync(cancellationToken);
            if (request.Position is { } to) await Positions.MoveAsync(db.Layers.Where(l => l.CellId == cellId), layer, to, cancellationToken);
            await events.CellUpdatedAsync(scope.SheetId, cellId, cancellationToken);
            return await follower.CardsChangedAsync(scope.SheetId, [cellId], cancellationToken) is { } circle ? circle : layer;
        }, cancellationToken);
        return changed.Failed ? changed.Error.AsProblem() : await AnswerAsync(cellId, id, false, reader, cancellationToken);
    }

    private static async Task<Results<NoContent, Problem>> DeleteAsync(
        SheetScope scope, [FromRoute(Name = "cell_id")] long cellId, [FromRoute(Name = "layer_id")] long id, AppDbContext db, OpenWork work, RowEvents events, TimeProvider clock,
        CancellationToken cancellationToken)
    {
        var open = await work.OfLayerAsync(id, cancellationToken);
        var deleted = await SheetLock.ChangeAsync<bool>(db, scope.SheetId, clock, async () =>
        {
            var found = await FindAsync(db, scope, cellId, id, cancellationToken);
            if (found.Failed) return found.Error;
            db.Layers.Remove(found.Value);
            await db.SaveChangesAsync(cancellationToken);
            await Positions.CloseAsync(db.Layers.Where(l => l.CellId == cellId), found.Value.Position, cancellationToken);
            await events.CellUpdatedAsync(scope.SheetId, cellId, cancellationToken);
            return true;
        }, cancellationToken);
        if (deleted.Failed) return deleted.Error.AsProblem();
        await work.StopAsync(open, cancellationToken);
        return TypedResults.NoContent();
    }

    private static async Task<Results<Created<LayerView>, Problem>> DuplicateAsync(
        SheetScope scope, [FromRoute(Name = "cell_id")] long cellId, [FromRoute(Name = "layer_id")] long id, AppDbContext db, SheetCopies copies, SheetReader reader, RenderingOptions limits,
        CancellationToken cancellationToken)
    {
        var found = await FindAsync(db, scope, cellId, id, cancellationToken);
        if (found.Failed) return found.Error.AsProblem();
        if (await IsFullAsync(db, cellId, limits, cancellationToken)) return TooMany(limits).AsProblem();
        var added = await copies.DuplicateLayerAsync(scope, id, cancellationToken);
        return added.Failed ? added.Error.AsProblem() : await CreatedAsync(scope, cellId, added.Value, reader, cancellationToken);
    }

    private static async Task<Results<Ok<List<LayerView>>, Problem>> UpdatePositionsAsync(
        SheetScope scope, [FromRoute(Name = "cell_id")] long cellId, UpdatePositions request, AppDbContext db, SheetReader reader, RowEvents events, TimeProvider clock,
        CancellationToken cancellationToken)
    {
        if (NamedOnce.Check("layers", request.Layers.Select(l => l.Id)) is { } twice) return twice.AsProblem();
        var arranged = await SheetLock.ChangeAsync<bool>(db, scope.SheetId, clock, async () =>
        {
            if (await VideoCellAsync(db, scope, cellId, cancellationToken) is { } fault) return fault;
            if (await Positions.ArrangeAsync(db, db.Layers.Where(l => l.CellId == cellId), request.Layers, "Layer", cancellationToken) is { } gone) return gone;
            await events.CellUpdatedAsync(scope.SheetId, cellId, cancellationToken);
            return true;
        }, cancellationToken);
        return arranged.Failed ? arranged.Error.AsProblem() : TypedResults.Ok(await reader.LayersAsync(cellId, null, false, cancellationToken));
    }

    /// <summary>A layer type by its name or by what others call it; null for none.</summary>
    public static LayerType? TypeNamed(string? name) => name switch
    {
        "text" => LayerType.Text,
        "clip" or "video" => LayerType.Clip,
        "sound" or "audio" => LayerType.Sound,
        "caption" or "captions" => LayerType.Caption,
        "image" => LayerType.Image,
        "shape" => LayerType.Shape,
        _ => null,
    };

    private static async Task<Results<Ok<LayerView>, Problem>> AnswerAsync(
        long cellId, long id, bool withCost, SheetReader reader, CancellationToken cancellationToken) =>
        await reader.LayersAsync(cellId, id, withCost, cancellationToken) is [var layer] ? TypedResults.Ok(layer) : NotFound.AsProblem();

    private static async Task<Results<Created<LayerView>, Problem>> CreatedAsync(
        SheetScope scope, long cellId, long id, SheetReader reader, CancellationToken cancellationToken) =>
        await reader.LayersAsync(cellId, id, false, cancellationToken) is [var layer]
            ? TypedResults.Created($"/v1/autocontentengine/{scope.SheetId}/cells/{cellId}/layers/{id}", layer)
            : NotFound.AsProblem();

    /// <summary>As many as a render draws: with one more it would be refused.</summary>
    private static async Task<bool> IsFullAsync(
        AppDbContext db, long cellId, RenderingOptions limits, CancellationToken cancellationToken) =>
        await db.Layers.CountAsync(l => l.CellId == cellId, cancellationToken) >= limits.MaxLayers;

    private static Attributes.Check TimesOf(RenderingOptions limits) => (attributes, path) => LayerTimes.Faults(attributes, path, limits.MaxFrames);

    private static async Task<Error?> VideoCellAsync(AppDbContext db, SheetScope scope, long cellId, CancellationToken cancellationToken)
    {
        var type = await (from cell in db.SheetCells
                          join column in db.SheetColumns on cell.ColumnId equals column.Id
                          where cell.Id == cellId && cell.SheetId == scope.SheetId
                          select (ColumnType?)column.Type).FirstOrDefaultAsync(cancellationToken);
        return type switch { null => Error.NotFound("Cell"), ColumnType.Video => null, _ => Error.Refused("cell_not_video", "Only cells of video columns have layers") };
    }

    private static async Task<Result<Layer>> FindAsync(
        AppDbContext db, SheetScope scope, long cellId, long id, CancellationToken cancellationToken) =>
        await db.Layers.FirstOrDefaultAsync(l => l.Id == id && l.CellId == cellId && db.SheetCells.Any(c => c.Id == cellId && c.SheetId == scope.SheetId), cancellationToken) is { } layer
            ? layer
            : NotFound;

    private static readonly Error NotFound = Error.NotFound("Layer");

    private static Error TooMany(RenderingOptions limits) => Error.Refused("too_many_layers", $"A cell can have {limits.MaxLayers} layers at most");

    private static readonly Error BadType = Error.Invalid("type", "must be one of text, clip, sound, caption, image, shape");
}
