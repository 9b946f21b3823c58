using Microsoft.EntityFrameworkCore;
using OpenGen.Server.Data;
using OpenGen.Server.Jobs;
using OpenGen.Server.Modules.Workspaces.Contracts;

namespace OpenGen.Server.Modules.Workspaces;

/// <summary>Keeps workspaces to their quotas: asked in the transaction that adds something, before it is added.</summary>
internal sealed class Quotas(AppDbContext db, QuotaOptions options, RecentStorageUse recent) : IQuotas, IJobLimits
{
    // Agents that were deleted count until they are gone for good, with what they hold: until then it is there.
    private const string StoredBytes =
        """
        SELECT CAST(coalesce(sum(r.byte_size), 0) AS bigint) AS "Value"
        FROM content_resources r JOIN agents a ON a.id = r.agent_id WHERE a.workspace_id = {0}
        """;

    private const string SheetCount =
        """SELECT count(*) AS "Value" FROM sheets s JOIN agents a ON a.id = s.agent_id WHERE a.workspace_id = {0}""";

    private const string AgentCount = """SELECT count(*) AS "Value" FROM agents WHERE workspace_id = {0}""";

    private const string WaitingCount = """SELECT count(*) AS "Value" FROM jobs WHERE workspace_id = {0} AND status = 'Pending'""";

    private const string RowCount =
        """SELECT CAST(coalesce(max(position) + 1, 0) AS bigint) AS "Value" FROM sheet_rows WHERE sheet_id = {0}""";

    /// <inheritdoc/>
    public async Task<Error?> RefusalAsync(Quota quota, long workspaceId, long adding, CancellationToken cancellationToken)
    {
        if (options.Of(quota) is not (> 0 and var limit)) return null;
        if (db.Database.IsNpgsql() && quota is not (Quota.WaitingJobs or Quota.Rows))
            await db.Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock({((long)quota + 1 << 56) | workspaceId})", cancellationToken);
        var used = await UsedAsync(quota, workspaceId, cancellationToken);
        return used + adding > limit ? Exceeded(quota, used, limit) : null;
    }

    /// <inheritdoc/>
    public Task<Error?> TooManyWaitingAsync(long workspaceId, CancellationToken cancellationToken) =>
        RefusalAsync(Quota.WaitingJobs, workspaceId, 0, cancellationToken);

    /// <inheritdoc/>
    public async Task<Error?> RefusalOfAgentAsync(Quota quota, long agentId, long adding, CancellationToken cancellationToken)
    {
        if (options.Of(quota) <= 0) return null;
        var found = db.Database.SqlQueryRaw<long>("""SELECT workspace_id AS "Value" FROM agents WHERE id = {0}""", agentId);
        return await found.ToListAsync(cancellationToken) is [var workspace]
            ? await RefusalAsync(quota, workspace, adding, cancellationToken)
            : null;
    }

    /// <inheritdoc/>
    public async Task<Error?> FullAsync(long workspaceId, CancellationToken cancellationToken)
    {
        if (options.StorageBytes <= 0) return null;
        var used = await recent.OfAsync(workspaceId, () => UsedAsync(Quota.StorageBytes, workspaceId, cancellationToken));
        return used >= options.StorageBytes ? Exceeded(Quota.StorageBytes, used, options.StorageBytes) : null;
    }

    /// <inheritdoc/>
    public async Task<QuotasView> OfAsync(long workspaceId, CancellationToken cancellationToken)
    {
        return new QuotasView(
            await UseAsync(Quota.StorageBytes), await UseAsync(Quota.Sheets), await UseAsync(Quota.Agents),
            await UseAsync(Quota.WaitingJobs));

        async Task<QuotaUse> UseAsync(Quota quota) =>
            new(await UsedAsync(quota, workspaceId, cancellationToken), options.Of(quota) is > 0 and var limit ? limit : null);
    }

    private Task<long> UsedAsync(Quota quota, long id, CancellationToken cancellationToken)
    {
        var sql = quota switch
        {
            Quota.StorageBytes => StoredBytes,
            Quota.Sheets => SheetCount,
            Quota.Agents => AgentCount,
            Quota.WaitingJobs => WaitingCount,
            _ => RowCount,
        };
        return db.Database.SqlQueryRaw<long>(sql, id).SingleAsync(cancellationToken);
    }

    private static Error Exceeded(Quota quota, long used, long limit)
    {
        var (what, remedy) = quota switch
        {
            Quota.StorageBytes => ("bytes of files", "delete files, or ask the operator for more"),
            Quota.Sheets => ("engines", "delete some, or ask the operator for more"),
            Quota.Agents => ("agents", "delete some, which are gone after 30 days, or ask the operator for more"),
            Quota.WaitingJobs => ("jobs that wait", "let some of them end, or stop them"),
            _ => ("rows in one engine", "go on in another one"),
        };
        return Error.Refused("quota_exceeded", FormattableString.Invariant($"There are {used} of at most {limit} {what}: {remedy}"));
    }
}
