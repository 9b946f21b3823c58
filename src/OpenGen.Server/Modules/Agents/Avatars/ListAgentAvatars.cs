using OpenGen.Server.Modules.Agents.Contracts;
using OpenGen.Server.Modules.Workspaces.Contracts;

namespace OpenGen.Server.Modules.Agents.Avatars;

/// <summary>An agent's avatars, the primary one first, then by preference and age.</summary>
[Operation("listAgentAvatars", Phase.Setup, Says = "An agent's avatars, the primary one first")]
[Needs(Role.Manager, Code = "permission_denied")]
internal sealed class ListAgentAvatars(AvatarStore avatars) : IOperation<AgentScope, ListAgentAvatars.Request, List<AvatarView>>
{
    public sealed record Request;

    public async Task<Result<List<AvatarView>>> RunAsync(AgentScope scope, Request request, CancellationToken cancellationToken) =>
        await avatars.ListAsync(scope.AgentId, cancellationToken);
}
