using System.Text.Json.Nodes;
using OpenGen.Server.Modules.Engines;
using OpenGen.Server.Modules.Engines.Contracts;

namespace OpenGen.Server.Modules.Generations.Recalculation;

/// <summary>Which columns and variables a card, or the layers of a video, name.</summary>
internal static class CardNames
{
    /// <summary>Names in a card's data, except those it gives values itself.</summary>
    public static IReadOnlySet<string> In(JsonObject data)
    {
        var names = new HashSet<string>();
        foreach (var (key, value) in data)
            if (key == "content_resource_vars" && value is JsonArray list)
                names.UnionWith(list.Select(n => VariableName.Of(n?.ToString() ?? "")));
            else if (key.EndsWith("_var", StringComparison.Ordinal) && value is JsonValue) names.Add(VariableName.Of(value.ToString()));
            else if (key != "variables") Collect(value, names);
        names.ExceptWith((data["variables"] as JsonObject ?? []).Select(v => VariableName.Of(v.Key)));
        return names;
    }

    /// <summary>Names of what layers show: the columns they are bound to, and what stands in their texts.</summary>
    public static IReadOnlySet<string> Shown(IEnumerable<LayerFacts> layers)
    {
        var names = new HashSet<string>();
        foreach (var layer in layers)
        {
            if (layer.Attributes["bind"]?.ToString() is { Length: > 0 } column) names.Add(VariableName.Of(column));
            foreach (var field in new[] { "content", "music" }) Collect(layer.Attributes[field], names);
        }
        return names;
    }

    private static void Collect(JsonNode? node, HashSet<string> names)
    {
        switch (node)
        {
            case JsonObject map:
                foreach (var (_, value) in map) Collect(value, names);
                break;
            case JsonArray list:
                foreach (var value in list) Collect(value, names);
                break;
            case JsonValue leaf when leaf.TryGetValue(out string? text):
                names.UnionWith(Variables.NamesIn(text));
                break;
        }
    }
}
