using OpenGen.Server.Modules.Agents.Contracts;
using OpenGen.Server.Modules.Workspaces.Contracts;

namespace OpenGen.Server.Modules.Automation.Settings;

/// <summary>Where an agent's events go.</summary>
[Operation("getAutomationConfig", Phase.Edit, Says = "Where an agent's events go"), Needs(Role.Manager, Code = "permission_denied")]
internal sealed class GetAutomationConfig(IAgentWebhooks agents) : IOperation<AgentScope, GetAutomationConfig.Request, AutomationConfig>
{
    public sealed record Request;

    public async Task<Result<AutomationConfig>> RunAsync(AgentScope scope, Request request, CancellationToken cancellationToken) =>
        await agents.FindAsync(scope.AgentId, cancellationToken) is { } hooks ? AutomationConfig.Of(hooks) : AutomationErrors.NoAgent;
}
