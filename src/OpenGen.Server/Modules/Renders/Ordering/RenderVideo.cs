using OpenGen.Server.Modules.Engines.Contracts;
using OpenGen.Server.Modules.Generations.Contracts;
using OpenGen.Server.Modules.Workspaces.Contracts;

namespace OpenGen.Server.Modules.Renders.Ordering;

/// <summary>Orders the video that a cell's layers make up.</summary>
[Operation("renderVideo", Phase.Export, Says = "Order the video of a cell"), Needs(Role.Manager, Paid = true)]
internal sealed class RenderVideo(RenderOrders orders) : IOperation<SheetScope, RenderVideo.Request, Ordered>
{
    public sealed record Request(long CellId);

    public async Task<Result<Ordered>> RunAsync(SheetScope scope, Request request, CancellationToken cancellationToken)
    {
        var ordered = await orders.OrderAsync(scope.AgentId, scope.WorkspaceId, scope.SheetId, request.CellId, cancellationToken);
        return ordered.Failed ? ordered.Error : Ordered.Of(ordered.Value);
    }
}
