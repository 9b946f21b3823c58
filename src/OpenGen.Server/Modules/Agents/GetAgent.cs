using OpenGen.Server.Modules.Agents.Contracts;
using OpenGen.Server.Modules.Workspaces.Contracts;

namespace OpenGen.Server.Modules.Agents;

/// <summary>An agent in full.</summary>
[Operation("getAgent", Phase.Setup, Says = "An agent"), Needs(Role.Manager, Code = "permission_denied")]
internal sealed class GetAgent(AgentDetails details) : IOperation<AgentScope, GetAgent.Request, AgentDetail>
{
    /// <param name="WithOrganizationUuid">Whether the answer says its workspace's UUID.</param>
    public sealed record Request(bool? WithOrganizationUuid = null);

    public async Task<Result<AgentDetail>> RunAsync(AgentScope scope, Request request, CancellationToken cancellationToken) =>
        await details.OfAsync(scope.AgentId, scope.Role, request.WithOrganizationUuid == true, cancellationToken);
}
