using System.Globalization;
using System.Text.Json.Nodes;
using OpenGen.Rendering;

namespace OpenGen.Server.Modules.Engines;

/// <summary>The layers that a video column gives to each new row's cell: <c>additional_attributes.layers</c>.</summary>
internal static class ColumnLayers
{
    private const int LongestName = 200;

    /// <summary>
    /// 422 for layers that no row could be made with: they are refused where they are set, and not at every row that follows.
    /// </summary>
    /// <param name="path">Where the attributes stand in the body.</param>
    public static Error? Fault(JsonObject? attributes, string path = "additional_attributes")
    {
        if (attributes?["layers"] is not JsonArray layers) return null;
        for (var i = 0; i < layers.Count; i++)
            if (layers[i] is JsonObject layer && layer["name"] is { } name
                && !(name is JsonValue value && value.TryGetValue(out string? text) && text.Length is > 0 and <= LongestName))
                return Error.Invalid(
                    string.Create(CultureInfo.InvariantCulture, $"{path}.layers[{i}].name"),
                    $"must be a string of 1 to {LongestName} characters");
        return null;
    }

    /// <summary>What a layer is; null when it says none of the types.</summary>
    public static LayerType? TypeOf(JsonObject layer) => LayerTypes.Named(layer["type"]?.ToString());

    /// <summary>A layer's name, as much of it as a layer can have; null when it has none.</summary>
    public static string? NameOf(JsonObject layer) =>
        layer["name"] is not JsonValue value || !value.TryGetValue(out string? name) || name.Length == 0 ? null
        : name.Length <= LongestName ? name
        : name[..(char.IsHighSurrogate(name[LongestName - 1]) ? LongestName - 1 : LongestName)];
}
