namespace OpenGen.Server.Modules.Voices.Contracts;

/// <summary>
/// Voices at ElevenLabs for a job that speaks with them there, by whoever's key. All that fails is an error for a person.
/// </summary>
internal interface IElevenLabsVoices
{
    /// <summary>The account's voice that suits best, for a job that names none of ElevenLabs'.</summary>
    Task<Result<KnownVoice>> PickAsync(string key, string? gender, string? language, CancellationToken cancellationToken);

    /// <summary>Designs a voice from a description; answers its id.</summary>
    Task<Result<string>> DesignAsync(
        string key, string name, string description, string? gender, string? language, CancellationToken cancellationToken);

    /// <summary>Clones the voice of a recording; answers its id.</summary>
    Task<Result<string>> CloneAsync(
        string key, string name, string recording, string contentType, string? gender, string? language,
        CancellationToken cancellationToken);

    /// <summary>Keeps a voice that a job made in the agent's library; once, however often the job is tried.</summary>
    Task KeepOfJobAsync(
        long agentId, long jobId, string voiceId, string name, string? gender, string? language, string? description, bool cloned,
        CancellationToken cancellationToken);

    /// <summary>Deletes a voice that was made for one speech; that it cannot be deleted harms nobody.</summary>
    Task RemoveAsync(string key, string voiceId, CancellationToken cancellationToken);
}
