using System.ComponentModel.DataAnnotations;
using Microsoft.EntityFrameworkCore;
using OpenGen.Server.Data;
using OpenGen.Server.Modules.Agents.Contracts;
using OpenGen.Server.Modules.Workspaces.Contracts;

namespace OpenGen.Server.Modules.Automation.History;

/// <summary>What was sent to an agent's webhook and callback in the last 30 days, newest first.</summary>
[Operation("listWebhookDeliveries", Phase.Edit,
    Says = "What was sent to an agent's webhook and callback in the last 30 days, newest first")]
[Needs(Role.Manager, Code = "permission_denied")]
internal sealed class ListWebhookDeliveries(AppDbContext db) : IOperation<AgentScope, ListWebhookDeliveries.Request, Listed<DeliveryView>>
{
    /// <summary>How many are answered when no page is asked for.</summary>
    private const int Most = 1_000;

    /// <param name="Status">Only those that stand so.</param>
    /// <param name="Type">Only events of this type.</param>
    public sealed record Request(DeliveryStatus? Status = null, [MaxLength(64)] string? Type = null, PageRequest? Page = null);

    public async Task<Result<Listed<DeliveryView>>> RunAsync(AgentScope scope, Request request, CancellationToken cancellationToken)
    {
        var deliveries = db.WebhookDeliveries.Where(d => d.AgentId == scope.AgentId);
        if (request.Status is { } status) deliveries = deliveries.Where(d => d.Status == status);
        if (request.Type is { } type)
        {
            if (!EventTypes.All.Contains(type)) return Error.Invalid("type", "must be one of " + string.Join(", ", EventTypes.All));
            deliveries = deliveries.Where(d => d.Type == type);
        }
        var part = request.Page ?? new PageRequest(0, Most);
        var count = await deliveries.CountAsync(cancellationToken);
        var found = await deliveries.OrderByDescending(d => d.Id).Skip(part.From).Take(part.Size)
            .Select(d => new DeliveryView(d.CreatedAt, d.UpdatedAt)
            {
                Id = d.Id,
                MessageId = d.MessageId,
                Target = d.Target,
                Type = d.Type,
                Status = d.Status,
                Attempts = d.Attempts,
                NextAttemptAt = d.Status == DeliveryStatus.Pending ? d.NextAttemptAt : null,
                ResponseStatus = d.ResponseStatus,
                Error = d.LastError,
                DeliveredAt = d.DeliveredAt,
            }).ToListAsync(cancellationToken);
        return new Listed<DeliveryView>(found.ToAsyncEnumerable(), part, count);
    }
}
