using System.ComponentModel.DataAnnotations;
using System.Text.Json.Nodes;
using OpenGen.Rendering;
using OpenGen.Server.Data;
using OpenGen.Server.Modules.Engines.Contracts;
using OpenGen.Server.Modules.Workspaces.Contracts;
using OpenGen.Server.Web;

namespace OpenGen.Server.Modules.Engines.Layers;

/// <summary>Changes or moves a layer.</summary>
[Operation("updateLayer", Phase.Edit, Says = "Change or move a layer"), Needs(Role.Manager, Paid = true)]
internal sealed class UpdateLayer(
    AppDbContext db, SheetReader reader, ISheetObserver observer, RowEvents events, RenderingOptions limits, TimeProvider clock)
    : IOperation<SheetScope, UpdateLayer.Request, LayerView>
{
    /// <param name="Position">Where to, from 0, which lies lowest.</param>
    /// <param name="AdditionalAttributes">Free JSON; a null takes a field away.</param>
    [Wrapper("video_layer")]
    public sealed record Request(
        long CellId, long LayerId, [MaxLength(200), NotBlank] string? Name, [LayerTypeName] string? Type,
        [Range(0, int.MaxValue)] int? Position,
        JsonObject? AdditionalAttributes);

    public async Task<Result<LayerView>> RunAsync(SheetScope scope, Request request, CancellationToken cancellationToken)
    {
        var cellId = request.CellId;
        var changed = await SheetLock.ChangeAsync<Layer>(db, scope.SheetId, clock, async () =>
        {
            var found = await db.LayerAsync(scope, cellId, request.LayerId, cancellationToken);
            if (found.Failed) return found;
            var layer = found.Value;
            var type = LayerTypes.Named(request.Type) ?? layer.Type;
            var attributes = Attributes.Merge(
                layer.AdditionalAttributes, request.AdditionalAttributes, LayerQueries.TimesWithin(type, limits));
            if (attributes.Failed) return attributes.Error;
            layer.Name = request.Name ?? layer.Name;
            layer.Type = type;
            layer.AdditionalAttributes = attributes.Value;
            await db.SaveChangesAsync(cancellationToken);
            if (request.Position is { } to) await Positions.MoveAsync(db.LayersOf(cellId), layer, to, cancellationToken);
            await events.CellUpdatedAsync(scope.SheetId, cellId, cancellationToken);
            return await observer.CardsChangedAsync(scope.SheetId, [cellId], cancellationToken) is { } circle ? circle : layer;
        }, cancellationToken);
        return changed.Failed ? changed.Error : await reader.FoundLayerAsync(cellId, changed.Value.Id, false, cancellationToken);
    }
}
