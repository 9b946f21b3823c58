using System.ComponentModel.DataAnnotations;
using OpenGen.Server.Modules.Agents.Avatars;
using OpenGen.Server.Modules.Agents.Contracts;
using OpenGen.Server.Modules.Workspaces.Contracts;
using OpenGen.Server.Web;

namespace OpenGen.Server.Modules.Agents;

/// <summary>Changes what is sent of an agent, all or nothing; pictures are added to its avatars.</summary>
[Operation("updateAgent", Phase.Setup, Says = "Change an agent"), Needs(Role.Editor, Code = "permission_denied")]
internal sealed class UpdateAgent(
    AgentChanges changes, AgentDetails details, AvatarStore avatars, DefaultVoices voices, IAgentVendorKeys keys)
    : IOperation<AgentScope, UpdateAgent.Request, WrappedAgent>
{
    /// <param name="TimeZone">IANA name.</param>
    /// <param name="ElevenLabApiKey">Checked with ElevenLabs, and kept encrypted; null takes it away.</param>
    /// <param name="HumeAiApiKey">Checked with Hume, and kept encrypted; null takes it away.</param>
    /// <param name="DefaultUserVoiceAttributes">The voice to speak with; null for none.</param>
    [Wrapper("agent")]
    public sealed record Request(
        [MaxLength(200), MinLength(1)] string? Name, [MaxLength(2000)] Sent<string> Description, [MaxLength(64)] string? TimeZone,
        [MaxLength(IAgentVendorKeys.Longest)] Sent<string> ElevenLabApiKey, [MaxLength(IAgentVendorKeys.Longest)] Sent<string> HumeAiApiKey,
        [MaxLength(20)] IReadOnlyList<AvatarPicture>? AgentAvatarsAttributes, Sent<VoiceChoice> DefaultUserVoiceAttributes)
    {
        /// <summary>A change of name and description, as a person makes it.</summary>
        public static Request Of(string name, string? description) =>
            new(name, new Sent<string>(true, description), null, default, default, null, default);
    }

    /// <summary>The voice to speak with; that it is there is checked by the operation, whose errors have codes of their own.</summary>
    public sealed record VoiceChoice(
        [AllowedValues("eleven_labs", "hume_ai", "user_voice_resource")] string? Source, [MaxLength(200)] string? VoiceId);

    public async Task<Result<WrappedAgent>> RunAsync(AgentScope scope, Request request, CancellationToken cancellationToken)
    {
        if (AgentInput.ZoneFault(request.TimeZone) is { } bad) return bad;
        if (request.Name is { } name && await changes.IsTakenAsync(scope.WorkspaceId, name, scope.AgentId, cancellationToken))
            return AgentErrors.NameTaken;
        var voice = await ChosenAsync(scope.AgentId, request.DefaultUserVoiceAttributes, cancellationToken);
        if (voice is { Failed: true } missing) return missing.Error;
        if (await keys.RefusalAsync(request.ElevenLabApiKey.Value, request.HumeAiApiKey.Value, cancellationToken) is { } refused)
            return refused;

        var changed = await avatars.StoringAsync(
            request.AgentAvatarsAttributes.Files(), pictures => ChangeAsync(scope.AgentId, request, voice, pictures, cancellationToken),
            cancellationToken);
        if (changed.Failed) return changed.Error;
        return new WrappedAgent(await details.OfAsync(scope.AgentId, scope.Role, false, cancellationToken));
    }

    /// <summary>What happens in one transaction.</summary>
    private Task<Result<Done>> ChangeAsync(
        long agentId, Request request, Result<VoiceRef?>? voice, IReadOnlyList<SavedUpload> pictures,
        CancellationToken cancellationToken) =>
        changes.OfAsync<Done>(agentId, async (agent, core) =>
        {
            agent.Name = request.Name ?? agent.Name;
            agent.Description = request.Description.Or(agent.Description);
            agent.TimeZone = request.TimeZone ?? agent.TimeZone;
            if (voice is { } chosen) core.DefaultUserVoice = chosen.Value;
            await SetAsync(agentId, IAgentVendorKeys.ElevenLabs, request.ElevenLabApiKey, cancellationToken);
            await SetAsync(agentId, IAgentVendorKeys.Hume, request.HumeAiApiKey, cancellationToken);
            if (pictures.Count > 0 && await avatars.AddAsync(agentId, pictures, cancellationToken) is { Failed: true } added)
                return added.Error;
            return new Done();
        }, cancellationToken);

    /// <summary>Null when no voice was sent; a null reference when null was.</summary>
    private async Task<Result<VoiceRef?>?> ChosenAsync(long agentId, Sent<VoiceChoice> sent, CancellationToken cancellationToken)
    {
        if (!sent.IsSent) return null;
        if (sent.Value is not { } choice) return default(VoiceRef);
        if (string.IsNullOrWhiteSpace(choice.VoiceId)) return AgentErrors.VoiceIdRequired;
        var source = choice.Source == "user_voice_resource" ? null : choice.Source;
        var found = await voices.FindAsync(agentId, choice.VoiceId, source, null, cancellationToken);
        return found.Failed ? found.Error : found.Value;
    }

    private async Task SetAsync(long agentId, string vendor, Sent<string> key, CancellationToken cancellationToken)
    {
        if (key.IsSent) await keys.SetAsync(agentId, vendor, key.Value, cancellationToken);
    }
}
