using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace OpenGen.Kernel;

/// <summary>A JSON document kept as its text: stored as it is, written to answers as it is, parsed when somebody looks inside.</summary>
/// <param name="Text">Valid JSON.</param>
[JsonConverter(typeof(Converter))]
public readonly record struct RawJson(string Text)
{
    /// <summary><c>{}</c>.</summary>
    public static readonly RawJson EmptyObject = new("{}");

    /// <summary>The text of a node; <c>null</c> for none.</summary>
    public static RawJson From(JsonNode? node) => new(node?.ToJsonString() ?? "null");

    /// <summary>The text of any value, in the API's spelling.</summary>
    public static RawJson Of<T>(T value) => new(JsonSerializer.Serialize(value, ApiJson.Options));

    /// <summary>Parses it as an object; anything else is an empty one.</summary>
    public JsonObject AsObject() => Parse() as JsonObject ?? [];

    /// <summary>Parses it.</summary>
    public JsonNode? Parse() => string.IsNullOrEmpty(Text) ? null : JsonNode.Parse(Text);

    /// <summary>Merges deeply: objects into objects, anything else replaces, a null deletes the key.</summary>
    public RawJson MergedWith(JsonObject changes)
    {
        var target = AsObject();
        Merge(target, changes);
        return From(target);
    }

    private static void Merge(JsonObject target, JsonObject changes)
    {
        foreach (var (key, value) in changes)
        {
            if (value is null) target.Remove(key);
            else if (value is JsonObject inner && target[key] is JsonObject existing) Merge(existing, inner);
            else target[key] = value.DeepClone();
        }
    }

    private sealed class Converter : JsonConverter<RawJson>
    {
        public override RawJson Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            From(JsonNode.Parse(ref reader));

        public override void Write(Utf8JsonWriter writer, RawJson value, JsonSerializerOptions options) =>
            writer.WriteRawValue(string.IsNullOrEmpty(value.Text) ? "null" : value.Text, skipInputValidation: true);
    }
}
