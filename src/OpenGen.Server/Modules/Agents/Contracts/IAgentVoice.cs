namespace OpenGen.Server.Modules.Agents.Contracts;

/// <summary>Which voice an agent speaks with unless told otherwise.</summary>
internal interface IAgentVoice
{
    /// <summary>Takes the voice away from the agent when it is the one it speaks with.</summary>
    Task ForgetAsync(long agentId, string voiceId, CancellationToken cancellationToken);
}
