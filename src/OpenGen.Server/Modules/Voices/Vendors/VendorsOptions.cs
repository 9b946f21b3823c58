namespace OpenGen.Server.Modules.Voices;

/// <summary>Where the vendors of voices are (configuration section <c>Providers</c>).</summary>
internal sealed class VendorsOptions
{
    public VendorOptions ElevenLabs { get; set; } = new() { BaseUrl = "https://api.elevenlabs.io" };

    public VendorOptions Hume { get; set; } = new() { BaseUrl = "https://api.hume.ai" };
}

/// <summary>One vendor.</summary>
internal sealed class VendorOptions
{
    /// <summary>Scheme and host of its API; another for a proxy.</summary>
    public string BaseUrl { get; set; } = "";

    /// <summary>The operator's: all agents may speak with the voices of its account.</summary>
    public string? ApiKey { get; set; }

    /// <summary>How long an answer may take; designing a voice takes some twenty seconds.</summary>
    public TimeSpan TimeLimit { get; set; } = TimeSpan.FromMinutes(2);
}
