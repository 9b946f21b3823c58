using System.Text.Json.Nodes;
using OpenGen.Server.Modules.Assets.Contracts;
using OpenGen.Server.Modules.Voices.Contracts;

namespace OpenGen.Server.Modules.Generations.Local;

/// <summary>Speech by this machine's voices; the times of its words and phonemes are kept with the file.</summary>
internal sealed class LocalSpeech(
    ILocalSpeaker speaker, IVoiceDirectory voices, IVoiceWorkshop workshop, RequestFiles files, IResourceStore shelf) : IGenerator
{
    public string Provider => Catalog.Local;

    public IReadOnlyList<string> Types => [SpeechCard.Type];

    public async Task<Generated> MakeAsync(GenerationRequest request, IProgress<int> progress, CancellationToken cancellationToken)
    {
        var path = Path.Combine(request.Scratch, "speech.m4a");
        var warnings = new List<string>();
        VoiceManner manner;
        SpokenAudio spoken;
        try
        {
            manner = await MannerAsync(request, warnings, cancellationToken);
            progress.Report(20);
            spoken = await speaker.SpeakAsync(
                request.Text("script")!, manner, request.Number("speed") ?? 1, path, request.Scratch, cancellationToken);
        }
        catch (SpeechFailedException failed)
        {
            throw new GenerationFailedException(failed.Message);
        }

        progress.Report(80);
        var facts = new JsonObject
        {
            ["words"] = new JsonArray(
                [.. spoken.Words.Select(
                    w => (JsonNode)new JsonObject { ["word"] = w.Word, ["start"] = Seconds(w.Start), ["end"] = Seconds(w.End) })]),
            ["phonemes"] = new JsonArray(
                [.. spoken.Phonemes.Select(
                    p => (JsonNode)new JsonObject { ["phoneme"] = p.Phoneme, ["start"] = Seconds(p.Start), ["end"] = Seconds(p.End) })]),
            ["speech"] = true,
        };
        var file = await shelf.DescribeAsync(path, "speech.m4a", facts, cancellationToken);
        return new Generated([file], Result: new JsonObject
        {
            ["duration"] = spoken.DurationSeconds,
            ["words"] = facts["words"]!.DeepClone(),
        })
        { Warnings = warnings };
    }

    /// <summary>
    /// Who speaks: a voice of the library, one designed for this, one fitted to a recording, or what gender and language say.
    /// </summary>
    private async Task<VoiceManner> MannerAsync(GenerationRequest request, List<string> warnings, CancellationToken cancellationToken)
    {
        var (language, gender, name) = (request.Text("language"), request.Text("gender"), request.Text("name"));
        switch (request.Text("voice_method"))
        {
            case "design_voice":
                var prompt = request.Text("voice_prompt") ?? "";
                var designed = workshop.Design(prompt, gender, language);
                if (name is not null)
                    await workshop.KeepOfJobAsync(
                        request.AgentId, request.Seed, Short(name, 200), designed, "user_designed", Short(prompt, 1000), cancellationToken);
                return designed;
            case "clone_voice":
                var recording = (await files.OneAsync(request, "audio_resource_id", cancellationToken))!;
                var fitted = await workshop.FitAsync(recording.Path, gender, language, request.Scratch, cancellationToken);
                warnings.Add(fitted.Warning);
                if (name is not null)
                    await workshop.KeepOfJobAsync(
                        request.AgentId, request.Seed, Short(name, 200), fitted.Manner, "user_trained", null, cancellationToken);
                return fitted.Manner;
            default:
                return await OfLibraryAsync(request, language, gender, warnings, cancellationToken);
        }
    }

    private async Task<VoiceManner> OfLibraryAsync(
        GenerationRequest request, string? language, string? gender, List<string> warnings, CancellationToken cancellationToken)
    {
        var asked = request.Text("voice_id");
        var usual = new VoiceManner(language ?? "en", gender ?? "female");
        if ((asked ?? request.Brand.DefaultUserVoice?.VoiceId) is not { } id) return usual;

        var found = await voices.FindHereAsync(request.AgentId, id, cancellationToken);
        // A voice has a language; said otherwise, it reads the other one with its own sound.
        if (found?.Manner is { } manner) return language is null ? manner : manner with { Language = language };
        if (found is null && asked is not null && request.Brand.DefaultUserVoice?.VoiceId != asked
            && await voices.FindAsync(request.AgentId, asked, cancellationToken) is { Failed: false, Value: null })
            throw new GenerationFailedException($"The voice {asked} was deleted before the work started");
        warnings.Add(
            $"The voice {found?.Name ?? request.Brand.DefaultUserVoice?.Name ?? id} is a vendor's: this machine cannot speak with it and "
                + $"used a voice of its own");
        return usual with { Gender = gender ?? found?.Gender ?? "female" };
    }

    private static string Short(string text, int most) => text.Length <= most ? text : text[..most];

    private static double Seconds(double seconds) => Math.Round(seconds, 3);
}
