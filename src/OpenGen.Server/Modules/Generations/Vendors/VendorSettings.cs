namespace OpenGen.Server.Modules.Generations.Vendors;

/// <summary>How one vendor is reached: configuration section <c>Providers:NAME</c>, for example <c>Providers__Gemini__ApiKey</c>.</summary>
internal sealed class VendorSettings
{
    /// <summary>The key of its API; without one its models are not configured, unless an agent brings a key of its own.</summary>
    public string? ApiKey { get; set; }

    /// <summary>Scheme and host of its API, and a path when it has one; another for a proxy or a compatible server.</summary>
    public string? BaseUrl { get; set; }

    /// <summary>How many of its jobs run at once, over all nodes.</summary>
    public int Concurrency { get; set; } = 4;

    /// <summary>How long one HTTP call may take.</summary>
    public TimeSpan CallLimit { get; set; } = TimeSpan.FromMinutes(3);

    /// <summary>How long a job at the vendor is waited for; after a restart, anew.</summary>
    public TimeSpan JobLimit { get; set; } = TimeSpan.FromMinutes(20);

    /// <summary>How long to wait between two looks at a job that runs there.</summary>
    public TimeSpan PollEvery { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>The first wait before a call is repeated; it doubles each time. What the vendor says in <c>Retry-After</c> comes first.</summary>
    public TimeSpan Backoff { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>Whether the operator gave a key.</summary>
    public bool HasKey => !string.IsNullOrWhiteSpace(ApiKey);
}

/// <summary>The settings of all vendors, by the provider's name in the catalog.</summary>
internal sealed class VendorsSettings(IConfiguration configuration)
{
    private readonly System.Collections.Concurrent.ConcurrentDictionary<string, VendorSettings> _known = new();

    /// <summary>A vendor's; <c>eleven_labs</c> is section <c>ElevenLabs</c>.</summary>
    public VendorSettings Of(string provider) => _known.GetOrAdd(provider, name =>
        configuration.GetSection("Providers:" + name.Replace("_", "", StringComparison.Ordinal)).Get<VendorSettings>() ?? new VendorSettings());
}
