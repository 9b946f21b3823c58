using System.ComponentModel.DataAnnotations;
using Microsoft.EntityFrameworkCore;
using OpenGen.Server.Data;
using OpenGen.Server.Modules.Accounts.Contracts;
using OpenGen.Server.Modules.Audit.Contracts;
using OpenGen.Server.Modules.Workspaces.Contracts;
using OpenGen.Server.Modules.Workspaces.Invitations;

namespace OpenGen.Server.Modules.Workspaces.Members;

/// <summary>Invites somebody; the only time the link is known. Nobody gives a role above their own.</summary>
[Operation("addMember", Phase.Setup, Says = "Invite somebody; they are a member once they have taken it up"), AnswersSecret]
[Needs(Role.Manager)]
internal sealed class AddMember(AppDbContext db, IUserDirectory users, InvitationLinks links, IAuditLog audit, TimeProvider clock)
    : IOperation<MemberOf, AddMember.Request, InvitedView>
{
    /// <summary>Invitations of one person in a day: mail to strangers is not for free.</summary>
    private const int MostADay = 100;

    private static readonly Error TooMany = Error.Refused(
        "too_many_invitations", $"{MostADay} invitations a day are as many as one person may send; wait until tomorrow");

    public sealed record Request(
        [MaxLength(254), EmailAddress] string Email, [AllowedValues("owner", "manager", "editor", "viewer")] string Role);

    public async Task<Result<InvitedView>> RunAsync(MemberOf scope, Request request, CancellationToken cancellationToken)
    {
        var role = MemberQueries.RoleOf(request.Role);
        if (role < scope.Role) return Error.Forbidden();
        var (address, fault) = EmailAddress.Read(request.Email);
        if (address is null) return Error.Invalid("email", fault!);
        var now = clock.Now();
        if (await audit.CountAsync(scope.UserId, AuditActions.MemberInvited, now.AddDays(-1), cancellationToken) >= MostADay)
            return TooMany;

        var (token, mailed) = (InvitationToken.New(), links.AreMailed ? InvitationToken.New() : null);
        var invited = await db.WriteAsync<Result<Membership>>(async () =>
        {
            await db.HoldMembersAsync(scope.WorkspaceId, cancellationToken);
            if (await MakeRoomAsync(scope.WorkspaceId, address, now, cancellationToken) is { } taken) return taken;
            var invitation = new Membership
            {
                WorkspaceId = scope.WorkspaceId,
                Role = role,
                InvitedEmail = address,
                InvitedById = scope.UserId,
                TokenHash = InvitationToken.HashOf(token),
                MailTokenHash = mailed is null ? null : InvitationToken.HashOf(mailed),
                ExpiresAt = now + InvitationToken.Lifetime,
            };
            db.Memberships.Add(invitation);
            await db.SaveChangesAsync(cancellationToken);
            await audit.WriteAsync(
                new Audited(AuditActions.MemberInvited, scope.UserId, scope.WorkspaceId, "member", invitation.Id), cancellationToken);
            if (mailed is not null) await links.MailAsync(address, scope.Name, role, mailed, cancellationToken);
            return invitation;
        }, cancellationToken);
        if (invited.Failed) return invited.Error;
        return new InvitedView(MemberView.Of(invited.Value, null, clock.Now()), links.UrlOf(token), mailed is not null);
    }

    /// <summary>Why nobody can be invited at this address; null when somebody can, and an invitation that expired makes room.</summary>
    private async Task<Error?> MakeRoomAsync(long workspaceId, string address, DateTime now, CancellationToken cancellationToken)
    {
        var there = await db.Memberships.AsNoTracking().Where(m => m.WorkspaceId == workspaceId)
            .Select(m => new { m.Id, m.UserId, m.InvitedEmail, m.ExpiresAt }).ToListAsync(cancellationToken);
        var people = await users.FindAsync([.. there.Select(m => m.UserId).OfType<long>()], cancellationToken);
        if (people.Values.Any(p => EmailAddress.Normalize(p.Email) == EmailAddress.Normalize(address)))
            return Error.Invalid("email", "is a member already");
        if (there.Find(m => m.UserId is null && m.InvitedEmail == address) is not { } earlier) return null;
        if (earlier.ExpiresAt > now) return Error.Invalid("email", "is invited already; delete that invitation to make another");
        await db.Memberships.Where(m => m.Id == earlier.Id).ExecuteDeleteAsync(cancellationToken);
        return null;
    }
}
