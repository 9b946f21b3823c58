using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using OpenGen.Tests.Support;

namespace OpenGen.Tests.Generations.Vendors;

/// <summary>
/// The Gemini API's generateContent (ai.google.dev/api/generate-content) and its endpoint for OpenAI's clients
/// (ai.google.dev/gemini-api/docs/openai).
/// </summary>
internal sealed class FakeGemini : FakeAnswerer
{
    public override string Provider => "gemini";

    public static readonly VendorCase[] Cases =
    [
        TextCase("gemini_text", () => new FakeGemini(), "gemini_2_0_flash"),
        ImageCase("gemini_image", () => new FakeGemini(), "gemini_image"),
        CaptionsCase("gemini_captions", () => new FakeGemini(), "gemini"),
    ];

    protected override void Map(WebApplication app)
    {
        app.MapPost("/v1beta/openai/chat/completions", (HttpRequest request, [FromBody] JsonObject body) =>
        {
            if (request.Headers.Authorization != "Bearer " + Key) return Bad("Please pass a valid API key");
            if (body["temperature"] is not null) return Bad("temperature is not supported by this model.");
            return AnswerAsync(body, () => Completion(Text, "stop"));
        });
        app.MapPost("/v1beta/models/{call}", (HttpRequest request, string call, [FromBody] JsonObject body) =>
        {
            if (request.Headers["x-goog-api-key"] != Key) return Bad("API key not valid. Please pass a valid API key.");
            if (!call.EndsWith(":generateContent", StringComparison.Ordinal)) return Bad("method");
            var parts = body["contents"]![0]!["parts"]!.AsArray();
            if (body["generationConfig"]!["responseModalities"]?[0]?.ToString() == "IMAGE")
                return AnswerAsync(body, () => Candidate(
                    new JsonObject { ["text"] = "I think of a lake.", ["thought"] = true },
                    new JsonObject
                    {
                        ["inlineData"] = new JsonObject { ["mimeType"] = "image/png", ["data"] = Convert.ToBase64String(Samples.Png) },
                    }));
            if (body["generationConfig"]!["responseSchema"]?["type"]?.ToString() != "ARRAY") return Bad("responseSchema");
            if (parts.All(p => p!["inlineData"]?["mimeType"]?.ToString() != "audio/aac")) return Bad("audio");
            return AnswerAsync(body, () => Candidate(new JsonObject { ["text"] = TwoWords().ToJsonString() }));
        });
    }

    protected override IResult Refusal() => Asked.Last()["messages"] is not null
        ? Json(Completion("", "content_filter"))
        : Json(new JsonObject { ["promptFeedback"] = new JsonObject { ["blockReason"] = "PROHIBITED_CONTENT" } });

    private static JsonObject Candidate(params JsonNode[] parts) => new()
    {
        ["candidates"] = new JsonArray(
            new JsonObject
            {
                ["content"] = new JsonObject { ["role"] = "model", ["parts"] = new JsonArray(parts) },
                ["finishReason"] = "STOP",
                ["index"] = 0,
            }),
    };

    private static JsonObject Completion(string text, string reason) => new()
    {
        ["id"] = "1",
        ["object"] = "chat.completion",
        ["created"] = 1,
        ["model"] = "a-model",
        ["choices"] = new JsonArray(
            new JsonObject
            {
                ["index"] = 0,
                ["message"] = new JsonObject { ["role"] = "assistant", ["content"] = text },
                ["finish_reason"] = reason,
            }),
    };

    private static Task<IResult> Bad(string message) =>
        Task.FromResult(Results.Json(new { error = new { code = 400, message, status = "INVALID_ARGUMENT" } }, statusCode: 400));
}

public sealed class GeminiAnswers
{
    [Fact]
    public async Task Pictures_are_asked_for_one_by_one_with_ratio_and_references()
    {
        await using var vendor = (FakeGemini)await new FakeGemini().StartAsync();
        await using var server = await RunningServer.StartAsync(Database.Sqlite, vendor.Settings());
        var user = await Api.NewUserAsync(server);
        var sheet = await user.NewSheetAsync("Out:image");
        var job = await sheet.GenerateAsync("Out", new
        {
            generation_type = "image_from_text",
            data = new
            {
                prompt = "A lake",
                negative_prompt = "people",
                model = "gemini_pro_image",
                number_of_images = 2,
                aspect_ratio = "4:3",
                content_resource_ids = new[] { await Media.PictureOfAsync(user) },
            },
        });
        Assert.Equal((2, 2), (job["output_resources"]!.AsArray().Count, vendor.Taken));
        var asked = vendor.Asked.Last();
        Assert.Equal("""{"responseModalities":["IMAGE"],"imageConfig":{"aspectRatio":"4:3"}}""", asked["generationConfig"]!.ToJsonString());
        var parts = asked["contents"]![0]!["parts"]!;
        Assert.Contains("must not show: people", parts[0]!["text"]!.ToString(), StringComparison.Ordinal);
        Assert.Equal(Samples.Png, Convert.FromBase64String(parts[1]!["inlineData"]!["data"]!.ToString()));
    }

    [Theory]
    [InlineData(
        """{"promptFeedback":{"blockReason":"SAFETY","blockReasonMessage":"No violence, please."}}""",
        "Gemini refused it: No violence, please.")]
    [InlineData("""{"promptFeedback":{"blockReason":"SAFETY"}}""", "Gemini refused it: SAFETY")]
    [InlineData(
        """{"candidates":[{"finishReason":"IMAGE_SAFETY","finishMessage":"Unable to show the image."}]}""",
        "Gemini refused it: Unable to show the image.")]
    [InlineData(
        """{"candidates":[{"finishReason":"STOP","content":{"parts":[{"text":"I only write."}]}}]}""",
        "Gemini drew nothing: I only write.")]
    [InlineData(
        """{"candidates":[{"finishReason":"STOP","content":{"parts":[{"inlineData":{"data":"bm8gcGljdHVyZQ=="}}]}}]}""",
        "What Gemini made is no picture that can be read")]
    [InlineData(
        """{"candidates":[{"finishReason":"STOP","content":{"parts":[{"inlineData":{"data":"%%"}}]}}]}""",
        "What Gemini made is no picture that can be read")]
    [InlineData("""{"candidates":[]}""", "Gemini answered something that is not understood")]
    [InlineData(
        """{"candidates":[{"finishReason":"STOP","content":{"parts":"none"}}]}""", "Gemini answered something that is not understood")]
    [InlineData("""{}""", "Gemini answered something that is not understood")]
    public async Task An_answer_without_a_picture_is_a_sentence(string answer, string reason)
    {
        await using var vendor = (FakeGemini)await new FakeGemini { Instead = answer }.StartAsync();
        await using var server = await RunningServer.StartAsync(Database.Sqlite, vendor.Settings());
        var sheet = await (await Api.NewUserAsync(server)).NewSheetAsync("Out:image");
        var job = await sheet.GenerateAsync(
            "Out", new { generation_type = "image_from_text", data = new { prompt = "A lake", model = "gemini_image" } });
        Assert.Equal(reason, job["failed_reason"]!.ToString());
    }

    [Fact]
    public async Task A_script_that_is_known_goes_along_with_the_sound()
    {
        await using var vendor = (FakeGemini)await new FakeGemini().StartAsync();
        await using var server = await RunningServer.StartAsync(Database.Sqlite, vendor.Settings());
        var user = await Api.NewUserAsync(server);
        var sheet = await user.NewSheetAsync("Out");
        await sheet.GenerateAsync(
            "Out",
            new
            {
                generation_type = "captions",
                data = new { source_resource_id = await Media.SoundOfAsync(user), script = "Green tea." },
            });
        Assert.Contains("Green tea.", vendor.Asked.Last()["contents"]![0]!["parts"]![0]!["text"]!.ToString(), StringComparison.Ordinal);
    }
}
