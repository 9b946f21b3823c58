using Microsoft.EntityFrameworkCore;
using OpenGen.Server.Data;
using OpenGen.Server.Modules.Audit.Contracts;
using OpenGen.Server.Modules.Workspaces.Contracts;
using OpenGen.Server.Modules.Workspaces.Invitations;

namespace OpenGen.Server.Modules.Workspaces.Members;

/// <summary>Changes who works in a workspace, and as what.</summary>
internal sealed class MemberChanges(AppDbContext db, PendingInvitations invitations, IAuditLog audit)
{
    private static readonly Error NotFound = Error.NotFound("Member");

    private static readonly Error LastOwner = Error.Refused("last_owner", "This is the last owner; make somebody else an owner first");

    /// <summary>
    /// Changes a member's role, or removes them when there is none to become, unless that would leave nobody who owns the place.
    /// </summary>
    /// <param name="caller">Who changes it; nobody gives or takes a role above their own.</param>
    /// <param name="id">Of the membership, or of the invitation.</param>
    public Task<Result<Membership>> ChangeAsync(MemberOf caller, long id, Role? becomes, CancellationToken cancellationToken) =>
        db.WriteAsync<Result<Membership>>(async () =>
        {
            var workspaceId = caller.WorkspaceId;
            await db.HoldMembersAsync(workspaceId, cancellationToken);
            var member = await db.Memberships.FirstOrDefaultAsync(m => m.Id == id && m.WorkspaceId == workspaceId, cancellationToken);
            if (member is null) return NotFound;
            if (member.Role < caller.Role || becomes < caller.Role) return Error.Forbidden();
            if (becomes != Role.Owner && await IsLastOwnerAsync(member, cancellationToken)) return LastOwner;

            if (becomes is { } role) member.Role = role;
            else db.Memberships.Remove(member);
            await db.SaveChangesAsync(cancellationToken);
            if (member.UserId is { } userId && becomes != Role.Owner)
                await invitations.RevokeOfAsync(workspaceId, userId, becomes, cancellationToken);
            var action = becomes is not null ? AuditActions.MemberUpdated
                : member.UserId is null ? AuditActions.InvitationRevoked
                : AuditActions.MemberRemoved;
            await audit.WriteAsync(new Audited(action, null, workspaceId, "member", id), cancellationToken);
            return member;
        }, cancellationToken);

    private async Task<bool> IsLastOwnerAsync(Membership member, CancellationToken cancellationToken)
    {
        if (member is not { Role: Role.Owner, UserId: not null }) return false;
        var owners = db.Memberships.Where(m => m.WorkspaceId == member.WorkspaceId && m.UserId != null && m.Role == Role.Owner);
        return await owners.CountAsync(cancellationToken) == 1;
    }
}
