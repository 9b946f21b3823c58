using System.ComponentModel.DataAnnotations;
using OpenGen.Server.Modules.Agents.Contracts;
using OpenGen.Server.Modules.Workspaces.Contracts;

namespace OpenGen.Server.Modules.Voices.Library;

/// <summary>The voices an agent can use, all or those of one source.</summary>
[Operation("listAgentVoices", Phase.Setup, Says = "The voices an agent can use: its own newest first, ElevenLabs', this machine's")]
[Needs(Role.Manager, Code = "permission_denied")]
internal sealed class ListAgentVoices(VoiceShelf shelf, PublicVoices machine, ElevenLabsAccounts elevenLabs)
    : IOperation<AgentScope, ListAgentVoices.Request, VoiceLibrary>
{
    private const string Public = "public";
    private const string ElevenLabs = "user_elevenlabs";

    /// <param name="Source">Where they are from; from everywhere when it is not given.</param>
    public sealed record Request([AllowedValues(Public, Voice.Designed, Voice.Trained, ElevenLabs)] string? Source = null);

    public async Task<Result<VoiceLibrary>> RunAsync(AgentScope scope, Request request, CancellationToken cancellationToken)
    {
        var all = request.Source is null;
        var own = all || request.Source is Voice.Designed or Voice.Trained or ElevenLabs
            ? await shelf.ListAsync(scope.AgentId, cancellationToken)
            : [];
        var voices = own.FindAll(v => all || v.Source == request.Source);
        if (all || request.Source == ElevenLabs)
        {
            var theirs = await elevenLabs.VoicesAsync(scope.AgentId, cancellationToken);
            // Whoever asks for these alone is told why there are none; the whole library goes on without them.
            if (theirs.Failed && !all) return theirs.Error;
            if (!theirs.Failed)
                voices.AddRange(theirs.Value.Where(v => !own.Exists(o => o.VoiceId == v.VoiceId))
                    .OrderBy(v => v.Name, StringComparer.Ordinal));
        }
        if (all || request.Source == Public) voices.AddRange(await machine.AllAsync(cancellationToken));
        return new VoiceLibrary(voices.ConvertAll(VoiceLibraryItem.Of), voices.Count);
    }
}
