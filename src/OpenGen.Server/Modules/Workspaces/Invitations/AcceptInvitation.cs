using System.ComponentModel.DataAnnotations;
using Microsoft.EntityFrameworkCore;
using OpenGen.Server.Data;
using OpenGen.Server.Modules.Accounts.Contracts;
using OpenGen.Server.Modules.Audit.Contracts;
using OpenGen.Server.Modules.Workspaces.Contracts;
using OpenGen.Server.Modules.Workspaces.Members;

namespace OpenGen.Server.Modules.Workspaces.Invitations;

/// <summary>
/// Makes the caller's account a member. The link is a secret that was handed to a person, who may use it with whichever account they like;
/// the owner sees with which. The link that was mailed shows besides that the invited address is theirs, if it is the account's.
/// </summary>
[Operation("acceptInvitation", Phase.Setup, Says = "Become a member of the workspace one was invited to")]
internal sealed class AcceptInvitation(
    AppDbContext db, PendingInvitations invitations, IUserDirectory users, IAuditLog audit, TimeProvider clock)
    : IOperation<Caller, AcceptInvitation.Request, Joined>
{
    private static readonly Error AlreadyMember = Error.Refused("already_member", "You are a member of this workspace already");

    /// <param name="Token">What stands after <c>/invitations/</c> in the link.</param>
    public sealed record Request([MaxLength(InvitationToken.Longest)] string Token);

    public Task<Result<Joined>> RunAsync(Caller scope, Request request, CancellationToken cancellationToken) =>
        db.WriteAsync<Result<Joined>>(async () =>
        {
            var pending = invitations.OfToken(request.Token);
            if (await pending.Select(m => (long?)m.WorkspaceId).FirstOrDefaultAsync(cancellationToken) is not { } workspaceId)
                return PendingInvitations.Invalid;
            await db.HoldMembersAsync(workspaceId, cancellationToken);
            if (await pending.AsNoTracking().FirstOrDefaultAsync(cancellationToken) is not { } invitation)
                return PendingInvitations.Invalid;
            if (await db.Memberships.AnyAsync(m => m.WorkspaceId == workspaceId && m.UserId == scope.Id, cancellationToken))
                return AlreadyMember;

            await TakeUpAsync(invitation.Id, scope.Id, cancellationToken);
            if (invitation.MailTokenHash is { } mailed && mailed.AsSpan().SequenceEqual(InvitationToken.HashOf(request.Token))
                && await users.ConfirmEmailAsync(scope.Id, invitation.InvitedEmail!, cancellationToken))
                await audit.WriteAsync(new Audited(AuditActions.EmailConfirmed, scope.Id), cancellationToken);
            await audit.WriteAsync(
                new Audited(AuditActions.MemberJoined, scope.Id, workspaceId, "member", invitation.Id), cancellationToken);
            return new Joined(invitation.Id, workspaceId, invitation.Role);
        }, cancellationToken);

    /// <summary>Makes the invitation the membership of somebody; its links work no more.</summary>
    private Task TakeUpAsync(long invitationId, long userId, CancellationToken cancellationToken)
    {
        var now = clock.Now();
        return db.Memberships.Where(m => m.Id == invitationId).ExecuteUpdateAsync(
            m => m.SetProperty(x => x.UserId, userId).SetProperty(x => x.TokenHash, (byte[]?)null)
                .SetProperty(x => x.MailTokenHash, (byte[]?)null).SetProperty(x => x.ExpiresAt, (DateTime?)null)
                .SetProperty(x => x.UpdatedAt, now),
            cancellationToken);
    }
}

/// <summary>A new membership.</summary>
internal sealed record Joined(long Id, long OrganizationId, Role Role);
