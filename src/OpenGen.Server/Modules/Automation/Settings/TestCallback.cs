using OpenGen.Server.Modules.Agents.Contracts;
using OpenGen.Server.Modules.Workspaces.Contracts;

namespace OpenGen.Server.Modules.Automation.Settings;

/// <summary>Sends a test event to an agent's callback.</summary>
[Operation("testCallback", Phase.Edit, Says = "Send a test event to the callback"), Needs(Role.Manager, Code = "permission_denied")]
internal sealed class TestCallback(TestEvents events) : IOperation<AgentScope, TestCallback.Request, TestCall>
{
    public sealed record Request;

    public Task<Result<TestCall>> RunAsync(AgentScope scope, Request request, CancellationToken cancellationToken) =>
        events.SendAsync(scope.AgentId, Hook.Callback, cancellationToken);
}
