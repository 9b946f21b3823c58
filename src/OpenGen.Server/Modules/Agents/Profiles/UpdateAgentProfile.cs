using OpenGen.Server.Modules.Agents.Contracts;
using OpenGen.Server.Modules.Workspaces.Contracts;

namespace OpenGen.Server.Modules.Agents.Profiles;

/// <summary>Changes the fields sent of a profile, all or nothing.</summary>
[Operation("updateAgentProfile", Phase.Setup, Says = "Change an agent's profile: the fields sent")]
[Needs(Role.Editor, Code = "permission_denied")]
internal sealed class UpdateAgentProfile(AgentProfiles profiles) : IOperation<AgentScope, ProfileChange, AgentProfile>
{
    public Task<Result<AgentProfile>> RunAsync(AgentScope scope, ProfileChange request, CancellationToken cancellationToken) =>
        profiles.ChangeAsync(scope, request, cancellationToken);
}
