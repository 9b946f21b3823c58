using Microsoft.EntityFrameworkCore;
using OpenGen.Server.Data;
using OpenGen.Server.Jobs;
using OpenGen.Server.Modules.Workspaces.Contracts;

namespace OpenGen.Server.Modules.Workspaces.Organizations;

/// <summary>Workspaces as they are answered.</summary>
internal sealed class OrganizationViews(AppDbContext db, IWorkspacePictures pictures)
{
    /// <summary>In the order in which they are given.</summary>
    public async Task<List<OrganizationView>> OfAsync(List<MemberOf> workspaces, CancellationToken cancellationToken)
    {
        var avatars = await pictures.UrlsAsync([.. workspaces.Select(w => w.AvatarId).OfType<long>()], cancellationToken);
        var ids = workspaces.ConvertAll(w => w.WorkspaceId);
        var members = await db.Memberships.Where(m => ids.Contains(m.WorkspaceId) && m.UserId != null)
            .GroupBy(m => m.WorkspaceId).ToDictionaryAsync(g => g.Key, g => g.Count(), cancellationToken);
        return workspaces.ConvertAll(w => new OrganizationView(
            w.WorkspaceId, w.Uuid, w.WorkspaceId, w.Name, w.AvatarId is { } avatar ? avatars.GetValueOrDefault(avatar) : null,
            w.Role.ToString().ToLowerInvariant(), Credits.Written(w.Credits),
            new CreditBuckets(Credits.Written(w.Credits), Credits.Written(0)), members.GetValueOrDefault(w.WorkspaceId), CreditPlan: null));
    }
}
