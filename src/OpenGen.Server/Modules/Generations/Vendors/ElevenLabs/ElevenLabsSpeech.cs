using System.Globalization;
using System.Text.Json.Nodes;
using OpenGen.Server.Modules.Generations.Local;
using OpenGen.Server.Modules.Vendors;
using OpenGen.Server.Modules.Vendors.Calls;
using OpenGen.Server.Modules.Vendors.ElevenLabs;
using OpenGen.Server.Modules.Voices.Contracts;
using OpenGen.Server.Web;

namespace OpenGen.Server.Modules.Generations.Vendors.ElevenLabs;

/// <summary>
/// Speech by ElevenLabs with the times of its characters (elevenlabs.io/docs/api-reference/text-to-speech/convert-with-timestamps),
/// kept as the times of words. By the agent's own key when it is connected, else by the operator's. A voice made for the speech is
/// the job's remote id, so that none is made twice.
/// </summary>
internal sealed class ElevenLabsSpeech(
    ElevenLabsClient client, VendorKeys keys, IElevenLabsVoices voices, IVoiceDirectory directory, RequestFiles files,
    VendorSound sound, Catalog catalog) : IGenerator
{
    private const string Vendor = ElevenLabsClient.Title;

    /// <summary>The speeds it speaks at.</summary>
    private const double Slowest = 0.7, Fastest = 1.2;

    public string Provider => VendorName.ElevenLabs;

    public IReadOnlyList<string> Types => [SpeechCard.Type];

    public async Task<bool> HasKeyAsync(long agentId, CancellationToken cancellationToken) =>
        await keys.FindOrOperatorsAsync(agentId, Provider, cancellationToken) is not null;

    public async Task<Generated> MakeAsync(GenerationRequest request, IProgress<int> progress, CancellationToken cancellationToken)
    {
        var key = await keys.FindOrOperatorsAsync(request.AgentId, Provider, cancellationToken)
            ?? throw new GenerationFailedException($"There is no key for {Vendor} any more");
        var warnings = new List<string>();
        var voice = await VoiceAsync(request, key, warnings, cancellationToken);
        progress.Report(30);
        JsonObject spoken;
        try
        {
            spoken = await SpeakAsync(request, key, voice, warnings, cancellationToken);
        }
        finally
        {
            // What nobody named was made for this speech alone; a worker that is shut down leaves it to the next.
            if (request.Text("voice_method") is "design_voice" or "clone_voice" && request.Text("name") is null
                && !cancellationToken.IsCancellationRequested)
                await voices.RemoveAsync(key, voice, cancellationToken);
        }

        progress.Report(80);
        return await sound.SpeechAsync(
            request, Vendor, spoken.TextAt("audio_base64"), SpokenWords.Of(spoken["alignment"]), warnings, cancellationToken);
    }

    /// <summary>Who speaks: a voice of the library, one designed for this, or one cloned from a recording.</summary>
    private async Task<string> VoiceAsync(GenerationRequest request, string key, List<string> warnings, CancellationToken cancellationToken)
    {
        var (method, name) = (request.Text("voice_method"), request.Text("name"));
        var (gender, language) = (request.Text("gender"), request.Text("language"));
        if (method is not ("design_voice" or "clone_voice"))
            return await OfLibraryAsync(request, key, gender, language, warnings, cancellationToken);
        var called = name is null ? "OpenGen " + request.Seed.ToString(CultureInfo.InvariantCulture) : name[..Math.Min(name.Length, 100)];
        var (id, prompt) = (request.RemoteId, request.Text("voice_prompt"));
        if (id is null)
        {
            id = method == "design_voice"
                ? Value(await voices.DesignAsync(key, called, prompt ?? "", gender, language, cancellationToken))
                : await CloneAsync(request, key, called, gender, language, cancellationToken);
            await request.RememberAsync(id, CancellationToken.None);
        }
        if (name is not null)
            await voices.KeepOfJobAsync(
                request.AgentId, request.Seed, id, called, gender, language, prompt?[..Math.Min(prompt.Length, 1000)],
                method == "clone_voice", cancellationToken);
        return id;
    }

    private async Task<string> CloneAsync(
        GenerationRequest request, string key, string name, string? gender, string? language, CancellationToken cancellationToken)
    {
        var recording = (await files.OneAsync(request, "audio_resource_id", cancellationToken))!;
        return Value(await voices.CloneAsync(key, name, recording.Path, recording.ContentType, gender, language, cancellationToken));
    }

    private async Task<string> OfLibraryAsync(
        GenerationRequest request, string key, string? gender, string? language, List<string> warnings,
        CancellationToken cancellationToken)
    {
        var asked = request.Text("voice_id") ?? request.Brand.DefaultUserVoice?.VoiceId;
        var found = asked is null ? null : await directory.FindHereAsync(request.AgentId, asked, cancellationToken);
        if (asked is not null && found?.Manner is null) return asked;
        var picked = Value(await voices.PickAsync(key, gender ?? found?.Gender, language ?? found?.Language, cancellationToken));
        if (found is not null)
            warnings.Add(
                $"The voice {found.Name ?? asked} is this machine's: {Vendor} cannot speak with it and used "
                + $"{picked.Name ?? picked.VoiceId}, a voice of its own");
        return picked.VoiceId;
    }

    private async Task<JsonObject> SpeakAsync(
        GenerationRequest request, string key, string voice, List<string> warnings, CancellationToken cancellationToken)
    {
        var body = new JsonObject { ["text"] = request.Text("script"), ["model_id"] = request.VendorModel };
        var languageField = catalog.Find(request.Type, request.Model)?.Inputs?.GetValueOrDefault("language") ?? "language_code";
        if (languageField.Length > 0 && request.Text("language") is { } language)
            body[languageField] = language.Split('-', '_')[0].ToLowerInvariant();
        var manner = new JsonObject();
        if (request.Number("speed") is { } speed)
        {
            var possible = Math.Clamp(speed, Slowest, Fastest);
            if (possible != speed)
                warnings.Add(string.Create(
                    CultureInfo.InvariantCulture,
                    $"{Vendor} speaks at {Slowest} to {Fastest} of its usual speed: {speed} became {possible}"));
            manner["speed"] = possible;
        }
        if (request.Text("enhance_voice") == "true") manner["use_speaker_boost"] = true;
        if (manner.Count > 0) body["voice_settings"] = manner;

        return await client.SpeakAsync(key, voice, body, cancellationToken);
    }

    private static T Value<T>(Result<T> result) => result.Failed ? throw new GenerationFailedException(result.Error.Message) : result.Value;
}
