using OpenGen.Server.Modules.Agents;
using OpenGen.Server.Modules.Agents.Contracts;
using OpenGen.Server.Modules.Engines.Contracts;
using OpenGen.Server.Modules.Workspaces.Contracts;

namespace OpenGen.Server.Modules.Engines.Sheets;

/// <summary>Copies a sheet, chosen outputs included, to the same agent or to another one that the caller manages.</summary>
[Operation("cloneSheet", Phase.Convert, Says = "Copy an engine, chosen outputs included, to the same or another agent"),
    Needs(Role.Manager, Paid = true)]
internal sealed class CloneSheet(IAgentDirectory agents, SheetCopies copies, SheetReader reader)
    : IOperation<SheetScope, CloneSheet.Request, SheetView>
{
    /// <param name="TargetAgentId">Whose the copy is; the sheet's own agent's when it is not given.</param>
    public sealed record Request(long? TargetAgentId);

    public async Task<Result<SheetView>> RunAsync(SheetScope scope, Request request, CancellationToken cancellationToken)
    {
        var (agentTo, workspaceTo) = (scope.AgentId, scope.WorkspaceId);
        if (request.TargetAgentId is { } agentId && agentId != scope.AgentId)
        {
            if (await agents.FindAsync(scope.UserId, agentId, cancellationToken) is not { } agent) return Error.NotFound("Agent");
            if (agent.Role > Role.Manager) return Error.Forbidden();
            (agentTo, workspaceTo) = (agent.AgentId, agent.WorkspaceId);
        }
        var cloned = await copies.CloneAsync(scope, agentTo, workspaceTo, cancellationToken);
        return cloned.Failed ? cloned.Error : await reader.FoundSheetAsync(cloned.Value, false, cancellationToken);
    }
}
