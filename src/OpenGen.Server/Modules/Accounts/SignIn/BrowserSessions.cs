using System.Globalization;
using System.Security.Claims;
using Microsoft.EntityFrameworkCore;
using OpenGen.Server.Data;
using OpenGen.Server.Modules.Audit.Contracts;
using OpenGen.Server.Web;

namespace OpenGen.Server.Modules.Accounts;

/// <summary>
/// Sessions of people in a browser: the API's rules for passwords and registration, answered with a cookie in place of tokens.
/// </summary>
internal sealed class BrowserSessions(
    PasswordCheck passwords, SecondFactor second, PasskeyAnswers passkeys, Registration registration, PeopleSignIn signIn,
    AccountsOptions options, AppDbContext db, IAuditLog audit, TimeProvider clock) : ISessionLookup
{
    private const int LongestEmail = 254;
    private const int LongestName = 200;

    private static readonly Error WrongCode = new(ErrorKind.Unauthorized, "unauthorized", "This code is wrong");
    private static readonly Error WrongPasskey = new(ErrorKind.Unauthorized, "unauthorized", "This passkey was not accepted here");

    /// <summary>Whether strangers may register.</summary>
    public bool RegistrationOpen => options.RegistrationOpen;

    /// <summary>Begins a session; needs the request whose answer carries the cookie.</summary>
    /// <param name="stay">Whether it outlives the browser's window.</param>
    /// <returns>
    /// Null, or why there is none: <see cref="PasswordCheck.OtpRequired"/> when <see cref="ContinueAsync"/> wants a code first.
    /// </returns>
    public async Task<Error?> BeginAsync(string email, string password, bool stay, CancellationToken cancellationToken)
    {
        if (email.Length > LongestEmail || password.Length > PasswordRules.Longest) return PasswordCheck.WrongCredentials;
        if (await passwords.FindAsync(email, password, cancellationToken) is not { } user) return PasswordCheck.WrongCredentials;
        var begun = await signIn.AfterPasswordAsync(user, stay);
        if (begun.Succeeded) await audit.WriteAsync(new Audited(AuditActions.SessionCreated, user.Id), CancellationToken.None);
        return begun.Succeeded ? null : begun.RequiresTwoFactor ? PasswordCheck.OtpRequired : PasswordCheck.WrongCredentials;
    }

    /// <summary>Whether this browser gave the right password lately and owes a code.</summary>
    public async Task<bool> OwesCodeAsync() => await signIn.GetTwoFactorAuthenticationUserAsync() is not null;

    /// <summary>Begins the session of whoever owes a code.</summary>
    /// <param name="stay">Whether it outlives the browser's window.</param>
    /// <param name="remember">Whether this browser need not be asked for a code again.</param>
    /// <returns>Null, or why there is none.</returns>
    public async Task<Error?> ContinueAsync(string code, bool stay, bool remember, CancellationToken cancellationToken)
    {
        if (code.Length > PasswordRules.Longest) return WrongCode;
        if (await signIn.GetTwoFactorAuthenticationUserAsync() is not { } user || !await second.TakesAsync(user, code, cancellationToken))
            return WrongCode;
        await signIn.AfterCodeAsync(user, stay, remember);
        await audit.WriteAsync(new Audited(AuditActions.SessionCreated, user.Id), CancellationToken.None);
        return null;
    }

    /// <summary>
    /// Begins a session with a passkey's answer. Only an operator's lock keeps it out: guesses at the password of others
    /// say nothing about whoever holds the passkey.
    /// </summary>
    public async Task<Error?> BeginWithPasskeyAsync(string credential, bool stay)
    {
        if (await passkeys.AnswerAsync(credential) is not { } user || user.LockoutEnd > clock.GetUtcNow()) return WrongPasskey;
        await signIn.SignInAsync(user, stay);
        await audit.WriteAsync(new Audited(AuditActions.SessionCreated, user.Id), CancellationToken.None);
        return null;
    }

    /// <summary>Registers a person and begins their first session.</summary>
    /// <returns>Null, or what is wrong, by field.</returns>
    public async Task<Error?> RegisterAsync(string email, string password, string? name, CancellationToken cancellationToken)
    {
        if (!options.RegistrationOpen) return Registration.Closed;
        if (password.Length > PasswordRules.Longest) return Error.Invalid("password", $"is too long (at most {PasswordRules.Longest})");
        if (name?.Length > LongestName) return Error.Invalid("name", $"is too long (at most {LongestName})");
        var made = await registration.RegisterAsync(email, password, name, null, cancellationToken);
        if (made.Failed) return made.Error;
        await signIn.SignInAsync(made.Value, isPersistent: true);
        return null;
    }

    /// <summary>Ends the session of this request on the server too: its cookie, wherever a copy of it is, opens nothing any more.</summary>
    public async Task EndAsync(ClaimsPrincipal session)
    {
        if (SessionOf(session) is { } id)
        {
            db.EndedSessions.Add(new EndedSession { Id = id, ForgetAt = clock.Now() + EndedSession.Kept });
            try
            {
                await db.SaveChangesAsync();
            }
            catch (DbUpdateException fault) when (fault.IsUniqueViolation())
            {
                // Ended twice at once.
                db.ChangeTracker.Clear();
            }
        }
        await signIn.SignOutAsync();
    }

    /// <summary>Who is signed in to a session that was checked with the request; null when nobody is.</summary>
    public async Task<Caller?> CallerOfAsync(ClaimsPrincipal person) => (await signIn.UserManager.GetUserAsync(person))?.AsCaller();

    /// <summary>
    /// Whether a session still holds: it was not ended, and its user is there, has changed no credentials since, and is not locked by an
    /// operator. The short lock after wrong passwords keeps people from signing in and does not count: else whoever knows an e-mail
    /// could throw its owner out.
    /// </summary>
    public async Task<bool> HoldsAsync(ClaimsPrincipal session, CancellationToken cancellationToken)
    {
        var stamp = session.FindFirstValue(signIn.Options.ClaimsIdentity.SecurityStampClaimType);
        if (stamp is null || SessionOf(session) is not { } id) return false;
        if (!long.TryParse(session.FindFirstValue(ClaimTypes.NameIdentifier), CultureInfo.InvariantCulture, out var user)) return false;
        DateTimeOffset? now = clock.GetUtcNow();
        return await db.Users.AnyAsync(u => u.Id == user && u.SecurityStamp == stamp && (u.LockoutEnd == null || u.LockoutEnd <= now)
            && !db.Set<EndedSession>().Any(e => e.Id == id), cancellationToken);
    }

    private static Guid? SessionOf(ClaimsPrincipal session) =>
        Guid.TryParse(session.FindFirstValue(PeopleSignIn.SessionClaim), out var id) ? id : null;
}
