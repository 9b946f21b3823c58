using System.ComponentModel.DataAnnotations;
using OpenGen.Server.Modules.Agents.Contracts;
using OpenGen.Server.Modules.Workspaces.Contracts;

namespace OpenGen.Server.Modules.Agents.Core;

/// <summary>Links a profile the agent posts to.</summary>
[Operation("addAgentAccount", Phase.Setup, Says = "Link a profile the agent posts to"), Needs(Role.Editor, Code = "permission_denied")]
internal sealed class AddAgentAccount(AgentChanges changes) : IOperation<AgentScope, AddAgentAccount.Request, LinkedAccount>
{
    private const int Most = 20;

    /// <param name="Platform">Read off the URL when it is not given.</param>
    public sealed record Request(
        [StringLength(500, MinimumLength = 1)] string Url, [MaxLength(50)] string? Platform, [MaxLength(200)] string? DisplayName);

    public async Task<Result<LinkedAccount>> RunAsync(AgentScope scope, Request request, CancellationToken cancellationToken)
    {
        if (!SocialPlatform.IsUrl(request.Url)) return Error.Invalid("url", CoreInput.NoUrl);
        return await changes.OfCoreAsync<LinkedAccount>(scope.AgentId, (_, core) =>
        {
            if (core.LinkedAccounts.Count >= Most) return Error.Invalid("linked_accounts", $"is too long (at most {Most})");
            var platform = request.Platform ?? SocialPlatform.Of(request.Url);
            var account = new LinkedAccount(core.NextItemId(), request.Url, platform, request.DisplayName);
            core.LinkedAccounts = [.. core.LinkedAccounts, account];
            return account;
        }, cancellationToken);
    }
}
