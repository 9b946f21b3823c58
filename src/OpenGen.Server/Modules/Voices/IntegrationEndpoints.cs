using System.ComponentModel.DataAnnotations;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http.HttpResults;
using OpenGen.Server.Modules.Agents;
using OpenGen.Server.Web;

namespace OpenGen.Server.Modules.Voices;

/// <summary>…/voice/integrations/elevenlabs: an agent's connection to ElevenLabs, by a key its users bring.</summary>
internal static class IntegrationEndpoints
{
    public sealed record ElevenLabsConnection(bool Connected, string? MaskedKey);

    public sealed record ElevenLabsConnected(bool IsConnected, JsonObject User)
    {
        [System.Text.Json.Serialization.JsonPropertyName("connected")]
        public bool IsConnected { get; init; } = IsConnected;
    }

    public sealed record KeyValidity(bool Valid);

    public sealed record Connect([MaxLength(VendorKeys.Longest)] string ApiKey) : Input<Connect>;

    public sealed record Test([MaxLength(VendorKeys.Longest)] string? ApiKey) : Input<Test>;

    public static void Map(RouteGroupBuilder voice)
    {
        var elevenLabs = voice.MapGroup("/integrations/elevenlabs");
        elevenLabs.MapGet("/", GetAsync).WithName("getElevenLabsIntegrationStatus").WithSummary("Whether the agent is connected to ElevenLabs");
        elevenLabs.MapPost("/", ConnectAsync).WithName("connectElevenLabs").WithSummary("Check an ElevenLabs key and keep it, encrypted")
            .Produces<ErrorBody>(StatusCodes.Status400BadRequest);
        elevenLabs.MapDelete("/", DisconnectAsync).WithName("disconnectElevenLabs").WithSummary("Forget the ElevenLabs key");
        elevenLabs.MapPost("/test", TestAsync).WithName("testElevenLabsKey").WithSummary("Whether ElevenLabs accepts a key: the one sent, else the one kept");
    }

    private static async Task<Ok<ElevenLabsConnection>> GetAsync(AgentScope scope, VendorKeys keys, CancellationToken stop)
    {
        var masked = await keys.MaskedAsync(scope.AgentId, Vendor.ElevenLabs, stop);
        return TypedResults.Ok(new ElevenLabsConnection(masked is not null, masked));
    }

    private static async Task<Results<Ok<ElevenLabsConnected>, Problem>> ConnectAsync(AgentScope scope, Connect request, VendorKeys keys, ElevenLabsApi api, CancellationToken stop)
    {
        var user = await api.UserAsync(request.ApiKey.Trim(), stop);
        if (user.Failed) return (user.Error.Code == "invalid_api_key" ? new Error(ErrorKind.Malformed, "invalid_key", user.Error.Message) : user.Error).AsProblem();
        await keys.SetAsync(scope.AgentId, Vendor.ElevenLabs, request.ApiKey, stop);
        return TypedResults.Ok(new ElevenLabsConnected(true, Shown(user.Value)));
    }

    private static async Task<NoContent> DisconnectAsync(AgentScope scope, VendorKeys keys, CancellationToken stop)
    {
        await keys.SetAsync(scope.AgentId, Vendor.ElevenLabs, null, stop);
        return TypedResults.NoContent();
    }

    private static async Task<Results<Ok<KeyValidity>, Problem>> TestAsync(AgentScope scope, Test request, VendorKeys keys, ElevenLabsApi api, CancellationToken stop)
    {
        var key = string.IsNullOrWhiteSpace(request.ApiKey) ? await keys.FindAsync(scope.AgentId, Vendor.ElevenLabs, stop) : request.ApiKey.Trim();
        if (key is null) return Error.Invalid("api_key", "is required: the agent is not connected to ElevenLabs").AsProblem();
        var user = await api.UserAsync(key, stop);
        if (user.Failed && user.Error.Code != "invalid_api_key") return user.Error.AsProblem();
        return TypedResults.Ok(new KeyValidity(!user.Failed));
    }

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
