using Microsoft.EntityFrameworkCore;
using OpenGen.Server.Data;
using OpenGen.Server.Modules.Agents.Contracts;
using OpenGen.Server.Modules.Voices.Contracts;

namespace OpenGen.Server.Modules.Voices;

/// <summary>Finds the voices an agent can use.</summary>
internal sealed class VoiceDirectory(AppDbContext db, PublicVoices machine, ElevenLabsAccounts elevenLabs, IAgentMedia media)
    : IVoiceDirectory, IVoiceCatalog
{
    /// <inheritdoc/>
    public async Task<Result<KnownVoice?>> FindAsync(long agentId, string voiceId, CancellationToken cancellationToken)
    {
        if (await FindHereAsync(agentId, voiceId, cancellationToken) is { } known) return known;
        return await elevenLabs.FindVoiceAsync(agentId, voiceId, cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<KnownVoice?> FindHereAsync(long agentId, string voiceId, CancellationToken cancellationToken) =>
        (await FindHereAsync([(agentId, voiceId)], cancellationToken)).GetValueOrDefault((agentId, voiceId));

    /// <inheritdoc/>
    public async Task<Dictionary<(long AgentId, string VoiceId), KnownVoice>> FindHereAsync(
        IReadOnlyCollection<(long AgentId, string VoiceId)> named, CancellationToken cancellationToken)
    {
        if (named.Count == 0) return [];
        var (agentIds, voiceIds) = (named.Select(n => n.AgentId).Distinct().ToList(), named.Select(n => n.VoiceId).Distinct().ToList());
        var own = await db.Voices.AsNoTracking()
            .Where(v => EF.Parameter(agentIds).Contains(v.AgentId) && EF.Parameter(voiceIds).Contains(v.VoiceId))
            .ToListAsync(cancellationToken);
        var recordings = await media.FindAsync([.. own.Select(v => v.RecordingId).OfType<long>()], cancellationToken);
        var found = own.ToDictionary(
            v => (v.AgentId, v.VoiceId), v => v.Known(recordings.GetValueOrDefault(v.RecordingId ?? 0)?.Url));
        var machines = await machine.FindAsync(voiceIds, cancellationToken);
        foreach (var name in named)
            if (machines.TryGetValue(name.VoiceId, out var voice)) found.TryAdd(name, voice);
        return found;
    }

    /// <inheritdoc/>
    public Task<bool> IsConnectedAsync(long agentId, CancellationToken cancellationToken) =>
        elevenLabs.IsConnectedAsync(agentId, cancellationToken);

    async Task<Result<VoiceSummary?>> IVoiceCatalog.FindAsync(long agentId, string voiceId, CancellationToken cancellationToken)
    {
        var found = await FindAsync(agentId, voiceId, cancellationToken);
        return found.Failed ? found.Error : (VoiceSummary?)found.Value;
    }

    async Task<Dictionary<(long AgentId, string VoiceId), VoiceSummary>> IVoiceCatalog.FindHereAsync(
        IReadOnlyCollection<(long AgentId, string VoiceId)> named, CancellationToken cancellationToken) =>
        (await FindHereAsync(named, cancellationToken)).ToDictionary(f => f.Key, f => (VoiceSummary)f.Value);
}
