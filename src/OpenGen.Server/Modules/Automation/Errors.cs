using OpenGen.Server.Modules.Agents;
using OpenGen.Server.Modules.Agents.Contracts;

namespace OpenGen.Server.Modules.Automation;

/// <summary>What can be expected to go wrong with events.</summary>
internal static class AutomationErrors
{
    /// <summary>It was deleted after it was found to be the caller's.</summary>
    public static readonly Error NoAgent = Error.NotFound("Agent");

    public static readonly Error NoDelivery = Error.NotFound("Delivery");

    public static readonly Error StillPending = Error.Refused(
        "delivery_pending", "The delivery is still pending; it is sent again by itself");

    /// <summary>There is nowhere to send anything.</summary>
    public static Error NotConfigured(Hook hook) =>
        Error.Refused($"{Name(hook)}_not_configured", $"The agent has no {Name(hook)}_url; set one with PATCH automation_config");

    /// <summary>Its server answered 410.</summary>
    public static Error Disabled(Hook hook) =>
        Error.Refused(
            $"{Name(hook)}_disabled",
            $"The agent's {Name(hook)} is disabled, since its server answered 410; set {Name(hook)}_url with PATCH automation_config to "
                + $"enable it again");

    private static string Name(Hook hook) => hook.ToString().ToLowerInvariant();
}
