using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using OpenGen.Server.Modules.Accounts;
using OpenGen.Server.Modules.Voices;
using OpenGen.Server.Modules.Workspaces;
using OpenGen.Server.Web;

namespace OpenGen.Server.Modules.Agents;

/// <summary>/v1/agents: list, create, read, change, delete.</summary>
internal static class AgentEndpoints
{
    public sealed record AgentListItem(
        long Id, string Name, string? Description, long WorkspaceId, string? PrimaryAvatarUrl, string Role, string Organization, string TimeZone,
        bool TiktokIntegration, bool TiktokSocialAccount, bool Degods, IReadOnlyList<object> SharedUsers, DefaultVoice? DefaultUserVoice);

    public sealed record AgentDetail(
        long Id, string Name, string? Description, long OrganizationId, string TimeZone, long? PrimaryAvatarId, string? PrimaryAvatarUrl,
        long? AgentSetupProjectId, string Role, DefaultVoice? DefaultUserVoice,
        [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] Guid? OrganizationUuid);

    public sealed record Wrapped(AgentDetail Agent);

    /// <summary>The voice to speak with; both are checked in the handler, whose errors have codes of their own.</summary>
    public sealed record VoiceChoice([AllowedValues("eleven_labs", "hume_ai", "user_voice_resource")] string? Source, [MaxLength(200)] string? VoiceId);

    [Wrapper("agent")]
    public sealed record Create(
        [BesideWrapper] long? OrganizationId, [MaxLength(200)] string Name, [MaxLength(2000)] string? Description, [MaxLength(64)] string? TimeZone,
        [MaxLength(VendorKeys.Longest)] string? ElevenLabApiKey = null, [MaxLength(VendorKeys.Longest)] string? HumeAiApiKey = null,
        [MaxLength(20)] IReadOnlyList<AvatarEndpoints.Picture>? AgentAvatarsAttributes = null) : Input<Create>;

    [Wrapper("agent")]
    public sealed record Update(
        [MaxLength(200), MinLength(1)] string? Name, [MaxLength(2000)] Sent<string> Description, [MaxLength(64)] string? TimeZone,
        [MaxLength(VendorKeys.Longest)] Sent<string> ElevenLabApiKey, [MaxLength(VendorKeys.Longest)] Sent<string> HumeAiApiKey,
        [MaxLength(20)] IReadOnlyList<AvatarEndpoints.Picture>? AgentAvatarsAttributes, Sent<VoiceChoice> DefaultUserVoiceAttributes) : Input<Update>
    {
        /// <summary>A change of name and description, as a person makes it.</summary>
        public static Update Of(string name, string? description) => new(name, new Sent<string>(true, description), null, default, default, null, default);
    }

    public static void Map(RouteGroupBuilder v1)
    {
        var agents = v1.MapGroup("/agents").WithTags("Agents").InPhase(Phase.Setup);
        agents.MapGet("/", ListAsync).WithName("listAgents").WithTags("Discovery").WithSummary("The agents of the workspaces the caller manages");
        agents.MapPost("/", CreateAsync).WithName("createAgent").WithSummary("Make an agent");
        var one = agents.MapGroup("/{agent_id}").ForAgent(forbidden: "permission_denied");
        one.MapGet("/", GetAsync).WithName("getAgent").WithSummary("An agent");
        one.MapPatch("/", UpdateAsync).WithName("updateAgent").WithSummary("Change an agent").ForAgent(Role.Editor, forbidden: "permission_denied");
        one.MapDelete("/", DeleteAsync).WithName("deleteAgent").WithSummary("Delete an agent; an operator can restore it for 30 days");
        AvatarEndpoints.Map(one);
    }

    /// <summary>The agents of all workspaces the caller manages, or of one of them; the oldest first.</summary>
    private static async Task<Ok<List<AgentListItem>>> ListAsync(
        [FromQuery(Name = "workspace_id")] long? workspaceId, CurrentUser user, AgentList agents, CancellationToken cancellationToken) =>
        TypedResults.Ok(await agents.ListAsync(user.Id, workspaceId, cancellationToken));

    private static async Task<Results<Created<Wrapped>, Problem>> CreateAsync(
        Create request, CurrentUser user, AgentList agents, CancellationToken cancellationToken)
    {
        var made = await agents.CreateAsync(user.Id, request, cancellationToken);
        if (made.Failed) return made.Error.AsProblem();
        return TypedResults.Created($"/v1/agents/{made.Value.Id}", new Wrapped(made.Value));
    }

    private static async Task<Ok<AgentDetail>> GetAsync(
        AgentScope scope, [FromQuery(Name = "with_organization_uuid")] bool? withUuid, AgentList agents,
        CancellationToken cancellationToken) =>
        TypedResults.Ok(await agents.DetailAsync(scope.AgentId, scope.Role, withUuid == true, cancellationToken));

    private static async Task<Results<Ok<Wrapped>, Problem>> UpdateAsync(
        AgentScope scope, Update request, AgentList agents, CancellationToken cancellationToken)
    {
        var updated = await agents.UpdateAsync(scope, request, cancellationToken);
        if (updated.Failed) return updated.Error.AsProblem();
        return TypedResults.Ok(new Wrapped(updated.Value));
    }

    private static async Task<NoContent> DeleteAsync(AgentScope scope, AgentRemoval removal, CancellationToken cancellationToken)
    {
        await removal.DeleteAsync(scope.AgentId, cancellationToken);
        return TypedResults.NoContent();
    }
}
