using Microsoft.EntityFrameworkCore;
using OpenGen.Server.Data;
using OpenGen.Server.Jobs;
using OpenGen.Server.Modules.Agents.Contracts;
using OpenGen.Server.Modules.Audit.Contracts;

namespace OpenGen.Server.Modules.Agents;

/// <summary>Deletes agents so that they can come back for a while, brings them back, and deletes them for good.</summary>
internal sealed class AgentRemoval(
    AppDbContext db, JobLifecycle jobs, IEnumerable<IAgentObserver> observers, IAuditLog audit, TimeProvider clock)
{
    /// <summary>How long a deleted agent can be restored.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromDays(30);

    /// <summary>Takes an agent out of every list; what it was just making is stopped, and its price given back.</summary>
    public async Task DeleteAsync(long agentId, CancellationToken cancellationToken)
    {
        var now = clock.Now();
        await db.WriteAsync(async () =>
        {
            var deleted = await db.Agents.Where(a => a.Id == agentId && a.DeletedAt == null)
                .ExecuteUpdateAsync(a => a.SetProperty(x => x.DeletedAt, now), cancellationToken);
            if (deleted > 0)
                await audit.WriteAsync(await OfAgentAsync(AuditActions.AgentDeleted, agentId, cancellationToken), cancellationToken);
            return deleted;
        }, cancellationToken);
        var running = await db.Jobs
            .Where(j => j.AgentId == agentId && (j.Status == JobStatus.Pending || j.Status == JobStatus.Processing))
            .Select(j => j.Id).ToListAsync(cancellationToken);
        // One that has ended meanwhile cannot be stopped any more, which is as good.
        foreach (var job in running) await jobs.StopAsync(job, cancellationToken);
    }

    /// <summary>Brings a deleted agent back with all it holds.</summary>
    /// <param name="name">A new name, when another agent has taken the old one.</param>
    /// <returns>Its name, or a sentence why not.</returns>
    public async Task<Result<string>> RestoreAsync(long agentId, string? name, CancellationToken cancellationToken)
    {
        var oldest = clock.Now() - Kept;
        var agent = await db.Agents.FirstOrDefaultAsync(a => a.Id == agentId, cancellationToken);
        if (agent is null) return NotFound($"There is no agent {agentId}, nor was one deleted in the last {Kept.Days} days.");
        if (agent.DeletedAt is not { } deleted) return NotFound($"Agent {agentId} ({agent.Name}) is not deleted.");
        if (deleted < oldest) return NotFound($"Agent {agentId} was deleted more than {Kept.Days} days ago.");
        (agent.Name, agent.DeletedAt) = (name ?? agent.Name, null);
        try
        {
            await db.WriteAsync(async () =>
            {
                await db.SaveChangesAsync(cancellationToken);
                await audit.WriteAsync(await OfAgentAsync(AuditActions.AgentRestored, agentId, cancellationToken), cancellationToken);
                return agent;
            }, cancellationToken);
            return agent.Name;
        }
        catch (DbUpdateException clash) when (clash.IsUniqueViolation())
        {
            return Error.Refused(
                AgentErrors.NameTaken.Code,
                $"Another agent of the workspace is called {agent.Name} by now: give this one another name with --name.");
        }
    }

    private static Error NotFound(string message) => new(ErrorKind.NotFound, "not_found", message);

    private async Task<Audited> OfAgentAsync(string action, long agentId, CancellationToken cancellationToken)
    {
        var workspace = await db.Agents.Where(a => a.Id == agentId).Select(a => a.WorkspaceId).SingleAsync(cancellationToken);
        return new Audited(action, null, workspace, "agent", agentId);
    }

    /// <summary>
    /// Deletes for good what was deleted long enough ago, each in one transaction: sheets, jobs, voices, keys and files. Answers how
    /// many agents went.
    /// </summary>
    public async Task<int> SweepAsync(CancellationToken cancellationToken)
    {
        var oldest = clock.Now() - Kept;
        var gone = await db.Agents.Where(a => a.DeletedAt < oldest).Select(a => a.Id).ToListAsync(cancellationToken);
        foreach (var id in gone)
        {
            await db.WriteAsync(async () =>
            {
                // Restored in this very moment: then it stays.
                if (!await db.Agents.AnyAsync(a => a.Id == id && a.DeletedAt < oldest, cancellationToken)) return false;
                foreach (var observer in observers) await observer.DeletingAsync(id, cancellationToken);
                await db.Agents.Where(a => a.Id == id).ExecuteDeleteAsync(cancellationToken);
                return true;
            }, cancellationToken);
        }
        return gone.Count;
    }
}

/// <summary>Lets agents that were deleted long enough ago go for good.</summary>
internal sealed partial class AgentSweep(AgentRemoval removal, ILogger<AgentSweep> log) : ISweep
{
    public async Task SweepAsync(CancellationToken cancellationToken)
    {
        if (await removal.SweepAsync(cancellationToken) is var gone and > 0) Swept(log, gone);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "{Agents} agents that were deleted 30 days ago are gone for good")]
    private static partial void Swept(ILogger log, int agents);
}
