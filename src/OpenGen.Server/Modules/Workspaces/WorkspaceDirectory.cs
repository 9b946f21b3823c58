using Microsoft.EntityFrameworkCore;
using OpenGen.Server.Data;
using OpenGen.Server.Jobs;
using OpenGen.Server.Modules.Workspaces.Contracts;

namespace OpenGen.Server.Modules.Workspaces;

/// <summary>What other modules may ask about memberships.</summary>
internal sealed class WorkspaceDirectory(AppDbContext db) : IWorkspaceDirectory
{
    /// <inheritdoc/>
    public Task<List<MemberOf>> OfUserAsync(long userId, CancellationToken cancellationToken) =>
        (from m in db.Memberships
         join w in db.Workspaces on m.WorkspaceId equals w.Id
         where m.UserId == userId
         orderby w.Id
         select new MemberOf(w.Id, w.Uuid, w.Name, m.Role, w.Credits, w.AvatarId)).ToListAsync(cancellationToken);

    /// <inheritdoc/>
    public Task<Guid> UuidAsync(long workspaceId, CancellationToken cancellationToken) =>
        db.Workspaces.Where(w => w.Id == workspaceId).Select(w => w.Uuid).SingleAsync(cancellationToken);

    /// <inheritdoc/>
    public async Task<MemberOf?> FindAsync(long userId, long workspaceId, CancellationToken cancellationToken) =>
        (await OfUserAsync(userId, cancellationToken)).Find(w => w.WorkspaceId == workspaceId);
}
