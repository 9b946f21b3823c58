using System.Globalization;

namespace OpenGen.Server.Modules.Vendors.Settings;

/// <summary>
/// Reads <c>Providers:Compatible:NAME</c>. What a server makes can be said in three ways, the shortest for an environment variable:
/// <c>Models=speech:kokoro</c>, <c>Models:speech=kokoro</c> (both with a comma between several), or a list of objects
/// <c>{Name, Makes, As, Credits, Voices}</c>. Nothing else is read, and what else is there is a fault.
/// </summary>
internal static class CompatibleServers
{
    /// <summary>The section, below <c>Providers</c>.</summary>
    public const string Section = "Compatible";

    /// <summary>What a model can make.</summary>
    public static readonly IReadOnlyList<string> Kinds = ["text", "image", "speech", "captions"];

    private const string Models = "Models";
    private const string Voices = "Voices";
    private const string WordTimes = "WordTimes";

    /// <summary>What an entry of the list of models can say.</summary>
    private static readonly string[] OfModel = ["Name", "As", "Makes", "Credits", Voices];

    private const int MostServers = 50;
    private const int MostModels = 100;
    private const int MostVoices = 500;
    private const int LongestModel = 200;
    private const int LongestVoice = 200;
    private const int MostCredits = 1_000_000;

    /// <summary>Characters of a model's whole name, <c>NAME/MODEL</c>: jobs store no longer one.</summary>
    private const int LongestWhole = 64;

    /// <summary>All servers; those that cannot be meant are left out, and said in <paramref name="faults"/>.</summary>
    public static IReadOnlyList<CompatibleServer> Read(IConfigurationSection section, ICollection<string> faults)
    {
        var servers = section.GetChildren().ToList();
        if (servers.Count > MostServers) faults.Add($"{section.Path} has more than {MostServers} servers; remove some");
        if (section.Value is { Length: > 0 })
            faults.Add($"{section.Path} is a section: name the server, as in {section.Path}:kokoro:BaseUrl=http://localhost:8880");
        return [.. servers.Take(MostServers).Select(s => ReadServer(s, faults)).OfType<CompatibleServer>()];
    }

    private static CompatibleServer? ReadServer(IConfigurationSection section, ICollection<string> faults)
    {
        var before = faults.Count;
        if (!IsName(section.Key))
            faults.Add(
                $"{section.Path}: a server's name has 1 to {CompatibleServer.LongestName} letters, digits, - or _; call it something else");
        if (VendorName.All.Append(VendorName.Local).Contains(section.Key, StringComparer.OrdinalIgnoreCase))
            faults.Add($"{section.Path}: {section.Key} is the name of a provider that is there already; call the server something else");
        var settings = VendorSettings.Read(section, isOpen: true, faults, Models, Voices, WordTimes);
        if (string.IsNullOrWhiteSpace(settings.BaseUrl))
            faults.Add($"{section.Path}:BaseUrl is required: where the server is, such as http://localhost:8880/v1");
        var name = section.Key.ToLowerInvariant();
        var voices = List(section.GetSection(Voices), LongestVoice, MostVoices, faults);
        var models = ReadModels(section, name, voices, faults);
        var tellsTimes = section[WordTimes] is { Length: > 0 } said ? Truth($"{section.Path}:{WordTimes}", said, faults) : null;
        return faults.Count > before
            ? null
            : new CompatibleServer(name, section.Key, WithVersion(settings.BaseUrl!), settings, models, tellsTimes);
    }

    /// <summary>Host and port alone mean the API's first version, which all such servers have.</summary>
    private static string WithVersion(string url) =>
        new Uri(url).AbsolutePath is "/" ? url.TrimEnd('/') + "/v1" : url.TrimEnd('/');

    private static List<CompatibleModel> ReadModels(
        IConfigurationSection server, string name, IReadOnlyList<string> voices, ICollection<string> faults)
    {
        var section = server.GetSection(Models);
        var read = new List<CompatibleModel>();
        var before = faults.Count;
        foreach (var entry in Split(section.Value)) AddShort(entry);
        foreach (var child in section.GetChildren())
            if (int.TryParse(child.Key, NumberStyles.None, CultureInfo.InvariantCulture, out _) && child.Value is null)
                AddObject(child);
            else if (Kinds.Contains(child.Key, StringComparer.OrdinalIgnoreCase) && child.Value is { } names)
                foreach (var model in Split(names)) Add(child.Path, model, child.Key, null, null, voices);
            else
                faults.Add(
                    $"{child.Path} is no way to name a model; write {section.Path}=speech:MODEL, {section.Path}:speech=MODEL, or "
                    + $"{section.Path}:0:Name and {section.Path}:0:Makes");

        if (read.Count == 0 && faults.Count == before)
            faults.Add(
                $"{section.Path} is required: what the server makes, and with which of its models, such as {section.Path}=speech:kokoro");
        if (read.Count > MostModels) faults.Add($"{section.Path} has more than {MostModels} models; remove some");
        foreach (var twice in read.GroupBy(m => (m.Short, m.Makes)).Where(g => g.Count() > 1))
            faults.Add($"{section.Path} has {twice.Key.Short} for {twice.Key.Makes} twice; remove one, or give it another name with As");
        return read;

        void AddShort(string entry)
        {
            if (entry.Split(':', 2) is [var makes, var model]) Add(section.Path, model, makes, null, null, voices);
            else
                faults.Add(
                    $"{section.Path}: \"{entry}\" does not say what it makes; "
                    + $"write {string.Join(", ", Kinds.Select(k => k + ":MODEL"))}");
        }

        void AddObject(IConfigurationSection of)
        {
            VendorSettings.AddUnknown(of, OfModel, faults);
            var credits = of["Credits"] is { Length: > 0 } price ? Price(of.Path + ":Credits", price, faults) : null;
            var own = List(of.GetSection(Voices), LongestVoice, MostVoices, faults);
            Add(of.Path, of["Name"] ?? "", of["Makes"] ?? "", of["As"], credits, own.Count > 0 ? own : voices);
        }

        void Add(string path, string model, string makes, string? shortName, int? credits, IReadOnlyList<string> speakers)
        {
            (model, makes) = (model.Trim(), makes.Trim().ToLowerInvariant());
            var called = shortName?.Trim() ?? model;
            if (!Kinds.Contains(makes))
                faults.Add($"{path}: what it makes must be one of {string.Join(", ", Kinds)}");
            else if (!IsText(model, LongestModel))
                faults.Add($"{path}: the model needs the name that the server has for it, 1 to {LongestModel} characters");
            else if (!IsText(called, LongestWhole - name.Length - 1))
                faults.Add(
                    $"{path}: {name}/{called} is longer than {LongestWhole} characters; "
                    + "give the model a shorter name, with Name, Makes and As");
            else
                read.Add(new CompatibleModel(model, called, makes, credits, makes == "speech" ? speakers : []));
        }
    }

    private static int? Price(string path, string said, ICollection<string> faults)
    {
        if (int.TryParse(said, NumberStyles.None, CultureInfo.InvariantCulture, out var credits) && credits is >= 1 and <= MostCredits)
            return credits;
        faults.Add($"{path} must be a whole number from 1 to {MostCredits}");
        return null;
    }

    private static bool? Truth(string path, string said, ICollection<string> faults)
    {
        if (bool.TryParse(said, out var does)) return does;
        faults.Add($"{path} must be true or false; leave it out to let this server find out");
        return null;
    }

    /// <summary>A list, or a text with commas.</summary>
    private static List<string> List(IConfigurationSection section, int longest, int most, ICollection<string> faults)
    {
        var found = Split(section.Value).Concat(section.GetChildren().Select(c => c.Value ?? "")).Select(v => v.Trim()).Distinct().ToList();
        if (found.Exists(v => !IsText(v, longest)))
            faults.Add($"{section.Path}: each must have 1 to {longest} characters, none of them a control character");
        if (found.Count > most) faults.Add($"{section.Path} has more than {most}; remove some");
        return found;
    }

    private static string[] Split(string? text) =>
        (text ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private static bool IsName(string name) =>
        name.Length is >= 1 and <= CompatibleServer.LongestName && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_');

    private static bool IsText(string text, int longest) => text.Length >= 1 && text.Length <= longest && !text.Any(char.IsControl);
}
