using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using OpenGen.Media;
using OpenGen.Rendering;
using OpenGen.Tests.Support;

namespace OpenGen.Tests.Generations.Vendors;

/// <summary>OpenAI's chat completions, images and transcriptions (developers.openai.com/api/reference).</summary>
internal sealed class FakeOpenAi : FakeAnswerer
{
    public override string Provider => "openai";

    public static readonly VendorCase[] Cases =
    [
        TextCase("openai_text", () => new FakeOpenAi(), "gpt_4o"),
        TextCase("openai_reasoning", () => new FakeOpenAi(), "o4_mini"),
        ImageCase("openai_image", () => new FakeOpenAi(), "gpt_image"),
        ImageCase("openai_edit", () => new FakeOpenAi(), "gpt_image", hasReference: true),
        CaptionsCase("openai_captions", () => new FakeOpenAi(), "whisper"),
        new("openai_speech", () => new FakeOpenAi(), "Out:audio", (_, _) => Task.FromResult<object>(
            new
            {
                generation_type = "speech_from_text",
                data = new { script = "Hello there.", voice_method = "my_voices", model = "gpt_4o_mini_tts" },
            }), async (user, job) =>
            {
                Assert.Equal(
                    await Media.SoundAsync(), await user.Api.Http.GetByteArrayAsync(job["output_resources"]![0]!["url"]!.ToString()));
                Assert.Equal(["Hello", "there."], job["result"]!["words"]!.AsArray().Select(w => w!["word"]!.ToString()));
            }),
    ];

    /// <summary>Why the text ends.</summary>
    public string FinishReason { get; set; } = "stop";

    protected override void Map(WebApplication app)
    {
        app.Use(async (context, next) =>
        {
            if (context.Request.Headers.Authorization == "Bearer " + Key) await next();
            else await Error(401, $"Incorrect API key provided: {context.Request.Headers.Authorization}.").ExecuteAsync(context);
        });
        app.MapPost("/v1/chat/completions", ([FromBody] JsonObject body) =>
        {
            if (body["messages"] is not JsonArray { Count: > 1 } messages || messages.Any(m => m!["content"] is null))
                return Bad("messages");
            if (body["max_tokens"] is not null && body["max_completion_tokens"] is not null)
                return Bad("Setting 'max_tokens' and 'max_completion_tokens' at the same time is not supported.");
            if (body["model"]!.ToString().StartsWith("gpt-6", StringComparison.Ordinal)
                && (body["temperature"] ?? body["max_tokens"]) is not null) return Bad("Unsupported parameter with this model.");
            return AnswerAsync(body, () => Completion(Text, null));
        });
        app.MapPost("/v1/images/generations", ([FromBody] JsonObject body) =>
            body["response_format"] is not null
                ? Bad("Unknown parameter: 'response_format'.")
                : DrawAsync(body, body["n"]?.GetValue<int>() ?? 1));
        app.MapPost("/v1/images/edits", async (HttpRequest request) =>
        {
            var form = await FormAsync(request);
            if (form["image[]"] is not JsonArray pictures
                || pictures.Any(p => p!["type"]!.ToString() is not ("image/png" or "image/jpeg" or "image/webp")))
                return await Bad("image");
            return await DrawAsync(form, int.Parse(form["n"]!.ToString(), System.Globalization.CultureInfo.InvariantCulture));
        });
        app.MapPost("/v1/audio/speech", async ([FromBody] JsonObject body) =>
        {
            if (body["voice"]?.ToString() is not ("alloy" or "nova") || body["input"]?.ToString().Length is not (>= 1 and <= 4096))
                return await Bad("voice, input");
            if (body["response_format"]?.ToString() != "mp3" || body["stream"] is not null) return await Bad("response_format");
            Asked.Enqueue(body.DeepClone());
            var sound = await Media.SoundAsync();
            return await SubmitAsync(() => File(sound, "audio/mpeg"));
        });
        app.MapPost("/v1/audio/transcriptions", async (HttpRequest request) =>
        {
            var form = await FormAsync(request);
            if (form["timestamp_granularities[]"]?.ToString() != "word" || form["response_format"]?.ToString() != "verbose_json")
                return await Bad("timestamp_granularities needs verbose_json");
            if (form["file"]?[0]?["length"]?.GetValue<long>() is not > 100) return await Bad("file");
            return await AnswerAsync(
                form,
                () =>
                    new JsonObject
                    {
                        ["task"] = "transcribe",
                        ["language"] = "english",
                        ["duration"] = 1,
                        ["text"] = "Green tea.",
                        ["words"] = TwoWords(),
                    });
        });
    }

    private Task<IResult> DrawAsync(JsonObject asked, int count)
    {
        if (asked["prompt"]?.ToString() is not { Length: > 0 }
            || asked["model"]?.ToString().StartsWith("gpt-image", StringComparison.Ordinal) != true) return Bad("model, prompt");
        var size = asked["size"]!.ToString().Split('x').Select(int.Parse).ToArray();
        if (size.Any(s => s % 16 != 0)) return Bad("size");
        return AnswerAsync(asked, () => new JsonObject
        {
            ["created"] = 1,
            ["data"] = new JsonArray(
                [.. Enumerable.Range(0, count)
                    .Select(_ => (JsonNode)new JsonObject { ["b64_json"] = Convert.ToBase64String(Samples.Png) })]),
        });
    }

    protected override IResult Refusal() => Asked.Last()["messages"] is null
        ? Error(400, "Your request was rejected by the safety system.", "moderation_blocked")
        : Json(Completion(null, "I can't help with that."));

    private JsonObject Completion(string? text, string? refusal) => new()
    {
        ["id"] = "chatcmpl-1",
        ["object"] = "chat.completion",
        ["created"] = 1,
        ["model"] = "a-model",
        ["choices"] = new JsonArray(new JsonObject
        {
            ["index"] = 0,
            ["message"] = new JsonObject { ["role"] = "assistant", ["content"] = text, ["refusal"] = refusal },
            ["finish_reason"] = FinishReason,
        }),
        ["usage"] = new JsonObject { ["prompt_tokens"] = 1, ["completion_tokens"] = 1, ["total_tokens"] = 2 },
    };

    private static Task<IResult> Bad(string message) => Task.FromResult(Error(400, message));

    private static IResult Error(int status, string message, string? code = null) =>
        Results.Json(new { error = new { message, type = "invalid_request_error", param = (string?)null, code } }, statusCode: status);
}

public sealed class OpenAiAnswers
{
    [Fact]
    public async Task A_text_is_asked_for_with_the_brand_and_in_the_words_of_the_model()
    {
        await using var vendor = (FakeOpenAi)await new FakeOpenAi().StartAsync();
        await using var server = await RunningServer.StartAsync(Database.Sqlite, vendor.Settings());
        var user = await Api.NewUserAsync(server);
        await user.Api.PatchAsync(
            $"/v1/agents/{user.AgentId}/core",
            new { brand_name = "Leaf & Co", personality = "dry wit", goal = "more subscribers", keywords = new[] { "matcha", "calm" } });
        var sheet = await user.NewSheetAsync("Out");

        await sheet.GenerateAsync(
            "Out",
            new { generation_type = "text", data = new { prompt = "A hook", model = "gpt_4o", max_length = 300, temperature = 0.9 } });
        var asked = vendor.Asked.Last();
        Assert.Equal(
            ("gpt-4o", 300, 0.9),
            (asked["model"]!.ToString(), asked["max_tokens"]!.GetValue<int>(), Math.Round(asked["temperature"]!.GetValue<double>(), 3)));
        var (system, prompt) = (asked["messages"]![0]!, asked["messages"]![1]!);
        Assert.Equal(("system", "user"), (system["role"]!.ToString(), prompt["role"]!.ToString()));
        Assert.All(
            ["Leaf & Co", "dry wit", "more subscribers", "matcha, calm", "nothing else", "300 tokens"],
            said => Assert.Contains(said, system["content"]!.ToString(), StringComparison.Ordinal));
        Assert.Contains("A hook", prompt["content"]!.ToJsonString(), StringComparison.Ordinal);

        await sheet.GenerateAsync("Out", new { generation_type = "text", data = new { prompt = "A hook", model = "gpt_4o" } });
        Assert.Equal(0.2, Math.Round(vendor.Asked.Last()["temperature"]!.GetValue<double>(), 3));

        await sheet.GenerateAsync(
            "Out",
            new { generation_type = "text", data = new { prompt = "A hook", model = "o4_mini", max_length = 300, temperature = 0.9 } });
        asked = vendor.Asked.Last();
        Assert.True(asked["max_completion_tokens"]!.GetValue<int>() > 300);
        Assert.Equal("low", asked["reasoning_effort"]!.ToString());
    }

    [Fact]
    public async Task A_text_cut_at_its_length_says_so_and_a_refusal_comes_in_the_vendors_words()
    {
        await using var vendor = (FakeOpenAi)await new FakeOpenAi().StartAsync();
        await using var server = await RunningServer.StartAsync(Database.Sqlite, vendor.Settings());
        var sheet = await (await Api.NewUserAsync(server)).NewSheetAsync("Out", "Picture:image");
        vendor.FinishReason = "length";
        var cut = await sheet.GenerateAsync("Out", new { generation_type = "text", data = new { prompt = "A hook", model = "gpt_4o" } });
        Assert.Contains("max_length", cut["warnings"]![0]!.ToString(), StringComparison.Ordinal);

        (vendor.FinishReason, vendor.Fault) = ("stop", Fault.Refused);
        var text = await sheet.GenerateAsync("Out", new { generation_type = "text", data = new { prompt = "A hook", model = "gpt_4o" } });
        Assert.Equal("OpenAI refused it: I can't help with that.", text["failed_reason"]!.ToString());
        var picture = await sheet.GenerateAsync(
            "Picture", new { generation_type = "image_from_text", data = new { prompt = "A lake", model = "gpt_image" } });
        Assert.Equal("OpenAI refused it: Your request was rejected by the safety system.", picture["failed_reason"]!.ToString());
    }

    [Fact]
    public async Task A_speech_is_asked_for_with_its_voice_and_a_designed_one_by_instructions()
    {
        await using var vendor = (FakeOpenAi)await new FakeOpenAi().StartAsync();
        await using var server = await RunningServer.StartAsync(Database.Sqlite, vendor.Settings());
        var user = await Api.NewUserAsync(server);
        await user.Api.PatchAsync(
            $"/v1/agents/{user.AgentId}",
            new { agent = new { default_user_voice_attributes = new { source = "user_voice_resource", voice_id = "local_fr-fr_male" } } });
        var sheet = await user.NewSheetAsync("Out:audio");
        await sheet.GenerateAsync(
            "Out",
            new
            {
                generation_type = "speech_from_text",
                data = new { script = "Hello.", voice_method = "my_voices", voice_id = "nova", speed = 1.25, model = "gpt_4o_mini_tts" },
            });
        var asked = vendor.Asked.Last();
        Assert.Equal(
            ("gpt-4o-mini-tts", "nova", 1.25),
            (asked["model"]!.ToString(), asked["voice"]!.ToString(), asked["speed"]!.GetValue<double>()));
        Assert.Null(asked["instructions"]);

        var job = await sheet.GenerateAsync(
            "Out",
            new
            {
                generation_type = "speech_from_text",
                data = new
                {
                    script = "Hello.",
                    voice_method = "design_voice",
                    voice_prompt = "like a radio host",
                    model = "gpt_4o_mini_tts",
                },
            });
        Assert.Equal(
            ("alloy", "like a radio host"), (vendor.Asked.Last()["voice"]!.ToString(), vendor.Asked.Last()["instructions"]!.ToString()));
        // The agent's own voice, which is this machine's, was not asked for: there is nothing to say of it.
        Assert.Contains("designs no voices", Assert.Single(job["warnings"]!.AsArray())!.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0.5, 90, 0.5)]
    [InlineData(40, 90, null)]
    public async Task Captions_end_with_the_file_and_are_laid_here_when_their_times_cannot_be_of_it(double start, double end, double? last)
    {
        await using var vendor = (FakeOpenAi)await new FakeOpenAi
        {
            Instead = FormattableString.Invariant(
                $$"""{"words":[{"word":"Green","start":0.1,"end":0.4},{"word":"tea.","start":{{start}},"end":{{end}} }]}"""),
        }.StartAsync();
        await using var server = await RunningServer.StartAsync(Database.Sqlite, vendor.Settings());
        var user = await Api.NewUserAsync(server);
        var sheet = await user.NewSheetAsync("Out");
        var job = await sheet.GenerateAsync(
            "Out",
            new { generation_type = "captions", data = new { source_resource_id = await Media.VideoOfAsync(user), model = "whisper" } });
        var words = job["result"]!["captions"]!.AsArray();
        Assert.Equal(["Green", "tea."], words.Select(w => w!["word"]!.ToString()));
        Assert.All(words, w => Assert.InRange(w!["end"]!.GetValue<double>(), 0.1, 1.2));
        if (last is { } told) Assert.Equal(told, words[1]!["start"]!.GetValue<double>());
    }

    [Fact]
    public async Task A_key_that_is_not_accepted_is_said_without_the_key()
    {
        await using var vendor = (FakeOpenAi)await new FakeOpenAi().StartAsync();
        await using var server = await RunningServer.StartAsync(
            Database.Sqlite, [.. vendor.Settings(), ("Providers:openai:ApiKey", "sk-wrong")]);
        var sheet = await (await Api.NewUserAsync(server)).NewSheetAsync("Out");
        var job = await sheet.GenerateAsync("Out", new { generation_type = "text", data = new { prompt = "A hook", model = "gpt_4o" } });
        Assert.Equal("OpenAI does not accept the key", job["failed_reason"]!.ToString());
    }

    [Fact]
    public async Task Pictures_are_asked_for_by_count_and_size_and_references_make_it_an_edit()
    {
        await using var vendor = (FakeOpenAi)await new FakeOpenAi().StartAsync();
        await using var server = await RunningServer.StartAsync(Database.Sqlite, vendor.Settings());
        var user = await Api.NewUserAsync(server);
        var sheet = await user.NewSheetAsync("Out:image");
        var job = await sheet.GenerateAsync(
            "Out",
            new
            {
                generation_type = "image_from_text",
                data = new
                {
                    prompt = "A lake",
                    negative_prompt = "people",
                    model = "gpt_image",
                    number_of_images = 3,
                    aspect_ratio = "16:9",
                },
            });
        Assert.Equal(3, job["output_resources"]!.AsArray().Count);
        var asked = vendor.Asked.Last();
        Assert.Equal((3, "1536x864"), (asked["n"]!.GetValue<int>(), asked["size"]!.ToString()));
        Assert.Contains("must not show: people", asked["prompt"]!.ToString(), StringComparison.Ordinal);

        var picture = await Media.PictureOfAsync(user);
        await sheet.GenerateAsync(
            "Out",
            new
            {
                generation_type = "image_from_text",
                data = new
                {
                    prompt = "Both",
                    model = "gpt_image",
                    content_resource_ids = new[] { picture, await Media.PictureOfAsync(user) },
                },
            });
        Assert.Equal(2, vendor.Asked.Last()["image[]"]!.AsArray().Count);
        Assert.Equal(2, vendor.Taken);

        var sound = await sheet.GenerateAsync(
            "Out",
            new
            {
                generation_type = "image_from_text",
                data = new { prompt = "Both", model = "gpt_image", content_resource_ids = new[] { await Media.SoundOfAsync(user) } },
            });
        Assert.Contains("is no picture that OpenAI takes", sound["failed_reason"]!.ToString(), StringComparison.Ordinal);
        Assert.Equal(2, vendor.Taken);
    }

    [Fact]
    public async Task A_video_without_sound_is_refused_before_the_vendor_is_asked()
    {
        await using var vendor = (FakeOpenAi)await new FakeOpenAi().StartAsync();
        await using var server = await RunningServer.StartAsync(Database.Sqlite, vendor.Settings());
        var user = await Api.NewUserAsync(server);
        var sheet = await user.NewSheetAsync("Out");
        var silent = Path.Combine(Path.GetTempPath(), $"opengen-silent-{Guid.NewGuid():n}.mp4");
        await new FFmpegTool(new RenderingOptions()).RunAsync(
            ["-f", "lavfi", "-i", "testsrc=size=64x64:rate=10:duration=1", "-pix_fmt", "yuv420p", silent], null, CancellationToken.None);
        var id = await Media.UploadAsync(user, await System.IO.File.ReadAllBytesAsync(silent), "silent.mp4");
        System.IO.File.Delete(silent);
        var job = await sheet.GenerateAsync(
            "Out", new { generation_type = "captions", data = new { source_resource_id = id, model = "whisper" } });
        Assert.Contains("has no sound", job["failed_reason"]!.ToString(), StringComparison.Ordinal);
        Assert.Equal(0, vendor.Taken);
    }
}
