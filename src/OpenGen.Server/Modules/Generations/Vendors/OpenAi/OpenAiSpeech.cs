using OpenGen.Media;
using OpenGen.Rendering.Composition;
using OpenGen.Server.Data;
using OpenGen.Server.Modules.Vendors;
using OpenGen.Server.Modules.Vendors.OpenAi;
using OpenGen.Server.Modules.Vendors.Settings;
using OpenGen.Server.Modules.Voices;
using OpenGen.Server.Modules.Voices.Contracts;

namespace OpenGen.Server.Modules.Generations.Vendors.OpenAi;

/// <summary>
/// Speech by OpenAI (developers.openai.com/api/docs/guides/text-to-speech) or a compatible server: 1. who speaks; 2. the script in pieces
/// that the API takes; 3. each spoken, with the times of its words where the server says them, else found out here; 4. joined.
/// </summary>
internal sealed class OpenAiSpeech(
    OpenAiServer server, OpenAiClient client, VendorsSettings settings, Catalog catalog, IVoiceDirectory directory, VendorSound sound,
    SoundJoin join) : IGenerator
{
    /// <summary>Who speaks at OpenAI unless somebody says otherwise.</summary>
    private const string UsualVoice = "alloy";

    private const int LongestInstructions = 4_096;

    public string Provider => server.Provider;

    public IReadOnlyList<string> Types => [SpeechCard.Type];

    public bool HasVoicesOfItsOwn => true;

    public Task<bool> HasKeyAsync(long agentId, CancellationToken cancellationToken) => Task.FromResult(settings.Of(Provider).IsReady);

    public string? VoiceFault(string model, string voiceId) =>
        catalog.Find(SpeechCard.Type, model)?.Voices is { Count: > 0 } voices && !voices.Contains(voiceId)
            ? $"must be one of {string.Join(", ", voices)} with {model}"
            : null;

    public async Task<Generated> MakeAsync(GenerationRequest request, IProgress<int> progress, CancellationToken cancellationToken)
    {
        if (request.Text("voice_method") == "clone_voice")
            throw new GenerationFailedException($"{server.Title} clones no voices: use ElevenLabs, or this machine (model local)");

        // 1, 2
        var warnings = new List<string>();
        var (voice, instructions) = (await VoiceAsync(request, warnings, cancellationToken), Instructions(request, warnings));
        var pieces = ScriptPieces.Of(request.Text("script")!, OpenAiClient.LongestText);
        if (pieces.Count == 0) throw new GenerationFailedException("The script has nothing that could be said");

        // 3
        var spoken = new List<Piece>(pieces.Count);
        foreach (var text in pieces)
        {
            var asked = new SpeechAsked(request.VendorModel, text, voice, request.Number("speed"), instructions);
            spoken.Add(await SpeakAsync(request, asked, Path.Combine(request.Scratch, $"speech-{spoken.Count}"), cancellationToken));
            progress.Report(80 * spoken.Count / pieces.Count);
        }

        // 4
        var (path, begins) = await JoinAsync(request, spoken, cancellationToken);
        var words = spoken.TrueForAll(piece => piece.Words is not null) ? Words(spoken, begins) : null;
        return await sound.SpeechAsync(server.Title, path, words, warnings, cancellationToken);
    }

    /// <summary>
    /// A voice by its id; else the first of those that the settings name for the model, or that the server says it has, or OpenAI's usual
    /// one. An agent's own voice is of another provider, unless it is one of these; where one is to be designed, it is not asked for.
    /// </summary>
    private async Task<string?> VoiceAsync(GenerationRequest request, List<string> warnings, CancellationToken cancellationToken)
    {
        var isOwn = request.Text("voice_method") is null or "my_voices";
        var named = isOwn ? request.Text("voice_id") : null;
        var here = named is null ? null : await directory.FindHereAsync(request.AgentId, named, cancellationToken);
        if (named is not null && here is null) return named;

        IReadOnlyList<string> known = catalog.Find(request.Type, request.Model)?.Voices is { Count: > 0 } listed ? listed
            : server.IsOpenAi ? [UsualVoice]
            : await client.VoicesAsync(server, cancellationToken);
        var agents = isOwn ? request.Brand.DefaultUserVoice : null;
        if (named is null && agents is not null && known.Contains(agents.VoiceId)) return agents.VoiceId;
        var usual = known.Count > 0 ? known[0] : null;
        if ((here?.Name ?? named ?? agents?.Name ?? agents?.VoiceId) is { } unknown)
            warnings.Add($"The voice {unknown} is not one of {server.Title}'s: it used {usual ?? "its usual voice"}");
        return usual;
    }

    /// <summary>How to say it: where a voice is to be designed, its description.</summary>
    private string? Instructions(GenerationRequest request, List<string> warnings)
    {
        if (request.Text("voice_method") != "design_voice") return null;
        warnings.Add($"{server.Title} designs no voices: its own voice was told how to speak, which not every model heeds");
        return request.Text("voice_prompt") is { } prompt ? prompt[..Math.Min(prompt.Length, LongestInstructions)] : null;
    }

    private async Task<Piece> SpeakAsync(GenerationRequest request, SpeechAsked asked, string path, CancellationToken cancellationToken)
    {
        var tokens = await client.SpeakWithTimesAsync(server, asked, path, cancellationToken);
        if (tokens is null) await client.SpeakAsync(server, asked, path, cancellationToken);
        var said = tokens?.Select(token => new TimedWord(token.Word, token.Start, token.End)).ToList();
        var told = said is null ? null : SpokenTokens.Onto(asked.Text, said);
        return new Piece(path, await sound.WordsAsync(request, server.Title, path, asked.Text, told, cancellationToken));
    }

    private async Task<(string Path, IReadOnlyList<double> Begins)> JoinAsync(
        GenerationRequest request, List<Piece> pieces, CancellationToken cancellationToken)
    {
        if (pieces is [var only]) return (only.Path, [0]);
        var whole = Path.Combine(request.Scratch, "speech.m4a");
        try
        {
            return (whole, await join.JoinAsync([.. pieces.Select(piece => piece.Path)], whole, cancellationToken));
        }
        catch (FFmpegFailedException failed) when (MachineFaults.Of(failed) is null)
        {
            throw new VendorFailedException($"What {server.Title} made is no sound that can be read");
        }
    }

    private static List<TimedWord> Words(List<Piece> pieces, IReadOnlyList<double> begins) =>
        [.. pieces.SelectMany((piece, i) => piece.Words!.Select(
            word => word with { Start = begins[i] + word.Start, End = begins[i] + word.End }))];

    /// <summary>A piece of the speech.</summary>
    /// <param name="Words">With their times from the piece's beginning; null when nothing is heard in it.</param>
    private sealed record Piece(string Path, IReadOnlyList<TimedWord>? Words);
}
