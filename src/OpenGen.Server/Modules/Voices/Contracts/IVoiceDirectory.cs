namespace OpenGen.Server.Modules.Voices.Contracts;

/// <summary>Finds the voices an agent can use.</summary>
internal interface IVoiceDirectory
{
    /// <summary>A voice by its id, asking ElevenLabs when it is none of ours and there is a key; null when nobody has it.</summary>
    /// <returns>Fails only when ElevenLabs would have to be asked and cannot be.</returns>
    Task<Result<KnownVoice?>> FindAsync(long agentId, string voiceId, CancellationToken cancellationToken);

    /// <summary>One of this server's own voices, or null.</summary>
    Task<KnownVoice?> FindHereAsync(long agentId, string voiceId, CancellationToken cancellationToken);

    /// <summary>
    /// This server's own among the voices of agents, in as many queries however many they are; what is not among them is nobody's
    /// here, or a vendor's.
    /// </summary>
    Task<Dictionary<(long AgentId, string VoiceId), KnownVoice>> FindHereAsync(
        IReadOnlyCollection<(long AgentId, string VoiceId)> named, CancellationToken cancellationToken);

    /// <summary>Whether the agent has a key of ElevenLabs, so that its voices can be asked for.</summary>
    Task<bool> IsConnectedAsync(long agentId, CancellationToken cancellationToken);
}
