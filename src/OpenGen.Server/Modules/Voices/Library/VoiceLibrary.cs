using OpenGen.Server.Modules.Voices.Contracts;

namespace OpenGen.Server.Modules.Voices.Library;

/// <summary>The voices an agent can use.</summary>
internal sealed record VoiceLibrary(IReadOnlyList<VoiceLibraryItem> Voices, int Total);

/// <summary>A voice an agent can use.</summary>
/// <param name="Source">public, user_designed, user_trained or user_elevenlabs.</param>
/// <param name="Provider">local or eleven_labs.</param>
/// <param name="PreviewUrl">A recording of it; null for none.</param>
internal sealed record VoiceLibraryItem(
    string VoiceId, string? Name, string Source, string Provider, string? PreviewUrl, string? Gender, string? Language)
{
    public static VoiceLibraryItem Of(KnownVoice v) => new(v.VoiceId, v.Name, v.Source, v.Provider, v.Url, v.Gender, v.Language);
}
