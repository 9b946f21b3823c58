using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using OpenGen.Server.Data;
using OpenGen.Server.Modules.Workspaces;
using OpenGen.Server.Web;

namespace OpenGen.Server.Modules.Agents;

/// <summary>/v1/agents/{agent_id}/avatars: an agent's pictures, the primary one first.</summary>
internal static class AvatarEndpoints
{
    /// <summary>A picture; as a form, <c>agent_avatars_attributes[]</c> and <c>agent_avatars_attributes[][file]</c> are the same.</summary>
    public sealed record Picture(UploadedFile File);

    [Wrapper("agent")]
    public sealed record Create([MinLength(1), MaxLength(20)] IReadOnlyList<Picture> AgentAvatarsAttributes) : Input<Create>;

    public static void Map(RouteGroupBuilder agent)
    {
        var avatars = agent.MapGroup("/avatars");
        avatars.MapGet("/", ListAsync).WithName("listAgentAvatars").WithSummary("An agent's avatars, the primary one first");
        avatars.MapPost("/", CreateAsync).WithName("createAgentAvatar").WithSummary("Add avatars: JPEG, PNG or WebP").ForAgent(Role.Editor, forbidden: "permission_denied");
        avatars.MapPatch("/{avatar_id}", ChooseAsync).WithName("setPrimaryAvatar").WithSummary("Make an avatar the primary one").ForAgent(Role.Editor, forbidden: "permission_denied");
        avatars.MapDelete("/{avatar_id}", DeleteAsync).WithName("deleteAgentAvatar").WithSummary("Delete an avatar, or several: 7_8_9").ForAgent(Role.Editor, forbidden: "permission_denied");
    }

    private static async Task<Ok<List<AvatarView>>> ListAsync(AgentScope scope, Avatars avatars, CancellationToken stop) =>
        TypedResults.Ok(await avatars.ListAsync(scope.AgentId, stop));

    private static async Task<Results<Created<List<AvatarView>>, Problem>> CreateAsync(AgentScope scope, Create request, Avatars avatars, AppDbContext db, CancellationToken stop)
    {
        var added = await avatars.StoringAsync(
            request.AgentAvatarsAttributes.Select(a => a.File), pictures => db.WriteAsync(() => avatars.AddAsync(scope.AgentId, pictures, stop), stop), stop);
        if (added.Failed) return added.Error.AsProblem();
        return TypedResults.Created($"/v1/agents/{scope.AgentId}/avatars", added.Value);
    }

    private static async Task<Results<Ok<AvatarView>, Problem>> ChooseAsync(
        AgentScope scope, [FromRoute(Name = "avatar_id")] string avatarId, Avatars avatars, CancellationToken stop) =>
        Ids(avatarId) is [var id] && await avatars.ChooseAsync(scope.AgentId, id, stop) is { } chosen ? TypedResults.Ok(chosen) : AgentErrors.NoAvatar.AsProblem();

    private static async Task<Results<NoContent, Problem>> DeleteAsync(
        AgentScope scope, [FromRoute(Name = "avatar_id")] string avatarIds, Avatars avatars, CancellationToken stop) =>
        Ids(avatarIds) is { Count: > 0 } ids && await avatars.DeleteAsync(scope.AgentId, ids, stop) ? TypedResults.NoContent() : AgentErrors.NoAvatar.AsProblem();

    /// <summary><c>7_8_9</c>, each once; none when one of them is no id.</summary>
    private static List<long> Ids(string text)
    {
        var ids = new List<long>();
        foreach (var part in text.Split('_'))
        {
            if (!long.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var id) || ids.Count > Avatars.Most) return [];
            if (!ids.Contains(id)) ids.Add(id);
        }
        return ids;
    }
}
