using Microsoft.EntityFrameworkCore;
using OpenGen.Server.Data;
using OpenGen.Server.Modules.Agents.Contracts;

namespace OpenGen.Server.Modules.Automation;

/// <summary>
/// Where events are written in the transaction of the change they tell of: both are there or neither. Once it is committed, they
/// are delivered (docs/adr/0010).
/// </summary>
internal sealed class Outbox(AppDbContext db, IAgentWebhooks agents, DeliverySignal signal, TimeProvider clock) : IAgentEvents
{
    /// <summary>Events in one statement.</summary>
    private const int AtOnce = 5_000;

    private const string Insert =
        """
        INSERT INTO webhook_deliveries
            (agent_id, message_id, target, type, payload, status, attempts, tries, queued_at, next_attempt_at, created_at, updated_at)
        SELECT {0}, e.message_id, e.target, e.type, e.payload, 'Pending', 0, 0, {1}, {1}, {1}, {1} FROM
        """;

    private const string OnSqlite = Insert +
        " (SELECT value ->> 0 AS message_id, value ->> 1 AS target, value ->> 2 AS type, value ->> 3 AS payload FROM json_each({2})) AS e";

    private const string OnPostgres = Insert + " unnest({2}, {3}, {4}, {5}) AS e (message_id, target, type, payload)";

    /// <inheritdoc/>
    public async Task WriteAsync(
        IQueryable<long> agentId, IReadOnlyList<Hook> to, Func<Task<IReadOnlyList<AgentEvent>>> events,
        CancellationToken cancellationToken)
    {
        if (await agents.FindAsync(agentId, cancellationToken) is not { } hooks) return;
        // One URL for both is told once.
        var targets = to.Where(t => hooks.UrlOf(t) is not null && !hooks.IsDisabled(t)).DistinctBy(hooks.UrlOf).ToList();
        if (targets.Count == 0) return;
        var now = clock.Now();
        foreach (var some in (await events()).Chunk(AtOnce))
        {
            var written = some.Select(e => (e.Type, Payload: Payload(e, now)))
                .SelectMany(e => targets.Select(t => new[] { NewMessageId(), t.ToString(), e.Type, e.Payload })).ToList();
            await WriteAsync(hooks.AgentId, now, written, cancellationToken);
        }
        AfterCommit.Do(db, signal.Wake);
    }

    /// <summary>An event as it is sent.</summary>
    public static string Payload(AgentEvent told, DateTime at) => RawJson.Of(new { told.Type, Timestamp = at, told.Data }).Text;

    /// <summary>Standard Webhooks' <c>webhook-id</c>; without a full stop, which is what the signed parts are divided by.</summary>
    public static string NewMessageId() => $"msg_{Guid.CreateVersion7():N}";

    private Task WriteAsync(long agentId, DateTime now, List<string[]> written, CancellationToken cancellationToken)
    {
        object[] parameters = db.Database.IsNpgsql()
            ? [agentId, now, .. Enumerable.Range(0, 4).Select(i => written.Select(w => w[i]).ToArray())]
            : [agentId, now, System.Text.Json.JsonSerializer.Serialize(written)];
        return db.Database.ExecuteSqlRawAsync(db.Database.IsNpgsql() ? OnPostgres : OnSqlite, parameters, cancellationToken);
    }
}
