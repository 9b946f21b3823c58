using OpenGen.Server.Modules.Agents.Contracts;
using OpenGen.Server.Modules.Workspaces.Contracts;

namespace OpenGen.Server.Modules.Agents.Profiles;

/// <summary>An agent's profile.</summary>
[Operation("getAgentProfile", Phase.Setup, Says = "An agent's profile"), Needs(Role.Manager, Code = "permission_denied")]
internal sealed class GetAgentProfile(AgentProfiles profiles) : IOperation<AgentScope, GetAgentProfile.Request, AgentProfile>
{
    public sealed record Request;

    public async Task<Result<AgentProfile>> RunAsync(AgentScope scope, Request request, CancellationToken cancellationToken) =>
        await profiles.OfAsync(scope.AgentId, cancellationToken);
}
