using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Logging;
using OpenGen.Server.Modules.Voices;
using OpenGen.Server.Modules.Voices.Contracts;
using OpenGen.Tests.Support;

namespace OpenGen.Tests.Vendors;

/// <summary>How a server at home speaks when it does not speak well.</summary>
public enum Speaking
{
    /// <summary>As it should.</summary>
    Well,

    /// <summary>It takes no work at first: 429 with <c>Retry-After</c>, then it does.</summary>
    Busy,

    /// <summary>500.</summary>
    Broken,

    /// <summary>200 with a page instead of a sound.</summary>
    Rubbish,

    /// <summary>200 with nothing.</summary>
    Empty,

    /// <summary>It says that more comes than anybody takes.</summary>
    Huge,

    /// <summary>More comes than anybody takes, and it does not say so.</summary>
    Endless,

    /// <summary>It breaks off in the middle.</summary>
    CutOff,

    /// <summary>It does not answer until the test lets it.</summary>
    Hanging,
}

/// <summary>
/// A server as people run them at home, below <c>/v1</c>: chat completions, images, transcriptions, and speech by this machine's own
/// program, so that the words it says and their times are real. With <see cref="IsKokoro"/> also what Kokoro-FastAPI adds to that.
/// </summary>
internal sealed class FakeCompatible : IAsyncDisposable
{
    public const string Text = "Green tea, twice as calm.";

    private readonly WebApplication _app;
    private readonly TaskCompletionSource _letGo = new();
    private readonly SpeechProgram _program = new(new SpeechOptions());
    private int _turnedAway;

    private FakeCompatible(WebApplication app) => _app = app;

    public string Address => _app.Urls.First();

    /// <summary>The key it wants; null for none, and then it refuses every key.</summary>
    public string? Key { get; init; }

    /// <summary>Whether it has the voices' list and captioned speech.</summary>
    public bool IsKokoro { get; init; }

    /// <summary>Whether it answers what it does not know with a page and 200.</summary>
    public bool HasPageForAll { get; init; }

    /// <summary>What the times are multiplied by that it tells: 1,000 for a server that means milliseconds.</summary>
    public double TimesFactor { get; set; } = 1;

    public Speaking Speaking { get; set; }

    /// <summary>How often each path was asked for, whatever became of it.</summary>
    public ConcurrentDictionary<string, int> Requests { get; } = new();

    /// <summary>What it was asked: path and body, files as their lengths.</summary>
    public ConcurrentQueue<(string Path, JsonObject Body)> Asked { get; } = new();

    /// <summary>When the words of its last speech are heard, as its program has it.</summary>
    public IReadOnlyList<SpokenWord> LastWords { get; private set; } = [];

    /// <summary>How many speeches it was asked for, whatever became of them.</summary>
    public int Arrived { get; private set; }

    /// <summary>Whether a call that hung was given up by whoever asked.</summary>
    public bool WasLeft { get; private set; }

    public IEnumerable<JsonObject> Bodies(string path) => Asked.Where(a => a.Path == path).Select(a => a.Body);

    public static async Task<FakeCompatible> StartAsync(bool isKokoro = false, string? key = null, bool hasPageForAll = false)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.Urls.Add("http://127.0.0.1:0");
        var server = new FakeCompatible(app) { IsKokoro = isKokoro, Key = key, HasPageForAll = hasPageForAll };
        server.Map();
        await app.StartAsync();
        return server;
    }

    private void Map()
    {
        _app.Use(async (context, next) =>
        {
            Requests.AddOrUpdate(context.Request.Path, 1, (_, count) => count + 1);
            var sent = context.Request.Headers.Authorization.ToString();
            if (sent == (Key is null ? "" : "Bearer " + Key)) await next();
            else await Error(401, $"Invalid token: {sent}").ExecuteAsync(context);
        });
        _app.MapPost("/v1/chat/completions", ([FromBody] JsonObject body) => Ask("chat", body, () => Results.Json(new
        {
            id = "1",
            @object = "chat.completion",
            created = 1,
            model = body["model"]!.ToString(),
            choices = new[]
            {
                new { index = 0, message = new { role = "assistant", content = "<think>Tea…</think>\n\n" + Text }, finish_reason = "stop" },
            },
        })));
        _app.MapPost("/v1/images/generations", ([FromBody] JsonObject body) => Ask("images", body, () =>
            body["response_format"]?.ToString() != "b64_json"
                ? Results.Json(new { data = new[] { new { url = Address + "/generated/1.png" } } })
                : body["quality"] is not null
                    ? Error(400, "quality: unknown field")
                    : Results.Json(new { created = 1, data = new[] { new { b64_json = Convert.ToBase64String(Samples.Png) } } })));
        _app.MapPost("/v1/audio/transcriptions", async (HttpRequest request) =>
        {
            var form = await request.ReadFormAsync();
            var body = new JsonObject(form.Select(f => KeyValuePair.Create(f.Key, (JsonNode?)f.Value.ToString())));
            return Ask("transcriptions", body, () => form.Files is [{ Length: > 100 }]
                ? Results.Json(new { text = "Green tea.", words = Heard })
                : Error(400, "file"));
        });
        _app.MapPost("/v1/audio/speech", async (HttpContext context, [FromBody] JsonObject body) =>
        {
            if (Refusal(body) is { } refused) return refused;
            return Ask("speech", body, await SpeakAsync(body, context.RequestAborted));
        });
        if (HasPageForAll) _app.MapFallback(() => Results.Text("<html>It works!</html>", "text/html"));
        if (!IsKokoro) return;
        _app.MapGet("/v1/audio/voices", () => new { voices = new[] { "af_heart", "am_adam" } });
        _app.MapPost("/dev/captioned_speech", async (HttpContext context, [FromBody] JsonObject body) =>
        {
            if (Refusal(body) is { } refused) return refused;
            if (body["stream"]?.GetValue<bool>() != false) return Error(500, "this test reads no stream");
            var sound = await SpeakAsync(body, context.RequestAborted);
            return Ask("captioned", body, () => Speaking is Speaking.Well or Speaking.Busy
                ? Results.Json(new { audio = Convert.ToBase64String(_last), audio_format = "audio/mpeg", timestamps = Tokens() })
                : sound());
        });
    }

    private static readonly object[] Heard = [
        new { word = "Green", start = 0.1, end = 0.5 }, new { word = " tea.", start = 0.5, end = 0.9 }];

    private byte[] _last = [];

    /// <summary>As Kokoro divides what it says: punctuation by itself, and contractions in two.</summary>
    private object[] Tokens() => [.. LastWords.SelectMany(spoken =>
    {
        var word = spoken with { Start = spoken.Start * TimesFactor, End = spoken.End * TimesFactor };
        var plain = word.Word.TrimEnd(',', '.', '!', '?');
        var cut = plain.IndexOf('\'', StringComparison.Ordinal);
        var middle = (word.Start + word.End) / 2;
        object[] said = cut < 0
            ? [new { word = plain, start_time = word.Start, end_time = word.End }]
            : [
                new { word = plain[..cut], start_time = word.Start, end_time = middle },
                new { word = plain[cut..], start_time = middle, end_time = word.End },
            ];
        return plain.Length == word.Word.Length
            ? said
            : [.. said, new { word = word.Word[plain.Length..], start_time = word.End, end_time = word.End }];
    })];

    private IResult? Refusal(JsonObject body) =>
        body["input"]?.ToString() is not { Length: > 0 } input ? Error(400, "input: Field required")
        : input.Length > 4096 ? Error(400, "input: String should have at most 4096 characters")
        : body["response_format"]?.ToString() != "mp3" ? Error(400, "response_format")
        : body["speed"] is { } speed && speed.GetValue<double>() is < 0.25 or > 4 ? Error(400, "speed")
        : IsKokoro && body["voice"]?.ToString() is not ("af_heart" or "am_adam")
            ? Results.Json(
                new { detail = new { error = "validation_error", message = $"Voice '{body["voice"]}' not found" } }, statusCode: 400)
        : null;

    /// <summary>An unhurried man, other than the voice that the server under test times its words by.</summary>
    private async Task<Func<IResult>> SpeakAsync(JsonObject body, CancellationToken cancellationToken)
    {
        Arrived++;
        if (Speaking == Speaking.Hanging)
        {
            await _letGo.Task.WaitAsync(cancellationToken).ContinueWith(t => WasLeft = t.IsCanceled, TaskScheduler.Default);
            cancellationToken.ThrowIfCancellationRequested();
        }
        var folder = Directory.CreateTempSubdirectory("opengen-compatible-");
        try
        {
            var wav = Path.Combine(folder.FullName, "a.wav");
            var spoken = await _program.SpeakAsync(
                new SpeechRequest(body["input"]!.ToString(), Voice: "male", Rate: 0.85, Pitch: 30), wav, CancellationToken.None);
            var mp3 = Path.Combine(folder.FullName, "a.mp3");
            await CliWrap.Cli.Wrap("ffmpeg").WithArguments(["-v", "error", "-i", wav, "-b:a", "64k", mp3])
                .ExecuteAsync(CancellationToken.None);
            _last = await File.ReadAllBytesAsync(mp3, CancellationToken.None);
            LastWords = spoken.Words;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
        var bytes = _last;
        return () => new Sound(bytes, Speaking);
    }

    private IResult Ask(string path, JsonObject body, Func<IResult> answer)
    {
        if (Speaking == Speaking.Busy && Interlocked.Increment(ref _turnedAway) == 1) return new TooBusy();
        Asked.Enqueue((path, body.DeepClone().AsObject()));
        return Speaking == Speaking.Broken ? Error(500, "out of memory") : answer();
    }

    private static IResult Error(int status, string message) => Results.Json(new { error = new { message } }, statusCode: status);

    public async ValueTask DisposeAsync()
    {
        _letGo.TrySetResult();
        await _app.DisposeAsync();
    }

    private sealed class TooBusy : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            httpContext.Response.StatusCode = 429;
            httpContext.Response.Headers.RetryAfter = "1";
            return httpContext.Response.WriteAsJsonAsync(new { error = new { message = "slow down" } });
        }
    }

    /// <summary>A sound, or what comes instead of one.</summary>
    private sealed class Sound(byte[] bytes, Speaking speaking) : IResult
    {
        public async Task ExecuteAsync(HttpContext httpContext)
        {
            var response = httpContext.Response;
            response.ContentType = "audio/mpeg";
            switch (speaking)
            {
                case Speaking.Rubbish:
                    response.ContentType = "text/html";
                    await response.WriteAsync("<html>It works!</html>");
                    break;
                case Speaking.Empty:
                    break;
                case Speaking.Huge:
                    response.ContentLength = 3L * 1024 * 1024 * 1024;
                    await response.Body.WriteAsync(bytes);
                    await response.Body.FlushAsync();
                    await Task.Delay(Timeout.Infinite, httpContext.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
                    httpContext.Abort();
                    break;
                case Speaking.Endless:
                    var much = new byte[1024 * 1024];
                    bytes.AsSpan(0, Math.Min(bytes.Length, much.Length)).CopyTo(much);
                    for (var i = 0; i < 200 && !httpContext.RequestAborted.IsCancellationRequested; i++)
                        await response.Body.WriteAsync(much, httpContext.RequestAborted);
                    break;
                case Speaking.CutOff:
                    response.ContentLength = bytes.Length;
                    await response.Body.WriteAsync(bytes.AsMemory(0, bytes.Length / 2));
                    await response.Body.FlushAsync();
                    httpContext.Abort();
                    break;
                default:
                    response.ContentLength = bytes.Length;
                    await response.Body.WriteAsync(bytes);
                    break;
            }
        }
    }
}
