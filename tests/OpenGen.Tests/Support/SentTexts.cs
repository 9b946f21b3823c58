using System.Text.Json;
using System.Text.Json.Nodes;
using OpenGen.Server.Web;

namespace OpenGen.Tests.Support;

/// <summary>What clients send as texts, in a query or in the fields of a form, and what it means by the document's schemas.</summary>
internal sealed class SentTexts(JsonElement document)
{
    private static readonly string[] Alternatives = ["anyOf", "oneOf", "allOf"];

    /// <summary>Fields in the order in which they are written.</summary>
    public static IEnumerable<KeyValuePair<string, string>> Pairs(string encoded) =>
        encoded.Split('&', StringSplitOptions.RemoveEmptyEntries).Select(field => field.Split('=', 2))
            .Select(field => KeyValuePair.Create(Decoded(field[0]), field.Length == 2 ? Decoded(field[1]) : ""));

    /// <summary>Whether there is no body.</summary>
    public static async Task<bool> IsEmptyAsync(HttpContent? content) =>
        content is null || (content is not MultipartContent && await ReadAsync(content) is "");

    /// <summary>Whether there is no body, or one that says nothing: an empty object.</summary>
    public static async Task<bool> SaysNothingAsync(HttpContent? content) =>
        await IsEmptyAsync(content) || (content is not MultipartContent && await ReadAsync(content!) is "{}");

    /// <summary>The body as it was sent; null for one that can be read but once.</summary>
    public static async Task<string?> ReadAsync(HttpContent content) =>
        content is StreamContent ? null : await content.ReadAsStringAsync();

    /// <summary>The fields of a form as the tree that they spell; a file is an empty text.</summary>
    public static async Task<JsonObject> FormAsync(HttpContent content)
    {
        if (content is not MultipartContent parts) return RequestBody.FromPairs(Pairs(await content.ReadAsStringAsync()));
        var pairs = new List<KeyValuePair<string, string>>();
        foreach (var part in parts)
        {
            var says = part.Headers.ContentDisposition;
            var text = says?.FileName is null ? await part.ReadAsStringAsync() : "";
            pairs.Add(KeyValuePair.Create(says?.Name?.Trim('"') ?? "", text));
        }
        return RequestBody.FromPairs(pairs);
    }

    /// <summary>The values of a field in a query.</summary>
    public JsonNode? Meant(IEnumerable<string> values, JsonElement schema)
    {
        var all = values.Select(value => (JsonNode?)JsonValue.Create(value)).ToArray();
        return Meant(all.Length > 1 || Types(schema).Contains("array") ? new JsonArray(all) : all[0], schema);
    }

    /// <summary>Numbers, truths and objects where a schema has them and a text spells one; everything else as it is.</summary>
    public JsonNode? Meant(JsonNode? sent, JsonElement schema) => Meant(sent, [schema]);

    private JsonNode? Meant(JsonNode? sent, IEnumerable<JsonElement> schemas)
    {
        var all = schemas.SelectMany(Resolved).ToList();
        return sent switch
        {
            JsonObject fields => new JsonObject(
                fields.Select(f => KeyValuePair.Create(f.Key, Meant(f.Value, all.SelectMany(s => Within(s, "properties", f.Key)))))),
            JsonArray list => new JsonArray([.. list.Select(item => Meant(item, all.SelectMany(s => Within(s, "items"))))]),
            JsonValue text => Meant(text.GetValue<string>(), all.SelectMany(Types).ToHashSet()),
            _ => null,
        };
    }

    private static JsonNode? Meant(string text, HashSet<string> types)
    {
        try
        {
            var meant = JsonNode.Parse(text);
            var isMeant = meant?.GetValueKind() switch
            {
                JsonValueKind.Number => types.Overlaps(["integer", "number"]),
                JsonValueKind.True or JsonValueKind.False => types.Contains("boolean"),
                JsonValueKind.Object => types.Contains("object"),
                _ => false,
            };
            if (isMeant && !types.Contains("string")) return meant;
        }
        catch (JsonException)
        {
            // A text it is.
        }
        return JsonValue.Create(text);
    }

    /// <summary>A schema, and those it is made of.</summary>
    private IEnumerable<JsonElement> Resolved(JsonElement schema)
    {
        yield return schema;
        var parts = Alternatives.Where(name => schema.TryGetProperty(name, out _))
            .SelectMany(name => schema.GetProperty(name).EnumerateArray());
        if (schema.TryGetProperty("$ref", out var name))
            parts = parts.Append(document.GetProperty("components").GetProperty("schemas").GetProperty(name.GetString()!.Split('/')[^1]));
        foreach (var part in parts.SelectMany(Resolved)) yield return part;
    }

    private static IEnumerable<JsonElement> Within(JsonElement schema, params string[] path)
    {
        foreach (var name in path)
            if (!schema.TryGetProperty(name, out schema))
                return [];
        return [schema];
    }

    private static IEnumerable<string> Types(JsonElement schema) => !schema.TryGetProperty("type", out var type) ? []
        : type.ValueKind == JsonValueKind.Array ? type.EnumerateArray().Select(t => t.GetString()!) : [type.GetString()!];

    private static string Decoded(string text) => Uri.UnescapeDataString(text.Replace('+', ' '));
}
