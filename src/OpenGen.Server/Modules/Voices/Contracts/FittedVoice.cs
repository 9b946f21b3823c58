namespace OpenGen.Server.Modules.Voices.Contracts;

/// <summary>A voice of this machine that was fitted to a recording.</summary>
/// <param name="Manner">How to speak with it.</param>
/// <param name="Heard">What was measured, for a person.</param>
internal sealed record FittedVoice(VoiceManner Manner, string Heard)
{
    /// <summary>What a user must know of it.</summary>
    public string Warning =>
        "This is not the speaker's voice: this machine cannot clone a timbre. It set a synthetic voice to the recording's pitch, melody "
        + $"and pace ({Heard}). For a true clone, connect ElevenLabs.";
}
