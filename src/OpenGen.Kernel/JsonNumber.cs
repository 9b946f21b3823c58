using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace OpenGen.Kernel;

/// <summary>Numbers in JSON that somebody sent, who may have sent them as text.</summary>
public static class JsonNumber
{
    /// <summary>A finite number, sent as one or as text; null for anything else.</summary>
    public static double? Of(JsonNode? node) =>
        node is JsonValue && node.GetValueKind() is JsonValueKind.Number or JsonValueKind.String
        && double.TryParse(node.ToString(), NumberStyles.Float, CultureInfo.InvariantCulture, out var n) && double.IsFinite(n) ? n : null;
}
