using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using OpenGen.Server.Modules.Vendors.Calls;

namespace OpenGen.Server.Modules.Vendors.ElevenLabs;

/// <summary>A voice design of ElevenLabs, not yet a voice.</summary>
internal sealed record VendorSample(string GeneratedVoiceId, string AudioBase64);

/// <summary>A voice of an account at ElevenLabs.</summary>
/// <param name="PreviewUrl">A recording of it; null for none.</param>
internal sealed record ElevenLabsVoice(string VoiceId, string? Name, string? Gender, string? Language, string? PreviewUrl);

/// <summary>
/// ElevenLabs' HTTP API as documented at elevenlabs.io/docs/api-reference: user, voices, text-to-voice, text-to-speech. What somebody
/// waits for answers its failures as errors; what a job does throws <see cref="VendorFailedException"/>.
/// </summary>
internal sealed class ElevenLabsClient(VendorHttp http) : IKeyChecker
{
    /// <summary>What it is called in sentences.</summary>
    public const string Title = "ElevenLabs";

    public const string BaseUrl = "https://api.elevenlabs.io";

    /// <summary>Where the key goes.</summary>
    public const string KeyHeader = "xi-api-key";

    /// <summary>The model that speaks the most languages.</summary>
    private const string SpeechModel = "eleven_multilingual_v2";

    private const string NoSuchVoice = "voice_not_found";
    private const string MissingPermissions = "missing_permissions";
    private const string Format = "output_format=mp3_44100_128";

    /// <summary>Bytes of a preview, which says a thousand characters.</summary>
    private const long LargestPreview = 32 * 1024 * 1024;

    public string Vendor => VendorName.ElevenLabs;

    /// <summary>The same for a job, which has the time to ask again when it is busy there.</summary>
    public ElevenLabsClient ForJobs => new(http) { IsWaitedFor = false };

    /// <summary>Whether somebody waits for what is asked, so that it is asked once.</summary>
    private bool IsWaitedFor { get; init; } = true;

    public async Task<Error?> CheckAsync(string key, CancellationToken cancellationToken) =>
        (await UserAsync(key, cancellationToken)).Error;

    /// <summary>Whose key it is. A key whose scope leaves the account out is valid and answers an empty user.</summary>
    public async Task<Result<JsonObject>> UserAsync(string key, CancellationToken cancellationToken)
    {
        var answer = await AskAsync(key, HttpMethod.Get, "v1/user", null, cancellationToken);
        return answer.Failed && answer.Error.Code == MissingPermissions ? new JsonObject() : answer;
    }

    /// <summary>All voices of the account.</summary>
    public async Task<Result<IReadOnlyList<ElevenLabsVoice>>> VoicesAsync(string key, CancellationToken cancellationToken)
    {
        var answer = Plain(await AskAsync(key, HttpMethod.Get, "v1/voices", null, cancellationToken));
        if (answer.Failed) return answer.Error;
        return (answer.Value["voices"] as JsonArray ?? []).OfType<JsonObject>().Select(VoiceOf).ToList();
    }

    /// <summary>One voice; null when the account has none of this id.</summary>
    public async Task<Result<ElevenLabsVoice?>> VoiceAsync(string key, string voiceId, CancellationToken cancellationToken)
    {
        var answer = await AskAsync(key, HttpMethod.Get, "v1/voices/" + Uri.EscapeDataString(voiceId), null, cancellationToken);
        if (answer.Failed) return answer.Error.Code == NoSuchVoice ? default(ElevenLabsVoice) : answer.Error;
        return VoiceOf(answer.Value);
    }

    /// <summary>Three samples of what a description could sound like.</summary>
    /// <param name="description">20 to 1,000 characters.</param>
    /// <param name="text">100 to 1,000 characters, which the samples say.</param>
    public async Task<Result<IReadOnlyList<VendorSample>>> DesignAsync(
        string key, string description, string text, CancellationToken cancellationToken)
    {
        var body = JsonContent.Create(new { voice_description = description, text });
        var answer = Plain(await AskAsync(key, HttpMethod.Post, "v1/text-to-voice/design?" + Format, body, cancellationToken));
        if (answer.Failed) return answer.Error;
        var samples = (answer.Value["previews"] as JsonArray ?? [])
            .Select(p => new VendorSample(p.TextAt("generated_voice_id") ?? "", p.TextAt("audio_base_64") ?? ""))
            .Where(s => s.GeneratedVoiceId.Length > 0).ToList();
        return samples.Count > 0 ? samples : VendorErrors.Refused(Title, "it designed no voice");
    }

    /// <summary>Makes a voice of a sample; answers its id.</summary>
    public async Task<Result<string>> SaveAsync(
        string key, string generatedVoiceId, string name, string description, CancellationToken cancellationToken)
    {
        var body = JsonContent.Create(new { voice_name = name, voice_description = description, generated_voice_id = generatedVoiceId });
        return VoiceId(await AskAsync(key, HttpMethod.Post, "v1/text-to-voice", body, cancellationToken));
    }

    /// <summary>Clones the voice of a recording; answers its id.</summary>
    /// <param name="recording">Path of the file.</param>
    public async Task<Result<string>> CloneAsync(
        string key, string name, string? description, IReadOnlyDictionary<string, string> labels, string recording, string contentType,
        CancellationToken cancellationToken)
    {
        var file = new ByteArrayContent(await File.ReadAllBytesAsync(recording, cancellationToken));
        file.Headers.ContentType = MediaTypeHeaderValue.Parse(contentType);
        using var form = new MultipartFormDataContent { { new StringContent(name), "name" }, { file, "files", "recording" } };
        if (!string.IsNullOrWhiteSpace(description)) form.Add(new StringContent(description), "description");
        if (labels.Count > 0) form.Add(new StringContent(JsonSerializer.Serialize(labels)), "labels");
        return VoiceId(await AskAsync(key, HttpMethod.Post, "v1/voices/add", form, cancellationToken));
    }

    /// <summary>Deletes a voice; one that is gone already is deleted.</summary>
    public async Task<Error?> DeleteAsync(string key, string voiceId, CancellationToken cancellationToken)
    {
        var answer = await AskAsync(key, HttpMethod.Delete, "v1/voices/" + Uri.EscapeDataString(voiceId), null, cancellationToken);
        return answer.Failed && answer.Error.Code != NoSuchVoice ? answer.Error : null;
    }

    /// <summary>Speaks a text into an MP3.</summary>
    /// <param name="path">Of the file to write.</param>
    public async Task<Error?> PreviewAsync(string key, string voiceId, string text, string path, CancellationToken cancellationToken)
    {
        if (RequestFor(key, HttpMethod.Post, $"v1/text-to-speech/{Uri.EscapeDataString(voiceId)}?{Format}") is not { } request)
            return VendorErrors.InvalidKey(Title);
        using (request)
        {
            request.Content = JsonContent.Create(new { text, model_id = SpeechModel });
            try
            {
                var why = await http.DownloadAsync(Vendor, Title, request, Explain, path, LargestPreview, cancellationToken);
                return why is null ? null : VendorErrors.NotAnswered($"The preview that {Title} made could not be fetched: {why}");
            }
            catch (VendorFailedException failed)
            {
                return ErrorOf(failed);
            }
        }
    }

    /// <summary>Speaks a text; answers the sound and when each of its characters is heard.</summary>
    /// <param name="body">text, model_id, and what else the API takes.</param>
    /// <exception cref="VendorFailedException">It was refused, or could not be done.</exception>
    public async Task<JsonObject> SpeakAsync(string key, string voiceId, JsonObject body, CancellationToken cancellationToken)
    {
        using var request = RequestFor(key, HttpMethod.Post, $"v1/text-to-speech/{Uri.EscapeDataString(voiceId)}/with-timestamps?{Format}")
            ?? throw new VendorFailedException($"{Title} does not accept the key");
        request.Content = JsonContent.Create(body);
        return await http.JsonAsync(Vendor, Title, request, Explain, cancellationToken);
    }

    private static ElevenLabsVoice VoiceOf(JsonObject voice) => new(
        voice.TextAt("voice_id") ?? "", voice.TextAt("name"), voice.TextAt("labels", "gender"), voice.TextAt("labels", "language"),
        voice.TextAt("preview_url"));

    private static Result<string> VoiceId(Result<JsonObject> asked)
    {
        var answer = Plain(asked);
        if (answer.Failed) return answer.Error;
        return answer.Value.TextAt("voice_id") is { } id ? id : VendorErrors.Refused(Title, "it answered without a voice");
    }

    /// <summary>What a caller who can do nothing about permissions and voices is told of them.</summary>
    private static Result<JsonObject> Plain(Result<JsonObject> answer) =>
        answer.Failed && answer.Error.Code is MissingPermissions or NoSuchVoice
            ? VendorErrors.Refused(Title, answer.Error.Message)
            : answer;

    private async Task<Result<JsonObject>> AskAsync(
        string key, HttpMethod method, string path, HttpContent? body, CancellationToken cancellationToken)
    {
        if (RequestFor(key, method, path) is not { } request) return VendorErrors.InvalidKey(Title);
        using (request)
        {
            request.Content = body;
            request.Options.Set(VendorHttp.Once, IsWaitedFor);
            try
            {
                return await http.JsonAsync(Vendor, Title, request, Explain, cancellationToken);
            }
            catch (VendorFailedException failed)
            {
                return ErrorOf(failed);
            }
        }
    }

    /// <summary>A request with the key; null when it has a letter that no header takes, and can be nobody's.</summary>
    private static HttpRequestMessage? RequestFor(string key, HttpMethod method, string path)
    {
        if (!VendorKeys.CanBeSent(key)) return null;
        var request = new HttpRequestMessage(method, path);
        request.Headers.TryAddWithoutValidation(KeyHeader, key);
        return request;
    }

    /// <summary>Failures come as <c>{"detail": {"status", "message"}}</c>; of input as <c>{"detail": [{"msg"}]}</c>.</summary>
    private static string? Explain(JsonObject body) =>
        body.TextAt("detail", "message") ?? body.TextAt("detail", "0", "msg") ?? body.TextAt("detail");

    private static Error ErrorOf(VendorFailedException failed)
    {
        var status = failed.Body.TextAt("detail", "status") ?? failed.Body.TextAt("detail", "code");
        if (failed.Status is null) return VendorErrors.NotAnswered(failed.Message);
        var message = (failed.Body is null ? null : Explain(failed.Body)) ?? $"it answered {(int)failed.Status}";
        return (failed.Status, status) switch
        {
            (HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden, MissingPermissions) => Error.Refused(MissingPermissions, message),
            (HttpStatusCode.Unauthorized, null or "invalid_api_key" or "needs_authorization") => VendorErrors.InvalidKey(Title),
            (HttpStatusCode.NotFound, _) or (HttpStatusCode.BadRequest, NoSuchVoice or "voice_does_not_exist") =>
                Error.Refused(NoSuchVoice, message),
            (HttpStatusCode.TooManyRequests or >= HttpStatusCode.InternalServerError, _) => VendorErrors.Unavailable(Title),
            _ => VendorErrors.Refused(Title, message),
        };
    }
}
