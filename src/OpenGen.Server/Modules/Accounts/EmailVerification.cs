using System.Security.Claims;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using OpenGen.Server.Data;
using OpenGen.Server.Modules.Accounts.Contracts;
using OpenGen.Server.Modules.Audit.Contracts;
using OpenGen.Server.Modules.Mail.Contracts;
using OpenGen.Server.Web;

namespace OpenGen.Server.Modules.Accounts;

/// <summary>
/// Whether an account's address is its person's: a link is mailed to it, and whoever is signed in to the account takes it up. Without the
/// sign-in, the owner of an address that somebody else registered would confirm that account by a click.
/// </summary>
internal sealed class EmailVerification(
    AppDbContext db, UserManager<User> users, IUserDirectory directory, IMailOutbox mail, ServerOptions server, IAuditLog audit,
    TimeProvider clock)
{
    /// <summary>How long a link works.</summary>
    public static readonly TimeSpan LinkLifetime = TimeSpan.FromDays(3);

    /// <summary>Nobody's letter box is filled by asking again and again.</summary>
    private static readonly TimeSpan BetweenMails = TimeSpan.FromMinutes(10);

    private static readonly Error BadLink = Error.Refused("invalid_link", "This link has expired, or is another account's");

    /// <summary>Whether links can be mailed at all.</summary>
    public bool IsOn => mail.IsOn;

    /// <summary>
    /// Mails the link, in the caller's transaction where there is one; nothing when there is no mail server, the address is confirmed,
    /// or one went out just now.
    /// </summary>
    /// <returns>Whether one was mailed.</returns>
    public Task<bool> SendAsync(User user, CancellationToken cancellationToken) => db.JoinAsync(async () =>
    {
        var (now, oldest) = (clock.Now(), clock.Now() - BetweenMails);
        if (!mail.IsOn || user.EmailConfirmed) return false;
        if (await db.Users.Where(u => u.Id == user.Id && (u.ConfirmationSentAt == null || u.ConfirmationSentAt < oldest))
            .ExecuteUpdateAsync(u => u.SetProperty(x => x.ConfirmationSentAt, now), cancellationToken) == 0) return false;
        var link = new Uri(
            server.Public!, $"/confirm-email?token={Uri.EscapeDataString(await users.GenerateEmailConfirmationTokenAsync(user))}");
        await mail.QueueAsync(user.Email!, "Confirm your e-mail address",
            $"""
            Somebody, we think you, made an account on {server.Public!.Host} with this address.

            Sign in and confirm it here, within {LinkLifetime.Days} days:
            {link}

            If it was not you, there is nothing to do: without this link the account is not known to be yours.
            """, cancellationToken);
        return true;
    }, cancellationToken);

    /// <summary>The e-mail of the person signed in, and whether it is confirmed.</summary>
    public async Task<(string Email, bool IsConfirmed)> OfAsync(ClaimsPrincipal person)
    {
        var user = await AccountSecurity.UserAsync(users, person);
        return (user.Email!, user.EmailConfirmed);
    }

    /// <summary>Mails another link to the person signed in.</summary>
    public async Task<bool> SendAgainAsync(ClaimsPrincipal person, CancellationToken cancellationToken) =>
        await SendAsync(await AccountSecurity.UserAsync(users, person), cancellationToken);

    /// <summary>Takes up a link, for the person signed in.</summary>
    public async Task<Error?> ConfirmAsync(ClaimsPrincipal person, string? token, CancellationToken cancellationToken)
    {
        var user = await AccountSecurity.UserAsync(users, person);
        if (user.EmailConfirmed) return null;
        if (string.IsNullOrEmpty(token)
            || !await users.VerifyUserTokenAsync(
                user, users.Options.Tokens.EmailConfirmationTokenProvider, UserManager<User>.ConfirmEmailTokenPurpose, token))
            return BadLink;
        await db.WriteAsync(async () =>
        {
            if (await directory.ConfirmEmailAsync(user.Id, user.Email!, cancellationToken))
                await audit.WriteAsync(new Audited(AuditActions.EmailConfirmed, user.Id), cancellationToken);
            return true;
        }, cancellationToken);
        return null;
    }
}
