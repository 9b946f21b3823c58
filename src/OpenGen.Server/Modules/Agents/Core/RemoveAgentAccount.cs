using System.ComponentModel.DataAnnotations;
using OpenGen.Server.Modules.Agents.Contracts;
using OpenGen.Server.Modules.Workspaces.Contracts;

namespace OpenGen.Server.Modules.Agents.Core;

/// <summary>Unlinks a profile.</summary>
[Operation("removeAgentAccount", Phase.Setup, Says = "Unlink a profile"), Needs(Role.Editor, Code = "permission_denied")]
internal sealed class RemoveAgentAccount(AgentChanges changes) : IOperation<AgentScope, RemoveAgentAccount.Request, Done>
{
    public sealed record Request([MaxLength(CoreItems.LongestId)] string AccountId);

    public Task<Result<Done>> RunAsync(AgentScope scope, Request request, CancellationToken cancellationToken) =>
        changes.RemoveItemAsync(scope.AgentId, request.AccountId, "Account", (core, id) =>
        {
            var before = core.LinkedAccounts.Count;
            core.LinkedAccounts = [.. core.LinkedAccounts.Where(a => a.Id != id)];
            return core.LinkedAccounts.Count < before;
        }, cancellationToken);
}
