using OpenGen.Server.Data;
using OpenGen.Server.Modules.Agents.Contracts;
using OpenGen.Server.Modules.Workspaces.Contracts;

namespace OpenGen.Server.Modules.Automation.History;

/// <summary>A delivery with what is sent.</summary>
[Operation("getWebhookDelivery", Phase.Edit, Says = "A delivery with what is sent"), Needs(Role.Manager, Code = "permission_denied")]
internal sealed class GetWebhookDelivery(AppDbContext db) : IOperation<AgentScope, GetWebhookDelivery.Request, DeliveryDetail>
{
    public sealed record Request(long DeliveryId);

    public Task<Result<DeliveryDetail>> RunAsync(AgentScope scope, Request request, CancellationToken cancellationToken) =>
        db.DeliveryDetailAsync(scope, request.DeliveryId, cancellationToken);
}
