using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace OpenGen.Tests.Voices;

/// <summary>
/// ElevenLabs and Hume as they are on the wire (paths, headers, field names, error bodies of their documentation), refusing
/// what they refuse: unknown keys, short descriptions and texts, unknown voices.
/// </summary>
internal sealed class FakeVendors : IAsyncDisposable
{
    public const string GoodKey = "sk_0123456789abcdef0123456789abcdefwxyz";
    public const string NarrowKey = "sk_fedcba9876543210fedcba9876543210narr";

    private static readonly byte[] Mp3 = Silence();
    private readonly WebApplication _app;
    private readonly ConcurrentDictionary<string, string> _samples = new();

    private FakeVendors(WebApplication app) => _app = app;

    public string Address => _app.Urls.First();

    /// <summary>The voices of the account by id: names.</summary>
    public ConcurrentDictionary<string,
        string> Voices
    { get; } = new(new Dictionary<string, string> { ["21m00Tcm4TlvDq8ikWAM"] = "Rachel" });

    /// <summary>What was asked, in order: method and path.</summary>
    public ConcurrentQueue<string> Asked { get; } = new();

    /// <summary>Answers everything with 503 from now on.</summary>
    public bool IsBroken { get; set; }

    public static async Task<FakeVendors> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.Urls.Add("http://127.0.0.1:0");
        var vendors = new FakeVendors(app);
        vendors.Map();
        await app.StartAsync();
        return vendors;
    }

    private void Map()
    {
        _app.Use(async (context, next) =>
        {
            Asked.Enqueue($"{context.Request.Method} {context.Request.Path}");
            if (IsBroken)
            {
                context.Response.StatusCode = 503;
                return;
            }
            if (context.Request.Path.StartsWithSegments("/v0"))
            {
                if (context.Request.Headers["X-Hume-Api-Key"] == GoodKey) await next();
                else await RefuseAsync(context, 401, new JsonObject { ["fault"] = new JsonObject { ["faultstring"] = "Invalid ApiKey" } });
                return;
            }
            switch (context.Request.Headers["xi-api-key"].ToString())
            {
                case GoodKey:
                    await next();
                    break;
                case NarrowKey when context.Request.Path == "/v1/user":
                    await RefuseAsync(
                        context, 401,
                        Detail(
                            "missing_permissions", "The API key you used is missing the permission user_read to execute this operation."));
                    break;
                case NarrowKey:
                    await next();
                    break;
                default:
                    await RefuseAsync(context, 401, Detail("invalid_api_key", "Invalid API key"));
                    break;
            }
        });
        _app.MapGet("/v0/tts/voices", () => new { page_number = 0, page_size = 1, voices_page = Array.Empty<object>() });
        _app.MapGet(
            "/v1/user",
            () =>
                new
                {
                    user_id = "u1",
                    first_name = "Ada",
                    xi_api_key = GoodKey,
                    subscription = new { tier = "creator", status = "active", character_count = 1, character_limit = 100_000 },
                });
        _app.MapGet("/v1/voices", () => new { voices = Voices.Select(v => Voice(v.Key)) });
        _app.MapGet("/v1/voices/{id}", (string id) => Voices.ContainsKey(id) ? Results.Json(Voice(id)) : NoVoice(id));
        _app.MapDelete("/v1/voices/{id}", (string id) => Voices.TryRemove(id, out _) ? Results.Json(new { status = "ok" }) : NoVoice(id));
        _app.MapPost("/v1/text-to-voice/design", (JsonObject body) =>
        {
            if (body["voice_description"]?.ToString() is not { Length: >= 20 and <= 1000 })
                return Unprocessable("voice_description must be between 20 and 1000 characters");
            if (body["text"]?.ToString() is not { Length: >= 100 and <= 1000 } text)
                return Unprocessable("text must be between 100 and 1000 characters");
            var previews = Enumerable.Range(0, 3).Select(_ => Guid.NewGuid().ToString("N")[..20]).ToList();
            foreach (var id in previews) _samples[id] = body["voice_description"]!.ToString();
            return Results.Json(
                new
                {
                    previews = previews.Select(
                        id =>
                            new
                            {
                                audio_base_64 = Convert.ToBase64String(Mp3),
                                generated_voice_id = id,
                                media_type = "audio/mpeg",
                                duration_secs = 1.0,
                                language = "en",
                            }),
                    text,
                });
        });
        _app.MapPost("/v1/text-to-voice", (JsonObject body) =>
        {
            if (body["generated_voice_id"]?.ToString() is not { } id || !_samples.TryRemove(id, out _))
                return Results.Json(Detail("voice_not_found", "Generated voice not found"), statusCode: 400);
            Voices[id] = body["voice_name"]!.ToString();
            return Results.Json(Voice(id));
        });
        _app.MapPost("/v1/voices/add", async (HttpRequest request) =>
        {
            var form = await request.ReadFormAsync();
            if (form["name"].ToString() is not { Length: > 0 } name) return Unprocessable("Field required");
            if (form.Files.GetFiles("files") is not [{ Length: > 0 }]) return Unprocessable("files: Field required");
            var id = Guid.NewGuid().ToString("N")[..20];
            Voices[id] = name;
            return Results.Json(new { voice_id = id, requires_verification = false });
        });
        _app.MapPost("/v1/text-to-speech/{id}", (string id, JsonObject body) =>
            body["text"] is null
                ? Unprocessable("text: Field required")
                : Voices.ContainsKey(id) ? Results.Bytes(Mp3, "audio/mpeg") : NoVoice(id));
    }

    private object Voice(string id) => new
    {
        voice_id = id,
        name = Voices[id],
        category = "generated",
        labels = new { gender = "female", language = "en" },
        preview_url = $"{Address}/preview/{id}.mp3",
    };

    private static IResult NoVoice(string id) =>
        Results.Json(Detail("voice_not_found", $"A voice with voice_id {id} was not found."), statusCode: 404);

    private static IResult Unprocessable(string message) =>
        Results.Json(new { detail = new[] { new { loc = new[] { "body" }, msg = message, type = "value_error" } } }, statusCode: 422);

    private static JsonObject Detail(string status, string message) =>
        new() { ["detail"] = new JsonObject { ["status"] = status, ["message"] = message } };

    private static async Task RefuseAsync(HttpContext context, int status, JsonObject body)
    {
        context.Response.StatusCode = status;
        await context.Response.WriteAsJsonAsync(body);
    }

    /// <summary>A second of MPEG-1 layer III: frames of 128 kbit/s at 44.1 kHz whose side information says that nothing sounds.</summary>
    private static byte[] Silence()
    {
        const int frame = 417, frames = 39;
        var bytes = new byte[frame * frames];
        for (var i = 0; i < frames; i++) new byte[] { 0xFF, 0xFB, 0x90, 0xC4 }.CopyTo(bytes, i * frame);
        return bytes;
    }

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();
}
