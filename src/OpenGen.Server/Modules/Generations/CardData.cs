using System.Globalization;
using System.Text.Json.Nodes;
using OpenGen.Server.Modules.Assets.Contracts;
using OpenGen.Server.Modules.Workspaces.Contracts;
using OpenGen.Server.Web;

namespace OpenGen.Server.Modules.Generations;

/// <summary>Makes a card's data ready: variables filled, files found, values checked against what the type and the model take.</summary>
internal sealed class CardData(IResourceStore shelf)
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

    /// <summary>The files the data names, by their ids.</summary>
    public Dictionary<long, FileFacts> Files { get; } = [];

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

    /// <summary>
    /// Checks that all a type needs by this model is there and every file named is one of the agent's; ids and our own URLs both name
    /// files.
    /// </summary>
    /// <param name="awaited">Fields that have their values later, and are checked then.</param>
    public async Task<Error?> CheckAsync(
        long agentId, GenerationType type, Model model, JsonObject data, IReadOnlySet<string> awaited, CancellationToken cancellationToken)
    {
        var faults = new Dictionary<string, string[]>();
        foreach (var field in model.Needs(type).Where(f => !awaited.Contains(f)))
            if (data[field] is null || (data[field] is JsonValue value && string.IsNullOrWhiteSpace(value.ToString()))
                || data[field] is JsonArray { Count: 0 })
                faults["data." + field] = ["is required"];

        foreach (var (field, kind) in OneFile)
        {
            if (awaited.Contains(field)) continue;
            if (data[field] is not JsonValue named || string.IsNullOrWhiteSpace(named.ToString())) continue;
            if (await FindAsync(agentId, named.ToString(), cancellationToken) is not { } file)
                faults["data." + field] = ["is not a file of this agent"];
            else if (kind is not null && file.Kind != kind)
                faults["data." + field] = [$"must be {(kind == FileKind.Image ? "an image" : "audio")}"];
            else data[field] = file.Id;
        }
        foreach (var field in ManyFiles)
        {
            if (awaited.Contains(field) || data[field] is not JsonArray named) continue;
            var files = new List<FileFacts>();
            foreach (var one in named)
                if (await FindAsync(agentId, one?.ToString() ?? "", cancellationToken) is { } file) files.Add(file);
            if (files.Count < named.Count) faults["data." + field] = ["names a file that is not this agent's"];
            else data[field] = new JsonArray([.. files.Select(f => (JsonNode?)JsonValue.Create(f.Id))]);
        }
        CheckNumbers(data, faults);
        CheckTexts(data, faults);
        if (type.Name == "captions" && faults.Count == 0 && !awaited.Contains("source_resource_id")) CheckCaptions(data, faults);
        return faults.Count == 0 ? null : Error.Invalid(faults);
    }

    private void CheckCaptions(JsonObject data, Dictionary<string, string[]> faults)
    {
        var source = Files[data["source_resource_id"]!.GetValue<long>()];
        if (source.Kind is not (FileKind.Audio or FileKind.Video)) faults["data.source_resource_id"] = ["must be audio or video"];
    }

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

    private async Task<FileFacts?> FindAsync(long agentId, string named, CancellationToken cancellationToken)
    {
        var file = await shelf.FactsAsync(agentId, named, cancellationToken);
        if (file is not null) Files[file.Id] = file;
        return file;
    }

    /// <summary>A number, sent as one or as text.</summary>
    public static double? Number(JsonNode? node) => JsonNumber.Of(node);
}
