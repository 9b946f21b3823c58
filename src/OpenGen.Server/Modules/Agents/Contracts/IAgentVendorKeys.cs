namespace OpenGen.Server.Modules.Agents.Contracts;

/// <summary>The API keys that agents bring of vendors.</summary>
internal interface IAgentVendorKeys
{
    /// <summary>ElevenLabs.</summary>
    const string ElevenLabs = "eleven_labs";

    /// <summary>Hume.</summary>
    const string Hume = "hume";

    /// <summary>The longest text that is looked at as a key, in characters.</summary>
    const int Longest = 500;

    /// <summary>Asks the vendor; null when it accepts the key.</summary>
    /// <param name="vendor"><see cref="ElevenLabs"/> or <see cref="Hume"/>.</param>
    Task<Error?> CheckAsync(string vendor, string key, CancellationToken cancellationToken);

    /// <summary>Stores a key that was checked, in place of the one before; null or empty removes it.</summary>
    Task SetAsync(long agentId, string vendor, string? key, CancellationToken cancellationToken);

    /// <summary><c>***xyz1</c>, or null when there is no key.</summary>
    Task<string?> MaskedAsync(long agentId, string vendor, CancellationToken cancellationToken);
}
