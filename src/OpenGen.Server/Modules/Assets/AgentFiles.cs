using Microsoft.EntityFrameworkCore;
using OpenGen.Server.Data;
using OpenGen.Server.Modules.Agents.Contracts;
using OpenGen.Server.Modules.Assets.Storage;
using OpenGen.Server.Modules.Workspaces.Contracts;

namespace OpenGen.Server.Modules.Assets;

/// <summary>
/// With agents and workspaces go all their files; the rows that name them go with the agent's or the workspace's own row.
/// </summary>
internal sealed class AgentFiles(AppDbContext db, StoredFiles stored, IAgentDirectory agents) : IAgentObserver, IWorkspaceObserver
{
    /// <summary>
    /// Holds an agent until the end of the transaction, so that nobody adds files or folders to it meanwhile. SQLite has one
    /// writer at a time anyway.
    /// </summary>
    public static async Task LockAsync(AppDbContext db, long agentId, CancellationToken cancellationToken)
    {
        if (!db.Database.IsNpgsql()) return;
        await db.Database.ExecuteSqlAsync($"SELECT 1 FROM agents WHERE id = {agentId} FOR UPDATE", cancellationToken);
    }

    /// <summary>All files of an agent go.</summary>
    Task IAgentObserver.DeletingAsync(long agentId, CancellationToken cancellationToken) => RemoveOfAgentAsync(agentId, cancellationToken);

    /// <summary>All files of a workspace's agents and its pictures go.</summary>
    async Task IWorkspaceObserver.DeletingAsync(long workspaceId, CancellationToken cancellationToken)
    {
        foreach (var agent in await agents.OfWorkspaceAsync(workspaceId, cancellationToken))
            await RemoveOfAgentAsync(agent, cancellationToken);
        await stored.DoomPicturesAsync(workspaceId, cancellationToken);
        AfterCommit.Do(db, stored.Sweep);
    }

    private async Task RemoveOfAgentAsync(long agentId, CancellationToken cancellationToken)
    {
        await LockAsync(db, agentId, cancellationToken);
        await stored.DoomAgentAsync(agentId, cancellationToken);
        AfterCommit.Do(db, stored.Sweep);
    }
}
