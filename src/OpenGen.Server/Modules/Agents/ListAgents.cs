using Microsoft.EntityFrameworkCore;
using OpenGen.Server.Data;
using OpenGen.Server.Modules.Agents.Avatars;
using OpenGen.Server.Modules.Agents.Contracts;
using OpenGen.Server.Modules.Workspaces.Contracts;

namespace OpenGen.Server.Modules.Agents;

/// <summary>The agents of all workspaces the caller manages, or of one of them; the oldest first.</summary>
[Operation("listAgents", Phase.Setup, Says = "The agents of the workspaces the caller manages")]
internal sealed class ListAgents(AppDbContext db, IWorkspaceDirectory workspaces, AvatarStore avatars, DefaultVoices voices)
    : IOperation<Caller, ListAgents.Request, List<AgentListItem>>
{
    /// <param name="WorkspaceId">Only the agents of this one.</param>
    public sealed record Request(long? WorkspaceId = null);

    public async Task<Result<List<AgentListItem>>> RunAsync(Caller scope, Request request, CancellationToken cancellationToken)
    {
        var managed = (await workspaces.OfUserAsync(scope.Id, cancellationToken))
            .Where(w => w.Role <= Role.Manager && (request.WorkspaceId is null || w.WorkspaceId == request.WorkspaceId))
            .ToDictionary(w => w.WorkspaceId);
        var agents = await db.Agents.AsNoTracking().Where(a => a.DeletedAt == null && managed.Keys.Contains(a.WorkspaceId))
            .OrderBy(a => a.Id).ToListAsync(cancellationToken);
        var pictures = await avatars.PrimaryOfAsync(agents.ConvertAll(a => a.Id), cancellationToken);
        var speakers = await voices.DescribeAsync(agents.Select(a => (a.Id, AgentCore.Of(a.Core).DefaultUserVoice)), cancellationToken);
        return agents.ConvertAll(a => new AgentListItem(
            a.Id, a.Name, a.Description, a.WorkspaceId, pictures.GetValueOrDefault(a.Id)?.Url, managed[a.WorkspaceId].Role.OnTheWire(),
            managed[a.WorkspaceId].Name, a.TimeZone, TiktokIntegration: false, TiktokSocialAccount: false, Degods: false, SharedUsers: [],
            speakers.GetValueOrDefault(a.Id)));
    }
}
