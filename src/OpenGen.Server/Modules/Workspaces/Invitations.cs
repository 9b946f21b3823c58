using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using OpenGen.Server.Data;
using OpenGen.Server.Modules.Accounts;
using OpenGen.Server.Modules.Audit;
using OpenGen.Server.Modules.Mail;
using OpenGen.Server.Web;

namespace OpenGen.Server.Modules.Workspaces;

/// <summary>An invitation as whoever holds its link sees it.</summary>
internal sealed record InvitationView(long OrganizationId, string Organization, string Email, Role Role, DateTime ExpiresAt);

/// <summary>
/// Invitations to workspaces. Nobody is made a member by an address, which anybody can register: the link is handed over (and mailed, where there
/// is a mail server), and the membership is of the account of whoever takes it up. A link works once and for seven days.
/// </summary>
internal sealed class Invitations(AppDbContext db, UserDirectory users, MailOutbox mail, ServerOptions server, CurrentRequest request, AuditLog audit, TimeProvider clock)
{
    /// <summary>How long a link works.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromDays(7);

    /// <summary>The longest token that is looked at.</summary>
    public const int LongestToken = 100;

    /// <summary>Invitations of one person in a day: mail to strangers is not for free.</summary>
    internal const int MostADay = 100;

    private const string Prefix = "gen_inv_";
    private const int LongestNameInMail = 60;

    /// <summary>Invites somebody; the only time the link is known.</summary>
    public async Task<Result<(Membership Invitation, string Url, bool IsMailed)>> InviteAsync(MemberOf caller, long inviterId, string email, Role role, CancellationToken cancellationToken)
    {
        if (EmailAddress.Read(email) is not { Address: { } address }) return Error.Invalid("email", EmailAddress.Read(email).Fault!);
        var now = clock.Now();
        if (await audit.CountAsync(inviterId, AuditActions.MemberInvited, now.AddDays(-1), cancellationToken) >= MostADay) return TooMany;
        var (token, mailToken) = (NewToken(), NewToken());
        var made = await db.WriteAsync<Result<Membership>>(async () =>
        {
            await HoldAsync(caller.WorkspaceId, cancellationToken);
            var there = await db.Memberships.AsNoTracking().Where(m => m.WorkspaceId == caller.WorkspaceId).Select(m => new { m.Id, m.UserId, m.InvitedEmail, m.ExpiresAt }).ToListAsync(cancellationToken);
            var people = await users.FindAsync([.. there.Select(m => m.UserId).OfType<long>()], cancellationToken);
            if (people.Values.Any(p => EmailAddress.Normalize(p.Email) == EmailAddress.Normalize(address))) return Error.Invalid("email", "is a member already");
            if (there.Find(m => m.UserId is null && m.InvitedEmail == address) is { } earlier)
            {
                if (earlier.ExpiresAt > now) return Error.Invalid("email", "is invited already; delete that invitation to make another");
                await db.Memberships.Where(m => m.Id == earlier.Id).ExecuteDeleteAsync(cancellationToken);
            }
            var invitation = new Membership
            {
                WorkspaceId = caller.WorkspaceId,
                Role = role,
                InvitedEmail = address,
                InvitedById = inviterId,
                TokenHash = HashOf(token),
                MailTokenHash = mail.IsOn ? HashOf(mailToken) : null,
                ExpiresAt = now + Lifetime,
            };
            db.Memberships.Add(invitation);
            await db.SaveChangesAsync(cancellationToken);
            await audit.WriteAsync(new Audited(AuditActions.MemberInvited, inviterId, caller.WorkspaceId, "member", invitation.Id), cancellationToken);
            if (mail.IsOn) await mail.QueueAsync(address, "You are invited to a workspace", TextOf(caller.Name, role, mailToken), cancellationToken);
            return invitation;
        }, cancellationToken);
        return made.Failed ? made.Error : (made.Value, UrlOf(token), mail.IsOn);
    }

    /// <summary>What a link invites to; null when it is wrong, taken up, revoked or too old, which is the same answer.</summary>
    public Task<InvitationView?> FindAsync(string? token, CancellationToken cancellationToken) =>
        (from m in OfToken(token)
         join w in db.Workspaces on m.WorkspaceId equals w.Id
         select new InvitationView(w.Id, w.Name, m.InvitedEmail!, m.Role, m.ExpiresAt!.Value)).FirstOrDefaultAsync(cancellationToken);

    /// <summary>
    /// Makes the account a member. The link is a secret that was handed to a person, who may use it with whichever account they like; the owner
    /// sees with which. The link that was mailed shows besides that the invited address is theirs, if it is the account's.
    /// </summary>
    /// <returns>Where; or 422 invitation_invalid or already_member.</returns>
    public Task<Result<Membership>> AcceptAsync(long userId, string? token, CancellationToken cancellationToken) => db.WriteAsync<Result<Membership>>(async () =>
    {
        if (await OfToken(token).Select(m => (long?)m.WorkspaceId).FirstOrDefaultAsync(cancellationToken) is not { } workspaceId) return Invalid;
        await HoldAsync(workspaceId, cancellationToken);
        if (await OfToken(token).AsNoTracking().FirstOrDefaultAsync(cancellationToken) is not { } invitation) return Invalid;
        if (await db.Memberships.AnyAsync(m => m.WorkspaceId == workspaceId && m.UserId == userId, cancellationToken)) return AlreadyMember;

        var now = clock.Now();
        await db.Memberships.Where(m => m.Id == invitation.Id).ExecuteUpdateAsync(m => m
            .SetProperty(x => x.UserId, userId).SetProperty(x => x.TokenHash, (byte[]?)null).SetProperty(x => x.MailTokenHash, (byte[]?)null)
            .SetProperty(x => x.ExpiresAt, (DateTime?)null).SetProperty(x => x.UpdatedAt, now), cancellationToken);
        if (invitation.MailTokenHash is { } mailed && mailed.AsSpan().SequenceEqual(HashOf(token!)) && await users.ConfirmEmailAsync(userId, invitation.InvitedEmail!, cancellationToken))
            await audit.WriteAsync(new Audited(AuditActions.EmailConfirmed, userId), cancellationToken);
        await audit.WriteAsync(new Audited(AuditActions.MemberJoined, userId, workspaceId, "member", invitation.Id), cancellationToken);
        return invitation;
    }, cancellationToken);

    /// <summary>Lets a link go unused, for whoever holds it.</summary>
    public Task<Result<long>> DeclineAsync(string? token, CancellationToken cancellationToken) => db.WriteAsync<Result<long>>(async () =>
    {
        if (await OfToken(token).AsNoTracking().FirstOrDefaultAsync(cancellationToken) is not { } invitation) return Invalid;
        if (await OfToken(token).ExecuteDeleteAsync(cancellationToken) == 0) return Invalid;
        await audit.WriteAsync(new Audited(AuditActions.InvitationDeclined, null, invitation.WorkspaceId, "member", invitation.Id), cancellationToken);
        return invitation.Id;
    }, cancellationToken);

    /// <summary>
    /// Takes back the links to roles above what their inviter may give now; in the caller's transaction. Else somebody who is about to be removed
    /// could invite themselves back.
    /// </summary>
    /// <param name="inviterId">Whose.</param>
    /// <param name="now">What the inviter is now; null for no member any more.</param>
    public Task RevokeOfAsync(long workspaceId, long inviterId, Role? now, CancellationToken cancellationToken)
    {
        var made = db.Memberships.Where(m => m.WorkspaceId == workspaceId && m.UserId == null && m.InvitedById == inviterId);
        // Managers give all roles but the owner's; below them nobody invites.
        return (now == Role.Manager ? made.Where(m => m.Role == Role.Owner) : made).ExecuteDeleteAsync(cancellationToken);
    }

    /// <summary>Whoever changes members of a workspace waits here, so that two owners cannot demote each other at once.</summary>
    public Task HoldAsync(long workspaceId, CancellationToken cancellationToken) =>
        db.Workspaces.Where(w => w.Id == workspaceId).ExecuteUpdateAsync(w => w.SetProperty(x => x.UpdatedAt, x => x.UpdatedAt), cancellationToken);

    public static readonly Error Invalid = Error.Refused("invitation_invalid", "This invitation was taken up, taken back, or has expired; ask for another");

    public static readonly Error AlreadyMember = Error.Refused("already_member", "You are a member of this workspace already");

    private static readonly Error TooMany = Error.Refused("too_many_invitations", $"{MostADay} invitations a day are as many as one person may send; wait until tomorrow");

    private IQueryable<Membership> OfToken(string? token)
    {
        var (hash, now) = (HashOf(token is { Length: <= LongestToken } ? token : ""), clock.Now());
        return db.Memberships.Where(m => m.UserId == null && m.ExpiresAt > now && (m.TokenHash == hash || m.MailTokenHash == hash));
    }

    private string UrlOf(string token)
    {
        var path = $"/invitations/{token}";
        return server.Public is { } known ? new Uri(known, path).ToString() : request.BaseUrl + path;
    }

    private string TextOf(string workspace, Role role, string token) =>
        $"""
        You are invited to the workspace "{Harmless(workspace)}" on {server.Public!.Host}, as {role.ToString().ToLowerInvariant()}.

        Accept or decline within {Lifetime.Days} days:
        {new Uri(server.Public, $"/invitations/{token}")}

        If you do not know what this is about, there is nothing to do.
        """;

    /// <summary>A name somebody chose, in a mail to a stranger: nothing that a mail program makes a link of.</summary>
    private static string Harmless(string name) => string.Concat(name.Where(c => char.IsLetterOrDigit(c) || c is ' ' or '-' or '\'').Take(LongestNameInMail));

    private static string NewToken() => Prefix + RandomNumberGenerator.GetHexString(48, lowercase: true);

    private static byte[] HashOf(string token) => SHA256.HashData(Encoding.UTF8.GetBytes(token));
}

/// <summary>Lets invitations go that nobody took up, a month after they expired.</summary>
internal sealed class InvitationSweep(AppDbContext db, TimeProvider clock) : ISweep
{
    private static readonly TimeSpan Shown = TimeSpan.FromDays(30);

    public async Task SweepAsync(CancellationToken stop)
    {
        var oldest = clock.Now() - Shown;
        await db.Memberships.Where(m => m.UserId == null && m.ExpiresAt < oldest).ExecuteDeleteAsync(stop);
    }
}
