using Microsoft.EntityFrameworkCore;
using OpenGen.Server.Data;
using OpenGen.Server.Modules.Agents.Avatars;
using OpenGen.Server.Modules.Agents.Contracts;
using OpenGen.Server.Modules.Workspaces.Contracts;

namespace OpenGen.Server.Modules.Agents.Core;

/// <summary>Who the agent is and how it speaks, flat and the same in sections.</summary>
[Operation("getAgentCore", Phase.Setup, Says = "Who the agent is, flat and in sections"), Needs(Role.Manager, Code = "permission_denied")]
internal sealed class GetAgentCore(AppDbContext db, AvatarStore avatars) : IOperation<AgentScope, GetAgentCore.Request, AgentCoreView>
{
    public sealed record Request;

    public async Task<Result<AgentCoreView>> RunAsync(AgentScope scope, Request request, CancellationToken cancellationToken)
    {
        var agent = await db.Agents.AsNoTracking().SingleAsync(a => a.Id == scope.AgentId, cancellationToken);
        var avatar = (await avatars.PrimaryOfAsync([scope.AgentId], cancellationToken)).GetValueOrDefault(scope.AgentId);
        return AgentCoreView.Of(scope.AgentId, agent.Name, avatar?.Url, AgentCore.Of(agent.Core));
    }
}
