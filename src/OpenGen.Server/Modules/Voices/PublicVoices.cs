using OpenGen.Server.Modules.Voices.Contracts;

namespace OpenGen.Server.Modules.Voices;

/// <summary>The voices this machine has for everybody: each language of espeak-ng, female and male.</summary>
internal sealed partial class PublicVoices(SpeechProgram program, ILogger<PublicVoices> log)
{
    private const string Prefix = "local_";
    private static readonly string[] Genders = ["female", "male"];
    private Task<IReadOnlyList<KnownVoice>>? _all;

    /// <summary>All of them, by language and gender; none when the speech program does not run.</summary>
    public async Task<IReadOnlyList<KnownVoice>> AllAsync(CancellationToken cancellationToken)
    {
        try
        {
            // What is installed does not change while the server runs; a failure is tried again.
            if (_all is { IsCompletedSuccessfully: true } known) return await known;
            return await (_all = ReadAsync(cancellationToken));
        }
        catch (SpeechFailedException failed)
        {
            NoSpeech(log, failed.Message);
            return [];
        }
    }

    /// <summary>One of them, or null.</summary>
    public async Task<KnownVoice?> FindAsync(string voiceId, CancellationToken cancellationToken) =>
        (await FindAsync([voiceId], cancellationToken)).GetValueOrDefault(voiceId);

    /// <summary>Those of them that are named, by their ids.</summary>
    public async Task<Dictionary<string, KnownVoice>> FindAsync(IReadOnlyCollection<string> voiceIds, CancellationToken cancellationToken)
    {
        if (!voiceIds.Any(id => id.StartsWith(Prefix, StringComparison.Ordinal))) return [];
        return (await AllAsync(cancellationToken)).Where(v => voiceIds.Contains(v.VoiceId)).ToDictionary(v => v.VoiceId);
    }

    private async Task<IReadOnlyList<KnownVoice>> ReadAsync(CancellationToken cancellationToken)
    {
        var machine = await program.VoicesAsync(cancellationToken);
        return [.. machine.Where(v => v.Language.Length > 0 && !v.Identifier.StartsWith("mb/", StringComparison.Ordinal))
            .DistinctBy(v => v.Language).OrderBy(v => v.Language, StringComparer.Ordinal)
            .SelectMany(v => Genders, (v, gender) => new KnownVoice(
                $"{Prefix}{v.Language}_{gender}", $"{v.Name.Replace('_', ' ')}, {gender}", "public", KnownVoice.Local, gender, v.Language,
                null, new VoiceManner(v.Language, gender)))];
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "This machine's voices cannot be listed: {Reason}")]
    private static partial void NoSpeech(ILogger log, string reason);
}
