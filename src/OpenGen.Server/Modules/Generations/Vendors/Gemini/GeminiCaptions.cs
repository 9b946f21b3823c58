using System.Text.Json;
using System.Text.Json.Nodes;
using OpenGen.Server.Modules.Vendors.Calls;
using OpenGen.Server.Modules.Vendors.Settings;

namespace OpenGen.Server.Modules.Generations.Vendors.Gemini;

/// <summary>
/// Captions by Gemini, which listens (ai.google.dev/gemini-api/docs/audio) and answers by a schema
/// (ai.google.dev/gemini-api/docs/structured-output). It estimates the times.
/// </summary>
internal sealed class GeminiCaptions(VendorHttp http, VendorsSettings settings, VendorSound sound) : IGenerator
{
    public string Provider => GeminiApi.Provider;

    public IReadOnlyList<string> Types => ["captions"];

    public Task<bool> HasKeyAsync(long agentId, CancellationToken cancellationToken) => Task.FromResult(settings.Of(Provider).HasKey);

    public async Task<Generated> MakeAsync(GenerationRequest request, IProgress<int> progress, CancellationToken cancellationToken)
    {
        var heard = await sound.ReadAsync(request, GeminiApi.Vendor, ".aac", GeminiApi.LargestFiles, cancellationToken);
        var parts = new JsonArray(
            new JsonObject { ["text"] = Instructions(request.Text("script")) }, GeminiApi.Inline("audio/aac", heard.Bytes));
        var config = new JsonObject { ["responseMimeType"] = "application/json", ["responseSchema"] = Schema() };
        var answer = GeminiApi.TextOf(await GeminiApi.GenerateAsync(http, settings, request.VendorModel, parts, config, cancellationToken));
        try
        {
            var words = JsonNode.Parse(answer, documentOptions: VendorAnswers.Strictly);
            return await sound.CaptionsAsync(request, GeminiApi.Vendor, heard, words, cancellationToken);
        }
        catch (Exception odd) when (odd is JsonException or InvalidOperationException)
        {
            throw VendorAnswers.NotUnderstood(GeminiApi.Vendor);
        }
    }

    private static string Instructions(string? script) =>
        "Write down every word that is spoken in this recording, in order, each with the seconds from the recording's beginning at which "
        + "it "
        + "starts and ends, to a hundredth. Keep punctuation with the word before it. If nobody speaks, the list is empty."
        + (script is null ? "" : "\n\nThis is what is said; write the words as they are written here:\n" + script);

    private static JsonObject Schema() => new()
    {
        ["type"] = "ARRAY",
        ["items"] = new JsonObject
        {
            ["type"] = "OBJECT",
            ["properties"] = new JsonObject
            {
                ["word"] = new JsonObject { ["type"] = "STRING" },
                ["start"] = new JsonObject { ["type"] = "NUMBER" },
                ["end"] = new JsonObject { ["type"] = "NUMBER" },
            },
            ["required"] = new JsonArray("word", "start", "end"),
        },
    };
}
