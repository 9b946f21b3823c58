using System.ComponentModel.DataAnnotations;
using OpenGen.Server.Modules.Agents.Contracts;
using OpenGen.Server.Modules.Workspaces.Contracts;

namespace OpenGen.Server.Modules.Agents.Core;

/// <summary>Adds somebody whose videos the agent learns from.</summary>
[Operation("addAgentInspiration", Phase.Setup, Says = "Add somebody whose videos the agent learns from")]
[Needs(Role.Editor, Code = "permission_denied")]
internal sealed class AddAgentInspiration(AgentChanges changes) : IOperation<AgentScope, AddAgentInspiration.Request, InspirationItem>
{
    private const int Most = 50;

    /// <param name="Platform">Read off the URL when it is not given.</param>
    public sealed record Request([StringLength(500, MinimumLength = 1)] string Url, [MaxLength(50)] string? Platform);

    public async Task<Result<InspirationItem>> RunAsync(AgentScope scope, Request request, CancellationToken cancellationToken)
    {
        if (!SocialPlatform.IsUrl(request.Url)) return Error.Invalid("url", CoreInput.NoUrl);
        return await changes.OfCoreAsync<InspirationItem>(scope.AgentId, (_, core) =>
        {
            if (core.Inspiration.Count >= Most) return Error.Invalid("inspiration", $"is too long (at most {Most})");
            var item = new InspirationItem(core.NextItemId(), request.Url, request.Platform ?? SocialPlatform.Of(request.Url));
            core.Inspiration = [.. core.Inspiration, item];
            return item;
        }, cancellationToken);
    }
}
