using System.ComponentModel.DataAnnotations;
using OpenGen.Server.Jobs;
using OpenGen.Server.Modules.Agents.Contracts;
using OpenGen.Server.Modules.Voices.Contracts;
using OpenGen.Server.Modules.Workspaces.Contracts;

namespace OpenGen.Server.Modules.Voices.Previews;

/// <summary>Lets a voice say a text, as a job that costs nothing.</summary>
[Operation("previewVoice", Phase.Setup, Says = "Let a voice say a text; free of charge"), Needs(Role.Manager, Code = "permission_denied")]
internal sealed class PreviewVoice(IVoiceDirectory voices, JobLifecycle jobs) : IOperation<AgentScope, PreviewVoice.Request, PreviewOrdered>
{
    /// <summary>422: only its vendor can speak with the voice, and there is no key for that any more.</summary>
    private static readonly Error NotConnected = Error.Refused(
        "provider_not_configured", "This voice is ElevenLabs', and the agent is not connected to ElevenLabs any more");

    /// <param name="Text">What it says.</param>
    public sealed record Request([MaxLength(VoiceInput.LongestId)] string VoiceId, [MaxLength(1000)] string Text);

    public async Task<Result<PreviewOrdered>> RunAsync(AgentScope scope, Request request, CancellationToken cancellationToken)
    {
        var found = await voices.FindAsync(scope.AgentId, request.VoiceId, cancellationToken);
        if (found.Failed) return found.Error;
        if (found.Value is not { } voice) return VoiceErrors.NotFound;
        var isLocal = voice.Manner is not null;
        if (!isLocal && !await voices.IsConnectedAsync(scope.AgentId, cancellationToken)) return NotConnected;

        var ordered = await jobs.OrderAsync(new Job
        {
            WorkspaceId = scope.WorkspaceId,
            AgentId = scope.AgentId,
            Type = PreviewHandler.Type,
            Lane = isLocal ? Lane.Quick : Lane.Vendor,
            Provider = voice.Provider,
            Model = voice.Provider,
            Input = new PreviewInput { Text = request.Text, VoiceId = voice.VoiceId, Manner = voice.Manner }.Stored(),
        }, cancellationToken);
        return ordered.Failed ? ordered.Error : new PreviewOrdered(ordered.Value.Id);
    }
}
