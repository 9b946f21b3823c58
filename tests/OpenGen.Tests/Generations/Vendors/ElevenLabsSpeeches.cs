using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using OpenGen.Tests.Support;

namespace OpenGen.Tests.Generations.Vendors;

/// <summary>ElevenLabs (elevenlabs.io/docs/api-reference): speech with timestamps, voices listed, designed, cloned, deleted.</summary>
internal sealed class FakeElevenLabs : FakeVendor
{
    public const string AgentsKey = "sk_0123456789abcdef0123456789abcdefagent";

    private readonly ConcurrentDictionary<string, string> _samples = new();

    public override string Provider => "eleven_labs";

    /// <summary>The account's voices by id: names.</summary>
    public ConcurrentDictionary<string,
        string> Voices
    { get; } = new(new Dictionary<string, string> { ["21m00Tcm4TlvDq8ikWAM"] = "Rachel" });

    /// <summary>What was spoken: key, voice and body.</summary>
    public ConcurrentQueue<(string Key, string Voice, JsonObject Body)> Spoken { get; } = new();

    public ConcurrentQueue<string> Deleted { get; } = new();

    public static readonly VendorCase[] Cases =
    [
        new("eleven_labs", () => new FakeElevenLabs(), "Out:audio", (_, _) => Task.FromResult<object>(
            new
            {
                generation_type = "speech_from_text",
                data = new { script = "Hello there.", voice_method = "my_voices", model = "eleven_labs" },
            }), async (user, job) =>
            {
                Assert.Equal("audio", job["output_resources"]![0]!["object_type"]!.ToString());
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
            if (context.Request.Headers["xi-api-key"].ToString() is Key or AgentsKey) await next();
            else await Error(401, "invalid_api_key", "Invalid API key").ExecuteAsync(context);
        });
        app.MapGet("/v1/user", () => new { user_id = "u1", first_name = "Ada" });
        app.MapGet("/v1/voices", () => new { voices = Voices.Select(v => Voice(v.Key)) });
        app.MapGet("/v1/voices/{id}", (string id) => Voices.ContainsKey(id) ? Results.Json(Voice(id)) : NoVoice(id));
        app.MapDelete("/v1/voices/{id}", (string id) =>
        {
            Deleted.Enqueue(id);
            return Voices.TryRemove(id, out _) ? Results.Json(new { status = "ok" }) : NoVoice(id);
        });
        app.MapPost("/v1/text-to-voice/design", ([FromBody] JsonObject body) =>
        {
            if (body["voice_description"]?.ToString() is not { Length: >= 20 and <= 1000 })
                return Error(422, "value_error", "voice_description must be between 20 and 1000 characters");
            if (body["text"]?.ToString() is not { Length: >= 100 and <= 1000 })
                return Error(422, "value_error", "text must be between 100 and 1000 characters");
            var id = Guid.NewGuid().ToString("N")[..20];
            _samples[id] = body["voice_description"]!.ToString();
            return Results.Json(new { previews = new[] { new { audio_base_64 = "", generated_voice_id = id } } });
        });
        app.MapPost("/v1/text-to-voice", ([FromBody] JsonObject body) =>
        {
            if (body["generated_voice_id"]?.ToString() is not { } id || !_samples.TryRemove(id, out _)) return NoVoice("");
            Voices[id] = body["voice_name"]!.ToString();
            return Results.Json(Voice(id));
        });
        app.MapPost("/v1/voices/add", async (HttpRequest request) =>
        {
            var form = await request.ReadFormAsync();
            if (form["name"].ToString() is not { Length: > 0 } name || form.Files.GetFiles("files") is not [{ Length: > 0 }])
                return Error(422, "value_error", "Field required");
            var id = Guid.NewGuid().ToString("N")[..20];
            Voices[id] = name;
            return Results.Json(new { voice_id = id, requires_verification = false });
        }).DisableAntiforgery();
        app.MapPost("/v1/text-to-speech/{id}/with-timestamps", async (HttpContext context, string id, [FromBody] JsonObject body) =>
        {
            if (body["text"]?.ToString() is not { Length: > 0 } text) return Error(422, "value_error", "text: Field required");
            if (body["voice_settings"]?["speed"]?.GetValue<double>() is < 0.7 or > 1.2)
                return Error(400, "invalid_speed", "speed must be between 0.7 and 1.2");
            if (body["language_code"] is not null && body["model_id"]?.ToString() == "eleven_multilingual_v2")
                return Error(400, "unsupported_language", "Model does not support language_code");
            if (!Voices.ContainsKey(id)) return NoVoice(id);
            Spoken.Enqueue((context.Request.Headers["xi-api-key"].ToString(), id, body.DeepClone().AsObject()));
            var sound = Convert.ToBase64String(await Media.SoundAsync());
            return await SubmitAsync(
                () =>
                    Json(new JsonObject
                    {
                        ["audio_base64"] = sound,
                        ["alignment"] = Alignment(text),
                        ["normalized_alignment"] = Alignment(text),
                    }));
        });
    }

    protected override IResult Refusal() =>
        Error(403, "content_against_policy", "The text you are trying to use may violate our Terms of Service.");

    /// <summary>A tenth of a second for each character.</summary>
    private static JsonObject Alignment(string text)
    {
        var characters = text.EnumerateRunes().Select(r => r.ToString()).ToList();
        return new JsonObject
        {
            ["characters"] = new JsonArray([.. characters.Select(c => (JsonNode)c)]),
            ["character_start_times_seconds"] = new JsonArray([.. characters.Select((_, i) => (JsonNode)(i / 10.0))]),
            ["character_end_times_seconds"] = new JsonArray([.. characters.Select((_, i) => (JsonNode)((i + 1) / 10.0))]),
        };
    }

    private object Voice(string id) => new { voice_id = id, name = Voices[id], labels = new { gender = "female", language = "en" } };

    private static IResult NoVoice(string id) => Error(404, "voice_not_found", $"A voice with voice_id {id} was not found.");

    private static IResult Error(int status, string code, string message) =>
        Results.Json(new { detail = new { status = code, message } }, statusCode: status);
}

public sealed class ElevenLabsSpeeches
{
    [Fact]
    public async Task Captions_of_its_speech_need_no_script_and_a_speed_it_does_not_have_becomes_the_nearest()
    {
        await using var vendor = (FakeElevenLabs)await new FakeElevenLabs().StartAsync();
        await using var server = await RunningServer.StartAsync(Database.Sqlite, vendor.Settings());
        var user = await Api.NewUserAsync(server);
        var sheet = await user.NewSheetAsync("Voice:audio", "Words");
        var job = await sheet.GenerateAsync(
            "Voice",
            new
            {
                generation_type = "speech_from_text",
                data = new { script = "Tea, 茶 🍵 now", voice_method = "my_voices", speed = 1.8, language = "en", model = "eleven_labs" },
            });
        Assert.True(job["status"]!.ToString() == "completed", job.ToJsonString());
        Assert.Contains("1.2", job["warnings"]![0]!.ToString(), StringComparison.Ordinal);
        Assert.Equal(1.2, vendor.Spoken.Last().Body["voice_settings"]!["speed"]!.GetValue<double>());
        Assert.Equal(
            ("eleven_multilingual_v2", FakeVendor.Key), (vendor.Spoken.Last().Body["model_id"]!.ToString(), vendor.Spoken.Last().Key));
        var captions = await sheet.GenerateAsync(
            "Words", new { generation_type = "captions", data = new { source_resource_id = "{{Voice}}", model = "local" } });
        Assert.Equal(["Tea,", "茶", "🍵", "now"], captions["result"]!["captions"]!.AsArray().Select(w => w!["word"]!.ToString()));
    }

    [Fact]
    public async Task Voices_of_the_operators_account_are_everybodys()
    {
        await using var vendor = (FakeElevenLabs)await new FakeElevenLabs().StartAsync();
        await using var server = await RunningServer.StartAsync(Database.Sqlite, vendor.Settings());
        var user = await Api.NewUserAsync(server);
        vendor.Voices["HouseVoice"] = "House";
        var sheet = await user.NewSheetAsync("Voice:audio");
        static object Card(string voice) =>
            new
            {
                generation_type = "speech_from_text",
                data = new { script = "Hello.", voice_method = "my_voices", voice_id = voice, model = "eleven_labs" },
            };
        await sheet.GenerateAsync("Voice", Card("HouseVoice"));
        Assert.Equal((FakeVendor.Key, "HouseVoice"), (vendor.Spoken.Last().Key, vendor.Spoken.Last().Voice));
        (await sheet.OrderAsync("Voice", Card("Nobodys"))).IsError(422, "validation_error");
    }

    [Fact]
    public async Task The_agents_own_key_and_its_voices_come_first()
    {
        await using var vendor = (FakeElevenLabs)await new FakeElevenLabs().StartAsync();
        await using var server = await RunningServer.StartAsync(Database.Sqlite, vendor.Settings());
        var user = await Api.NewUserAsync(server);
        await user.Api.PostAsync($"/v1/agents/{user.AgentId}/voice/integrations/elevenlabs", new { api_key = FakeElevenLabs.AgentsKey });
        vendor.Voices["MyOwnVoice"] = "Mine";
        var sheet = await user.NewSheetAsync("Voice:audio");
        await sheet.GenerateAsync(
            "Voice",
            new
            {
                generation_type = "speech_from_text",
                data = new { script = "Hello.", voice_method = "my_voices", voice_id = "MyOwnVoice", model = "eleven_labs" },
            });
        Assert.Equal((FakeElevenLabs.AgentsKey, "MyOwnVoice"), (vendor.Spoken.Last().Key, vendor.Spoken.Last().Voice));
    }

    [Fact]
    public async Task A_voice_of_this_machine_is_replaced_by_one_of_theirs_and_that_is_said()
    {
        await using var vendor = (FakeElevenLabs)await new FakeElevenLabs().StartAsync();
        await using var server = await RunningServer.StartAsync(Database.Sqlite, vendor.Settings());
        var user = await Api.NewUserAsync(server);
        var sheet = await user.NewSheetAsync("Voice:audio");
        var library = (await user.Api.GetAsync($"/v1/agents/{user.AgentId}/voice/library")).Node;
        var local = library.ToJsonString().Split("\"voice_id\":\"")[1].Split('"')[0];
        var job = await sheet.GenerateAsync(
            "Voice",
            new
            {
                generation_type = "speech_from_text",
                data = new { script = "Hello.", voice_method = "my_voices", voice_id = local, model = "eleven_labs" },
            });
        Assert.True(job["status"]!.ToString() == "completed", job.ToJsonString());
        Assert.Contains("Rachel", job["warnings"]![0]!.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("design_voice")]
    [InlineData("clone_voice")]
    public async Task A_voice_made_for_a_speech_is_kept_when_it_has_a_name_and_deleted_when_not(string method)
    {
        await using var vendor = (FakeElevenLabs)await new FakeElevenLabs().StartAsync();
        await using var server = await RunningServer.StartAsync(Database.Sqlite, vendor.Settings());
        var user = await Api.NewUserAsync(server);
        var sheet = await user.NewSheetAsync("Voice:audio");
        var recording = await Media.UploadAsync(user, await Media.SoundOfLengthAsync(31), "recording.mp3");

        var unnamed = await sheet.GenerateAsync(
            "Voice",
            new
            {
                generation_type = "speech_from_text",
                data = new
                {
                    script = "Hello.",
                    voice_method = method,
                    voice_prompt = "deep",
                    audio_resource_id = recording,
                    model = "eleven_labs",
                },
            });
        Assert.True(unnamed["status"]!.ToString() == "completed", unnamed.ToJsonString());
        Assert.Equal([vendor.Spoken.Last().Voice], vendor.Deleted);

        await sheet.GenerateAsync(
            "Voice",
            new
            {
                generation_type = "speech_from_text",
                data = new
                {
                    script = "Hello.",
                    voice_method = method,
                    name = "Ada",
                    gender = "female",
                    audio_resource_id = recording,
                    model = "eleven_labs",
                },
            });
        var kept = vendor.Spoken.Last().Voice;
        Assert.Equal("Ada", vendor.Voices[kept]);
        Assert.Contains(kept, (await user.Api.GetAsync($"/v1/agents/{user.AgentId}/voice/library")).Body, StringComparison.Ordinal);
        await sheet.GenerateAsync(
            "Voice",
            new
            {
                generation_type = "speech_from_text",
                data = new { script = "Again.", voice_method = "my_voices", voice_id = kept, model = "eleven_labs" },
            });
        Assert.Equal(("Again.", kept), (vendor.Spoken.Last().Body["text"]!.ToString(), vendor.Spoken.Last().Voice));
    }
}
