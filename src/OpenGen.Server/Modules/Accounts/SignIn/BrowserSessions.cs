using System.Security.Claims;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using OpenGen.Server.Http;
using OpenGen.Server.Modules.Audit;

namespace OpenGen.Server.Modules.Accounts;

/// <summary>Sessions of people in a browser: the API's rules for passwords and registration, answered with a cookie in place of tokens.</summary>
internal sealed class BrowserSessions(
    PasswordCheck passwords, SecondFactor second, Passkeys passkeys, Registration registration, PeopleSignIn signIn, AccountsOptions options, AuditLog audit,
    TimeProvider clock)
{
    private const int LongestEmail = 254;
    private const int LongestPassword = 200;
    private const int LongestName = 200;

    private static readonly Error WrongCode = new(401, "unauthorized", "This code is wrong");
    private static readonly Error WrongPasskey = new(401, "unauthorized", "This passkey was not accepted here");

    /// <summary>Whether strangers may register.</summary>
    public bool RegistrationOpen => options.RegistrationOpen;

    /// <summary>Begins a session; needs the request whose answer carries the cookie.</summary>
    /// <param name="stay">Whether it outlives the browser's window.</param>
    /// <returns>Null, or why there is none: <see cref="PasswordCheck.OtpRequired"/> when <see cref="ContinueAsync"/> wants a code first.</returns>
    public async Task<Error?> BeginAsync(string email, string password, bool stay)
    {
        if (email.Length > LongestEmail || password.Length > LongestPassword) return PasswordCheck.WrongCredentials;
        if (await passwords.FindAsync(email, password) is not { } user) return PasswordCheck.WrongCredentials;
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
    public async Task<Error?> ContinueAsync(string code, bool stay, bool remember)
    {
        if (code.Length > LongestPassword || await signIn.GetTwoFactorAuthenticationUserAsync() is not { } user || !await second.TakesAsync(user, code)) return WrongCode;
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
        if (await passkeys.AnswerAsync(credential) is not { } user || IsShutOut(user)) return WrongPasskey;
        await signIn.SignInAsync(user, stay);
        await audit.WriteAsync(new Audited(AuditActions.SessionCreated, user.Id), CancellationToken.None);
        return null;
    }

    /// <summary>Registers a person and begins their first session.</summary>
    /// <returns>Null, or what is wrong, by field.</returns>
    public async Task<Error?> RegisterAsync(string email, string password, string? name, CancellationToken stop)
    {
        if (!options.RegistrationOpen) return SignInEndpoints.RegistrationClosed;
        if (password.Length > LongestPassword) return Error.Invalid("password", $"is too long (at most {LongestPassword})");
        if (name?.Length > LongestName) return Error.Invalid("name", $"is too long (at most {LongestName})");
        var made = await registration.RegisterAsync(email, password, name, null, stop);
        if (made.Failed) return made.Error;
        await signIn.SignInAsync(made.Value, isPersistent: true);
        return null;
    }

    /// <summary>Who is signed in to a session that was checked with the request; null when nobody is.</summary>
    public async Task<long?> UserIdOfAsync(ClaimsPrincipal person) => (await signIn.UserManager.GetUserAsync(person))?.Id;

    /// <summary>Ends the session of this request.</summary>
    public Task EndAsync() => signIn.SignOutAsync();

    /// <summary>Whether a session still holds: its user is there, has changed no credentials since, and is not shut out.</summary>
    public async Task<bool> HoldsAsync(ClaimsPrincipal session) =>
        await signIn.ValidateSecurityStampAsync(session) is { } user && !IsShutOut(user);

    /// <summary>
    /// The short lock after wrong passwords keeps people from signing in and does not count:
    /// else whoever knows an e-mail could throw its owner out. An operator's longer lock does.
    /// </summary>
    private bool IsShutOut(User user) =>
        user.LockoutEnd is { } end && end - clock.GetUtcNow() > signIn.Options.Lockout.DefaultLockoutTimeSpan;

    /// <summary>Applies <see cref="HoldsAsync"/> to the cookies of requests, as often as the options say.</summary>
    internal sealed class CookieValidator(
        IOptions<SecurityStampValidatorOptions> options, SignInManager<User> signIn, ILoggerFactory logger, BrowserSessions sessions)
        : SecurityStampValidator<User>(options, signIn, logger)
    {
        /// <inheritdoc/>
        protected override async Task<User?> VerifySecurityStamp(ClaimsPrincipal? principal) =>
            await base.VerifySecurityStamp(principal) is { } user && !sessions.IsShutOut(user) ? user : null;
    }
}
