using OpenGen.Server.Jobs;
using OpenGen.Server.Modules.Voices.Contracts;

namespace OpenGen.Server.Modules.Voices.Previews;

/// <summary>What a preview of a voice is made from.</summary>
internal sealed record PreviewInput : JobInput
{
    /// <summary>What it says.</summary>
    public required string Text { get; init; }

    /// <summary>Who says it.</summary>
    public required string VoiceId { get; init; }

    /// <summary>How this machine says it; null where ElevenLabs does.</summary>
    public VoiceManner? Manner { get; init; }
}
