using System.ComponentModel.DataAnnotations;
using OpenGen.Server.Modules.Agents.Contracts;
using OpenGen.Server.Modules.Vendors.ElevenLabs;
using OpenGen.Server.Modules.Voices.Contracts;
using OpenGen.Server.Modules.Workspaces.Contracts;

namespace OpenGen.Server.Modules.Voices.Design;

/// <summary>Keeps one of the samples as a voice of the library.</summary>
[Operation("finalizeDesignedVoice", Phase.Setup, Says = "Keep one of the samples as a voice of the library")]
[Needs(Role.Manager, Code = "permission_denied")]
internal sealed class FinalizeDesignedVoice(
    SampleTickets tickets, ElevenLabsAccounts accounts, ElevenLabsClient client, VoiceShelf shelf, IVoiceDirectory voices)
    : IOperation<AgentScope, FinalizeDesignedVoice.Request, VoiceView>
{
    /// <summary>What ElevenLabs takes at least, in characters.</summary>
    private const int ShortestDescription = 20;

    /// <param name="GenerationId">The sample's.</param>
    /// <param name="Language">A language tag.</param>
    /// <param name="Description">The sample's own when it is not given.</param>
    public sealed record Request(
        [MaxLength(8000)] string GenerationId, [MaxLength(200)] string Name, [MaxLength(32)] string? Gender,
        [MaxLength(32)] string? Language, [MaxLength(VoiceDescriptions.Longest)] string? Description);

    public async Task<Result<VoiceView>> RunAsync(AgentScope scope, Request request, CancellationToken cancellationToken)
    {
        if (VoiceInput.Faults(request.Gender, request.Language) is { } wrong) return wrong;
        if (tickets.Open(request.GenerationId, scope.AgentId) is not { } ticket) return VoiceErrors.NoSample;
        var description = string.IsNullOrWhiteSpace(request.Description) ? ticket.Description : request.Description.Trim();
        var made = ticket.GeneratedVoiceId is { } generated
            ? await AtElevenLabsAsync(scope.AgentId, generated, description, request, cancellationToken)
            : await HereAsync(scope.AgentId, ticket.Manner!, description, request.Name, cancellationToken);
        if (made.Failed) return made.Error;
        var known = (await voices.FindHereAsync(scope.AgentId, made.Value.VoiceId, cancellationToken))!;
        return VoiceView.Of(made.Value, known, []);
    }

    private async Task<Result<Voice>> AtElevenLabsAsync(
        long agentId, string generatedVoiceId, string description, Request request, CancellationToken cancellationToken)
    {
        if (await accounts.KeyAsync(agentId, cancellationToken) is not { } key) return VoiceErrors.NoSample;
        var told = description.Length < ShortestDescription ? VoiceDescriptions.Usual : description;
        var kept = await client.SaveAsync(key, generatedVoiceId, request.Name, told, cancellationToken);
        if (kept.Failed) return kept.Error;
        return await shelf.KeepAsync(new Voice
        {
            AgentId = agentId,
            VoiceId = kept.Value,
            Name = request.Name,
            Gender = VoiceInput.Gender(request.Gender) ?? VoiceHints.Read(description).Gender,
            Language = request.Language,
            Description = description,
            Provider = KnownVoice.ElevenLabs,
        }, (string?)null, cancellationToken);
    }

    /// <summary>What was heard is what is kept: the sample's own language and sound, whatever is said of them now.</summary>
    private async Task<Result<Voice>> HereAsync(
        long agentId, VoiceManner manner, string description, string name, CancellationToken cancellationToken)
    {
        try
        {
            return await shelf.KeepAsync(Voice.Local(agentId, name, manner, Voice.Designed, description), manner, cancellationToken);
        }
        catch (SpeechFailedException failed)
        {
            return VoiceErrors.DesignFailed(failed.Message);
        }
    }
}
