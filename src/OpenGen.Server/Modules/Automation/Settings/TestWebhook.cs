using OpenGen.Server.Modules.Agents.Contracts;
using OpenGen.Server.Modules.Workspaces.Contracts;

namespace OpenGen.Server.Modules.Automation.Settings;

/// <summary>Sends a test event to an agent's webhook.</summary>
[Operation("testWebhook", Phase.Edit, Says = "Send a test event to the webhook"), Needs(Role.Manager, Code = "permission_denied")]
internal sealed class TestWebhook(TestEvents events) : IOperation<AgentScope, TestWebhook.Request, TestCall>
{
    public sealed record Request;

    public Task<Result<TestCall>> RunAsync(AgentScope scope, Request request, CancellationToken cancellationToken) =>
        events.SendAsync(scope.AgentId, Hook.Webhook, cancellationToken);
}
