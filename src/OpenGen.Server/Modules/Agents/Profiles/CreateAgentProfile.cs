using OpenGen.Server.Modules.Agents.Contracts;
using OpenGen.Server.Modules.Workspaces.Contracts;

namespace OpenGen.Server.Modules.Agents.Profiles;

/// <summary>Fills in a profile. The agent has one from the first, so it does what changing it does.</summary>
[Operation("createAgentProfile", Phase.Setup, Says = "Fill in an agent's profile: the fields sent")]
[Needs(Role.Editor, Code = "permission_denied")]
internal sealed class CreateAgentProfile(AgentProfiles profiles) : IOperation<AgentScope, ProfileChange, AgentProfile>
{
    public Task<Result<AgentProfile>> RunAsync(AgentScope scope, ProfileChange request, CancellationToken cancellationToken) =>
        profiles.ChangeAsync(scope, request, cancellationToken);
}
