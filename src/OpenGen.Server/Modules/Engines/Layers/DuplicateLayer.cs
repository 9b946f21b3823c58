using OpenGen.Rendering;
using OpenGen.Server.Data;
using OpenGen.Server.Modules.Engines.Contracts;
using OpenGen.Server.Modules.Workspaces.Contracts;

namespace OpenGen.Server.Modules.Engines.Layers;

/// <summary>Copies a layer, its chosen output included, to the place in front of it.</summary>
[Operation("duplicateLayer", Phase.Edit, Says = "Copy a layer, its chosen output included, to the place in front of it")]
[Needs(Role.Manager, Paid = true)]
internal sealed class DuplicateLayer(AppDbContext db, SheetCopies copies, SheetReader reader, RenderingOptions limits)
    : IOperation<SheetScope, DuplicateLayer.Request, LayerView>
{
    public sealed record Request(long CellId, long LayerId);

    public async Task<Result<LayerView>> RunAsync(SheetScope scope, Request request, CancellationToken cancellationToken)
    {
        var found = await db.LayerAsync(scope, request.CellId, request.LayerId, cancellationToken);
        if (found.Failed) return found.Error;
        if (await db.FullAsync(request.CellId, limits, cancellationToken) is { } full) return full;
        var added = await copies.DuplicateLayerAsync(scope, request.LayerId, cancellationToken);
        return added.Failed ? added.Error : await reader.FoundLayerAsync(request.CellId, added.Value, false, cancellationToken);
    }
}
