using OpenGen.Server.Modules.Agents.Contracts;

namespace OpenGen.Server.Modules.Automation.Settings;

/// <summary>Where an agent's events go.</summary>
/// <param name="WebhookDisabled">Whether nothing is sent there because its server answered 410; setting the URL enables it again.</param>
/// <param name="CallbackDisabled">The same of the callback.</param>
internal sealed record AutomationConfig(
    string? WebhookUrl, string? CallbackUrl, bool PollingEnabled, bool WebhookDisabled, bool CallbackDisabled)
{
    public static AutomationConfig Of(AgentHooks hooks) =>
        new(hooks.WebhookUrl, hooks.CallbackUrl, hooks.PollingEnabled, hooks.WebhookDisabled, hooks.CallbackDisabled);
}
