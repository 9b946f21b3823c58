using Microsoft.EntityFrameworkCore;
using OpenGen.Server.Data;
using OpenGen.Server.Jobs;
using OpenGen.Server.Modules.Agents;
using OpenGen.Server.Modules.Assets;
using OpenGen.Server.Modules.Audit;

namespace OpenGen.Server.Modules.Workspaces;

/// <summary>
/// Deletes a workspace with all it holds:
/// 1. hold its jobs, its agents and itself, so that nothing is added meanwhile; 2. doom its files; 3. delete its row, and with it
/// members, agents, sheets, jobs and ledger; 4. once that is committed, end what runs and remove the files.
/// </summary>
internal sealed class WorkspaceRemoval(AppDbContext db, AgentDirectory agents, AgentFiles files, AuditLog audit, JobSignal signal)
{
    public async Task RemoveAsync(long workspaceId, CancellationToken stop)
    {
        var unfinished = await db.WriteAsync(async () =>
        {
            // 1
            await HoldAsync(workspaceId, stop);
            var running = await db.Jobs.Where(j => j.WorkspaceId == workspaceId && (j.Status == JobStatus.Pending || j.Status == JobStatus.Processing))
                .Select(j => j.Id).ToListAsync(stop);
            // 2
            foreach (var agent in await agents.OfWorkspaceAsync(workspaceId, stop)) await files.DoomAsync(agent, stop);
            await files.DoomPicturesAsync(workspaceId, stop);
            // 3
            await db.Workspaces.Where(w => w.Id == workspaceId).ExecuteDeleteAsync(stop);
            await audit.WriteAsync(new Audited(AuditActions.WorkspaceDeleted, null, workspaceId, "workspace", workspaceId), stop);
            return running;
        }, stop);

        // 4
        foreach (var job in unfinished) signal.Cancel(job);
        files.Sweep();
    }

    /// <summary>In the order in which a worker that ends a job takes the same rows, so that the two cannot wait for each other. SQLite has one writer at a time anyway.</summary>
    private async Task HoldAsync(long workspaceId, CancellationToken stop)
    {
        if (!db.Database.IsNpgsql()) return;
        await db.Database.ExecuteSqlAsync($"SELECT 1 FROM jobs WHERE workspace_id = {workspaceId} AND status IN ('Pending', 'Processing') ORDER BY id FOR UPDATE", stop);
        await db.Database.ExecuteSqlAsync($"SELECT 1 FROM agents WHERE workspace_id = {workspaceId} ORDER BY id FOR UPDATE", stop);
        await db.Database.ExecuteSqlAsync($"SELECT 1 FROM workspaces WHERE id = {workspaceId} FOR UPDATE", stop);
    }
}
