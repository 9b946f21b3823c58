using System.Reflection;
using Microsoft.EntityFrameworkCore;
using OpenGen.Server.Data;
using OpenGen.Server.Http;
using OpenGen.Server.Modules.Accounts;
using OpenGen.Server.Modules.Agents;
using OpenGen.Server.Modules.Audit;

namespace OpenGen.Server.Modules.Workspaces;

/// <summary>What a member may do; each may do all that those after it may.</summary>
internal enum Role
{
    Owner,
    Manager,
    Editor,
    Viewer,
}

/// <summary>Metadata of an endpoint that only some roles may call.</summary>
internal interface INeedsRole
{
    /// <summary>The least role that may.</summary>
    Role Least { get; }
}

/// <summary>Metadata of an endpoint whose handler finds by itself to which workspace a thing belongs, and refuses callers below a role there.</summary>
/// <param name="Least">The least role that may.</param>
internal sealed record LeastRole(Role Least) : INeedsRole;

/// <summary>Why a line stands in the ledger.</summary>
internal enum CreditKind
{
    Grant,
    Charge,
    Refund,
    Adjust,
}

/// <summary>Settings of credits.</summary>
internal sealed class CreditsOptions
{
    /// <summary>What the first workspace that a person founds starts with, in whole credits; further ones start with none.</summary>
    public long StartingGrant { get; set; } = 10_000;
}

/// <summary>How many workspaces a person may found.</summary>
/// <param name="PerUser"><c>Accounts:WorkspacesPerUser</c>: those that are there at a time; 0 for as many as they like.</param>
internal sealed record WorkspaceLimits(int PerUser);

/// <summary>Makes workspaces.</summary>
internal sealed class WorkspaceFounding(
    AppDbContext db, Ledger ledger, AgentFounding agents, UserDirectory users, CreditsOptions credits, WorkspaceLimits limits, AuditLog audit)
{
    /// <summary>A workspace with its owner and a first agent; the person's first one with the starting credits. Runs in the caller's transaction.</summary>
    /// <returns>422 workspace_limit_reached when the person has founded as many as they may.</returns>
    public async Task<Result<long>> FoundAsync(long ownerId, string name, CancellationToken stop)
    {
        // However many are founded at once, they are counted one after the other.
        await users.HoldAsync(ownerId, stop);
        if (limits.PerUser > 0 && await db.Workspaces.CountAsync(w => w.FounderId == ownerId, stop) >= limits.PerUser) return LimitReached;

        var workspace = new Workspace { Name = name, FounderId = ownerId };
        db.Workspaces.Add(workspace);
        await db.SaveChangesAsync(stop);
        db.Memberships.Add(new Membership { WorkspaceId = workspace.Id, UserId = ownerId, Role = Role.Owner });
        await agents.FoundAsync(workspace.Id, "My first agent", stop);
        await audit.WriteAsync(new Audited(AuditActions.WorkspaceCreated, ownerId, workspace.Id, "workspace", workspace.Id), stop);
        if (credits.StartingGrant > 0 && await users.TakeStartingGrantAsync(ownerId, stop))
            await ledger.GrantAsync(workspace.Id, credits.StartingGrant, "Starting credits", stop, $"start:user:{ownerId}");
        return workspace.Id;
    }

    private static readonly Error LimitReached = Error.Refused("workspace_limit_reached", "You have founded as many workspaces as this server allows; delete one first");
}

/// <summary>What other modules may ask about memberships.</summary>
internal sealed class WorkspaceDirectory(AppDbContext db)
{
    /// <summary>The workspaces a user belongs to, the oldest first.</summary>
    public Task<List<MemberOf>> OfUserAsync(long userId, CancellationToken stop) =>
        (from m in db.Memberships
         join w in db.Workspaces on m.WorkspaceId equals w.Id
         where m.UserId == userId
         orderby w.Id
         select new MemberOf(w.Id, w.Uuid, w.Name, m.Role, w.Credits, w.AvatarId)).ToListAsync(stop);

    /// <summary>A workspace's UUID.</summary>
    public Task<Guid> UuidAsync(long workspaceId, CancellationToken stop) => db.Workspaces.Where(w => w.Id == workspaceId).Select(w => w.Uuid).SingleAsync(stop);

    /// <summary>One of them, or null.</summary>
    public async Task<MemberOf?> FindAsync(long userId, long workspaceId, CancellationToken stop) =>
        (await OfUserAsync(userId, stop)).Find(w => w.WorkspaceId == workspaceId);
}

/// <summary>A workspace as one of its members sees it. A handler whose endpoint says <c>ForOrganization()</c> and that takes one gets the one in the path.</summary>
internal sealed record MemberOf(long WorkspaceId, Guid Uuid, string Name, Role Role, long Credits, long? AvatarId)
{
    private static readonly object Key = new();

    public void Attach(HttpContext context) => context.Items[Key] = this;

    public static ValueTask<MemberOf?> BindAsync(HttpContext context, ParameterInfo parameter) =>
        ValueTask.FromResult<MemberOf?>(context.Items[Key] as MemberOf
            ?? throw new InvalidOperationException("The endpoint takes a MemberOf but does not say ForOrganization()"));
}
