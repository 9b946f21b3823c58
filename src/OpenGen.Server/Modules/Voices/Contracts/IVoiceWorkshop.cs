namespace OpenGen.Server.Modules.Voices.Contracts;

/// <summary>Designs voices of this machine from descriptions, and fits one to a recording, for whoever speaks with them.</summary>
internal interface IVoiceWorkshop
{
    /// <summary>The voice that fits a description best.</summary>
    VoiceManner Design(string description, string? gender, string? language);

    /// <summary>A voice of this machine near the speaker of a recording.</summary>
    /// <exception cref="SpeechFailedException">The recording holds too little of a voice.</exception>
    Task<FittedVoice> FitAsync(
        string recording, string? gender, string? language, string scratch, CancellationToken cancellationToken);

    /// <summary>Keeps a voice that a job made in the agent's library; once, however often the job is tried.</summary>
    Task KeepOfJobAsync(
        long agentId, long jobId, string name, VoiceManner manner, string source, string? description,
        CancellationToken cancellationToken);
}
