using Microsoft.EntityFrameworkCore;
using OpenGen.Server.Modules.Agents.Contracts;

namespace OpenGen.Server.Modules.Agents;

/// <summary>Which voice an agent speaks with unless told otherwise.</summary>
internal sealed class AgentVoice(AgentChanges changes) : IAgentVoice
{
    /// <inheritdoc/>
    public Task ForgetAsync(long agentId, string voiceId, CancellationToken cancellationToken) =>
        changes.OfCoreAsync<bool>(agentId, (_, core) =>
        {
            if (core.DefaultUserVoice?.VoiceId == voiceId) core.DefaultUserVoice = null;
            return true;
        }, cancellationToken);
}
