using System.ComponentModel.DataAnnotations;
using OpenGen.Server.Modules.Agents.Contracts;
using OpenGen.Server.Modules.Vendors.ElevenLabs;
using OpenGen.Server.Modules.Voices.Contracts;
using OpenGen.Server.Modules.Workspaces.Contracts;

namespace OpenGen.Server.Modules.Voices.Library;

/// <summary>Deletes a voice, at ElevenLabs too when it is one of there; the agent that speaks with it speaks with none after.</summary>
[Operation("deleteAgentVoice", Phase.Setup, Says = "Delete a voice, at ElevenLabs too when it is one of there")]
[Needs(Role.Manager, Code = "permission_denied")]
internal sealed class DeleteAgentVoice(
    VoiceShelf shelf, ElevenLabsClient client, ElevenLabsAccounts elevenLabs, PublicVoices machine, IAgentVoice defaults)
    : IOperation<AgentScope, DeleteAgentVoice.Request, Done>
{
    public sealed record Request([MaxLength(VoiceInput.LongestId)] string VoiceId);

    public async Task<Result<Done>> RunAsync(AgentScope scope, Request request, CancellationToken cancellationToken)
    {
        var own = await shelf.FindAsync(scope.AgentId, request.VoiceId, cancellationToken);
        if (own is null && await machine.FindAsync(request.VoiceId, cancellationToken) is not null) return VoiceErrors.NotFound;
        if (own is null or { Provider: KnownVoice.ElevenLabs } && await elevenLabs.KeyAsync(scope.AgentId, cancellationToken) is { } key)
        {
            if (own is null)
            {
                var theirs = await client.VoiceAsync(key, request.VoiceId, cancellationToken);
                if (theirs.Failed) return theirs.Error;
                if (theirs.Value is null) return VoiceErrors.NotFound;
            }
            // There first: what fails there must not be forgotten here.
            if (await client.DeleteAsync(key, request.VoiceId, cancellationToken) is { } refused) return refused;
        }
        else if (own is null)
        {
            return VoiceErrors.NotFound;
        }
        if (own is not null) await shelf.DeleteAsync(own, cancellationToken);
        await defaults.ForgetAsync(scope.AgentId, request.VoiceId, cancellationToken);
        return new Done();
    }
}
