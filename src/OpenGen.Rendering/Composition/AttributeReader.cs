using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace OpenGen.Rendering.Composition;

/// <summary>
/// Reads one layer's attributes; a value that cannot be read counts as absent and leaves a warning that names layer, field and value.
/// </summary>
/// <param name="path">The field that <paramref name="fields"/> is the value of, with a dot; empty at the top.</param>
internal sealed class AttributeReader(string layer, JsonObject fields, List<string> warnings, string path = "")
{
    /// <summary>The layer's name.</summary>
    public string Layer => layer;

    /// <summary>The fields one level down; empty when there are none.</summary>
    public AttributeReader Under(string field)
    {
        var node = fields[field];
        if (node is not (null or JsonObject)) Warn(field, node, "not an object");
        return new AttributeReader(layer, node as JsonObject ?? [], warnings, $"{path}{field}.");
    }

    public bool Has(string field) => fields[field] is not null;

    public JsonNode? Node(string field) => fields[field];

    /// <summary>A number, given as such or as text.</summary>
    public double? Number(string field, double least, double most)
    {
        if (fields[field] is not { } node) return null;
        if (TryNumber(node, out var value) && value >= least && value <= most) return value;
        Warn(field, node, string.Create(CultureInfo.InvariantCulture, $"not a number from {least} to {most}"));
        return null;
    }

    /// <summary>A list of numbers, of which each that is none is left out, and all that come after as many as may be.</summary>
    public IReadOnlyList<double> Numbers(string field, double least, double most, int count)
    {
        if (fields[field] is not { } node) return [];
        if (node is not JsonArray list)
        {
            Warn(field, node, "not a list of numbers");
            return [];
        }
        if (list.Count > count) warnings.Add($"Layer \"{layer}\": only the first {count} of its {list.Count} {path}{field} are used.");
        var numbers = new List<double>();
        foreach (var entry in list.Take(count))
        {
            if (entry is not null && TryNumber(entry, out var value) && value >= least && value <= most) numbers.Add(value);
            else Warn(field, entry, string.Create(CultureInfo.InvariantCulture, $"not a number from {least} to {most}"));
        }
        return numbers;
    }

    /// <summary>Whole frames, rounded.</summary>
    public int? Frames(string field, int least) => Number(field, least, 100_000_000) is { } value ? (int)Math.Round(value) : null;

    /// <summary>Pixels: a number, "12px", or a percentage of <paramref name="whole"/>.</summary>
    public double? Length(string field, double whole, double least = -100_000, double most = 100_000)
    {
        if (fields[field] is not { } node) return null;
        if (JsonText.Of(node) is { } text && CssLength.TryRead(text, whole, out var value) && value >= least && value <= most) return value;
        Warn(field, node, "not a length in pixels");
        return null;
    }

    public bool? Flag(string field)
    {
        if (fields[field] is not { } node) return null;
        switch (JsonText.Of(node)?.Trim().ToLowerInvariant())
        {
            case "true" or "1" or "yes":
                return true;
            case "false" or "0" or "no":
                return false;
            default:
                Warn(field, node, "not true or false");
                return null;
        }
    }

    public string? Text(string field)
    {
        if (fields[field] is not { } node) return null;
        if (JsonText.Of(node) is { } text) return text;
        Warn(field, node, "not a text");
        return null;
    }

    public Rgba? Color(string field)
    {
        if (Text(field) is not { } text) return null;
        if (CssColor.TryRead(text, out var color)) return color;
        Warn(field, fields[field], "not a colour");
        return null;
    }

    /// <summary>One of a set of words, in any case.</summary>
    public T? Choice<T>(string field, params ReadOnlySpan<(string Word, T Value)> choices) where T : struct
    {
        if (Text(field) is not { } text) return null;
        foreach (var (word, value) in choices)
        {
            if (word.Equals(text.Trim(), StringComparison.OrdinalIgnoreCase)) return value;
        }
        var words = new List<string>();
        foreach (var (word, _) in choices) words.Add(word);
        Warn(field, fields[field], $"none of {string.Join(", ", words)}");
        return null;
    }

    public void Warn(string field, JsonNode? value, string reason)
    {
        // Lists and objects by their kind: a user's may be of any size, and nested deeper than can be written.
        var shown = value switch
        {
            null => "nothing",
            JsonValue => JsonText.Of(value) ?? "half a letter",
            JsonArray list => list.Count == 0 ? "[]" : "[…]",
            _ => "{…}",
        };
        if (shown.Length > 60) shown = shown[..60] + "…";
        warnings.Add($"Layer \"{layer}\": {path}{field} \"{shown}\" is {reason}; it is ignored.");
    }

    private static bool TryNumber(JsonNode node, out double value)
    {
        value = 0;
        if (node is not JsonValue) return false;
        var text = node.GetValueKind() == JsonValueKind.Number ? node.ToJsonString() : JsonText.Of(node);
        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out value) && double.IsFinite(value);
    }
}

/// <summary>JSON values as text.</summary>
internal static class JsonText
{
    /// <summary>
    /// The text of a string, number, true or false; null for all else, and for a string with half of a surrogate pair, which .NET
    /// parses and does not read.
    /// </summary>
    public static string? Of(JsonNode? node)
    {
        try
        {
            return (node as JsonValue)?.ToString();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }
}

/// <summary>Lengths of CSS: a bare number and px are pixels, % a share, em and rem of the size given.</summary>
internal static class CssLength
{
    public static bool TryRead(string text, double whole, out double pixels, double em = 16)
    {
        text = text.Trim().ToLowerInvariant();
        var (number, scale) =
            text.EndsWith("px", StringComparison.Ordinal) ? (text[..^2], 1.0)
            : text.EndsWith('%') ? (text[..^1], whole / 100)
            : text.EndsWith("rem", StringComparison.Ordinal) ? (text[..^3], 16)
            : text.EndsWith("em", StringComparison.Ordinal) ? (text[..^2], em)
            : text.EndsWith("pt", StringComparison.Ordinal) ? (text[..^2], 4 / 3.0)
            : (text, 1.0);
        var read = double.TryParse(number, NumberStyles.Float, CultureInfo.InvariantCulture, out pixels) && double.IsFinite(pixels);
        pixels *= scale;
        return read;
    }
}
