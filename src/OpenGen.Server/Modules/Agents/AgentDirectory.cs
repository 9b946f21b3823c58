using Microsoft.EntityFrameworkCore;
using OpenGen.Server.Data;
using OpenGen.Server.Modules.Agents.Contracts;
using OpenGen.Server.Modules.Workspaces;
using OpenGen.Server.Modules.Workspaces.Contracts;

namespace OpenGen.Server.Modules.Agents;

/// <summary>What other modules may know of agents.</summary>
internal sealed class AgentDirectory(AppDbContext db) : IAgentDirectory
{
    /// <inheritdoc/>
    public Task<List<AgentSummary>> OfMemberAsync(long userId, CancellationToken cancellationToken) =>
        (from agent in db.Agents
         join member in db.Memberships on agent.WorkspaceId equals member.WorkspaceId
         where agent.DeletedAt == null && member.UserId == userId
         orderby agent.Id
         select new AgentSummary(agent.Id, agent.Name, agent.Description, agent.WorkspaceId, agent.TimeZone))
        .ToListAsync(cancellationToken);

    /// <inheritdoc/>
    public async Task<AgentCore> CoreAsync(long agentId, CancellationToken cancellationToken) =>
        AgentCore.Of(await db.Agents.Where(a => a.Id == agentId).Select(a => a.Core).FirstOrDefaultAsync(cancellationToken));

    /// <inheritdoc/>
    public Task<List<long>> OfWorkspaceAsync(long workspaceId, CancellationToken cancellationToken) =>
        db.Agents.Where(a => a.WorkspaceId == workspaceId).Select(a => a.Id).ToListAsync(cancellationToken);

    /// <inheritdoc/>
    public Task<List<long>> ReadableByAsync(long userId, CancellationToken cancellationToken) =>
        (from agent in db.Agents
         join member in db.Memberships on agent.WorkspaceId equals member.WorkspaceId
         where agent.DeletedAt == null && member.UserId == userId && (member.Role == Role.Owner || member.Role == Role.Manager)
         select agent.Id).ToListAsync(cancellationToken);

    /// <inheritdoc/>
    public Task<long> WorkspaceOfAsync(long agentId, CancellationToken cancellationToken) =>
        db.Agents.Where(a => a.Id == agentId).Select(a => a.WorkspaceId).SingleAsync(cancellationToken);

    /// <inheritdoc/>
    public Task<AgentScope?> FindAsync(long userId, long agentId, CancellationToken cancellationToken) =>
        (from agent in db.Agents
         join member in db.Memberships on agent.WorkspaceId equals member.WorkspaceId
         join workspace in db.Workspaces on agent.WorkspaceId equals workspace.Id
         where agent.Id == agentId && agent.DeletedAt == null && member.UserId == userId
         select new AgentScope(agent.Id, agent.WorkspaceId, member.Role, workspace.Credits)).FirstOrDefaultAsync(cancellationToken);
}
