using System.Net.Http.Json;
using System.Text.Json.Nodes;
using OpenGen.Server.Modules.Vendors;
using OpenGen.Server.Modules.Vendors.Calls;
using OpenGen.Server.Modules.Vendors.Settings;

namespace OpenGen.Server.Modules.Generations.Vendors.Gemini;

/// <summary>What calls of the Gemini API's <c>generateContent</c> have in common (ai.google.dev/api/generate-content).</summary>
internal static class GeminiApi
{
    public const string Provider = VendorName.Gemini;

    /// <summary>In sentences.</summary>
    public const string Vendor = "Gemini";

    public const string BaseUrl = "https://generativelanguage.googleapis.com";

    /// <summary>Bytes of all files of a request: it may have 20 MB with them inline, and base64 makes three bytes four.</summary>
    public const long LargestFiles = 14 * 1024 * 1024;

    public const string KeyHeader = "x-goog-api-key";

    public static IServiceCollection AddGemini(this IServiceCollection services)
    {
        VendorHttp.Add(services, Provider, BaseUrl, KeyHeader);
        return services.AddScoped<IGenerator, GeminiText>().AddScoped<IGenerator, GeminiImage>().AddScoped<IGenerator, GeminiCaptions>();
    }

    /// <summary>Asks a model; answers the parts of its answer.</summary>
    /// <exception cref="VendorFailedException">It was refused, before or while it was made, or could not be done.</exception>
    public static async Task<JsonArray> GenerateAsync(
        VendorHttp http, VendorsSettings settings, string model, JsonArray parts, JsonObject config, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"v1beta/models/{Uri.EscapeDataString(model)}:generateContent")
        {
            Content = JsonContent.Create(new JsonObject
            {
                ["contents"] = new JsonArray(new JsonObject { ["role"] = "user", ["parts"] = parts }),
                ["generationConfig"] = config,
            }),
        };
        request.Headers.TryAddWithoutValidation(KeyHeader, settings.Of(Provider).ApiKey);
        return Parts(await http.JsonAsync(Provider, Vendor, request, body => body.TextAt("error", "message"), cancellationToken));
    }

    /// <summary>A file inside of a request.</summary>
    public static JsonObject Inline(string contentType, byte[] bytes) =>
        new() { ["inlineData"] = new JsonObject { ["mimeType"] = contentType, ["data"] = Convert.ToBase64String(bytes) } };

    /// <summary>All texts of an answer, its thoughts left out.</summary>
    public static string TextOf(JsonArray parts) => string.Concat(parts.Where(IsAnswer).Select(p => p.TextAt("text")));

    /// <summary>Whether a part is of the answer; the others are the model's thoughts.</summary>
    public static bool IsAnswer(JsonNode? part) =>
        part.At("thought") is not JsonValue thought || thought.GetValueKind() != System.Text.Json.JsonValueKind.True;

    private static JsonArray Parts(JsonObject answer)
    {
        if (answer.TextAt("promptFeedback", "blockReason") is { } blocked)
            throw Refused(blocked, answer.TextAt("promptFeedback", "blockReasonMessage"));
        var parts = answer.At("candidates", "0", "content", "parts") as JsonArray ?? [];
        return answer.TextAt("candidates", "0", "finishReason") switch
        {
            "STOP" or null when parts.Count > 0 => parts,
            "MAX_TOKENS" => throw new VendorFailedException($"{Vendor} stopped in the middle: the answer became too long"),
            null or "STOP" => throw VendorAnswers.NotUnderstood(Vendor),
            var other => throw Refused(
                other, answer.TextAt("candidates", "0", "finishMessage") ?? (TextOf(parts) is { Length: > 0 } said ? said : null)),
        };
    }

    private static VendorFailedException Refused(string reason, string? message) => new($"{Vendor} refused it: {message ?? reason}");
}
