using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using OpenGen.Server.Modules.Vendors.Calls;
using OpenGen.Server.Modules.Vendors.Settings;

namespace OpenGen.Server.Modules.Vendors.OpenAi;

/// <summary>What is to be said, and by whom.</summary>
/// <param name="Model">What the server calls it.</param>
/// <param name="Text">1 to <see cref="OpenAiClient.LongestText"/> characters.</param>
/// <param name="Voice">One of the server's; null for its usual one.</param>
/// <param name="Speed">0.25 to 4; null for the usual one.</param>
/// <param name="Instructions">How to say it, in words; null for nothing. Older models and most compatible servers take none.</param>
internal sealed record SpeechAsked(string Model, string Text, string? Voice, double? Speed, string? Instructions);

/// <summary>
/// A word that a server said, and when, in seconds of its recording. Punctuation may stand alone, and numbers be spelled out.
/// </summary>
internal sealed record SpeechToken(string Word, double Start, double End);

/// <summary>
/// OpenAI's HTTP API (developers.openai.com/api/reference) as OpenAI has it and compatible servers do, and what Kokoro-FastAPI adds to
/// it: the voices there are (<c>GET audio/voices</c>) and speech with the times of its words (<c>POST /dev/captioned_speech</c>).
/// What a server turned out to know is believed for some minutes.
/// </summary>
internal sealed class OpenAiClient(VendorHttp http, VendorsSettings settings, TimeProvider clock)
{
    /// <summary>
    /// Characters that one speech may have at OpenAI; others are asked for no more either, so that no call takes too long.
    /// </summary>
    public const int LongestText = 4_096;

    /// <summary>Bytes of one speech: five minutes as WAV in CD quality.</summary>
    public const long LargestSpeech = 64 * 1024 * 1024;

    private const int MostVoices = 1_000;
    private const int LongestVoice = 200;

    /// <summary>How long it is believed what voices a server has, and that it tells no times of words.</summary>
    private static readonly TimeSpan Believed = TimeSpan.FromMinutes(10);

    /// <summary>How long a server is not asked for its voices again that could not say them.</summary>
    private static readonly TimeSpan NotAskedAgain = TimeSpan.FromMinutes(1);

    /// <summary>Until when which servers are taken to tell no times of words.</summary>
    private readonly ConcurrentDictionary<string, DateTimeOffset> _tellNoTimes = new();
    private readonly ConcurrentDictionary<string, (DateTimeOffset Until, IReadOnlyList<string> Voices)> _voices = new();

    /// <summary>Sends one of the API's calls and answers its JSON.</summary>
    /// <param name="path">Behind the version, such as <c>images/generations</c>.</param>
    /// <exception cref="VendorFailedException">It was refused, or could not be done.</exception>
    public async Task<JsonObject> PostAsync(OpenAiServer server, string path, HttpContent body, CancellationToken cancellationToken)
    {
        using var request = RequestFor(server, HttpMethod.Post, server.Prefix + path);
        request.Content = body;
        return await http.JsonAsync(server.Provider, server.Title, request, Explain, cancellationToken);
    }

    /// <summary>What OpenAI's package, or another's, sends its calls over.</summary>
    public HttpClient Transport(OpenAiServer server) =>
        VendorTransport.Client(http, server.Provider, server.Title, Explain, settings.Of(server.Provider).HasKey);

    /// <summary>Speaks into a file, an MP3 as a rule; a server may have answered something else.</summary>
    /// <param name="path">Of the file to write.</param>
    /// <exception cref="VendorFailedException">It was refused, could not be done, or is too large.</exception>
    public async Task SpeakAsync(OpenAiServer server, SpeechAsked asked, string path, CancellationToken cancellationToken)
    {
        using var request = RequestFor(server, HttpMethod.Post, server.Prefix + "audio/speech");
        request.Content = JsonContent.Create(Body(asked));
        var why = await http.DownloadAsync(server.Provider, server.Title, request, Explain, path, LargestSpeech, cancellationToken);
        if (why is not null) throw new VendorFailedException($"The speech that {server.Title} made could not be fetched: {why}");
    }

    /// <summary>Speaks into a file and answers when each word is heard.</summary>
    /// <returns>Null when the server cannot: nothing was written then, and <see cref="SpeakAsync"/> is the way.</returns>
    /// <exception cref="VendorFailedException">It was refused, could not be done, or is too large.</exception>
    public async Task<IReadOnlyList<SpeechToken>?> SpeakWithTimesAsync(
        OpenAiServer server, SpeechAsked asked, string path, CancellationToken cancellationToken)
    {
        // Where the settings say that it does, its failures are the speech's; else the usual way is open.
        var isCertain = server.TellsWordTimes is not null;
        if (server.TellsWordTimes == false || (!isCertain && IsKnownToTellNone(server))) return null;
        var body = Body(asked);
        (body["stream"], body["return_timestamps"]) = (false, true);
        using var request = RequestFor(server, HttpMethod.Post, "dev/captioned_speech");
        request.Content = JsonContent.Create(body);
        try
        {
            var answer = await http.JsonAsync(server.Provider, server.Title, request, Explain, cancellationToken);
            // Some servers answer what they do not know with 200 and a text.
            await WriteAsync(server, answer.TextAt("audio") ?? throw VendorAnswers.NotUnderstood(server.Title), path, cancellationToken);
            return Tokens(answer["timestamps"]);
        }
        catch (VendorFailedException refused) when (!isCertain && (refused.IsNotUnderstood || IsUnknown(refused.Status)))
        {
            _tellNoTimes[server.Provider] = clock.GetUtcNow() + Believed;
            return null;
        }
        catch (VendorFailedException refused) when (!isCertain && refused.Status is >= (HttpStatusCode)400 and < (HttpStatusCode)500
            and not (HttpStatusCode.Unauthorized or HttpStatusCode.TooManyRequests))
        {
            // A door in front of it, or a voice it does not have: the usual way says which, and nothing is learnt.
            return null;
        }
    }

    private bool IsKnownToTellNone(OpenAiServer server) =>
        _tellNoTimes.TryGetValue(server.Provider, out var until) && clock.GetUtcNow() < until;

    /// <summary>The ids of the voices a server says it has, the usual one first; none when it does not say.</summary>
    public async Task<IReadOnlyList<string>> VoicesAsync(OpenAiServer server, CancellationToken cancellationToken)
    {
        if (_voices.TryGetValue(server.Provider, out var known) && clock.GetUtcNow() < known.Until) return known.Voices;
        using var request = RequestFor(server, HttpMethod.Get, server.Prefix + "audio/voices");
        request.Options.Set(VendorHttp.Once, true);
        IReadOnlyList<string> voices = [];
        var believed = Believed;
        try
        {
            var answer = await http.JsonAsync(server.Provider, server.Title, request, Explain, cancellationToken);
            var listed = answer["voices"] as JsonArray ?? answer["data"] as JsonArray ?? [];
            voices = [.. listed.Select(IdOf).OfType<string>().Take(MostVoices)];
        }
        catch (VendorFailedException refused)
        {
            // Not now: the speech itself says what is wrong, if anything is.
            if (!IsUnknown(refused.Status)) believed = NotAskedAgain;
        }
        _voices[server.Provider] = (clock.GetUtcNow() + believed, voices);
        return voices;
    }

    /// <summary>Whether a server does not have what it was asked for at all.</summary>
    private static bool IsUnknown(HttpStatusCode? status) =>
        status is HttpStatusCode.NotFound or HttpStatusCode.MethodNotAllowed or HttpStatusCode.NotImplemented;

    private static string? IdOf(JsonNode? voice)
    {
        var id = voice is JsonObject ? voice.TextAt("id") ?? voice.TextAt("voice_id") ?? voice.TextAt("name") : voice?.ToString();
        return id is { Length: >= 1 and <= LongestVoice } ? id : null;
    }

    private static JsonObject Body(SpeechAsked asked)
    {
        var body = new JsonObject { ["model"] = asked.Model, ["input"] = asked.Text, ["response_format"] = "mp3" };
        if (asked.Voice is not null) body["voice"] = asked.Voice;
        if (asked.Speed is { } speed) body["speed"] = speed;
        if (asked.Instructions is not null) body["instructions"] = asked.Instructions;
        return body;
    }

    private static async Task WriteAsync(OpenAiServer server, string base64, string path, CancellationToken cancellationToken)
    {
        if (base64.Length / 4 * 3L > LargestSpeech)
            throw new VendorFailedException($"The speech that {server.Title} made could not be fetched: it is too large");
        try
        {
            await File.WriteAllBytesAsync(path, Convert.FromBase64String(base64), cancellationToken);
        }
        catch (FormatException)
        {
            throw VendorAnswers.NotUnderstood(server.Title);
        }
    }

    /// <summary>What of a list of words has times; times that are none are left out, and with them their words.</summary>
    private static List<SpeechToken> Tokens(JsonNode? timestamps) =>
        [.. (timestamps as JsonArray ?? []).Select(TokenOf).OfType<SpeechToken>().OrderBy(token => token.Start)];

    private static SpeechToken? TokenOf(JsonNode? stamp) =>
        stamp.TextAt("word") is { } word && stamp.NumberAt("start_time") is { } start && stamp.NumberAt("end_time") is { } end && start >= 0
            ? new SpeechToken(word, start, Math.Max(start, end))
            : null;

    private HttpRequestMessage RequestFor(OpenAiServer server, HttpMethod method, string path)
    {
        var request = new HttpRequestMessage(method, path);
        if (settings.Of(server.Provider) is { HasKey: true, ApiKey: var key })
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
        return request;
    }

    /// <summary>
    /// What a refusal says: OpenAI's <c>{"error": {"message"}}</c>, and what FastAPI's servers answer, <c>{"detail": …}</c>.
    /// </summary>
    public static string? Explain(JsonObject body) =>
        body.TextAt("error", "message") ?? body.TextAt("detail", "message") ?? body.TextAt("detail", "0", "msg")
        ?? body.TextAt("detail") ?? body.TextAt("error") ?? body.TextAt("message");
}
