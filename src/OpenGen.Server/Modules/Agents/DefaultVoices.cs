using OpenGen.Server.Modules.Agents.Contracts;

namespace OpenGen.Server.Modules.Agents;

/// <summary>The voice an agent speaks with, as its details show it.</summary>
internal sealed record DefaultVoice(string Id, string? Name, string? Gender, string? Language, string? Provider, string? Url);

/// <summary>Finds the voices that agents are to speak with.</summary>
internal sealed class DefaultVoices(IVoiceCatalog directory)
{
    private const string ElevenLabs = "eleven_labs";
    private const string Hume = "hume_ai";

    /// <summary>
    /// The reference to a voice. A vendor's voice of an agent without that vendor's key is taken as it is said, since nobody
    /// can be asked; any other must be there.
    /// </summary>
    /// <param name="source">What the client says it is of; null for any.</param>
    public async Task<Result<VoiceRef>> FindAsync(
        long agentId, string voiceId, string? source, string? name, CancellationToken cancellationToken)
    {
        if (source == Hume) return new VoiceRef(voiceId, Hume, name);
        var found = await directory.FindAsync(agentId, voiceId, cancellationToken);
        if (found.Failed) return found.Error;
        if (found.Value is { } known) return new VoiceRef(known.VoiceId, known.Source, known.Name);
        if (source is ElevenLabs or "user_elevenlabs" && !await directory.IsConnectedAsync(agentId, cancellationToken))
            return new VoiceRef(voiceId, source, name);
        return AgentErrors.NoVoice;
    }

    /// <summary>A voice as details show it; of a vendor's, what was known when it was chosen.</summary>
    public async Task<DefaultVoice?> DescribeAsync(long agentId, VoiceRef? voice, CancellationToken cancellationToken) =>
        voice is null ? null : (await DescribeAsync([(agentId, voice)], cancellationToken))[agentId];

    /// <summary>The same for many agents, which takes no longer than for one. Agents without a voice are left out.</summary>
    public async Task<Dictionary<long, DefaultVoice>> DescribeAsync(
        IEnumerable<(long AgentId, VoiceRef? Voice)> agents, CancellationToken cancellationToken)
    {
        var voices = agents.Where(a => a.Voice is not null).ToDictionary(a => a.AgentId, a => a.Voice!);
        var known = await directory.FindHereAsync([.. voices.Select(v => (v.Key, v.Value.VoiceId))], cancellationToken);
        return voices.ToDictionary(v => v.Key, v => Describe(v.Value, known.GetValueOrDefault((v.Key, v.Value.VoiceId))));
    }

    private static DefaultVoice Describe(VoiceRef voice, VoiceSummary? known) => new(
        voice.VoiceId, known?.Name ?? voice.Name, known?.Gender, known?.Language,
        known?.Provider ?? (voice.Source is "user_elevenlabs" ? ElevenLabs : voice.Source), known?.Url);
}
