using Microsoft.EntityFrameworkCore;
using OpenGen.Server.Data;
using OpenGen.Server.Jobs;
using OpenGen.Server.Modules.Accounts.Contracts;
using OpenGen.Server.Modules.Audit.Contracts;
using OpenGen.Server.Modules.Workspaces.Contracts;

namespace OpenGen.Server.Modules.Workspaces;

/// <summary>Makes workspaces.</summary>
internal sealed class WorkspaceFounding(
    AppDbContext db, Ledger ledger, IEnumerable<IWorkspaceObserver> observers, IUserDirectory users, CreditsOptions credits,
    WorkspaceLimits limits, IAuditLog audit) : IUserObserver
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
