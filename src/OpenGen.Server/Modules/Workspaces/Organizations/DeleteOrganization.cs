using Microsoft.EntityFrameworkCore;
using OpenGen.Server.Data;
using OpenGen.Server.Jobs;
using OpenGen.Server.Modules.Audit.Contracts;
using OpenGen.Server.Modules.Workspaces.Contracts;

namespace OpenGen.Server.Modules.Workspaces.Organizations;

/// <summary>
/// Deletes an organization with all it holds:
/// 1. hold its jobs, its agents and itself, so that nothing is added meanwhile; 2. its files are to go; 3. delete its row, and with it
/// members, agents, sheets, jobs and ledger; 4. once that is committed, end what runs.
/// </summary>
[Operation("deleteOrganization", Phase.Setup), Needs(Role.Owner)]
internal sealed class DeleteOrganization(
    AppDbContext db, IEnumerable<IWorkspaceObserver> observers, IAuditLog audit, JobSignal signal)
    : IOperation<MemberOf, DeleteOrganization.Request, Done>
{
    public sealed record Request;

    public async Task<Result<Done>> RunAsync(MemberOf scope, Request request, CancellationToken cancellationToken)
    {
        var id = scope.WorkspaceId;
        var unfinished = await db.WriteAsync(async () =>
        {
            // 1
            await HoldAsync(id, cancellationToken);
            var running = await db.Jobs
                .Where(j => j.WorkspaceId == id && (j.Status == JobStatus.Pending || j.Status == JobStatus.Processing))
                .Select(j => j.Id).ToListAsync(cancellationToken);
            // 2
            foreach (var observer in observers) await observer.DeletingAsync(id, cancellationToken);
            // 3
            await db.Workspaces.Where(w => w.Id == id).ExecuteDeleteAsync(cancellationToken);
            await audit.WriteAsync(new Audited(AuditActions.WorkspaceDeleted, null, id, "workspace", id), cancellationToken);
            return running;
        }, cancellationToken);

        // 4
        foreach (var job in unfinished) signal.Cancel(job);
        return new Done();
    }

    /// <summary>
    /// In the order in which a worker that ends a job takes the same rows, so that the two cannot wait for each other.
    /// SQLite has one writer at a time anyway.
    /// </summary>
    private async Task HoldAsync(long id, CancellationToken cancellationToken)
    {
        if (!db.Database.IsNpgsql()) return;
        await db.Database.ExecuteSqlAsync(
            $"SELECT 1 FROM jobs WHERE workspace_id = {id} AND status IN ('Pending', 'Processing') ORDER BY id FOR UPDATE",
            cancellationToken);
        await db.Database.ExecuteSqlAsync($"SELECT 1 FROM agents WHERE workspace_id = {id} ORDER BY id FOR UPDATE", cancellationToken);
        await db.Database.ExecuteSqlAsync($"SELECT 1 FROM workspaces WHERE id = {id} FOR UPDATE", cancellationToken);
    }
}
