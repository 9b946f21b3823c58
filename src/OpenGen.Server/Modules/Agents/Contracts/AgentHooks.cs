namespace OpenGen.Server.Modules.Agents.Contracts;

/// <summary>Where an agent's events go. A URL whose server said that it is gone is called no more until one is set anew.</summary>
internal sealed record AgentHooks(
    long AgentId, string? WebhookUrl, string? CallbackUrl, bool PollingEnabled, bool WebhookDisabled, bool CallbackDisabled)
{
    public string? UrlOf(Hook hook) => hook == Hook.Webhook ? WebhookUrl : CallbackUrl;

    public bool IsDisabled(Hook hook) => hook == Hook.Webhook ? WebhookDisabled : CallbackDisabled;
}
