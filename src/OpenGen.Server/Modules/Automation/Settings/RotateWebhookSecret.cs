using OpenGen.Server.Modules.Agents.Contracts;
using OpenGen.Server.Modules.Workspaces.Contracts;

namespace OpenGen.Server.Modules.Automation.Settings;

/// <summary>Signs with a new secret, which getWebhookSecret shows; for 24 hours the old one signs as well.</summary>
[Operation("rotateWebhookSecret", Phase.Edit, Says = "Sign with a new secret; for 24 hours the old one signs as well")]
[Needs(Role.Manager, Code = "permission_denied")]
internal sealed class RotateWebhookSecret(WebhookSecrets secrets)
    : IOperation<AgentScope, RotateWebhookSecret.Request, RotateWebhookSecret.Response>
{
    public sealed record Request;

    /// <param name="PreviousValidUntil">Until when the one before signs as well, UTC.</param>
    public sealed record Response(DateTime PreviousValidUntil);

    public async Task<Result<Response>> RunAsync(AgentScope scope, Request request, CancellationToken cancellationToken) =>
        new Response(await secrets.RotateAsync(scope.AgentId, cancellationToken));
}
