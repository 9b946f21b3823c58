using System.Text.Json.Nodes;
using Microsoft.OpenApi;

namespace OpenGen.Server.Web;

/// <summary>An example for every request and answer, made from its schema: what a field is called says what stands in it.</summary>
internal static class OpenApiExamples
{
    private const string Json = "application/json";
    private const string AgentId = "agent_id";

    /// <summary>Lists below this are shown empty; schemas lead back to themselves through lists alone.</summary>
    private const int DeepestList = 6;

    /// <summary>Fields a request's example shows when none is required.</summary>
    private const int Shown = 3;

    private static readonly Dictionary<string, string> Texts = new()
    {
        ["email"] = "ada@example.com",
        ["password"] = "correct horse battery",
        ["name"] = "Aurora",
        ["title"] = "Morning coffee",
        ["slug"] = "tiktok-vo-broll",
        ["description"] = "A small roastery that sells fresh beans",
        ["url"] = "https://example.com/files/video.mp4",
        ["thumbnail_url"] = "https://example.com/files/thumbnail.jpg",
        ["content_type"] = "image/png",
        ["file_name"] = "photo.png",
        ["filename"] = "photo.png",
        ["time_zone"] = "Europe/Berlin",
        ["role"] = "editor",
        ["status"] = "completed",
        ["token"] = "gen_pat_…",
        ["error"] = "Agent not found",
        ["error_code"] = "not_found",
        ["brand_name"] = "Aurora Coffee",
        ["personality"] = "warm, a little playful",
        ["goal"] = "get people to try our beans",
        ["value"] = "Why your coffee tastes bitter",
        ["key"] = "offer",
        ["generation_type"] = "text",
        ["type"] = "text",
        ["model"] = "local",
        ["provider"] = "local",
        ["platform"] = "tiktok",
        ["credit"] = "250.0",
        ["script"] = "Your first cup is waiting.",
        ["text"] = "Your first cup is waiting.",
        ["language"] = "en",
        ["gender"] = "female",
        ["expires_in"] = "30d",
        ["checksum"] = "1B2M2Y8AsgTpgAmY7PhCfg==",
        ["user_role"] = "owner",
        ["provider_status"] = "ok",
    };

    public static void AddTo(OpenApiDocument document)
    {
        foreach (var operation in document.Paths.SelectMany(p => p.Value.Operations ?? []).Select(o => o.Value))
        {
            if (JsonOf(operation.RequestBody?.Content) is { Schema: { } request } sent) sent.Example ??= OfRequest(request);
            foreach (var (status, answer) in operation.Responses ?? [])
                if (status.StartsWith('2') && JsonOf(answer.Content) is { Schema: { } response } given)
                    given.Example ??= Of("", response, 0);
        }
        foreach (var failure in document.Components?.Responses?.Values ?? [])
            if (JsonOf(failure.Content) is { } body)
                body.Example ??= new JsonObject { ["error"] = failure.Description, ["error_code"] = "a_stable_code" };
    }

    private static OpenApiMediaType? JsonOf(IDictionary<string, OpenApiMediaType>? content) =>
        content is not null && content.TryGetValue(Json, out var media) ? media : null;

    /// <summary>What must be sent, or else the first few fields.</summary>
    private static JsonNode? OfRequest(IOpenApiSchema schema)
    {
        if (schema.AnyOf is [var wrapped, ..]) return OfRequest(wrapped);
        var fields = schema.Properties ?? new Dictionary<string, IOpenApiSchema>();
        var chosen = fields.Where(f => schema.Required?.Contains(f.Key) == true).ToList();
        if (chosen.Count == 0)
            chosen = fields.Where(f => f.Value.Format != "binary" && (f.Key != AgentId || fields.Count == 1)).Take(Shown).ToList();
        return new JsonObject(
            chosen.Select(f => KeyValuePair.Create(f.Key, f.Value.Properties?.Count > 0 ? OfRequest(f.Value) : Of(f.Key, f.Value, 0))));
    }

    private static JsonNode? Of(string name, IOpenApiSchema schema, int depth)
    {
        if (schema.Enum is { Count: > 0 } values) return values.FirstOrDefault(v => v is not null)?.DeepClone();
        var choice = schema.OneOf ?? schema.AnyOf ?? schema.AllOf;
        if (choice is { Count: > 0 })
            return choice.Where(c => c.Type != JsonSchemaType.Null).Select(c => Of(name, c, depth)).FirstOrDefault();
        var type = (schema.Type ?? JsonSchemaType.Object) & ~JsonSchemaType.Null;
        if (type.HasFlag(JsonSchemaType.Object) && (schema.Properties?.Count > 0 || type == JsonSchemaType.Object))
            return new JsonObject(
                (schema.Properties ?? new Dictionary<string, IOpenApiSchema>())
                    .Select(f => KeyValuePair.Create(f.Key, Of(f.Key, f.Value, depth + 1))));
        if (type.HasFlag(JsonSchemaType.Array))
            return schema.Items is { } items && depth < DeepestList && Of(name, items, depth + 1) is { } item ? new JsonArray(item) : [];
        if (type.HasFlag(JsonSchemaType.String)) return OfText(name, schema.Format);
        if (type.HasFlag(JsonSchemaType.Boolean)) return true;
        if (type.HasFlag(JsonSchemaType.Integer))
            return name.EndsWith("_ts", StringComparison.Ordinal) ? 1772366400000 : name == "position" ? 0 : 42;
        return 1.5;
    }

    private static string OfText(string name, string? format) => format switch
    {
        "date-time" => "2026-03-01T12:00:00.000Z",
        "uuid" => "0f6a3c0e-6a52-4a7e-9a33-5d1f8a0b7c07",
        "binary" => "",
        _ => Texts.GetValueOrDefault(name)
            ?? (name.EndsWith("_url", StringComparison.Ordinal)
                ? Texts["url"]
                : name.EndsWith("_id", StringComparison.Ordinal) ? "42" : "text"),
    };
}
