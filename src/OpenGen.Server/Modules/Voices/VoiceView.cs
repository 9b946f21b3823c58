using OpenGen.Server.Modules.Voices.Contracts;

namespace OpenGen.Server.Modules.Voices;

/// <summary>A voice as it was made.</summary>
/// <param name="FileUrl">A recording of it; null for none.</param>
/// <param name="Warnings">What a user must know of it, a sentence each.</param>
internal sealed record VoiceView(
    long Id, string VoiceId, string Name, string? Gender, string? Language, string? Description, string Source, string Provider,
    string? FileUrl, IReadOnlyList<string> Warnings)
{
    public static VoiceView Of(Voice voice, KnownVoice known, IReadOnlyList<string> warnings) => new(
        voice.Id, voice.VoiceId, voice.Name, voice.Gender, voice.Language, voice.Description, voice.Source, voice.Provider,
        known.Url, warnings);
}
