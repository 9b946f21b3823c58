using OpenGen.Server.Modules.Agents.Contracts;
using OpenGen.Server.Modules.Vendors;
using OpenGen.Server.Modules.Vendors.ElevenLabs;

namespace OpenGen.Server.Modules.Voices.Contracts;

/// <summary>A voice that an agent can use.</summary>
/// <param name="VoiceId">Its id here, or at its vendor.</param>
/// <param name="Source">public, user_designed, user_trained or user_elevenlabs.</param>
/// <param name="Provider">local or eleven_labs.</param>
/// <param name="Url">A recording of it; a path of this server or a URL.</param>
/// <param name="Manner">How this machine speaks with it; null when only its vendor can.</param>
internal sealed record KnownVoice(
    string VoiceId, string? Name, string Source, string Provider, string? Gender, string? Language, string? Url, VoiceManner? Manner)
    : VoiceSummary(VoiceId, Name, Source, Provider, Gender, Language, Url)
{
    /// <summary>This machine.</summary>
    public const string Local = VendorName.Local;

    /// <summary>ElevenLabs.</summary>
    public const string ElevenLabs = VendorName.ElevenLabs;

    /// <summary>A voice of an account at ElevenLabs, which only ElevenLabs can speak with.</summary>
    public static KnownVoice Of(ElevenLabsVoice voice) => new(
        voice.VoiceId, voice.Name, "user_elevenlabs", ElevenLabs, voice.Gender, voice.Language, voice.PreviewUrl, null);
}
