namespace OpenGen.Server.Modules.Agents.Contracts;

/// <summary>What is known of a voice that an agent can use.</summary>
/// <param name="VoiceId">Its id here, or at its vendor.</param>
/// <param name="Source">public, user_designed, user_trained or user_elevenlabs.</param>
/// <param name="Provider">local or eleven_labs.</param>
/// <param name="Url">A recording of it; a path of this server or a URL.</param>
internal record VoiceSummary(
    string VoiceId, string? Name, string Source, string Provider, string? Gender, string? Language, string? Url);

/// <summary>Finds the voices that agents are to speak with.</summary>
internal interface IVoiceCatalog
{
    /// <summary>A voice by its id, asking a vendor when it is none of ours and there is a key; null when nobody has it.</summary>
    /// <returns>Fails only when a vendor would have to be asked and cannot be.</returns>
    Task<Result<VoiceSummary?>> FindAsync(long agentId, string voiceId, CancellationToken cancellationToken);

    /// <summary>This server's own among the voices of agents; what is not among them is nobody's here, or a vendor's.</summary>
    Task<Dictionary<(long AgentId, string VoiceId), VoiceSummary>> FindHereAsync(
        IReadOnlyCollection<(long AgentId, string VoiceId)> named, CancellationToken cancellationToken);

    /// <summary>Whether the agent has a key of ElevenLabs, so that its voices can be asked for.</summary>
    Task<bool> IsConnectedAsync(long agentId, CancellationToken cancellationToken);
}
