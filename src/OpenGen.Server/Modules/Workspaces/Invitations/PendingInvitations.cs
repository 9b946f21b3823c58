using Microsoft.EntityFrameworkCore;
using OpenGen.Server.Data;
using OpenGen.Server.Modules.Audit.Contracts;
using OpenGen.Server.Modules.Workspaces.Contracts;

namespace OpenGen.Server.Modules.Workspaces.Invitations;

/// <summary>An invitation as whoever holds its link sees it.</summary>
internal sealed record InvitationView(long OrganizationId, string Organization, string Email, Role Role, DateTime ExpiresAt);

/// <summary>
/// Invitations that nobody has taken up. Nobody is made a member by an address, which anybody can register: the link is handed over (and
/// mailed, where there is a mail server), and the membership is of the account of whoever takes it up. A link works once and for seven
/// days.
/// </summary>
internal sealed class PendingInvitations(AppDbContext db, IAuditLog audit, TimeProvider clock)
{
    public static readonly Error Invalid = Error.Refused(
        "invitation_invalid", "This invitation was taken up, taken back, or has expired; ask for another");

    /// <summary>The one that a link invites to; nothing when it is wrong, taken up, revoked or too old, which is the same answer.</summary>
    public IQueryable<Membership> OfToken(string? token)
    {
        var (hash, now) = (InvitationToken.HashOf(token is { Length: <= InvitationToken.Longest } ? token : ""), clock.Now());
        return db.Memberships.Where(m => m.UserId == null && m.ExpiresAt > now && (m.TokenHash == hash || m.MailTokenHash == hash));
    }

    /// <summary>What a link invites to; null when it invites to nothing any more.</summary>
    public Task<InvitationView?> FindAsync(string? token, CancellationToken cancellationToken) =>
        (from m in OfToken(token)
         join w in db.Workspaces on m.WorkspaceId equals w.Id
         select new InvitationView(w.Id, w.Name, m.InvitedEmail!, m.Role, m.ExpiresAt!.Value)).FirstOrDefaultAsync(cancellationToken);

    /// <summary>Lets a link go unused, for whoever holds it, signed in or not.</summary>
    public Task<Result<Done>> DeclineAsync(string? token, CancellationToken cancellationToken) =>
        db.WriteAsync<Result<Done>>(async () =>
        {
            if (await OfToken(token).AsNoTracking().FirstOrDefaultAsync(cancellationToken) is not { } invitation) return Invalid;
            if (await OfToken(token).ExecuteDeleteAsync(cancellationToken) == 0) return Invalid;
            await audit.WriteAsync(
                new Audited(AuditActions.InvitationDeclined, null, invitation.WorkspaceId, "member", invitation.Id), cancellationToken);
            return new Done();
        }, cancellationToken);

    /// <summary>
    /// Takes back the links to roles above what their inviter may give now; in the caller's transaction. Else somebody who is about to be
    /// removed could invite themselves back.
    /// </summary>
    /// <param name="inviterId">Whose.</param>
    /// <param name="now">What the inviter is now; null for no member any more.</param>
    public Task RevokeOfAsync(long workspaceId, long inviterId, Role? now, CancellationToken cancellationToken)
    {
        var made = db.Memberships.Where(m => m.WorkspaceId == workspaceId && m.UserId == null && m.InvitedById == inviterId);
        // Managers give all roles but the owner's; below them nobody invites.
        return (now == Role.Manager ? made.Where(m => m.Role == Role.Owner) : made).ExecuteDeleteAsync(cancellationToken);
    }
}

/// <summary>Lets invitations go that nobody took up, a month after they expired.</summary>
internal sealed class InvitationSweep(AppDbContext db, TimeProvider clock) : ISweep
{
    private static readonly TimeSpan Shown = TimeSpan.FromDays(30);

    public async Task SweepAsync(CancellationToken cancellationToken)
    {
        var oldest = clock.Now() - Shown;
        await db.Memberships.Where(m => m.UserId == null && m.ExpiresAt < oldest).ExecuteDeleteAsync(cancellationToken);
    }
}
