using System.ComponentModel.DataAnnotations;
using OpenGen.Server.Modules.Agents.Contracts;
using OpenGen.Server.Modules.Workspaces.Contracts;

namespace OpenGen.Server.Modules.Agents.Core;

/// <summary>Removes somebody whose videos the agent learned from.</summary>
[Operation("removeAgentInspiration", Phase.Setup, Says = "Remove an inspiration"), Needs(Role.Editor, Code = "permission_denied")]
internal sealed class RemoveAgentInspiration(AgentChanges changes) : IOperation<AgentScope, RemoveAgentInspiration.Request, Done>
{
    public sealed record Request([MaxLength(CoreItems.LongestId)] string ItemId);

    public Task<Result<Done>> RunAsync(AgentScope scope, Request request, CancellationToken cancellationToken) =>
        changes.RemoveItemAsync(scope.AgentId, request.ItemId, "Inspiration", (core, id) =>
        {
            var before = core.Inspiration.Count;
            core.Inspiration = [.. core.Inspiration.Where(i => i.Id != id)];
            return core.Inspiration.Count < before;
        }, cancellationToken);
}
