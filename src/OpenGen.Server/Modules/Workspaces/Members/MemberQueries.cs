using Microsoft.EntityFrameworkCore;
using OpenGen.Server.Data;
using OpenGen.Server.Modules.Workspaces.Contracts;

namespace OpenGen.Server.Modules.Workspaces.Members;

/// <summary>What the operations on members and invitations share.</summary>
internal static class MemberQueries
{
    /// <summary>Whoever changes members of a workspace waits here, so that two owners cannot demote each other at once.</summary>
    public static Task HoldMembersAsync(this AppDbContext db, long workspaceId, CancellationToken cancellationToken) =>
        db.Workspaces.Where(w => w.Id == workspaceId)
            .ExecuteUpdateAsync(w => w.SetProperty(x => x.UpdatedAt, x => x.UpdatedAt), cancellationToken);

    /// <summary>A role by its name on the wire, in any case.</summary>
    public static Role RoleOf(string name) => Enum.Parse<Role>(name, ignoreCase: true);
}
