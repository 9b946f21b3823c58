using System.Globalization;
using Microsoft.EntityFrameworkCore;
using OpenGen.Server.Data;
using OpenGen.Server.Jobs;
using OpenGen.Server.Modules.Accounts;
using OpenGen.Server.Modules.Audit;
using OpenGen.Server.Web;

namespace OpenGen.Server.Modules.Workspaces;

/// <summary>What a member may do; each may do all that those after it may.</summary>
internal enum Role
{
    Owner,
    Manager,
    Editor,
    Viewer,
}

/// <summary>Who may ask for an operation: members of this role and those above it.</summary>
/// <param name="least">The least role that may.</param>
internal sealed class NeedsAttribute(Role least) : OperationRule
{
    /// <summary>What an operation that says nothing asks for.</summary>
    public static readonly NeedsAttribute Usual = new(Role.Manager);

    /// <summary>The least role that may.</summary>
    public Role Least { get; } = least;

    /// <inheritdoc/>
    public override string LeastRole => Least.ToString().ToLowerInvariant();

    /// <summary>Whether the workspace must hold credits.</summary>
    public bool Paid { get; init; }

    /// <summary>The code that a role that may not is answered with.</summary>
    public string Code { get; init; } = "forbidden";
}

/// <summary>Why a line stands in the ledger.</summary>
internal enum CreditKind
{
    Grant,
    Charge,
    Refund,
    Adjust,
}

/// <summary>Why nothing was booked.</summary>
internal static class CreditErrors
{
    public static readonly Error Insufficient = Error.Refused(
        "insufficient_credits_for_job", "The workspace has too few credits for this job");

    public static readonly Error BalanceFull = Error.Refused(
        "balance_full", $"A workspace cannot have more than {new Credits(Credits.Most)} credits");
}

/// <summary>Settings of credits.</summary>
internal sealed class CreditsOptions
{
    /// <summary>
    /// What the first workspace that a person founds starts with, in whole credits; further ones start with none. 0 for nothing.
    /// </summary>
    public long StartingGrant { get; set; } = 10_000;

    /// <summary>What is wrong with the settings.</summary>
    public IEnumerable<string> Faults()
    {
        if (StartingGrant is < 0 or > Credits.Most)
            yield return $"Credits:StartingGrant {StartingGrant} must be whole credits from 0 to {Credits.Most}";
    }
}

/// <summary>How many workspaces a person may found.</summary>
/// <param name="PerUser"><c>Accounts:WorkspacesPerUser</c>: those that are there at a time; 0 for as many as they like.</param>
internal sealed record WorkspaceLimits(int PerUser);

/// <summary>Makes workspaces.</summary>
internal sealed class WorkspaceFounding(
    AppDbContext db, Ledger ledger, IEnumerable<IWorkspaceObserver> observers, UserDirectory users, CreditsOptions credits,
    WorkspaceLimits limits, AuditLog audit) : IUserObserver
{
    /// <inheritdoc/>
    public async Task<Error?> RegisteredAsync(long userId, string name, CancellationToken cancellationToken) =>
        await FoundAsync(userId, $"{name}'s workspace", cancellationToken) is { Failed: true } refused ? refused.Error : null;

    /// <summary>
    /// A workspace with its owner and a first agent; the person's first one with the starting credits. Runs in the caller's transaction.
    /// </summary>
    /// <returns>422 workspace_limit_reached when the person has founded as many as they may.</returns>
    public async Task<Result<long>> FoundAsync(long ownerId, string name, CancellationToken cancellationToken)
    {
        // However many are founded at once, they are counted one after the other.
        await users.HoldAsync(ownerId, cancellationToken);
        if (limits.PerUser > 0 && await db.Workspaces.CountAsync(w => w.FounderId == ownerId, cancellationToken) >= limits.PerUser)
            return LimitReached;

        var workspace = new Workspace { Name = name, FounderId = ownerId };
        db.Workspaces.Add(workspace);
        await db.SaveChangesAsync(cancellationToken);
        db.Memberships.Add(new Membership { WorkspaceId = workspace.Id, UserId = ownerId, Role = Role.Owner });
        foreach (var observer in observers) await observer.CreatedAsync(workspace.Id, cancellationToken);
        await audit.WriteAsync(
            new Audited(AuditActions.WorkspaceCreated, ownerId, workspace.Id, "workspace", workspace.Id), cancellationToken);
        if (credits.StartingGrant > 0 && await users.TakeStartingGrantAsync(ownerId, cancellationToken))
            await ledger.GrantAsync(
                workspace.Id, new Credits(credits.StartingGrant), "Starting credits", cancellationToken, $"start:user:{ownerId}");
        return workspace.Id;
    }

    private static readonly Error LimitReached = Error.Refused(
        "workspace_limit_reached", "You have founded as many workspaces as this server allows; delete one first");
}

/// <summary>What other modules may ask about memberships.</summary>
internal sealed class WorkspaceDirectory(AppDbContext db)
{
    /// <summary>The workspaces a user belongs to, the oldest first.</summary>
    public Task<List<MemberOf>> OfUserAsync(long userId, CancellationToken cancellationToken) =>
        (from m in db.Memberships
         join w in db.Workspaces on m.WorkspaceId equals w.Id
         where m.UserId == userId
         orderby w.Id
         select new MemberOf(w.Id, w.Uuid, w.Name, m.Role, w.Credits, w.AvatarId)).ToListAsync(cancellationToken);

    /// <summary>A workspace's UUID.</summary>
    public Task<Guid> UuidAsync(long workspaceId, CancellationToken cancellationToken) =>
        db.Workspaces.Where(w => w.Id == workspaceId).Select(w => w.Uuid).SingleAsync(cancellationToken);

    /// <summary>One of them, or null.</summary>
    public async Task<MemberOf?> FindAsync(long userId, long workspaceId, CancellationToken cancellationToken) =>
        (await OfUserAsync(userId, cancellationToken)).Find(w => w.WorkspaceId == workspaceId);
}

/// <summary>A workspace as one of its members sees it.</summary>
/// <param name="Credits">Whole credits that it has.</param>
/// <param name="AvatarId">A picture of the Assets module.</param>
internal sealed record MemberOf(long WorkspaceId, Guid Uuid, string Name, Role Role, long Credits, long? AvatarId)
{
    /// <summary>The member; set where an operation's scope was resolved.</summary>
    public long UserId { get; init; }
}

/// <summary>What a workspace may have; 0 is any number.</summary>
internal sealed class QuotaOptions
{
    /// <summary>Bytes of its files: uploads, what was made, copies of them.</summary>
    public long StorageBytes { get; set; } = 200L * 1024 * 1024 * 1024;

    /// <summary>Sheets of all its agents.</summary>
    public long Sheets { get; set; } = 10_000;

    /// <summary>Agents.</summary>
    public long Agents { get; set; } = 1_000;

    /// <summary>Jobs that nobody works on yet.</summary>
    public long WaitingJobs { get; set; } = 50_000;

    /// <summary>Rows of one sheet.</summary>
    public long Rows { get; set; } = 100_000;

    public long Of(Quota quota) => quota switch
    {
        Quota.StorageBytes => StorageBytes,
        Quota.Sheets => Sheets,
        Quota.Agents => Agents,
        Quota.WaitingJobs => WaitingJobs,
        _ => Rows,
    };

    /// <summary>What is wrong with the settings, all of it, each with its remedy.</summary>
    public IEnumerable<string> Faults() =>
        from quota in Enum.GetValues<Quota>() where Of(quota) < 0 select $"Quotas:{quota} must be 0 (any number) or more";
}

/// <summary>What there is a limit of.</summary>
internal enum Quota
{
    StorageBytes,
    Sheets,
    Agents,
    WaitingJobs,
    Rows,
}

/// <summary>How much of a quota is used.</summary>
/// <param name="Limit">Null for none.</param>
internal sealed record QuotaUse(long Used, long? Limit);

/// <summary>How much of each of its quotas a workspace uses.</summary>
internal sealed record QuotasView(QuotaUse StorageBytes, QuotaUse Sheets, QuotaUse Agents, QuotaUse WaitingJobs);

/// <summary>How full workspaces were found to be a moment ago, for those who need not know it to the byte.</summary>
internal sealed class RecentStorageUse(TimeProvider clock)
{
    private static readonly TimeSpan Recent = TimeSpan.FromSeconds(30);

    private readonly System.Collections.Concurrent.ConcurrentDictionary<long, (long Bytes, long At)> _known = new();

    public async Task<long> OfAsync(long workspaceId, Func<Task<long>> ask)
    {
        if (_known.TryGetValue(workspaceId, out var known) && clock.GetElapsedTime(known.At) < Recent) return known.Bytes;
        var now = await ask();
        _known[workspaceId] = (now, clock.GetTimestamp());
        return now;
    }
}

/// <summary>Keeps workspaces to their quotas: asked in the transaction that adds something, before it is added.</summary>
internal sealed class Quotas(AppDbContext db, QuotaOptions options, RecentStorageUse recent) : IJobLimits
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

    /// <summary>
    /// Why so much more of something cannot be added; null when it can. Of two who ask at once the second waits for the first to commit,
    /// but where jobs are ordered: those wait for each other at the balance.
    /// </summary>
    /// <param name="workspaceId">The workspace; for <see cref="Quota.Rows"/>, the sheet.</param>
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

    /// <summary>The same for who knows the agent.</summary>
    public async Task<Error?> RefusalOfAgentAsync(Quota quota, long agentId, long adding, CancellationToken cancellationToken)
    {
        if (options.Of(quota) <= 0) return null;
        var found = db.Database.SqlQueryRaw<long>("""SELECT workspace_id AS "Value" FROM agents WHERE id = {0}""", agentId);
        return await found.ToListAsync(cancellationToken) is [var workspace]
            ? await RefusalAsync(quota, workspace, adding, cancellationToken)
            : null;
    }

    /// <summary>
    /// Why nothing can be made whose files the workspace has no room for; null when it has. By what was known half a minute ago.
    /// </summary>
    public async Task<Error?> FullAsync(long workspaceId, CancellationToken cancellationToken)
    {
        if (options.StorageBytes <= 0) return null;
        var used = await recent.OfAsync(workspaceId, () => UsedAsync(Quota.StorageBytes, workspaceId, cancellationToken));
        return used >= options.StorageBytes ? Exceeded(Quota.StorageBytes, used, options.StorageBytes) : null;
    }

    /// <summary>How much of each a workspace uses.</summary>
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
            Quota.WaitingJobs => ("jobs that wait", "let some of them end or cancellationToken them"),
            _ => ("rows in one engine", "go on in another one"),
        };
        return Error.Refused("quota_exceeded", FormattableString.Invariant($"There are {used} of at most {limit} {what}: {remedy}"));
    }
}
