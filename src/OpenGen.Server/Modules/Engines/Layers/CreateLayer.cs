using System.ComponentModel.DataAnnotations;
using System.Text.Json.Nodes;
using OpenGen.Rendering;
using OpenGen.Server.Data;
using OpenGen.Server.Modules.Engines.Contracts;
using OpenGen.Server.Modules.Workspaces.Contracts;
using OpenGen.Server.Web;

namespace OpenGen.Server.Modules.Engines.Layers;

/// <summary>Adds a layer to a video cell.</summary>
[Operation("createLayer", Phase.Edit, Says = "Add a layer to a video cell"), Needs(Role.Manager, Paid = true)]
internal sealed class CreateLayer(
    AppDbContext db, SheetReader reader, ISheetObserver observer, RowEvents events, RenderingOptions limits, TimeProvider clock)
    : IOperation<SheetScope, CreateLayer.Request, LayerView>
{
    /// <param name="Position">Where, from 0, which lies lowest; on top when it is not given.</param>
    /// <param name="AdditionalAttributes">
    /// Free JSON: times in frames at 30 a second, lengths in pixels, <c>styles</c> as in CSS. A <c>progress</c> layer is a bar that
    /// fills over
    /// its time, the whole video without any: <c>edge</c>, <c>direction</c>, <c>ticks</c> (50 at most, seconds), <c>styles.fill</c>,
    /// <c>trackColor</c>, <c>tickColor</c>, <c>tickWidth</c>.
    /// </param>
    [Wrapper("video_layer")]
    public sealed record Request(
        long CellId, [MaxLength(200)] string Name, [LayerTypeName] string Type, [Range(0, int.MaxValue)] int? Position,
        JsonObject? AdditionalAttributes);

    public async Task<Result<LayerView>> RunAsync(SheetScope scope, Request request, CancellationToken cancellationToken)
    {
        var cellId = request.CellId;
        var added = await SheetLock.ChangeAsync<Layer>(db, scope.SheetId, clock, async () =>
        {
            if (await db.NoVideoAsync(scope, cellId, cancellationToken) is { } fault) return fault;
            if (await db.FullAsync(cellId, limits, cancellationToken) is { } full) return full;
            var type = LayerTypes.Named(request.Type)!.Value;
            var attributes = Attributes.Merge(
                RawJson.EmptyObject, request.AdditionalAttributes, LayerQueries.TimesWithin(type, limits));
            if (attributes.Failed) return attributes.Error;
            var layer = new Layer
            {
                CellId = cellId,
                Name = request.Name,
                Type = type,
                Position = await Positions.OpenAsync(db.LayersOf(cellId), request.Position, cancellationToken),
                AdditionalAttributes = attributes.Value,
            };
            db.Layers.Add(layer);
            await db.SaveChangesAsync(cancellationToken);
            await events.CellUpdatedAsync(scope.SheetId, cellId, cancellationToken);
            return await observer.CardsChangedAsync(scope.SheetId, [cellId], cancellationToken) is { } circle ? circle : layer;
        }, cancellationToken);
        return added.Failed ? added.Error : await reader.FoundLayerAsync(cellId, added.Value.Id, false, cancellationToken);
    }
}
