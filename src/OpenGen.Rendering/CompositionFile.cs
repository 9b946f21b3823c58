using System.Text.Json;
using System.Text.Json.Nodes;

namespace OpenGen.Rendering;

/// <summary>
/// Reads a composition from JSON, named as in the GEN API, so that a cell's layers can be pasted:
/// <c>{"aspect_ratio", "backgroundColor", "layers": [{"name", "layer_type", "position", "role", "additional_attributes": {"src", …}}]}</c>.
/// </summary>
/// <remarks>
/// What the file says of itself must be right: a fault in its form is an error that names the place. What a layer's attributes say is
/// a user's, and read by the renderer as it reads everybody's: with warnings. Members that are not known are ignored.
/// </remarks>
public static class CompositionFile
{
    /// <summary>The longest JSON text, bytes: the words of ten minutes take less than a hundredth of it.</summary>
    public const int MaxBytes = 16 * 1024 * 1024;

    private static readonly JsonDocumentOptions Reading = new()
    {
        AllowTrailingCommas = true,
        CommentHandling = JsonCommentHandling.Skip,
        AllowDuplicateProperties = false,
    };

    /// <summary>Reads a file; relative paths of sources start from its folder.</summary>
    /// <param name="path">The JSON file, UTF-8, of at most <see cref="MaxBytes"/>.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    /// <exception cref="CompositionInvalidException">It is no composition; the message names the place and what would be right.</exception>
    /// <exception cref="IOException">The file is not there or cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read, or is a folder.</exception>
    public static async Task<CompositionInput> ReadAsync(string path, CancellationToken cancellationToken = default)
    {
        await using var file = File.OpenRead(path);
        var json = new byte[Math.Min(file.Length, MaxBytes + 1L)];
        await file.ReadExactlyAsync(json, cancellationToken);
        return Read(json, Path.GetDirectoryName(Path.GetFullPath(path))!);
    }

    /// <summary>Reads JSON text.</summary>
    /// <param name="json">UTF-8, at most <see cref="MaxBytes"/>; comments and trailing commas are allowed.</param>
    /// <param name="folder">What relative paths of sources start from.</param>
    /// <exception cref="CompositionInvalidException">It is no composition; the message names the place and what would be right.</exception>
    public static CompositionInput Read(ReadOnlySpan<byte> json, string folder)
    {
        if (json.Length > MaxBytes) throw new CompositionInvalidException($"The composition is longer than {MaxBytes / 1024 / 1024} MB.");
        var root = Parse(json) as JsonObject
            ?? throw new CompositionInvalidException("The composition must be an object: {\"layers\": […]}.");
        if (root["layers"] is not JsonArray layers) throw Wrong("layers", root["layers"], "a list of layers");
        return new CompositionInput(
            Text(root, "aspect_ratio", "") ?? "9:16",
            Text(root, "backgroundColor", ""),
            [.. layers.Select((layer, index) => ReadLayer(layer, index, folder))]);
    }

    private static JsonNode? Parse(ReadOnlySpan<byte> json)
    {
        if (json.StartsWith("\uFEFF"u8)) json = json[3..];
        try
        {
            var root = JsonNode.Parse(json, documentOptions: Reading);
            DecodeTexts(json);
            return root;
        }
        catch (Exception broken) when (broken is JsonException or InvalidOperationException)
        {
            throw new CompositionInvalidException($"The composition is not JSON: {broken.Message}");
        }
    }

    /// <summary>
    /// A node decodes its text when it is first asked for: half of a surrogate pair is told here, and not in the middle of a render.
    /// </summary>
    private static void DecodeTexts(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(
            json, new JsonReaderOptions { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip });
        while (reader.Read())
        {
            if (reader.TokenType is JsonTokenType.String or JsonTokenType.PropertyName) reader.GetString();
        }
    }

    private static LayerInput ReadLayer(JsonNode? node, int index, string folder)
    {
        var place = $"layers[{index}]";
        if (node is not JsonObject layer) throw Wrong(place, node, "an object");
        var typeName = Text(layer, "layer_type", place + ".");
        if (LayerTypes.Named(typeName?.ToLowerInvariant()) is not { } type)
            throw Wrong(place + ".layer_type", layer["layer_type"], $"one of {string.Join(", ", LayerTypes.Names)}");

        var attributes = layer["additional_attributes"] switch
        {
            null => [],
            JsonObject given => given.DeepClone().AsObject(),
            var other => throw Wrong(place + ".additional_attributes", other, "an object"),
        };
        var role = Text(layer, "role", place + ".");
        if (role is not (null or "speech" or "music")) throw Wrong(place + ".role", layer["role"], "\"speech\" or \"music\"");
        return new LayerInput(
            Text(layer, "name", place + ".") is { Length: > 0 } name ? name : $"{typeName} {index + 1}",
            type,
            Position(layer, place) ?? index,
            attributes,
            Source(attributes, place, folder),
            Text: null,
            Captions: null,
            IsSpeech: role == "speech",
            IsMusic: role == "music");
    }

    private static int? Position(JsonObject layer, string place)
    {
        if (layer["position"] is not { } node) return null;
        return node is JsonValue value && value.TryGetValue(out int position) && position >= 0
            ? position
            : throw Wrong(place + ".position", node, "a whole number, 0 at the back");
    }

    private static string? Source(JsonObject attributes, string place, string folder)
    {
        place += ".additional_attributes.";
        if (Text(attributes, "src", place) is not { Length: > 0 } source) return null;
        if (source.Contains("://", StringComparison.Ordinal) || source.StartsWith("data:", StringComparison.OrdinalIgnoreCase))
            throw new CompositionInvalidException(
                $"{place}src is an address, {Shown(attributes["src"])}: download it first, and give the path of the file.");
        if (source.Contains('\0')) throw Wrong(place + "src", attributes["src"], "a path");

        var path = Path.GetFullPath(source, Path.GetFullPath(folder));
        return File.Exists(path) ? path : throw new CompositionInvalidException($"{place}src: there is no file {path}.");
    }

    private static string? Text(JsonObject fields, string field, string place) => fields[field] switch
    {
        null => null,
        JsonValue value when value.TryGetValue(out string? text) => text,
        var other => throw Wrong(place + field, other, "a text"),
    };

    private static CompositionInvalidException Wrong(string place, JsonNode? found, string right) =>
        new($"{place} must be {right}; it is {(found is null ? "not there" : Shown(found))}.");

    private static string Shown(JsonNode? node)
    {
        var text = node?.ToJsonString() ?? "null";
        return text.Length > 80 ? text[..80] + "…" : text;
    }
}
