using Microsoft.EntityFrameworkCore;
using OpenGen.Server.Data;
using OpenGen.Server.Modules.Agents.Contracts;

namespace OpenGen.Server.Modules.Agents;

/// <summary>Changes agents one after the other: what two clients change at once is both kept.</summary>
internal sealed class AgentChanges(AppDbContext db, TimeProvider clock)
{
    /// <summary>
    /// Runs a change in a transaction that holds the agent's row. A failure, or a name that the workspace has already, rolls
    /// everything back.
    /// </summary>
    public async Task<Result<T>> OfAsync<T>(
        long agentId, Func<Agent, AgentCore, Task<Result<T>>> change, CancellationToken cancellationToken)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var now = clock.Now();
        if (await db.Agents.Where(a => a.Id == agentId).ExecuteUpdateAsync(a => a.SetProperty(x => x.UpdatedAt, now), cancellationToken)
            == 0) return AgentScopes.NotFound;
        var agent = await db.Agents.SingleAsync(a => a.Id == agentId, cancellationToken);
        // The row may have been read before somebody else changed it.
        await db.Entry(agent).ReloadAsync(cancellationToken);
        var core = AgentCore.Of(agent.Core);
        var result = await change(agent, core);
        if (result.Failed)
        {
            db.ChangeTracker.Clear();
            return result;
        }
        agent.Core = RawJson.Of(core);
        try
        {
            await db.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateException clash) when (clash.IsUniqueViolation())
        {
            db.ChangeTracker.Clear();
            return AgentErrors.NameTaken;
        }
        await transaction.CommitAsync(cancellationToken);
        return result;
    }

    /// <summary>The same for changes that ask nobody.</summary>
    public Task<Result<T>> OfCoreAsync<T>(long agentId, Func<Agent, AgentCore, Result<T>> change, CancellationToken cancellationToken) =>
        OfAsync(agentId, (agent, core) => Task.FromResult(change(agent, core)), cancellationToken);

    /// <summary>Whether another agent of the workspace has the name.</summary>
    public Task<bool> IsTakenAsync(long workspaceId, string name, long? but, CancellationToken cancellationToken) =>
        db.Agents.AnyAsync(a => a.WorkspaceId == workspaceId && a.Name == name && a.DeletedAt == null && a.Id != but, cancellationToken);
}
