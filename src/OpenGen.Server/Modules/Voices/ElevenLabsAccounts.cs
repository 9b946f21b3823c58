using OpenGen.Server.Modules.Vendors;
using OpenGen.Server.Modules.Vendors.ElevenLabs;
using OpenGen.Server.Modules.Voices.Contracts;

namespace OpenGen.Server.Modules.Voices;

/// <summary>ElevenLabs in an agent's name, with the key it is connected by.</summary>
internal sealed class ElevenLabsAccounts(ElevenLabsClient client, VendorKeys keys)
{
    /// <summary>The agent's key, or null when it is not connected.</summary>
    public Task<string?> KeyAsync(long agentId, CancellationToken cancellationToken) =>
        keys.FindAsync(agentId, VendorName.ElevenLabs, cancellationToken);

    public async Task<bool> IsConnectedAsync(long agentId, CancellationToken cancellationToken) =>
        await keys.MaskedAsync(agentId, VendorName.ElevenLabs, cancellationToken) is not null;

    /// <summary>
    /// A voice of the agent's account, or else of the operator's; null when it has none of this id, or there is no account.
    /// </summary>
    public async Task<Result<KnownVoice?>> FindVoiceAsync(long agentId, string voiceId, CancellationToken cancellationToken)
    {
        if (await keys.FindOrOperatorsAsync(agentId, VendorName.ElevenLabs, cancellationToken) is not { } key) return default(KnownVoice);
        var found = await client.VoiceAsync(key, voiceId, cancellationToken);
        if (found.Failed) return found.Error;
        return found.Value is { } voice ? KnownVoice.Of(voice) : default;
    }

    /// <summary>All voices of the account; none when there is no account.</summary>
    public async Task<Result<IReadOnlyList<KnownVoice>>> VoicesAsync(long agentId, CancellationToken cancellationToken)
    {
        if (await KeyAsync(agentId, cancellationToken) is not { } key) return new List<KnownVoice>();
        var found = await client.VoicesAsync(key, cancellationToken);
        if (found.Failed) return found.Error;
        return found.Value.Select(KnownVoice.Of).ToList();
    }
}
