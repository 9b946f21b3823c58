using System.Globalization;

namespace OpenGen.Server.Modules.Vendors.Settings;

/// <summary>
/// How one vendor is reached: configuration section <c>Providers:NAME</c>, for example <c>Providers__Gemini__ApiKey</c>, and of a
/// compatible server <c>Providers:Compatible:NAME</c>.
/// </summary>
internal sealed class VendorSettings
{
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    /// <summary>What a section can say.</summary>
    private static readonly string[] Known =
    [
        nameof(ApiKey), nameof(BaseUrl), nameof(Concurrency), nameof(CallLimit), nameof(JobLimit), nameof(PollEvery), nameof(Backoff),
    ];

    /// <summary>The key of its API; without one its models are not configured, unless an agent brings a key of its own.</summary>
    public string? ApiKey { get; set; }

    /// <summary>Scheme and host of its API, and a path when it has one; another for a proxy or a compatible server.</summary>
    public string? BaseUrl { get; set; }

    /// <summary>How many of its jobs run at once, over all nodes; 1 to 1,000.</summary>
    public int Concurrency { get; set; } = 4;

    /// <summary>How long one HTTP call may take; a day at most.</summary>
    public TimeSpan CallLimit { get; set; } = TimeSpan.FromMinutes(3);

    /// <summary>How long a job at the vendor is waited for; after a restart, anew. A day at most.</summary>
    public TimeSpan JobLimit { get; set; } = TimeSpan.FromMinutes(20);

    /// <summary>How long to wait between two looks at a job that runs there; an hour at most.</summary>
    public TimeSpan PollEvery { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// The first wait before a call is repeated, a minute at most; it doubles each time. What the vendor says in <c>Retry-After</c>
    /// comes first, up to a minute; where it says more, the call has failed.
    /// </summary>
    public TimeSpan Backoff { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>Whether it works without a key; so do compatible servers that name none.</summary>
    public bool IsOpen { get; private init; }

    /// <summary>Whether the operator gave a key.</summary>
    public bool HasKey => !string.IsNullOrWhiteSpace(ApiKey);

    /// <summary>Whether it can be asked by whoever has no key of their own.</summary>
    public bool IsReady => HasKey || IsOpen;

    /// <summary>Reads a section; what cannot be read is a fault, and the default stands in its place.</summary>
    /// <param name="isOpen">Whether it works without a key.</param>
    /// <param name="more">What else the section can say, which the caller reads.</param>
    public static VendorSettings Read(
        IConfigurationSection section, bool isOpen, ICollection<string> faults, params ReadOnlySpan<string> more)
    {
        var settings = new VendorSettings { IsOpen = isOpen };
        // Not what it is: it may be the key.
        if (!string.IsNullOrEmpty(section.Value))
            faults.Add($"{section.Path} is a section: give {section.Path}:{(isOpen ? nameof(BaseUrl) : nameof(ApiKey))}");
        AddUnknown(section, [.. Known, .. more], faults);
        try
        {
            section.Bind(settings);
        }
        catch (InvalidOperationException unreadable)
        {
            faults.Add($"{section.Path}: {unreadable.Message}; give a number, or a time such as 00:00:05");
        }
        settings.BaseUrl = settings.BaseUrl?.Trim();
        foreach (var fault in settings.Faults(section.Path)) faults.Add(fault);
        return settings;
    }

    /// <summary>Adds a fault for each child of a section that nobody reads: it would be left out in silence, whatever it was for.</summary>
    /// <param name="known">Their names, which have no case.</param>
    public static void AddUnknown(IConfigurationSection section, IReadOnlyCollection<string> known, ICollection<string> faults)
    {
        foreach (var child in section.GetChildren().Where(c => !known.Contains(c.Key, StringComparer.OrdinalIgnoreCase)))
            faults.Add($"{child.Path} is not known; {section.Path} has {string.Join(", ", known)}");
    }

    /// <summary>What is wrong with the settings, all of it, each with its remedy.</summary>
    /// <param name="section">Where they stand, for the sentences.</param>
    private IEnumerable<string> Faults(string section)
    {
        if (BaseUrl is { } url && !IsBaseUrl(url))
            yield return $"{section}:BaseUrl must be an http or https URL without user, query or fragment, such as http://localhost:8080";
        // Not what it is: it would stand in the log.
        if (HasKey && !VendorKeys.CanBeSent(ApiKey!))
            yield return $"{section}:ApiKey has a space, a line break or a letter that no header takes; give the key alone";
        if (Concurrency is < 1 or > 1_000) yield return $"{section}:Concurrency must be a whole number from 1 to 1000";
        (string Name, TimeSpan Time, TimeSpan Most)[] times =
        [
            ("CallLimit", CallLimit, Day), ("JobLimit", JobLimit, Day), ("PollEvery", PollEvery, TimeSpan.FromHours(1)),
            ("Backoff", Backoff, TimeSpan.FromMinutes(1)),
        ];
        foreach (var (name, time, most) in times)
            if (time <= TimeSpan.Zero || time > most)
                yield return string.Create(
                    CultureInfo.InvariantCulture, $"{section}:{name} must be above 0 and at most {most:c}, such as 00:00:05");
    }

    private static bool IsBaseUrl(string url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" && url.Length <= 2_000
        && uri.UserInfo.Length == 0 && uri.Query.Length == 0 && uri.Fragment.Length == 0;
}
