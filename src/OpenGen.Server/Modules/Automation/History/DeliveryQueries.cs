using Microsoft.EntityFrameworkCore;
using OpenGen.Server.Data;
using OpenGen.Server.Modules.Agents.Contracts;

namespace OpenGen.Server.Modules.Automation.History;

/// <summary>What the operations on deliveries share.</summary>
internal static class DeliveryQueries
{
    /// <summary>A delivery of an agent; null when it is not there.</summary>
    public static Task<WebhookDelivery?> DeliveryAsync(
        this AppDbContext db, AgentScope scope, long id, CancellationToken cancellationToken) =>
        db.WebhookDeliveries.AsNoTracking().FirstOrDefaultAsync(d => d.Id == id && d.AgentId == scope.AgentId, cancellationToken);

    /// <summary>The same as it is answered, or that it is not there.</summary>
    public static async Task<Result<DeliveryDetail>> DeliveryDetailAsync(
        this AppDbContext db, AgentScope scope, long id, CancellationToken cancellationToken)
    {
        if (await db.DeliveryAsync(scope, id, cancellationToken) is not { } d) return AutomationErrors.NoDelivery;
        return new DeliveryDetail(d.CreatedAt, d.UpdatedAt)
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
            Payload = d.Payload,
        };
    }
}
