using System.Net;
using Microsoft.EntityFrameworkCore;
using OpenGen.Server.Data;
using OpenGen.Server.Modules.Agents.Contracts;
using OpenGen.Server.Web;

namespace OpenGen.Server.Modules.Automation;

/// <summary>
/// The only writer of a delivery's status. Whoever claims one has it to itself for a while and writes how it went under the number
/// of its attempt: a sender that was taken for dead writes nothing, and at worst the message arrives twice, under the same id.
/// </summary>
internal sealed class Deliveries(AppDbContext db, IAgentWebhooks agents, DeliverySignal signal, TimeProvider clock)
{
    /// <summary>Longer than a call may take.</summary>
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(1);

    /// <summary>
    /// How far the clocks of nodes may differ; a lease that ends later than that allows was written by one that ran ahead, and holds
    /// nothing.
    /// </summary>
    private static readonly TimeSpan ClockSkew = TimeSpan.FromMinutes(1);

    /// <summary>
    /// {0} until when they are taken, {1} now, {2} how many, {3} the last end that a lease can have. Each URL is sent one message at a
    /// time, the one that is due longest, found
    /// by skipping through the index: ten thousand that wait for one URL cost no more than one. Workspaces that have the least on
    /// its way come first, so that nobody's slow servers keep others waiting.
    /// </summary>
    private const string Claim =
        """
        WITH RECURSIVE first (id) AS (
            SELECT (SELECT d.id FROM webhook_deliveries d WHERE d.status = 'Pending' ORDER BY d.agent_id, d.target, d.next_attempt_at, d.id LIMIT 1)
            UNION ALL
            SELECT coalesce(
                (SELECT d.id FROM webhook_deliveries d WHERE d.status = 'Pending' AND d.agent_id = f.agent_id AND d.target > f.target
                    ORDER BY d.target, d.next_attempt_at, d.id LIMIT 1),
                (SELECT d.id FROM webhook_deliveries d WHERE d.status = 'Pending' AND d.agent_id > f.agent_id
                    ORDER BY d.agent_id, d.target, d.next_attempt_at, d.id LIMIT 1))
            FROM first JOIN webhook_deliveries f ON f.id = first.id),
        chosen AS MATERIALIZED (
            SELECT d.id FROM first JOIN webhook_deliveries d ON d.id = first.id JOIN agents a ON a.id = d.agent_id
            WHERE d.status = 'Pending' AND (d.next_attempt_at <= {1} OR d.lease_until > {3})
                AND NOT EXISTS (SELECT 1 FROM webhook_deliveries b WHERE b.agent_id = d.agent_id AND b.target = d.target AND b.lease_until > {1} AND b.lease_until <= {3})
            ORDER BY (SELECT count(*) FROM webhook_deliveries b JOIN agents ba ON ba.id = b.agent_id WHERE b.lease_until > {1} AND b.lease_until <= {3} AND ba.workspace_id = a.workspace_id),
                d.next_attempt_at, d.id
            LIMIT {2} LOCKED)
        UPDATE webhook_deliveries SET attempts = attempts + 1, tries = tries + 1, next_attempt_at = {0}, lease_until = {0}, updated_at = {1}
        WHERE id IN (SELECT id FROM chosen)
        RETURNING *
        """;

    /// <summary>Takes what is due.</summary>
    public Task<List<WebhookDelivery>> ClaimAsync(int most, CancellationToken cancellationToken)
    {
        var now = clock.Now();
        return db.WebhookDeliveries.FromSqlRaw(ClaimOn(db), now + Lease, now, most, now + Lease + ClockSkew)
            .AsNoTracking().ToListAsync(cancellationToken);
    }

    /// <summary><see cref="Claim"/> as a database has it: of PostgreSQL's nodes each looks past rows that another is just taking.</summary>
    internal static string ClaimOn(AppDbContext db) =>
        Claim.Replace(" LOCKED", db.Database.IsNpgsql() ? " FOR UPDATE OF d SKIP LOCKED" : "", StringComparison.Ordinal);

    /// <summary>Writes how a call went, and what follows from it.</summary>
    /// <param name="url">What was called.</param>
    public Task EndAsync(WebhookDelivery delivery, string url, CallAnswer answer, CancellationToken cancellationToken) => answer switch
    {
        { Fault: null } => DeliveredAsync(delivery, answer, cancellationToken),
        { Status: HttpStatusCode.Gone } => GoneAsync(delivery, url, answer, cancellationToken),
        _ => FailedAsync(delivery, answer, cancellationToken),
    };

    /// <summary>Ends one that cannot be sent at all.</summary>
    public Task GiveUpAsync(WebhookDelivery delivery, string why, CancellationToken cancellationToken) =>
        WriteAsync(Held(delivery), DeliveryStatus.Failed, null, why, cancellationToken);

    /// <summary>Gives one back as it was, when the server shuts down before it got an answer.</summary>
    public Task ReleaseAsync(WebhookDelivery delivery)
    {
        var now = clock.Now();
        return Held(delivery)
            .ExecuteUpdateAsync(d => d.SetProperty(x => x.NextAttemptAt, now).SetProperty(x => x.LeaseUntil, (DateTime?)null)
            .SetProperty(x => x.Attempts, x => x.Attempts - 1).SetProperty(x => x.Tries, x => x.Tries - 1), CancellationToken.None);
    }

    /// <summary>Queues one again that is at its end, for another day; false while it is pending.</summary>
    public async Task<bool> QueueAgainAsync(long agentId, long id, CancellationToken cancellationToken)
    {
        var now = clock.Now();
        var queued = await db.WebhookDeliveries.Where(d => d.Id == id && d.AgentId == agentId && d.Status != DeliveryStatus.Pending)
            .ExecuteUpdateAsync(d => d
            .SetProperty(x => x.Status, DeliveryStatus.Pending).SetProperty(x => x.Tries, 0).SetProperty(x => x.QueuedAt, now)
                .SetProperty(x => x.NextAttemptAt, now)
            .SetProperty(x => x.DeliveredAt, (DateTime?)null).SetProperty(x => x.UpdatedAt, now), cancellationToken);
        signal.Wake();
        return queued == 1;
    }

    private Task DeliveredAsync(WebhookDelivery delivery, CallAnswer answer, CancellationToken cancellationToken)
    {
        var (now, status) = (clock.Now(), (int?)answer.Status);
        return Held(delivery).ExecuteUpdateAsync(d => d
            .SetProperty(x => x.Status, DeliveryStatus.Delivered).SetProperty(x => x.DeliveredAt, now)
            .SetProperty(x => x.ResponseStatus, status)
            .SetProperty(x => x.LastError, (string?)null).SetProperty(x => x.LeaseUntil, (DateTime?)null)
            .SetProperty(x => x.UpdatedAt, now), cancellationToken);
    }

    /// <summary>The URL is called no more: whatever still waits for it ends with it.</summary>
    private async Task GoneAsync(WebhookDelivery delivery, string url, CallAnswer answer, CancellationToken cancellationToken)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        // The agent first, as its removal does, so that the two cannot wait for each other.
        var disabled = await agents.DisableAsync(delivery.AgentId, delivery.Target, url, cancellationToken);
        await WriteAsync(Held(delivery), DeliveryStatus.Failed, (int?)answer.Status, answer.Fault!, cancellationToken);
        if (disabled) await WriteAsync(Waiting(delivery), DeliveryStatus.Failed, null, Disabled(delivery.Target), cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    private async Task FailedAsync(WebhookDelivery delivery, CallAnswer answer, CancellationToken cancellationToken)
    {
        var (now, status, why) = (clock.Now(), (int?)answer.Status, answer.Fault!);
        if (RetrySchedule.Next(delivery.Tries, delivery.QueuedAt, now, answer.RetryAfter) is not { } next)
        {
            await WriteAsync(Held(delivery), DeliveryStatus.Failed, status, why, cancellationToken);
            return;
        }
        await Held(delivery).ExecuteUpdateAsync(d => d
            .SetProperty(x => x.NextAttemptAt, next).SetProperty(x => x.ResponseStatus, status).SetProperty(x => x.LastError, why)
            .SetProperty(x => x.LeaseUntil, (DateTime?)null).SetProperty(x => x.UpdatedAt, now), cancellationToken);
        // A server that asks to be left alone means all that is for it.
        if (answer.RetryAfter is not null)
            await Waiting(delivery).Where(d => d.NextAttemptAt < next)
                .ExecuteUpdateAsync(d => d.SetProperty(x => x.NextAttemptAt, next), cancellationToken);
    }

    private Task WriteAsync(
        IQueryable<WebhookDelivery> deliveries, DeliveryStatus end, int? status, string why, CancellationToken cancellationToken)
    {
        var now = clock.Now();
        return deliveries.ExecuteUpdateAsync(d => d.SetProperty(x => x.Status, end).SetProperty(x => x.ResponseStatus, status)
            .SetProperty(x => x.LastError, why).SetProperty(x => x.LeaseUntil, (DateTime?)null).SetProperty(x => x.UpdatedAt, now),
            cancellationToken);
    }

    private IQueryable<WebhookDelivery> Held(WebhookDelivery delivery) =>
        db.WebhookDeliveries.Where(d => d.Id == delivery.Id && d.Attempts == delivery.Attempts && d.Status == DeliveryStatus.Pending);

    /// <summary>What else is for the same URL.</summary>
    private IQueryable<WebhookDelivery> Waiting(WebhookDelivery delivery) => db.WebhookDeliveries.Where(d =>
        d.AgentId == delivery.AgentId && d.Target == delivery.Target && d.Id != delivery.Id && d.Status == DeliveryStatus.Pending
            && d.LeaseUntil == null);

    /// <summary>Why nothing is sent to a URL that is gone.</summary>
    public static string Disabled(Hook target) => $"the {target.ToString().ToLowerInvariant()} is disabled: its server answered 410";
}

/// <summary>Clears deliveries that came to their end long ago.</summary>
internal sealed class DeliverySweep(AppDbContext db, TimeProvider clock) : ISweep
{
    /// <summary>How long the log reaches back.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromDays(30);

    /// <summary>Few enough that no writer waits long.</summary>
    private const int AtOnce = 2_000;

    public async Task SweepAsync(CancellationToken cancellationToken)
    {
        var oldest = clock.Now() - Kept;
        var old = db.WebhookDeliveries.Where(d => d.CreatedAt < oldest && d.Status != DeliveryStatus.Pending).OrderBy(d => d.CreatedAt)
            .Take(AtOnce);
        while (await old.ExecuteDeleteAsync(cancellationToken) == AtOnce)
            cancellationToken.ThrowIfCancellationRequested();
    }
}
