using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OpenGen.Server.Jobs;
using OpenGen.Server.Modules.Generations;
using OpenGen.Tests.Generations.Vendors;
using OpenGen.Tests.Support;

namespace OpenGen.Tests.Vendors;

/// <summary>Servers of the operator's own that speak OpenAI's API, by their names in the settings.</summary>
public sealed class CompatibleServers
{
    private const string Script = "It doesn't take long. Good coffee takes three minutes, water at ninety degrees, and a little patience!";

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task Each_of_several_servers_makes_what_it_is_named_for(Database database)
    {
        await using var texts = await FakeCompatible.StartAsync(key: "key-of-the-texts");
        await using var pictures = await FakeCompatible.StartAsync();
        await using var voices = await FakeCompatible.StartAsync(isKokoro: true);
        await using var ears = await FakeCompatible.StartAsync();
        await using var server = await RunningServer.StartAsync(database,
            Setting("LM-Studio", "BaseUrl", texts.Address + "/v1"), Setting("LM-Studio", "ApiKey", "key-of-the-texts"),
            Setting("LM-Studio", "Models", "text:qwen3:8b"),
            Setting("paint", "BaseUrl", pictures.Address), Setting("paint", "Models:image", "flux, sd-turbo"),
            Setting("kokoro", "BaseUrl", voices.Address + "/"), Setting("kokoro", "Models:0:Name", "kokoro"),
            Setting("kokoro", "Models:0:Makes", "speech"), Setting("kokoro", "Models:0:Credits", "7"),
            Setting("ears", "BaseUrl", ears.Address), Setting("ears", "Models:0:Name", "Systran/faster-distil-whisper-large-v3"),
            Setting("ears", "Models:0:As", "whisper"), Setting("ears", "Models:0:Makes", "captions"));
        var user = await Api.NewUserAsync(server);
        var sheet = await user.NewSheetAsync("Text", "Picture:image", "Voice:audio", "Words");

        var models = (await user.Api.GetAsync("/v1/models")).Node.AsArray()
            .Where(m => m!["name"]!.ToString().Contains('/', StringComparison.Ordinal)).ToList();
        Assert.Equal(
            ["ears/whisper", "kokoro/kokoro", "lm-studio/qwen3:8b", "paint/flux", "paint/sd-turbo"],
            models.Select(m => m!["name"]!.ToString()).Order(StringComparer.Ordinal));
        Assert.All(models, m => Assert.True(m!["configured"]!.GetValue<bool>()));
        Assert.All(models, m => Assert.Equal(m!["name"]!.ToString().Split('/')[0], m["provider"]!.ToString()));
        await using (var scope = server.Services.CreateAsyncScope())
            Assert.Equal(
                ["captions"], scope.ServiceProvider.GetServices<IGenerator>().Where(g => g.Provider == "ears").SelectMany(g => g.Types));

        var text = await sheet.GenerateAsync("Text", Card("text", new { prompt = "A hook", model = "LM-Studio/qwen3:8b" }));
        Assert.Equal(FakeCompatible.Text, text["result"]!.ToString());
        Assert.Equal("qwen3:8b", texts.Bodies("chat").Single()["model"]!.ToString());
        var picture = await sheet.GenerateAsync("Picture", Card("image_from_text", new { prompt = "A lake", model = "paint/sd-turbo" }));
        Assert.Equal(Samples.Png, await user.Api.Http.GetByteArrayAsync(picture["output_resources"]![0]!["url"]!.ToString()));
        Assert.Equal("sd-turbo", pictures.Bodies("images").Single()["model"]!.ToString());

        var speech = await sheet.GenerateAsync("Voice", Speech("kokoro/kokoro"));
        Assert.Equal(("completed", "kokoro"), (speech["status"]!.ToString(), speech["provider"]!.ToString()));
        AssertWords(voices, speech, mostSecondsOff: 0.002);
        var spoken = voices.Bodies("captioned").Single();
        Assert.Equal(("kokoro", "af_heart"), (spoken["model"]!.ToString(), spoken["voice"]!.ToString()));
        Assert.Equal("7 minute", (await PricesAsync(server))["speech_from_text kokoro/kokoro"]);

        var captions = await sheet.GenerateAsync(
            "Words", Card("captions", new { source_resource_id = "{{Voice}}", model = "ears/whisper" }));
        Assert.Equal(["Green", "tea."], captions["result"]!["captions"]!.AsArray().Select(w => w!["word"]!.ToString()));
        Assert.Equal("Systran/faster-distil-whisper-large-v3", ears.Bodies("transcriptions").Single()["model"]!.ToString());
        Assert.Equal(await user.LedgerSumAsync(), await user.CreditsAsync());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_server_that_tells_no_times_has_its_speech_aligned_here_and_is_asked_for_them_once(bool hasPageForAll)
    {
        await using var vendor = await FakeCompatible.StartAsync(hasPageForAll: hasPageForAll);
        await using var server = await StartAsync(vendor, ("Voices", "nova, onyx"));
        var user = await Api.NewUserAsync(server);
        var sheet = await user.NewSheetAsync("Voice:audio", "Words");

        var speech = await sheet.GenerateAsync("Voice", Speech("home/tts"));
        AssertWords(vendor, speech, mostSecondsOff: 0.25);
        Assert.Equal("nova", vendor.Bodies("speech").Single()["voice"]!.ToString());
        var captions = await sheet.GenerateAsync("Words", Card("captions", new { source_resource_id = "{{Voice}}", model = "local" }));
        Assert.Equal(speech["result"]!["words"]!.ToJsonString(), captions["result"]!["captions"]!.ToJsonString());

        await sheet.GenerateAsync("Voice", Speech("home/tts", "onyx", speed: 1.5));
        var last = vendor.Bodies("speech").Last();
        Assert.Equal(("onyx", 1.5), (last["voice"]!.ToString(), last["speed"]!.GetValue<double>()));
        (await sheet.OrderAsync("Voice", Speech("home/tts", "alloy"))).IsError(422, "validation_error");
        (await sheet.OrderAsync("Voice", Speech("home/tts", new string('a', 201)))).IsError(422, "validation_error");
        Assert.Equal((2, 1), (vendor.Arrived, vendor.Requests["/dev/captioned_speech"]));
    }

    [Fact]
    public async Task Times_that_cannot_be_of_the_recording_are_found_out_here()
    {
        await using var vendor = await FakeCompatible.StartAsync(isKokoro: true);
        await using var server = await StartAsync(vendor);
        var sheet = await (await Api.NewUserAsync(server)).NewSheetAsync("Voice:audio");
        vendor.TimesFactor = 1_000;
        var job = await sheet.GenerateAsync("Voice", Speech("home/tts"));
        Assert.Equal("af_heart", vendor.Bodies("captioned").Single()["voice"]!.ToString());
        AssertWords(vendor, job, mostSecondsOff: 0.25);
    }

    [Fact]
    public async Task Work_for_a_server_that_was_removed_fails_with_that_reason()
    {
        var job = new Job { Type = "text", Provider = "home", Model = "home/llm" };
        var outcome = await new GenerationHandler(null!, [], null!, null!).RunAsync(
            new JobRun(job, "", new Progress<int>(), (_, _) => Task.CompletedTask, (_, _) => Task.CompletedTask), CancellationToken.None);
        Assert.Equal("home is not set up for this any more", Assert.IsType<JobOutcome.Failed>(outcome).Reason);
    }

    [Fact]
    public async Task A_long_script_is_spoken_in_pieces_whose_words_follow_one_another()
    {
        await using var vendor = await FakeCompatible.StartAsync(isKokoro: true);
        await using var server = await StartAsync(vendor);
        var user = await Api.NewUserAsync(server);
        var sheet = await user.NewSheetAsync("Voice:audio");
        var sentences = Enumerable.Range(1, 90).Select(i => $"This is sentence {i} of a script that nobody reads to its end.");
        var script = string.Join(' ', sentences);

        var job = await sheet.GenerateAsync("Voice", Speech("home/tts", script: script));

        Assert.True(job["status"]!.ToString() == "completed", job.ToJsonString());
        var pieces = vendor.Bodies("captioned").Select(b => b["input"]!.ToString()).ToList();
        Assert.Equal(2, pieces.Count);
        Assert.Equal(script, string.Join(' ', pieces));
        Assert.All(pieces, piece => Assert.EndsWith(".", piece, StringComparison.Ordinal));
        var words = job["result"]!["words"]!.AsArray();
        Assert.Equal(script.Split(' '), words.Select(w => w!["word"]!.ToString()));
        Assert.Equal(words.Select(w => w!["start"]!.GetValue<double>()).Order(), words.Select(w => w!["start"]!.GetValue<double>()));
        var end = words[^1]!["end"]!.GetValue<double>();
        Assert.InRange(job["result"]!["duration"]!.GetValue<double>(), end, end + 0.6);
        // The last word of the second piece is where that piece has it, behind all of the first.
        var (first, second) = (pieces[0].Split(' ').Length, vendor.LastWords);
        var (from, to) = (words[first]!["start"]!.GetValue<double>(), words[^1]!["start"]!.GetValue<double>());
        Assert.Equal(second[^1].Start - second[0].Start, to - from, 0.01);
    }

    [Theory]
    [InlineData(Speaking.Broken, "had a fault of its own (500): out of memory")]
    [InlineData(Speaking.Rubbish, "no sound that can be read")]
    [InlineData(Speaking.Empty, "no sound that can be read")]
    [InlineData(Speaking.Huge, "too large")]
    [InlineData(Speaking.Endless, "too large")]
    [InlineData(Speaking.CutOff, "broke off")]
    public async Task What_is_no_speech_fails_in_a_sentence_and_costs_nothing(Speaking speaking, string reason)
    {
        await using var vendor = await FakeCompatible.StartAsync();
        await using var server = await StartAsync(vendor, ("WordTimes", "false"));
        var user = await Api.NewUserAsync(server);
        var sheet = await user.NewSheetAsync("Voice:audio");
        var before = await user.CreditsAsync();
        vendor.Speaking = speaking;

        var job = await sheet.GenerateAsync("Voice", Speech("home/tts"));

        Assert.Equal("failed", job["status"]!.ToString());
        Assert.Contains(reason, job["failed_reason"]!.ToString(), StringComparison.Ordinal);
        Assert.Contains("home", job["failed_reason"]!.ToString(), StringComparison.Ordinal);
        Assert.Equal(before, await user.CreditsAsync());
    }

    [Fact]
    public async Task A_server_that_is_busy_is_asked_again_and_paid_once()
    {
        await using var vendor = await FakeCompatible.StartAsync(isKokoro: true);
        await using var server = await StartAsync(vendor);
        var user = await Api.NewUserAsync(server);
        var sheet = await user.NewSheetAsync("Voice:audio");
        var before = await user.CreditsAsync();
        vendor.Speaking = Speaking.Busy;
        var job = await sheet.GenerateAsync("Voice", Speech("home/tts"));
        Assert.Equal("completed", job["status"]!.ToString());
        Assert.Single(vendor.Asked);
        var cost = decimal.Parse(job["execution_cost"]!.ToString(), CultureInfo.InvariantCulture);
        Assert.Equal(before - cost, await user.CreditsAsync());
    }

    [Fact]
    public async Task Stopping_while_it_speaks_hangs_up_and_gives_the_credits_back()
    {
        await using var vendor = await FakeCompatible.StartAsync();
        await using var server = await StartAsync(vendor, ("WordTimes", "false"));
        var user = await Api.NewUserAsync(server);
        var sheet = await user.NewSheetAsync("Voice:audio");
        var before = await user.CreditsAsync();
        vendor.Speaking = Speaking.Hanging;
        var id = (await sheet.OrderAsync("Voice", Speech("home/tts"))).Node["generation_id"]!.GetValue<long>();
        await Waiting.UntilAsync(() => Task.FromResult(vendor.Arrived == 1), "it is asked to speak");

        await user.Api.PostAsync($"/v1/generations/{id}/stop", new { });

        await Waiting.UntilAsync(() => Task.FromResult(vendor.WasLeft), "the call is given up");
        Assert.Equal("stopped", (await user.Api.FollowAsync(id))["status"]!.ToString());
        Assert.Equal(before, await user.CreditsAsync());
    }

    [Fact]
    public async Task A_cell_that_is_deleted_while_it_is_spoken_is_hung_up_on_and_refunded()
    {
        await using var vendor = await FakeCompatible.StartAsync();
        await using var server = await StartAsync(vendor, ("WordTimes", "false"));
        var user = await Api.NewUserAsync(server);
        var sheet = await user.NewSheetAsync("Voice:audio");
        var before = await user.CreditsAsync();
        vendor.Speaking = Speaking.Hanging;
        await sheet.OrderAsync("Voice", Speech("home/tts"));
        await Waiting.UntilAsync(() => Task.FromResult(vendor.Arrived == 1), "it is asked to speak");

        await user.Api.DeleteAsync(sheet.Path($"/columns/{sheet.Column("Voice")["id"]}"));

        await Waiting.UntilAsync(() => Task.FromResult(vendor.WasLeft), "the call is given up");
        await Waiting.UntilAsync(async () => await user.CreditsAsync() == before, "the credits are back");
    }

    [Fact]
    public async Task A_voice_the_server_does_not_have_is_refused_in_its_words_and_one_of_this_machine_is_replaced()
    {
        await using var vendor = await FakeCompatible.StartAsync(isKokoro: true);
        await using var server = await StartAsync(vendor);
        var user = await Api.NewUserAsync(server);
        var sheet = await user.NewSheetAsync("Voice:audio");

        var library = (await user.Api.GetAsync($"/v1/agents/{user.AgentId}/voice/library?source=public")).Node;
        var job = await sheet.GenerateAsync("Voice", Speech("home/tts", library["voices"]![0]!["voice_id"]!.ToString()));
        Assert.Contains("af_heart", job["warnings"]![0]!.ToString(), StringComparison.Ordinal);
        job = await sheet.GenerateAsync("Voice", Speech("home/tts", "af_nobody"));
        Assert.Equal("home refused it: Voice 'af_nobody' not found", job["failed_reason"]!.ToString());
        var recording = await Generations.Vendors.Media.UploadAsync(user, await Generations.Vendors.Media.SoundOfLengthAsync(31), "me.mp3");
        job = await sheet.GenerateAsync("Voice", Speech("home/tts", method: "clone_voice", recording: recording));
        Assert.Contains("clones no voices", job["failed_reason"]!.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("sk-right-and-secret", "completed")]
    [InlineData("sk-wrong-and-secret", "failed")]
    public async Task A_key_stands_in_no_log_and_no_answer(string key, string status)
    {
        await using var vendor = await FakeCompatible.StartAsync(isKokoro: true, key: "sk-right-and-secret");
        using var log = new WholeLog();
        await using var server = await RunningServer.StartAsync(
            Database.Sqlite,
            services => services.AddLogging(logging => logging.AddProvider(log).AddFilter<WholeLog>(null, LogLevel.Trace)),
            [.. Home(vendor, ("ApiKey", key), ("Models", "speech:tts, text:llm"))]);
        var user = await Api.NewUserAsync(server);
        var sheet = await user.NewSheetAsync("Voice:audio", "Text");

        var speech = await sheet.GenerateAsync("Voice", Speech("home/tts"));
        var text = await sheet.GenerateAsync("Text", Card("text", new { prompt = "A hook", model = "home/llm" }));

        Assert.Equal((status, status), (speech["status"]!.ToString(), text["status"]!.ToString()));
        if (status == "failed") Assert.Equal("home does not accept the key", text["failed_reason"]!.ToString());
        Assert.Contains(log.Lines, line => line.Contains(vendor.Address, StringComparison.Ordinal));
        Assert.DoesNotContain(log.Lines, line => line.Contains(key, StringComparison.Ordinal));
        var answers = (await user.Api.GetAsync("/v1/models")).Body + speech.ToJsonString() + text.ToJsonString();
        Assert.DoesNotContain(key, answers, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_does_not_answer_in_time_is_given_up()
    {
        await using var vendor = await FakeCompatible.StartAsync();
        await using var server = await StartAsync(vendor, ("WordTimes", "false"), ("CallLimit", "00:00:00.5"));
        var user = await Api.NewUserAsync(server);
        var sheet = await user.NewSheetAsync("Voice:audio");
        vendor.Speaking = Speaking.Hanging;
        var job = await sheet.GenerateAsync("Voice", Speech("home/tts"));
        Assert.Equal("home took too long to answer", job["failed_reason"]!.ToString());
        Assert.Equal(1, vendor.Arrived);
    }

    [Fact]
    public async Task A_model_without_a_price_costs_what_this_machine_does_and_changes_nobody_elses()
    {
        await using var vendor = await FakeCompatible.StartAsync();
        await using var without = await RunningServer.StartAsync(Database.Sqlite);
        await using var with = await StartAsync(vendor, ("Models", "speech:tts, image:flux"));
        var usual = await PricesAsync(without);
        var now = await PricesAsync(with);
        Assert.Equal(usual, now.Where(p => !p.Key.Contains("home/", StringComparison.Ordinal)));
        Assert.Equal(usual["speech_from_text local"], now["speech_from_text home/tts"]);
        Assert.Equal(usual["image_from_text local"], now["image_from_text home/flux"]);
    }

    private static async Task<SortedDictionary<string, string>> PricesAsync(RunningServer server) =>
        new((await (await Api.NewUserAsync(server)).Api.GetAsync("/v1/pricing_configs")).Node.AsArray()
            .ToDictionary(p => $"{p!["generation_type"]} {p["model"]}", p => $"{p!["credits"]} {p["per"]}"));

    private static object Speech(
        string model, string? voice = null, double? speed = null, string script = Script, string method = "my_voices",
        long? recording = null)
    {
        var data = new JsonObject { ["script"] = script, ["voice_method"] = method, ["model"] = model };
        if (voice is not null) data["voice_id"] = voice;
        if (speed is not null) data["speed"] = speed;
        if (recording is not null) data["audio_resource_id"] = recording;
        return Card("speech_from_text", data);
    }

    private static object Card(string type, object data) => new { generation_type = type, data };

    /// <summary>The job's words are the script's, and each begins when the server said it.</summary>
    private static void AssertWords(FakeCompatible vendor, JsonNode job, double mostSecondsOff)
    {
        Assert.True(job["status"]!.ToString() == "completed", job.ToJsonString());
        var words = job["result"]!["words"]!.AsArray();
        Assert.Equal(Script.Split(' '), words.Select(w => w!["word"]!.ToString()));
        Assert.All(words.Zip(vendor.LastWords), pair =>
            Assert.Equal(pair.Second.Start, pair.First!["start"]!.GetValue<double>(), mostSecondsOff));
    }

    private static Task<RunningServer> StartAsync(FakeCompatible vendor, params (string Name, string Value)[] settings) =>
        RunningServer.StartAsync(Database.Sqlite, [.. Home(vendor, settings)]);

    /// <summary>One server called home, which speaks unless the settings say otherwise.</summary>
    private static IEnumerable<(string, string)> Home(FakeCompatible vendor, params (string Name, string Value)[] settings) =>
        new[] { ("BaseUrl", vendor.Address), ("Backoff", "00:00:00.05"), ("Models", "speech:tts") }.Concat(settings)
            .Select(s => Setting("home", s.Item1, s.Item2));

    private static (string, string) Setting(string server, string name, string value) => ($"Providers:Compatible:{server}:{name}", value);

    /// <summary>All that is logged, whatever the level.</summary>
    private sealed class WholeLog : ILoggerProvider, ILogger
    {
        public ConcurrentQueue<string> Lines { get; } = new();

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Lines.Enqueue(formatter(state, exception) + exception);

        public void Dispose()
        {
            // Nothing is held.
        }
    }
}
