using OpenGen.Server.Modules.Agents.Contracts;
using OpenGen.Server.Modules.Workspaces.Contracts;

namespace OpenGen.Server.Modules.Agents;

/// <summary>Deletes an agent, so that an operator can bring it back for a while; what it was just making is stopped.</summary>
[Operation("deleteAgent", Phase.Setup, Says = "Delete an agent; an operator can restore it for 30 days")]
[Needs(Role.Manager, Code = "permission_denied")]
internal sealed class DeleteAgent(AgentRemoval removal) : IOperation<AgentScope, DeleteAgent.Request, Done>
{
    public sealed record Request;

    public async Task<Result<Done>> RunAsync(AgentScope scope, Request request, CancellationToken cancellationToken)
    {
        await removal.DeleteAsync(scope.AgentId, cancellationToken);
        return new Done();
    }
}
