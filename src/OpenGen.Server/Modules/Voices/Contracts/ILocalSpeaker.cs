namespace OpenGen.Server.Modules.Voices.Contracts;

/// <summary>Speaks with this machine's voices.</summary>
internal interface ILocalSpeaker
{
    /// <summary>How long this machine takes for each word of a script.</summary>
    /// <param name="path">Of the WAV to write: what it said, as it comes from the synthesizer.</param>
    /// <exception cref="SpeechFailedException">It cannot be spoken; carries the reason for a person.</exception>
    Task<SpokenAudio> TimeAsync(string script, VoiceManner manner, string path, CancellationToken cancellationToken);

    /// <summary>Speaks a script into a sound file of the path's type (.m4a or .mp3).</summary>
    /// <param name="speed">On top of the voice's own rate.</param>
    /// <param name="scratch">A folder for what comes in between.</param>
    /// <exception cref="SpeechFailedException">It cannot be spoken; carries the reason for a person.</exception>
    Task<SpokenAudio> SpeakAsync(
        string script, VoiceManner manner, double speed, string path, string scratch, CancellationToken cancellationToken);
}
