using OpenGen.Server.Modules.Agents.Contracts;
using OpenGen.Server.Modules.Vendors;
using OpenGen.Server.Modules.Workspaces.Contracts;

namespace OpenGen.Server.Modules.Voices.Integrations;

/// <summary>Whether the agent is connected to ElevenLabs.</summary>
[Operation("getElevenLabsIntegrationStatus", Phase.Setup, Says = "Whether the agent is connected to ElevenLabs")]
[Needs(Role.Manager, Code = "permission_denied")]
internal sealed class GetElevenLabsIntegrationStatus(VendorKeys keys)
    : IOperation<AgentScope, GetElevenLabsIntegrationStatus.Request, ElevenLabsConnection>
{
    public sealed record Request;

    public async Task<Result<ElevenLabsConnection>> RunAsync(AgentScope scope, Request request, CancellationToken cancellationToken)
    {
        var masked = await keys.MaskedAsync(scope.AgentId, VendorName.ElevenLabs, cancellationToken);
        return new ElevenLabsConnection(masked is not null, masked);
    }
}
