using OpenGen.Server.Web;

namespace OpenGen.Server.Modules.Voices;

/// <summary>ElevenLabs in an agent's name, with the key it is connected by.</summary>
internal sealed class ElevenLabsAccounts(ElevenLabsApi api, VendorKeys keys, VendorsOptions vendors)
{
    /// <summary>The agent's key, or null when it is not connected.</summary>
    public Task<string?> KeyAsync(long agentId, CancellationToken stop) => keys.FindAsync(agentId, Vendor.ElevenLabs, stop);

    public async Task<bool> IsConnectedAsync(long agentId, CancellationToken stop) => await keys.MaskedAsync(agentId, Vendor.ElevenLabs, stop) is not null;

    /// <summary>A voice of the agent's account, or else of the operator's; null when it has none of this id, or there is no account.</summary>
    public async Task<Result<KnownVoice?>> FindVoiceAsync(long agentId, string voiceId, CancellationToken stop) =>
        (await KeyAsync(agentId, stop) ?? vendors.ElevenLabs.ApiKey) is { Length: > 0 } key ? await api.VoiceAsync(key, voiceId, stop) : default(KnownVoice);

    /// <summary>All voices of the account; none when there is no account.</summary>
    public async Task<Result<IReadOnlyList<KnownVoice>>> VoicesAsync(long agentId, CancellationToken stop) =>
        await KeyAsync(agentId, stop) is { } key ? await api.VoicesAsync(key, stop) : new List<KnownVoice>();
}
