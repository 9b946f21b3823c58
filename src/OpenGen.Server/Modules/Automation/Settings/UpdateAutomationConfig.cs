using System.ComponentModel.DataAnnotations;
using OpenGen.Server.Modules.Agents.Contracts;
using OpenGen.Server.Modules.Workspaces.Contracts;
using OpenGen.Server.Web;

namespace OpenGen.Server.Modules.Automation.Settings;

/// <summary>Changes where an agent's events go; null for nowhere.</summary>
[Operation("updateAutomationConfig", Phase.Edit, Says = "Change where an agent's events go; null for nowhere")]
[Needs(Role.Manager, Code = "permission_denied")]
internal sealed class UpdateAutomationConfig(IAgentWebhooks agents)
    : IOperation<AgentScope, UpdateAutomationConfig.Request, AutomationConfig>
{
    [Wrapper("automation_config")]
    public sealed record Request(
        [MaxLength(2000)] Sent<string> WebhookUrl, [MaxLength(2000)] Sent<string> CallbackUrl, bool? PollingEnabled);

    public async Task<Result<AutomationConfig>> RunAsync(AgentScope scope, Request request, CancellationToken cancellationToken)
    {
        var faults = new Dictionary<string, string[]>();
        Check("webhook_url", request.WebhookUrl.Value);
        Check("callback_url", request.CallbackUrl.Value);
        if (faults.Count > 0) return Error.Invalid(faults);
        var changed = await agents.ChangeAsync(
            scope.AgentId, request.WebhookUrl, request.CallbackUrl, request.PollingEnabled, cancellationToken);
        return changed.Failed ? changed.Error : AutomationConfig.Of(changed.Value);

        void Check(string field, string? url)
        {
            if (!string.IsNullOrEmpty(url) && GuardedConnection.Callable(url) is null) faults[field] = ["must be an http or https URL"];
        }
    }
}
