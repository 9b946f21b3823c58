namespace OpenGen.Server.Modules.Vendors.Settings;

/// <summary>
/// The settings of all vendors, configuration section <c>Providers</c>: read and checked once, when the server starts, and all that is
/// wrong is said at once.
/// </summary>
internal sealed class VendorsSettings
{
    private const string Section = "Providers";
    private const string OnMissingKey = "OnMissingKey";
    private const string Substitute = "substitute";
    private const string Refuse = "refuse";

    /// <summary>The vendors' sections.</summary>
    private static readonly IReadOnlyList<string> Vendors = [.. VendorName.All.Select(VendorName.SectionOf)];

    private static readonly VendorSettings Unset = new();
    private readonly Dictionary<string, VendorSettings> _vendors = new(StringComparer.OrdinalIgnoreCase);

    private VendorsSettings(IConfiguration configuration, List<string> faults)
    {
        var section = configuration.GetSection(Section);
        RefusesMissingKey = Policy(section, faults) == Refuse;
        Compatible = CompatibleServers.Read(section.GetSection(CompatibleServers.Section), faults);
        VendorSettings.AddUnknown(section, [.. Vendors, CompatibleServers.Section, OnMissingKey], faults);
        foreach (var vendor in section.GetChildren().Where(child => Vendors.Contains(child.Key, StringComparer.OrdinalIgnoreCase)))
            _vendors[vendor.Key] = VendorSettings.Read(vendor, isOpen: false, faults);
    }

    /// <summary>Whether a model without a key is refused; otherwise this machine makes it in its place, with a warning.</summary>
    public bool RefusesMissingKey { get; }

    /// <summary>The operator's own servers that speak OpenAI's API, by name.</summary>
    public IReadOnlyList<CompatibleServer> Compatible { get; }

    /// <summary>Reads them.</summary>
    /// <exception cref="StartupException">Something cannot be meant; a line for each, with its remedy.</exception>
    public static VendorsSettings Read(IConfiguration configuration)
    {
        var faults = new List<string>();
        var settings = new VendorsSettings(configuration, faults);
        StartupException.ThrowIfAny("Providers", faults);
        return settings;
    }

    /// <summary>A vendor's, by the provider's name in the catalog; <c>eleven_labs</c> is section <c>ElevenLabs</c>.</summary>
    public VendorSettings Of(string provider) =>
        Compatible.FirstOrDefault(s => s.Name == provider)?.Settings
        ?? _vendors.GetValueOrDefault(VendorName.SectionOf(provider), Unset);

    private static string Policy(IConfigurationSection section, List<string> faults)
    {
        var policy = section[OnMissingKey] ?? Substitute;
        if (policy is not (Substitute or Refuse)) faults.Add($"{Section}:{OnMissingKey} must be {Substitute} or {Refuse}");
        return policy;
    }
}
