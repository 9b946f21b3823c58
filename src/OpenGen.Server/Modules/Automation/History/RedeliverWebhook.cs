using OpenGen.Server.Data;
using OpenGen.Server.Modules.Agents.Contracts;
using OpenGen.Server.Modules.Workspaces.Contracts;

namespace OpenGen.Server.Modules.Automation.History;

/// <summary>Sends a delivered or failed event once more, under the same id.</summary>
[Operation("redeliverWebhook", Phase.Edit, Says = "Send a delivered or failed event once more, under the same id")]
[Needs(Role.Manager, Code = "permission_denied")]
internal sealed class RedeliverWebhook(AppDbContext db, Deliveries deliveries, IAgentWebhooks agents)
    : IOperation<AgentScope, RedeliverWebhook.Request, DeliveryDetail>
{
    public sealed record Request(long DeliveryId);

    public async Task<Result<DeliveryDetail>> RunAsync(AgentScope scope, Request request, CancellationToken cancellationToken)
    {
        if (await db.DeliveryAsync(scope, request.DeliveryId, cancellationToken) is not { } delivery) return AutomationErrors.NoDelivery;
        var hooks = await agents.FindAsync(scope.AgentId, cancellationToken);
        if (hooks?.UrlOf(delivery.Target) is null) return AutomationErrors.NotConfigured(delivery.Target);
        if (hooks.IsDisabled(delivery.Target)) return AutomationErrors.Disabled(delivery.Target);
        if (!await deliveries.QueueAgainAsync(scope.AgentId, delivery.Id, cancellationToken)) return AutomationErrors.StillPending;
        return await db.DeliveryDetailAsync(scope, delivery.Id, cancellationToken);
    }
}
