using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using OpenGen.Tests.Support;

namespace OpenGen.Tests.Generations.Vendors;

/// <summary>Hume's text-to-speech (dev.hume.ai/reference/text-to-speech-tts/synthesize-json).</summary>
internal sealed class FakeHume : FakeVendor
{
    public override string Provider => "hume";

    public ConcurrentQueue<JsonObject> Asked { get; } = new();

    public static readonly VendorCase[] Cases =
    [
        new("hume", () => new FakeHume(), "Out:audio", (_, _) => Task.FromResult<object>(
            new
            {
                generation_type = "speech_from_text",
                data = new { script = "Hello there.", voice_method = "my_voices", model = "hume" },
            }), async (user, job) =>
            {
                Assert.Equal(
                    await Media.SoundAsync(), await user.Api.Http.GetByteArrayAsync(job["output_resources"]![0]!["url"]!.ToString()));
                Assert.Equal(
                    """[{"word":"Hello","start":0,"end":0.5},{"word":"there.","start":0.6,"end":1.2}]""",
                    job["result"]!["words"]!.ToJsonString());
            }),
    ];

    protected override void Map(WebApplication app)
    {
        app.Use(async (context, next) =>
        {
            if (context.Request.Headers["X-Hume-Api-Key"] == Key) await next();
            else await Error(401, "Invalid API key").ExecuteAsync(context);
        });
        app.MapPost("/v0/tts", async ([FromBody] JsonObject body) =>
        {
            if (body["utterances"] is not JsonArray { Count: > 0 } utterances
                || utterances.Any(u => u!["text"]?.ToString() is not { Length: > 0 and <= 5000 })) return Error(422, "utterances");
            if (body["version"]?.ToString() == "2" && utterances[0]!["voice"] is null) return Error(400, "Octave 2 requires a voice.");
            if (body["version"]?.ToString() == "1" && body["include_timestamp_types"] is not null)
                return Error(400, "Timestamps need version 2.");
            if (utterances[0]!["voice"] is JsonObject voice && voice["id"] is null == voice["name"] is null) return Error(422, "voice");
            Asked.Enqueue(body);
            var sound = Convert.ToBase64String(await Media.SoundAsync());
            return await SubmitAsync(() => Json(new JsonObject
            {
                ["request_id"] = "r1",
                ["generations"] = new JsonArray(new JsonObject
                {
                    ["audio"] = sound,
                    ["duration"] = 1.2,
                    ["encoding"] = new JsonObject { ["format"] = "mp3", ["sample_rate"] = 48000 },
                    ["generation_id"] = "g1",
                    ["snippets"] = new JsonArray(new JsonArray(new JsonObject
                    {
                        ["text"] = "Hello there.",
                        ["timestamps"] = body["include_timestamp_types"] is null
                            ? new JsonArray()
                            : new JsonArray(Stamp("Hello", 0, 500), Stamp("there.", 600, 1200)),
                    })),
                }),
            }));
        });
    }

    protected override IResult Refusal() => Error(400, "The text was refused by our content policy.");

    private static JsonObject Stamp(string word, int begin, int end) =>
        new() { ["type"] = "word", ["text"] = word, ["time"] = new JsonObject { ["begin"] = begin, ["end"] = end } };

    private static IResult Error(int status, string message) => Results.Json(new { status, message }, statusCode: status);
}

public sealed class HumeSpeeches
{
    [Fact]
    public async Task Voices_are_its_own_by_their_ids_designed_ones_come_of_their_description_and_none_is_cloned()
    {
        await using var hume = (FakeHume)await new FakeHume().StartAsync();
        await using var server = await RunningServer.StartAsync(Database.Sqlite, hume.Settings());
        var user = await Api.NewUserAsync(server);
        var sheet = await user.NewSheetAsync("Out:audio");

        await SpeakAsync(
            new
            {
                script = "Hello there.",
                voice_method = "my_voices",
                voice_id = "5bb7de05-c8fe-426a-8fcc-ba4fc4ce9f9c",
                speed = 1.2,
                model = "hume",
            });
        var said = hume.Asked.Last();
        Assert.Equal(
            ("2", "5bb7de05-c8fe-426a-8fcc-ba4fc4ce9f9c", 1.2),
            (said["version"]!.ToString(), said["utterances"]![0]!["voice"]!["id"]!.ToString(),
                said["utterances"]![0]!["speed"]!.GetValue<double>()));

        var designed = await SpeakAsync(
            new { script = "Hello there.", voice_method = "design_voice", voice_prompt = "An old sailor", model = "hume" });
        Assert.Equal("An old sailor", hume.Asked.Last()["utterances"]![0]!["description"]!.ToString());
        Assert.Contains("captions", designed["warnings"]![0]!.ToString(), StringComparison.Ordinal);

        var script = string.Concat(Enumerable.Repeat("seven ", 1_500));
        await SpeakAsync(new { script, voice_method = "my_voices", model = "hume" });
        Assert.Equal(
            script.Trim(), string.Join(' ', hume.Asked.Last()["utterances"]!.AsArray().Select(u => u!["text"]!.ToString().Trim())));
        Assert.Equal("HUME_AI", hume.Asked.Last()["utterances"]![1]!["voice"]!["provider"]!.ToString());
        Assert.Equal(await user.LedgerSumAsync(), await user.CreditsAsync());

        async Task<JsonNode> SpeakAsync(object data)
        {
            var job = await sheet.GenerateAsync("Out", new { generation_type = "speech_from_text", data });
            Assert.True(job["status"]!.ToString() == "completed", job.ToJsonString());
            return job;
        }
    }
}
