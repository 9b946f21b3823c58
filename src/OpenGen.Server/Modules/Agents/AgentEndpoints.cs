using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using OpenGen.Server.Data;
using OpenGen.Server.Http;
using OpenGen.Server.Modules.Accounts;
using OpenGen.Server.Modules.Workspaces;

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
        [property: System.Text.Json.Serialization.JsonIgnore(Condition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingNull)] Guid? OrganizationUuid);

    public sealed record DefaultVoice(string Id, string? Name, string? Gender, string? Language, string? Provider, string? Url)
    {
        public static DefaultVoice? Of(VoiceRef? voice) => voice is null ? null : new(voice.VoiceId, voice.Name, null, null, voice.Source, null);
    }

    public sealed record Wrapped(AgentDetail Agent);

    [Wrapper("agent")]
    public sealed record Create(
        [BesideWrapper] long? OrganizationId, [MaxLength(200)] string Name, [MaxLength(2000)] string? Description, [MaxLength(64)] string? TimeZone) : Input<Create>;

    [Wrapper("agent")]
    public sealed record Update(
        [MaxLength(200), MinLength(1)] string? Name, Sent<string> Description, [MaxLength(64)] string? TimeZone) : Input<Update>;

    public static void Map(RouteGroupBuilder v1)
    {
        var agents = v1.MapGroup("/agents").WithTags("Agents").InPhase(Phase.Setup);
        agents.MapGet("/", ListAsync).WithName("listAgents").WithTags("Discovery");
        agents.MapPost("/", CreateAsync).WithName("createAgent");
        var one = agents.MapGroup("/{agent_id}").ForAgent(forbidden: "permission_denied");
        one.MapGet("/", GetAsync).WithName("getAgent");
        one.MapPatch("/", UpdateAsync).WithName("updateAgent").ForAgent(Role.Editor, forbidden: "permission_denied");
        one.MapDelete("/", DeleteAsync).WithName("deleteAgent");
    }

    /// <summary>The agents of all workspaces the caller manages, or of one of them; the oldest first.</summary>
    private static async Task<Ok<List<AgentListItem>>> ListAsync(
        [FromQuery(Name = "workspace_id")] long? workspaceId, CurrentUser user, AgentList agents, CancellationToken stop) =>
        TypedResults.Ok(await agents.ListAsync(user.Id, workspaceId, stop));

    private static async Task<Results<Created<Wrapped>, Problem>> CreateAsync(Create request, CurrentUser user, AgentList agents, CancellationToken stop)
    {
        var made = await agents.CreateAsync(user.Id, request, stop);
        if (made.Failed) return made.Error.AsProblem();
        return TypedResults.Created($"/v1/agents/{made.Value.Id}", new Wrapped(made.Value));
    }

    private static async Task<Ok<AgentDetail>> GetAsync(
        AgentScope scope, [FromQuery(Name = "with_organization_uuid")] bool? withUuid, AppDbContext db, CancellationToken stop)
    {
        var agent = await db.Agents.AsNoTracking().SingleAsync(a => a.Id == scope.AgentId, stop);
        var uuid = withUuid == true ? await db.Workspaces.Where(w => w.Id == scope.WorkspaceId).Select(w => (Guid?)w.Uuid).SingleAsync(stop) : null;
        return TypedResults.Ok(Detail(agent, scope.Role, uuid));
    }

    private static async Task<Results<Ok<Wrapped>, Problem>> UpdateAsync(AgentScope scope, Update request, AgentList agents, CancellationToken stop)
    {
        var updated = await agents.UpdateAsync(scope, request, stop);
        if (updated.Failed) return updated.Error.AsProblem();
        return TypedResults.Ok(new Wrapped(updated.Value));
    }

    private static async Task<NoContent> DeleteAsync(AgentScope scope, AppDbContext db, TimeProvider clock, CancellationToken stop)
    {
        var now = clock.Now();
        await db.Agents.Where(a => a.Id == scope.AgentId).ExecuteUpdateAsync(a => a.SetProperty(x => x.DeletedAt, now), stop);
        return TypedResults.NoContent();
    }

    internal static AgentDetail Detail(Agent agent, Role role, Guid? organizationUuid) => new(
        agent.Id, agent.Name, agent.Description, agent.WorkspaceId, agent.TimeZone, null, null, null,
        role.ToString().ToLowerInvariant(), DefaultVoice.Of(AgentCore.Of(agent.Core).DefaultUserVoice), organizationUuid);
}

/// <summary>A user's agents, for the API and the dashboard alike.</summary>
internal sealed class AgentList(AppDbContext db, WorkspaceDirectory workspaces)
{
    /// <param name="least">The least role in an agent's workspace that sees it: the API shows agents to managers, the dashboard to every member.</param>
    public async Task<List<AgentEndpoints.AgentListItem>> ListAsync(
        long userId, long? workspaceId, CancellationToken stop, Role least = Role.Manager)
    {
        var managed = (await workspaces.OfUserAsync(userId, stop))
            .Where(w => w.Role <= least && (workspaceId is null || w.WorkspaceId == workspaceId)).ToDictionary(w => w.WorkspaceId);
        var agents = await db.Agents.AsNoTracking().Where(a => a.DeletedAt == null && managed.Keys.Contains(a.WorkspaceId)).OrderBy(a => a.Id).ToListAsync(stop);
        return agents.ConvertAll(a => new AgentEndpoints.AgentListItem(
            a.Id, a.Name, a.Description, a.WorkspaceId, null, managed[a.WorkspaceId].Role.ToString().ToLowerInvariant(), managed[a.WorkspaceId].Name, a.TimeZone,
            false, false, false, [], AgentEndpoints.DefaultVoice.Of(AgentCore.Of(a.Core).DefaultUserVoice)));
    }

    /// <summary>Makes an agent in the workspace named, or in the caller's own first one.</summary>
    public async Task<Result<AgentEndpoints.AgentDetail>> CreateAsync(long userId, AgentEndpoints.Create request, CancellationToken stop)
    {
        var mine = await workspaces.OfUserAsync(userId, stop);
        var workspace = request.OrganizationId is { } id
            ? mine.Find(w => w.WorkspaceId == id)
            : mine.Find(w => w.Role == Role.Owner) ?? mine.Find(w => w.Role == Role.Manager);
        if (workspace is null) return Error.Refused("organization_not_found", "Organization not found");
        if (workspace.Role > Role.Manager) return Error.Forbidden("permission_denied");
        if (BadZone(request.TimeZone) is { } bad) return bad;
        if (await TakenAsync(workspace.WorkspaceId, request.Name, null, stop)) return NameTaken;

        var agent = new Agent
        {
            WorkspaceId = workspace.WorkspaceId,
            Name = request.Name,
            Description = request.Description,
            TimeZone = request.TimeZone ?? "Etc/UTC",
        };
        db.Agents.Add(agent);
        try
        {
            await db.SaveChangesAsync(stop);
        }
        catch (DbUpdateException clash) when (clash.IsUniqueViolation())
        {
            return NameTaken;
        }
        return AgentEndpoints.Detail(agent, workspace.Role, null);
    }

    public async Task<Result<AgentEndpoints.AgentDetail>> UpdateAsync(AgentScope scope, AgentEndpoints.Update request, CancellationToken stop)
    {
        if (BadZone(request.TimeZone) is { } bad) return bad;
        if (request.Name is { } name && await TakenAsync(scope.WorkspaceId, name, scope.AgentId, stop)) return NameTaken;
        var agent = await db.Agents.SingleAsync(a => a.Id == scope.AgentId, stop);
        agent.Name = request.Name ?? agent.Name;
        agent.Description = request.Description.Or(agent.Description);
        agent.TimeZone = request.TimeZone ?? agent.TimeZone;
        try
        {
            await db.SaveChangesAsync(stop);
        }
        catch (DbUpdateException clash) when (clash.IsUniqueViolation())
        {
            return NameTaken;
        }
        return AgentEndpoints.Detail(agent, scope.Role, null);
    }

    private Task<bool> TakenAsync(long workspaceId, string name, long? but, CancellationToken stop) =>
        db.Agents.AnyAsync(a => a.WorkspaceId == workspaceId && a.Name == name && a.DeletedAt == null && a.Id != but, stop);

    private static Error? BadZone(string? zone) => zone is null || TimeZoneInfo.TryFindSystemTimeZoneById(zone, out _)
        ? null
        : Error.Invalid("time_zone", "must be an IANA time zone such as Europe/Berlin");

    private static readonly Error NameTaken = Error.Refused("agent_creation_failed", "An agent of this name is in the workspace already");
}
