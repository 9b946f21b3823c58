using OpenGen.Server.Modules.Agents.Contracts;
using OpenGen.Server.Modules.Vendors;
using OpenGen.Server.Modules.Workspaces.Contracts;

namespace OpenGen.Server.Modules.Voices.Integrations;

/// <summary>Forgets an agent's key of ElevenLabs, if it has one.</summary>
[Operation("disconnectElevenLabs", Phase.Setup, Says = "Forget the ElevenLabs key"), Needs(Role.Manager, Code = "permission_denied")]
internal sealed class DisconnectElevenLabs(VendorKeys keys) : IOperation<AgentScope, DisconnectElevenLabs.Request, Done>
{
    public sealed record Request;

    public async Task<Result<Done>> RunAsync(AgentScope scope, Request request, CancellationToken cancellationToken)
    {
        await keys.SetAsync(scope.AgentId, VendorName.ElevenLabs, null, cancellationToken);
        return new Done();
    }
}
