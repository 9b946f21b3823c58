using System.Text.Json;
using System.Text.Json.Nodes;

namespace OpenGen.Tests.Support;

/// <summary>A document whose objects may hold the fields that it describes, and no others.</summary>
internal static class ClosedSchemas
{
    private static readonly string[] Alternatives = ["anyOf", "oneOf", "allOf"];

    public static JsonElement Of(JsonElement document)
    {
        var closed = JsonNode.Parse(document.GetRawText())!;
        foreach (var (_, schema) in closed["components"]!["schemas"]!.AsObject()) Close(schema);
        foreach (var (_, path) in closed["paths"]!.AsObject())
            foreach (var (_, operation) in path!.AsObject())
                foreach (var (_, media) in operation!["requestBody"]?["content"]?.AsObject() ?? [])
                    Close(media!["schema"]);
        return JsonSerializer.SerializeToElement(closed);
    }

    private static void Close(JsonNode? node)
    {
        if (node is not JsonObject schema) return;
        foreach (var (_, field) in schema["properties"]?.AsObject() ?? []) Close(field);
        foreach (var name in Alternatives)
            foreach (var alternative in schema[name]?.AsArray() ?? [])
                Close(alternative);
        Close(schema["items"]);
        if (schema["properties"] is not null) schema.TryAdd("additionalProperties", JsonValue.Create(false));
    }
}
