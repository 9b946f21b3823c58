using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using OpenGen.Server.Data;
using OpenGen.Server.Http;
using OpenGen.Server.Modules.Agents;

namespace OpenGen.Server.Modules.Automation;

/// <summary>/v1/agents/{agent_id}/webhook_deliveries: what was sent, how that went, and once more.</summary>
internal static class DeliveryEndpoints
{
    /// <summary>How many are listed when no page is asked for; the <c>Link</c> header leads to the others.</summary>
    private const int MostListed = 1_000;

    /// <summary>A delivery.</summary>
    public record DeliveryView : Timed
    {
        public DeliveryView(DateTime createdAt, DateTime updatedAt) : base(createdAt, updatedAt) { }

        public required long Id { get; init; }

        /// <summary>The <c>webhook-id</c> it is sent with.</summary>
        public required string MessageId { get; init; }

        public required Hook Target { get; init; }
        public required string Type { get; init; }
        public required DeliveryStatus Status { get; init; }

        /// <summary>How often it was sent.</summary>
        public required int Attempts { get; init; }

        /// <summary>When it is sent again; null at its end.</summary>
        public required DateTime? NextAttemptAt { get; init; }

        /// <summary>What its server answered last.</summary>
        public required int? ResponseStatus { get; init; }

        /// <summary>Why it did not work the last time.</summary>
        public required string? Error { get; init; }

        public required DateTime? DeliveredAt { get; init; }
    }

    /// <summary>A delivery with what is sent.</summary>
    public sealed record DeliveryDetail : DeliveryView
    {
        public DeliveryDetail(DateTime createdAt, DateTime updatedAt) : base(createdAt, updatedAt) { }

        public required RawJson Payload { get; init; }
    }

    public static void Map(RouteGroupBuilder agent)
    {
        var deliveries = agent.MapGroup("/webhook_deliveries");
        deliveries.MapGet("/", ListAsync).WithName("listWebhookDeliveries").WithMetadata(new AnswersList()).WithSummary("What was sent to an agent's webhook and callback in the last 30 days, newest first");
        deliveries.MapGet("/{delivery_id:long}", GetAsync).WithName("getWebhookDelivery").WithSummary("A delivery with what is sent");
        deliveries.MapPost("/{delivery_id:long}/redeliver", RedeliverAsync).WithName("redeliverWebhook").WithSummary("Send a delivered or failed event once more, under the same id");
    }

    private static async Task<Results<Ok<IReadOnlyList<DeliveryView>>, Problem>> ListAsync(
        AgentScope scope, [FromQuery(Name = "status")] string? status, [FromQuery(Name = "type")] string? type, AppDbContext db, HttpContext context, CancellationToken stop)
    {
        var deliveries = db.WebhookDeliveries.Where(d => d.AgentId == scope.AgentId);
        if (!string.IsNullOrEmpty(status))
        {
            if (!Enum.TryParse<DeliveryStatus>(status, ignoreCase: true, out var wanted) || !char.IsAsciiLetter(status[0]))
                return Error.Invalid("status", "must be one of pending, delivered, failed").AsProblem();
            deliveries = deliveries.Where(d => d.Status == wanted);
        }
        if (!string.IsNullOrEmpty(type))
        {
            if (!EventTypes.All.Contains(type)) return Error.Invalid("type", "must be one of " + string.Join(", ", EventTypes.All)).AsProblem();
            deliveries = deliveries.Where(d => d.Type == type);
        }
        var (from, size) = (0, MostListed);
        if (Paging.IsAsked(context.Request.Query) && Paging.Read(context.Request.Query, out from, out size) is { } wrong) return wrong.AsProblem();
        Paging.Announce(context, await deliveries.CountAsync(stop), from + size);
        return TypedResults.Ok<IReadOnlyList<DeliveryView>>(await deliveries.OrderByDescending(d => d.Id).Skip(from).Take(size)
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
            }).ToListAsync(stop));
    }

    private static async Task<Results<Ok<DeliveryDetail>, Problem>> GetAsync(
        AgentScope scope, [FromRoute(Name = "delivery_id")] long id, AppDbContext db, CancellationToken stop) => await AnswerAsync(scope, id, db, stop);

    private static async Task<Results<Ok<DeliveryDetail>, Problem>> RedeliverAsync(
        AgentScope scope, [FromRoute(Name = "delivery_id")] long id, AppDbContext db, Deliveries deliveries, AgentAutomation agents, CancellationToken stop)
    {
        if (await FindAsync(scope, id, db, stop) is not { } delivery) return AutomationErrors.NoDelivery.AsProblem();
        var hooks = await agents.FindAsync(scope.AgentId, stop);
        if (hooks?.UrlOf(delivery.Target) is null) return AutomationErrors.NotConfigured(delivery.Target).AsProblem();
        if (hooks.IsDisabled(delivery.Target)) return AutomationErrors.Disabled(delivery.Target).AsProblem();
        return await deliveries.QueueAgainAsync(scope.AgentId, id, stop) ? await AnswerAsync(scope, id, db, stop) : AutomationErrors.StillPending.AsProblem();
    }

    private static async Task<Results<Ok<DeliveryDetail>, Problem>> AnswerAsync(AgentScope scope, long id, AppDbContext db, CancellationToken stop) =>
        await FindAsync(scope, id, db, stop) is { } d
            ? TypedResults.Ok(new DeliveryDetail(d.CreatedAt, d.UpdatedAt)
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
            })
            : AutomationErrors.NoDelivery.AsProblem();

    private static Task<WebhookDelivery?> FindAsync(AgentScope scope, long id, AppDbContext db, CancellationToken stop) =>
        db.WebhookDeliveries.AsNoTracking().FirstOrDefaultAsync(d => d.Id == id && d.AgentId == scope.AgentId, stop);
}
