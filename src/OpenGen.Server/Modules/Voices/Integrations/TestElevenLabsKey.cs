using System.ComponentModel.DataAnnotations;
using OpenGen.Server.Modules.Agents.Contracts;
using OpenGen.Server.Modules.Vendors;
using OpenGen.Server.Modules.Vendors.ElevenLabs;
using OpenGen.Server.Modules.Workspaces.Contracts;

namespace OpenGen.Server.Modules.Voices.Integrations;

/// <summary>Asks ElevenLabs whether it accepts a key; changes nothing.</summary>
[Operation("testElevenLabsKey", Phase.Setup, Says = "Whether ElevenLabs accepts a key: the one sent, else the one kept")]
[Needs(Role.Manager, Code = "permission_denied")]
internal sealed class TestElevenLabsKey(VendorKeys keys, ElevenLabsClient client)
    : IOperation<AgentScope, TestElevenLabsKey.Request, KeyValidity>
{
    /// <param name="ApiKey">The agent's own when it is not given.</param>
    public sealed record Request([MaxLength(IAgentVendorKeys.Longest)] string? ApiKey);

    public async Task<Result<KeyValidity>> RunAsync(AgentScope scope, Request request, CancellationToken cancellationToken)
    {
        var key = string.IsNullOrWhiteSpace(request.ApiKey)
            ? await keys.FindAsync(scope.AgentId, VendorName.ElevenLabs, cancellationToken)
            : request.ApiKey.Trim();
        if (key is null) return Error.Invalid("api_key", "is required: the agent is not connected to ElevenLabs");
        var user = await client.UserAsync(key, cancellationToken);
        if (user.Failed && !VendorErrors.IsInvalidKey(user.Error)) return user.Error;
        return new KeyValidity(!user.Failed);
    }
}
