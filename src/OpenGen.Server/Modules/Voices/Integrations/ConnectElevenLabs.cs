using System.ComponentModel.DataAnnotations;
using System.Text.Json.Nodes;
using OpenGen.Server.Modules.Agents.Contracts;
using OpenGen.Server.Modules.Vendors;
using OpenGen.Server.Modules.Vendors.ElevenLabs;
using OpenGen.Server.Modules.Workspaces.Contracts;

namespace OpenGen.Server.Modules.Voices.Integrations;

/// <summary>Connects an agent to ElevenLabs by a key its users bring; in place of the one before.</summary>
[Operation("connectElevenLabs", Phase.Setup, Says = "Check an ElevenLabs key and keep it, encrypted")]
[Needs(Role.Manager, Code = "permission_denied")]
internal sealed class ConnectElevenLabs(VendorKeys keys, ElevenLabsClient client)
    : IOperation<AgentScope, ConnectElevenLabs.Request, ElevenLabsConnected>
{
    public sealed record Request([MaxLength(IAgentVendorKeys.Longest)] string ApiKey);

    public async Task<Result<ElevenLabsConnected>> RunAsync(AgentScope scope, Request request, CancellationToken cancellationToken)
    {
        var user = await client.UserAsync(request.ApiKey.Trim(), cancellationToken);
        if (user.Failed) return VendorErrors.IsInvalidKey(user.Error) ? Malformed(user.Error) : user.Error;
        await keys.SetAsync(scope.AgentId, VendorName.ElevenLabs, request.ApiKey, cancellationToken);
        return new ElevenLabsConnected(true, Shown(user.Value));
    }

    /// <summary>The contract answers a wrong key here with 400.</summary>
    private static Error Malformed(Error invalid) => new(ErrorKind.Malformed, "invalid_key", invalid.Message);

    /// <summary>What a person recognises the account by; ElevenLabs' answer itself can hold the key.</summary>
    private static JsonObject Shown(JsonObject user)
    {
        var shown = new JsonObject();
        foreach (var field in new[] { "user_id", "first_name" })
            if (user[field] is { } value) shown[field] = value.DeepClone();
        if (user["subscription"] is JsonObject plan)
            shown["subscription"] = new JsonObject(new[] { "tier", "status", "character_count", "character_limit" }
                .Where(f => plan[f] is not null).Select(f => KeyValuePair.Create(f, plan[f]?.DeepClone())));
        return shown;
    }
}
