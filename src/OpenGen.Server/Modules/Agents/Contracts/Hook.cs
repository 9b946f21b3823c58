namespace OpenGen.Server.Modules.Agents.Contracts;

/// <summary>The two URLs that an agent's events can be sent to.</summary>
internal enum Hook
{
    /// <summary>Takes every event.</summary>
    Webhook,

    /// <summary>Takes the ends of jobs.</summary>
    Callback,
}
