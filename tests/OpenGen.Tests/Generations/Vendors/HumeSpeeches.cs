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

    /// <summary>What the times of its words are multiplied by.</summary>
    public int TimesFactor { get; set; } = 1;

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
                            : new JsonArray(Stamp("Hello", 0, 500 * TimesFactor), Stamp("there.", 600 * TimesFactor, 1200 * TimesFactor)),
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
    [Theory]
    [InlineData(2, 1.2)]
    [InlineData(100, null)]
    public async Task Times_end_with_the_recording_and_are_found_out_here_when_they_cannot_be_of_it(int factor, double? second)
    {
        await using var hume = (FakeHume)await new FakeHume { TimesFactor = factor }.StartAsync();
        await using var server = await RunningServer.StartAsync(Database.Sqlite, hume.Settings());
        var sheet = await (await Api.NewUserAsync(server)).NewSheetAsync("Out:audio");
        var job = await sheet.GenerateAsync(
            "Out",
            new
            {
                generation_type = "speech_from_text",
                data = new { script = "Hello there.", voice_method = "my_voices", model = "hume" },
            });
        var words = job["result"]!["words"]!.AsArray();
        var duration = job["result"]!["duration"]!.GetValue<double>();
        Assert.Equal(["Hello", "there."], words.Select(w => w!["word"]!.ToString()));
        Assert.All(words, w => Assert.InRange(w!["end"]!.GetValue<double>(), 0.1, duration));
        if (second is { } told) Assert.Equal(told, words[1]!["start"]!.GetValue<double>());
    }

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
        Assert.Equal(["Hello", "there."], designed["result"]!["words"]!.AsArray().Select(w => w!["word"]!.ToString()));
        Assert.Empty(designed["warnings"]!.AsArray());

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
