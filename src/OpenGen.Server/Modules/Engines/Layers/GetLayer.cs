using OpenGen.Server.Data;
using OpenGen.Server.Modules.Engines.Contracts;
using OpenGen.Server.Modules.Workspaces.Contracts;

namespace OpenGen.Server.Modules.Engines.Layers;

/// <summary>A layer with its jobs.</summary>
[Operation("getLayer", Phase.Edit, Says = "A layer with its jobs"), Needs(Role.Manager, Paid = true)]
internal sealed class GetLayer(AppDbContext db, SheetReader reader) : IOperation<SheetScope, GetLayer.Request, LayerView>
{
    /// <param name="WithExecutionCost">Whether it says what its content cost.</param>
    public sealed record Request(long CellId, long LayerId, bool? WithExecutionCost = null);

    public async Task<Result<LayerView>> RunAsync(SheetScope scope, Request request, CancellationToken cancellationToken)
    {
        var found = await db.LayerAsync(scope, request.CellId, request.LayerId, cancellationToken);
        if (found.Failed) return found.Error;
        return await reader.FoundLayerAsync(request.CellId, request.LayerId, request.WithExecutionCost == true, cancellationToken);
    }
}
