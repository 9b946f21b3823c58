using OpenGen.Server.Modules.Agents.Contracts;
using OpenGen.Server.Modules.Workspaces.Contracts;

namespace OpenGen.Server.Modules.Automation.Settings;

/// <summary>What an agent's events are signed with.</summary>
[Operation("getWebhookSecret", Phase.Edit, Says = "What an agent's events are signed with"), AnswersSecret]
[Needs(Role.Manager, Code = "permission_denied")]
internal sealed class GetWebhookSecret(WebhookSecrets secrets) : IOperation<AgentScope, GetWebhookSecret.Request, GetWebhookSecret.Response>
{
    public sealed record Request;

    /// <param name="Secret">As Standard Webhooks writes it.</param>
    public sealed record Response(string Secret);

    public async Task<Result<Response>> RunAsync(AgentScope scope, Request request, CancellationToken cancellationToken) =>
        new Response((await secrets.OfAsync(scope.AgentId, cancellationToken))[0]);
}
