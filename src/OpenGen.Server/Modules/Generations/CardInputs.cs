using System.Globalization;
using System.Text.Json.Nodes;
using OpenGen.Server.Modules.Assets.Contracts;
using OpenGen.Server.Modules.Workspaces.Contracts;
using OpenGen.Server.Web;

namespace OpenGen.Server.Modules.Generations;

/// <summary>Makes a card's data ready: variables filled, files found, values checked against what the type and the model take.</summary>
internal static class CardInputs
{
    /// <summary>Fields that name one file, and what it must be; null takes any.</summary>
    private static readonly Dictionary<string, FileKind?> OneFile = new()
    {
        ["image_resource_id"] = FileKind.Image,
        ["image_tail_resource_id"] = FileKind.Image,
        ["audio_resource_id"] = FileKind.Audio,
        ["video_resource_id"] = null,
        ["source_resource_id"] = null,
        ["content_resource_id"] = null,
    };

    /// <summary>Fields that are text, or written first (<see cref="WrittenFields"/>).</summary>
    public static readonly string[] TextFields = ["prompt", "negative_prompt", "script", "voice_prompt"];

    /// <summary>Characters of a text field.</summary>
    public const int LongestText = 50_000;

    private static readonly Dictionary<string, (double Least, double Most)> Ranges = new()
    {
        ["temperature"] = (0, 1),
        ["max_length"] = (1, 32_000),
        ["number_of_images"] = (1, 4),
        ["duration"] = (1, Catalog.LongestVideo),
        ["speed"] = (0.5, 2),
    };

    /// <summary>Fields that name several.</summary>
    private static readonly string[] ManyFiles = ["content_resource_ids", "asset_resource_ids"];

    /// <summary>Replaces <c>*_var</c> fields and variables by what they stand for; 422 names all that stand for nothing.</summary>
    /// <param name="awaited">Fields whose values are promised and not there yet.</param>
    public static Error? Fill(JsonObject data, Variables variables, out HashSet<string> awaited)
    {
        awaited = [];
        foreach (var (key, value) in data.ToList())
        {
            if (key == "content_resource_vars" && value is JsonArray names)
                data["content_resource_ids"] = new JsonArray(
                    [.. (data["content_resource_ids"] as JsonArray ?? []).Select(i => i?.DeepClone()),
                    .. names.Select(n => variables.Value(n?.ToString() ?? "")).Where(v => v is not null)
                        .Select(v => (JsonNode?)JsonValue.Create(v))]);
            else if (!key.EndsWith("_var", StringComparison.Ordinal) || value is not JsonValue)
                continue;
            else if (variables.Value(value.ToString()) is { } found)
                data[FieldOf(key[..^4])] = found;
            else
                awaited.Add(FieldOf(key[..^4]));
            data.Remove(key);
        }
        var own = data["variables"];
        data.Remove("variables");
        variables.Fill(data);
        if (own is not null) data["variables"] = own;
        // Whatever is not missing and is still to be filled in was promised.
        if (variables.Missing.Count == 0)
            awaited.UnionWith(
                data.Where(d => d.Key != "variables" && Variables.NamesIn(d.Value?.ToString() ?? "").Any()).Select(d => d.Key));
        return variables.Missing.Count == 0
            ? null
            : Error.Refused(
                "unresolved_variable",
                $"Nothing is filled in for {string.Join(", ", variables.Missing.Select(m => $"{{{{{m}}}}}"))}: no column, variable or core "
                    + $"field of this name has a value");
    }

    private static string FieldOf(string name) => OneFile.ContainsKey(name + "_resource_id") ? name + "_resource_id" : name;

    /// <summary>The files that are named, by ids or our own URLs.</summary>
    /// <param name="awaited">Fields that have their values later.</param>
    public static IEnumerable<string> FilesNamed(JsonObject data, IReadOnlySet<string> awaited) =>
        OneFile.Keys.Concat(ManyFiles).Where(field => !awaited.Contains(field)).SelectMany(field => NamesIn(data, field));

    /// <summary>
    /// Checks that all a type needs by this model is there and every file named is one of the agent's; ids and our own URLs both name
    /// files.
    /// </summary>
    /// <param name="awaited">Fields that have their values later, and are checked then.</param>
    /// <param name="lookups">Knows <see cref="FilesNamed"/>.</param>
    public static Error? Check(GenerationType type, Model model, JsonObject data, IReadOnlySet<string> awaited, OrderLookups lookups)
    {
        var faults = new Dictionary<string, string[]>();
        foreach (var field in model.Needs(type).Where(f => !awaited.Contains(f)))
            if (data[field] is null || (data[field] is JsonValue value && string.IsNullOrWhiteSpace(value.ToString()))
                || data[field] is JsonArray { Count: 0 })
                faults["data." + field] = ["is required"];

        foreach (var (field, kind) in OneFile)
        {
            if (awaited.Contains(field) || NamesIn(data, field) is not [var named]) continue;
            if (lookups.File(named) is not { } file) faults["data." + field] = ["is not a file of this agent"];
            else if (kind is not null && file.Kind != kind)
                faults["data." + field] = [$"must be {(kind == FileKind.Image ? "an image" : "audio")}"];
            else data[field] = file.Id;
        }
        foreach (var field in ManyFiles)
        {
            if (awaited.Contains(field) || data[field] is not JsonArray list) continue;
            var files = NamesIn(data, field).Select(lookups.File).OfType<FileFacts>().ToList();
            if (files.Count < list.Count) faults["data." + field] = ["names a file that is not this agent's"];
            else data[field] = new JsonArray([.. files.Select(f => (JsonNode?)JsonValue.Create(f.Id))]);
        }
        CheckNumbers(data, faults);
        CheckTexts(data, faults);
        if (type.Name == "captions" && faults.Count == 0 && !awaited.Contains("source_resource_id")
            && lookups.Files[data["source_resource_id"]!.GetValue<long>()].Kind is not (FileKind.Audio or FileKind.Video))
            faults["data.source_resource_id"] = ["must be audio or video"];
        return faults.Count == 0 ? null : Error.Invalid(faults);
    }

    /// <summary>What a field names: one thing at most, or a list of them.</summary>
    private static List<string> NamesIn(JsonObject data, string field) => data[field] switch
    {
        JsonArray list when ManyFiles.Contains(field) => [.. list.Select(one => one?.ToString() ?? "")],
        JsonValue value when OneFile.ContainsKey(field) && value.ToString() is var named && !string.IsNullOrWhiteSpace(named) => [named],
        _ => [],
    };

    private static void CheckNumbers(JsonObject data, Dictionary<string, string[]> faults)
    {
        foreach (var field in Ranges.Keys)
            if (NumberFault(data, field) is { } fault)
                faults["data." + field] = [fault];
    }

    /// <summary>What is wrong with a number; null for nothing, also when it is not there.</summary>
    public static string? NumberFault(JsonObject data, string field)
    {
        var (least, most) = Ranges[field];
        return data[field] is null || (Number(data[field]) is { } value && value >= least && value <= most)
            ? null
            : string.Create(CultureInfo.InvariantCulture, $"must be a number from {least} to {most}");
    }

    private static void CheckTexts(JsonObject data, Dictionary<string, string[]> faults)
    {
        foreach (var field in TextFields)
            if (data[field] is JsonArray) faults["data." + field] = ["must be text, or an object {\"model\", \"prompt\"} to write it by"];
            else if (data[field] is JsonValue text && text.ToString().Length > LongestText)
                faults["data." + field] = [$"is too long (at most {LongestText} characters)"];
        if (data["voice_method"] is { } method && method.ToString() is not ("my_voices" or "design_voice" or "clone_voice"))
            faults["data.voice_method"] = ["must be one of my_voices, design_voice, clone_voice"];
    }

    /// <summary>A number, sent as one or as text.</summary>
    public static double? Number(JsonNode? node) => JsonNumber.Of(node);
}
