using System.ComponentModel.DataAnnotations;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using OpenGen.Server.Data;
using OpenGen.Server.Http;

namespace OpenGen.Server.Modules.Engines;

/// <summary>/v1/autocontentengine/{sheet_id}/cells/{cell_id}/layers: the timeline of a video cell.</summary>
internal static class LayerEndpoints
{
    [Wrapper("video_layer")]
    public sealed record Create([MaxLength(200)] string Name, string Type, int? Position, JsonObject? AdditionalAttributes) : Input<Create>;

    [Wrapper("video_layer")]
    public sealed record Update([MaxLength(200), MinLength(1)] string? Name, string? Type, int? Position, JsonObject? AdditionalAttributes) : Input<Update>;

    public static void Map(RouteGroupBuilder engines)
    {
        var layers = engines.MapGroup("/{sheet_id:long}/cells/{cell_id:long}/layers").WithTags("Layers").InPhase(Phase.Edit);
        layers.MapPost("/", CreateAsync).WithName("createLayer");
        layers.MapGet("/{layer_id:long}", GetAsync).WithName("getLayer");
        layers.MapPatch("/{layer_id:long}", UpdateAsync).WithName("updateLayer");
        layers.MapDelete("/{layer_id:long}", DeleteAsync).WithName("deleteLayer");
    }

    private static async Task<Results<Created<LayerView>, Problem>> CreateAsync(
        SheetScope scope, [FromRoute(Name = "cell_id")] long cellId, Create request, AppDbContext db, SheetReader reader, TimeProvider clock, CancellationToken stop)
    {
        var added = await SheetLock.ChangeAsync<Layer>(db, scope.SheetId, clock, async () =>
        {
            if (await VideoCellAsync(db, scope, cellId, stop) is { } fault) return fault;
            if (TypeNamed(request.Type) is not { } type) return BadType;
            var attributes = Attributes.Merge(RawJson.EmptyObject, request.AdditionalAttributes ?? []);
            if (attributes.Failed) return attributes.Error;
            var layer = new Layer
            {
                CellId = cellId,
                Name = request.Name,
                Type = type,
                Position = await Positions.OpenAsync(db.Layers.Where(l => l.CellId == cellId), request.Position, stop),
                AdditionalAttributes = attributes.Value,
            };
            db.Layers.Add(layer);
            await db.SaveChangesAsync(stop);
            return layer;
        }, stop);
        if (added.Failed) return added.Error.AsProblem();
        return TypedResults.Created($"/v1/autocontentengine/{scope.SheetId}/cells/{cellId}/layers/{added.Value.Id}", await ViewAsync(reader, cellId, added.Value.Id, stop));
    }

    private static async Task<Results<Ok<LayerView>, Problem>> GetAsync(
        SheetScope scope, [FromRoute(Name = "cell_id")] long cellId, [FromRoute(Name = "layer_id")] long id, AppDbContext db, SheetReader reader, CancellationToken stop)
    {
        var found = await FindAsync(db, scope, cellId, id, stop);
        return found.Failed ? found.Error.AsProblem() : TypedResults.Ok(await ViewAsync(reader, cellId, id, stop));
    }

    private static async Task<Results<Ok<LayerView>, Problem>> UpdateAsync(
        SheetScope scope, [FromRoute(Name = "cell_id")] long cellId, [FromRoute(Name = "layer_id")] long id, Update request,
        AppDbContext db, SheetReader reader, TimeProvider clock, CancellationToken stop)
    {
        var changed = await SheetLock.ChangeAsync<Layer>(db, scope.SheetId, clock, async () =>
        {
            var found = await FindAsync(db, scope, cellId, id, stop);
            if (found.Failed) return found;
            var layer = found.Value;
            if (request.Type is not null && TypeNamed(request.Type) is null) return BadType;
            var attributes = Attributes.Merge(layer.AdditionalAttributes, request.AdditionalAttributes ?? []);
            if (attributes.Failed) return attributes.Error;
            layer.Name = request.Name ?? layer.Name;
            layer.Type = TypeNamed(request.Type) ?? layer.Type;
            layer.AdditionalAttributes = attributes.Value;
            await db.SaveChangesAsync(stop);
            if (request.Position is { } to) await Positions.MoveAsync(db.Layers.Where(l => l.CellId == cellId), layer, to, stop);
            return layer;
        }, stop);
        return changed.Failed ? changed.Error.AsProblem() : TypedResults.Ok(await ViewAsync(reader, cellId, id, stop));
    }

    private static async Task<Results<NoContent, Problem>> DeleteAsync(
        SheetScope scope, [FromRoute(Name = "cell_id")] long cellId, [FromRoute(Name = "layer_id")] long id, AppDbContext db, TimeProvider clock, CancellationToken stop)
    {
        var deleted = await SheetLock.ChangeAsync<bool>(db, scope.SheetId, clock, async () =>
        {
            var found = await FindAsync(db, scope, cellId, id, stop);
            if (found.Failed) return found.Error;
            db.Layers.Remove(found.Value);
            await db.SaveChangesAsync(stop);
            await Positions.CloseAsync(db.Layers.Where(l => l.CellId == cellId), found.Value.Position, stop);
            return true;
        }, stop);
        return deleted.Failed ? deleted.Error.AsProblem() : TypedResults.NoContent();
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

    private static async Task<LayerView> ViewAsync(SheetReader reader, long cellId, long id, CancellationToken stop) =>
        (await reader.LayersAsync(cellId, stop)).Single(l => l.Id == id);

    private static async Task<Error?> VideoCellAsync(AppDbContext db, SheetScope scope, long cellId, CancellationToken stop)
    {
        var type = await (from cell in db.SheetCells
                          join column in db.SheetColumns on cell.ColumnId equals column.Id
                          where cell.Id == cellId && cell.SheetId == scope.SheetId
                          select (ColumnType?)column.Type).FirstOrDefaultAsync(stop);
        return type switch { null => Error.NotFound("Cell"), ColumnType.Video => null, _ => Error.Refused("cell_not_video", "Only cells of video columns have layers") };
    }

    private static async Task<Result<Layer>> FindAsync(AppDbContext db, SheetScope scope, long cellId, long id, CancellationToken stop) =>
        await db.Layers.FirstOrDefaultAsync(l => l.Id == id && l.CellId == cellId && db.SheetCells.Any(c => c.Id == cellId && c.SheetId == scope.SheetId), stop) is { } layer
            ? layer
            : Error.NotFound("Layer");

    private static readonly Error BadType = Error.Invalid("type", "must be one of text, clip, sound, caption, image, shape");
}
