using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using OpenGen.Server.Web;

namespace OpenGen.Server.Modules.Voices;

/// <summary>A voice design of ElevenLabs, not yet a voice.</summary>
internal sealed record VendorSample(string GeneratedVoiceId, string AudioBase64);

/// <summary>
/// ElevenLabs' HTTP API as documented at elevenlabs.io/docs/api-reference: user, voices, text-to-voice, text-to-speech.
/// Answers its failures as errors a person understands; nothing is logged that holds a key.
/// </summary>
internal sealed class ElevenLabsApi(IHttpClientFactory clients)
{
    /// <summary>The name of its HTTP client.</summary>
    public const string Client = "ElevenLabs";

    /// <summary>Where the key goes.</summary>
    public const string KeyHeader = "xi-api-key";

    /// <summary>The model that speaks the most languages.</summary>
    private const string SpeechModel = "eleven_multilingual_v2";

    /// <summary>Whose key it is. A key whose scope leaves the account out is valid and answers an empty user.</summary>
    public async Task<Result<JsonObject>> UserAsync(string key, CancellationToken stop)
    {
        var answer = await SendAsync(key, HttpMethod.Get, "v1/user", null, stop);
        if (!answer.Failed) return await JsonAsync(answer.Value, stop);
        return answer.Error.Code == MissingPermissions ? new JsonObject() : answer.Error;
    }

    /// <summary>All voices of the account.</summary>
    public async Task<Result<IReadOnlyList<KnownVoice>>> VoicesAsync(string key, CancellationToken stop)
    {
        var answer = await AskAsync(key, HttpMethod.Get, "v1/voices", null, stop);
        if (answer.Failed) return answer.Error;
        return (answer.Value["voices"] as JsonArray ?? []).OfType<JsonObject>().Select(Known).ToList();
    }

    /// <summary>One voice; null when the account has none of this id.</summary>
    public async Task<Result<KnownVoice?>> VoiceAsync(string key, string voiceId, CancellationToken stop)
    {
        var answer = await SendAsync(key, HttpMethod.Get, "v1/voices/" + Uri.EscapeDataString(voiceId), null, stop);
        if (answer.Failed) return answer.Error.Code == NoSuchVoice ? default(KnownVoice) : answer.Error;
        var voice = await JsonAsync(answer.Value, stop);
        return voice.Failed ? voice.Error : Known(voice.Value);
    }

    /// <summary>Three samples of what a description could sound like.</summary>
    /// <param name="description">20 to 1,000 characters.</param>
    /// <param name="text">100 to 1,000 characters, which the samples say.</param>
    public async Task<Result<IReadOnlyList<VendorSample>>> DesignAsync(string key, string description, string text, CancellationToken stop)
    {
        var answer = await AskAsync(key, HttpMethod.Post, "v1/text-to-voice/design?output_format=mp3_44100_128",
            JsonContent.Create(new { voice_description = description, text }), stop);
        if (answer.Failed) return answer.Error;
        var samples = (answer.Value["previews"] as JsonArray ?? []).OfType<JsonObject>()
            .Select(p => new VendorSample(Text(p, "generated_voice_id") ?? "", Text(p, "audio_base_64") ?? "")).Where(s => s.GeneratedVoiceId.Length > 0).ToList();
        return samples.Count > 0 ? samples : VoiceErrors.Refused(Client, "it designed no voice");
    }

    /// <summary>Makes a voice of a sample; answers its id.</summary>
    public async Task<Result<string>> KeepAsync(string key, string generatedVoiceId, string name, string description, CancellationToken stop) =>
        VoiceId(await AskAsync(key, HttpMethod.Post, "v1/text-to-voice",
            JsonContent.Create(new { voice_name = name, voice_description = description, generated_voice_id = generatedVoiceId }), stop));

    /// <summary>Clones the voice of a recording; answers its id.</summary>
    public async Task<Result<string>> CloneAsync(
        string key, string name, string? description, IReadOnlyDictionary<string, string> labels, string recording, string contentType, CancellationToken stop)
    {
        var file = new StreamContent(File.OpenRead(recording));
        file.Headers.ContentType = MediaTypeHeaderValue.Parse(contentType);
        using var form = new MultipartFormDataContent { { new StringContent(name), "name" }, { file, "files", "recording" } };
        if (!string.IsNullOrWhiteSpace(description)) form.Add(new StringContent(description), "description");
        if (labels.Count > 0) form.Add(new StringContent(JsonSerializer.Serialize(labels)), "labels");
        return VoiceId(await AskAsync(key, HttpMethod.Post, "v1/voices/add", form, stop));
    }

    /// <summary>Deletes a voice; one that is gone already is deleted.</summary>
    public async Task<Error?> DeleteAsync(string key, string voiceId, CancellationToken stop)
    {
        var answer = await SendAsync(key, HttpMethod.Delete, "v1/voices/" + Uri.EscapeDataString(voiceId), null, stop);
        return answer.Failed && answer.Error.Code != NoSuchVoice ? answer.Error : null;
    }

    /// <summary>Speaks a text into an MP3.</summary>
    public async Task<Error?> SpeakAsync(string key, string voiceId, string text, string path, CancellationToken stop)
    {
        var answer = await SendAsync(key, HttpMethod.Post, $"v1/text-to-speech/{Uri.EscapeDataString(voiceId)}?output_format=mp3_44100_128",
            JsonContent.Create(new { text, model_id = SpeechModel }), stop);
        if (answer.Failed) return answer.Error.Code == NoSuchVoice ? VoiceErrors.NotFound : answer.Error;
        using var spoken = answer.Value;
        await using var file = File.Create(path);
        await spoken.Content.CopyToAsync(file, stop);
        return null;
    }

    private const string NoSuchVoice = "voice_not_found";
    private const string MissingPermissions = "missing_permissions";

    private static KnownVoice Known(JsonObject voice) => new(
        Text(voice, "voice_id") ?? "", Text(voice, "name"), "user_elevenlabs", KnownVoice.ElevenLabs,
        Text(voice["labels"] as JsonObject, "gender"), Text(voice["labels"] as JsonObject, "language"), Text(voice, "preview_url"), null);

    private static Result<string> VoiceId(Result<JsonObject> answer)
    {
        if (answer.Failed) return answer.Error;
        return Text(answer.Value, "voice_id") is { Length: > 0 } id ? id : VoiceErrors.Refused(Client, "it answered without a voice");
    }

    private async Task<Result<JsonObject>> AskAsync(string key, HttpMethod method, string path, HttpContent? body, CancellationToken stop)
    {
        var answer = await SendAsync(key, method, path, body, stop);
        if (!answer.Failed) return await JsonAsync(answer.Value, stop);
        return answer.Error.Code is MissingPermissions or NoSuchVoice ? VoiceErrors.Refused(Client, answer.Error.Message) : answer.Error;
    }

    private async Task<Result<HttpResponseMessage>> SendAsync(string key, HttpMethod method, string path, HttpContent? body, CancellationToken stop)
    {
        using var request = new HttpRequestMessage(method, path) { Content = body };
        // A key with a line break or a letter no header takes can be nobody's.
        if (!request.Headers.TryAddWithoutValidation(KeyHeader, key) || !key.All(c => c is > ' ' and < '\u007f')) return VoiceErrors.InvalidKey(Client);
        try
        {
            var answer = await clients.CreateClient(Client).SendAsync(request, HttpCompletionOption.ResponseHeadersRead, stop);
            if (answer.IsSuccessStatusCode) return answer;
            using (answer) return await FailureAsync(answer, stop);
        }
        catch (HttpRequestException)
        {
            return VoiceErrors.Unavailable(Client);
        }
        catch (TaskCanceledException) when (!stop.IsCancellationRequested)
        {
            return VoiceErrors.Unavailable(Client);
        }
    }

    /// <summary>Failures come as <c>{"detail": {"status", "message"}}</c>; of input as <c>{"detail": [{"msg"}]}</c>.</summary>
    private static async Task<Error> FailureAsync(HttpResponseMessage answer, CancellationToken stop)
    {
        var body = await JsonAsync(answer, stop);
        var detail = body.Failed ? null : body.Value["detail"];
        var status = Text(detail as JsonObject, "status") ?? Text(detail as JsonObject, "code");
        var message = Text(detail as JsonObject, "message") ?? Text((detail as JsonArray)?.FirstOrDefault() as JsonObject, "msg") ?? $"it answered {(int)answer.StatusCode}";
        return (answer.StatusCode, status) switch
        {
            (HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden, MissingPermissions) => Error.Refused(MissingPermissions, message),
            (HttpStatusCode.Unauthorized, null or "invalid_api_key" or "needs_authorization") => VoiceErrors.InvalidKey(Client),
            (HttpStatusCode.NotFound, _) or (HttpStatusCode.BadRequest, "voice_not_found" or "voice_does_not_exist") => Error.Refused(NoSuchVoice, message),
            (HttpStatusCode.TooManyRequests, _) => VoiceErrors.Unavailable(Client),
            _ when (int)answer.StatusCode >= 500 => VoiceErrors.Unavailable(Client),
            _ => VoiceErrors.Refused(Client, message),
        };
    }

    private static async Task<Result<JsonObject>> JsonAsync(HttpResponseMessage answer, CancellationToken stop)
    {
        using (answer)
        {
            try
            {
                return await JsonNode.ParseAsync(await answer.Content.ReadAsStreamAsync(stop), cancellationToken: stop) as JsonObject ?? [];
            }
            catch (Exception broken) when (broken is JsonException or HttpRequestException or IOException)
            {
                return VoiceErrors.Unavailable(Client);
            }
        }
    }

    private static string? Text(JsonObject? from, string field) => from?[field] is JsonValue value && value.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : null;
}
