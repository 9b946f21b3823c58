using Microsoft.EntityFrameworkCore;
using OpenGen.Server.Data;
using OpenGen.Server.Modules.Agents.Avatars;
using OpenGen.Server.Modules.Agents.Contracts;
using OpenGen.Server.Modules.Workspaces.Contracts;

namespace OpenGen.Server.Modules.Agents;

/// <summary>Reads agents in full.</summary>
internal sealed class AgentDetails(AppDbContext db, IWorkspaceDirectory workspaces, AvatarStore avatars, DefaultVoices voices)
{
    /// <summary>An agent that is there.</summary>
    /// <param name="role">Of who asks.</param>
    /// <param name="withUuid">Whether its workspace's UUID is said.</param>
    public async Task<AgentDetail> OfAsync(long agentId, Role role, bool withUuid, CancellationToken cancellationToken)
    {
        var agent = await db.Agents.AsNoTracking().SingleAsync(a => a.Id == agentId, cancellationToken);
        var picture = (await avatars.PrimaryOfAsync([agentId], cancellationToken)).GetValueOrDefault(agentId);
        return new AgentDetail(
            agent.Id, agent.Name, agent.Description, agent.WorkspaceId, agent.TimeZone, picture?.Id, picture?.Url,
            AgentSetupProjectId: null, role.OnTheWire(),
            await voices.DescribeAsync(agentId, AgentCore.Of(agent.Core).DefaultUserVoice, cancellationToken),
            withUuid ? await workspaces.UuidAsync(agent.WorkspaceId, cancellationToken) : null);
    }
}
