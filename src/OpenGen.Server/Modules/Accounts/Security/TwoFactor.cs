using System.Security.Claims;
using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using OpenGen.Server.Data;
using OpenGen.Server.Modules.Audit.Contracts;

namespace OpenGen.Server.Modules.Accounts;

/// <summary>A key that an authenticator app is being given; nothing is stored until a code proves that it has it.</summary>
/// <param name="Key">Base32, for people who type it.</param>
/// <param name="Uri">For the app's camera (otpauth://totp/…).</param>
/// <param name="Ticket">The key, sealed for this user and half an hour; sent back with the code.</param>
internal sealed record AuthenticatorDraft(string Key, string Uri, string Ticket);

/// <summary>Turns the authenticator app on and off, and renews recovery codes.</summary>
internal sealed class TwoFactor(
    UserManager<User> users, IUserStore<User> store, PeopleSignIn signIn, Proof proof, AppDbContext db, IDataProtectionProvider protection,
    IAuditLog audit, TimeProvider clock)
{
    private const int RecoveryCodes = 10;
    private const string App = "OpenGen";
    private static readonly TimeSpan DraftLifetime = TimeSpan.FromMinutes(30);
    private readonly AccountStore _store = (AccountStore)store;

    /// <summary>A fresh key to show; or the one of a ticket, while that holds.</summary>
    public async Task<AuthenticatorDraft> DraftAsync(ClaimsPrincipal person, string? ticket)
    {
        var user = await AccountSecurity.UserAsync(users, person);
        var sealing = Sealing(user);
        var key = Open(sealing, ticket);
        if (key is null) ticket = sealing.Protect(key = users.GenerateNewAuthenticatorKey(), DraftLifetime);
        var label = Uri.EscapeDataString($"{App}:{user.Email}");
        return new AuthenticatorDraft(key, $"otpauth://totp/{label}?secret={key}&issuer={App}&digits=6", ticket!);
    }

    /// <summary>
    /// Turns it on when the code shows that the app has the key. All other sessions end. The same form sent again (by a second click,
    /// by loading its answer anew) shows the same codes: they would be lost with the answer that never came.
    /// </summary>
    /// <returns>The recovery codes, which only this ticket ever shows; or what is wrong, by the fields <c>proof</c> and
    /// <c>code</c>.</returns>
    public async Task<Result<List<string>>> TurnOnAsync(
        ClaimsPrincipal person, string? ticket, GivenProof given, string? code, CancellationToken cancellationToken)
    {
        var user = await AccountSecurity.UserAsync(users, person);
        var key = Open(Sealing(user), ticket);
        if (!user.TwoFactorEnabled)
        {
            if (key is null) return Error.Invalid("code", "This key was too old. Scan the new one");
            var plain = string.Concat((code ?? "").Where(char.IsAsciiDigit));
            if (plain.Length == 0) return Error.Invalid("code", "Enter the six digits the app shows");
            if (AuthenticatorCodes.StepOf(key, plain, clock.Now()) is not { } step)
                return Error.Invalid("code", "This is not the code the app shows now");
            if (await proof.FaultAsync(user, given, cancellationToken) is { } unproved) return unproved;
            await StoreAsync(user, key, step, cancellationToken);
        }
        if (key is null || await users.GetAuthenticatorKeyAsync(user) != key)
            return Error.Refused("two_factor_on", "Two-factor sign-in is on already");
        await signIn.RefreshSignInAsync(user);
        return await _store.RecoveryCodesAsync(user, cancellationToken);
    }

    /// <summary>Stores key and codes and ends all sessions, unless it was turned on meanwhile.</summary>
    private Task<bool> StoreAsync(User user, string key, long step, CancellationToken cancellationToken) => db.WriteAsync(async () =>
    {
        var off = db.Users.Where(u => u.Id == user.Id && !u.TwoFactorEnabled);
        if (await off.ExecuteUpdateAsync(u => u.SetProperty(x => x.TwoFactorEnabled, true), cancellationToken) == 0)
        {
            await db.Entry(user).ReloadAsync(cancellationToken);
            return false;
        }
        await _store.ForgetSecondFactorAsync(user, cancellationToken);
        await _store.UpdateAsync(user, cancellationToken);
        await _store.SetAuthenticatorKeyAsync(user, key, cancellationToken);
        if (!await AuthenticatorCodes.SpendAsync(users, user, step)) throw new InvalidOperationException("The key could not be stored");
        await AccountSecurity.OrThrow(users.SetTwoFactorEnabledAsync(user, true));
        await RefreshToken.EndAllAsync(db, user.Id, cancellationToken);
        await audit.WriteAsync(new Audited(AuditActions.TwoFactorEnabled, user.Id), cancellationToken);
        await NewCodesAsync(user);
        return true;
    }, cancellationToken);

    /// <summary>New recovery codes in place of the old ones.</summary>
    public async Task<Result<List<string>>> RenewCodesAsync(ClaimsPrincipal person, GivenProof given, CancellationToken cancellationToken)
    {
        var user = await AccountSecurity.UserAsync(users, person);
        if (!user.TwoFactorEnabled) return Error.Refused("two_factor_off", "Two-factor sign-in is off");
        if (await proof.FaultAsync(user, given, cancellationToken) is { } unproved) return unproved;
        await audit.WriteAsync(new Audited(AuditActions.RecoveryCodesRenewed, user.Id), CancellationToken.None);
        return await NewCodesAsync(user);
    }

    /// <summary>Turns it off and forgets the key and the codes. All other sessions end.</summary>
    public async Task<Error?> TurnOffAsync(ClaimsPrincipal person, GivenProof given, CancellationToken cancellationToken)
    {
        var user = await AccountSecurity.UserAsync(users, person);
        if (!user.TwoFactorEnabled) return null;
        if (await proof.FaultAsync(user, given, cancellationToken) is { } unproved) return unproved;
        await ForgetAsync(user, cancellationToken);
        await audit.WriteAsync(new Audited(AuditActions.TwoFactorDisabled, user.Id), cancellationToken);
        await signIn.ForgetTwoFactorClientAsync();
        await signIn.RefreshSignInAsync(user);
        return null;
    }

    /// <summary>Turns it off at the operator's word, without a proof. All sessions end.</summary>
    public async Task<Error?> TurnOffForAsync(string email, CancellationToken cancellationToken)
    {
        if (await users.FindByEmailAsync(email) is not { } user)
            return new Error(ErrorKind.NotFound, "not_found", $"There is nobody with the e-mail address {email}");
        if (!user.TwoFactorEnabled) return Error.Refused("two_factor_off", $"Two-factor sign-in of {email} is off already");
        await ForgetAsync(user, cancellationToken);
        await audit.WriteAsync(new Audited(AuditActions.TwoFactorDisabled, user.Id), cancellationToken);
        return null;
    }

    private Task<bool> ForgetAsync(User user, CancellationToken cancellationToken) => db.WriteAsync(async () =>
    {
        await _store.ForgetSecondFactorAsync(user, cancellationToken);
        await AccountSecurity.OrThrow(users.SetTwoFactorEnabledAsync(user, false));
        await RefreshToken.EndAllAsync(db, user.Id, cancellationToken);
        return true;
    }, cancellationToken);

    private async Task<List<string>> NewCodesAsync(User user) =>
        [.. (await users.GenerateNewTwoFactorRecoveryCodesAsync(user, RecoveryCodes))!];

    private ITimeLimitedDataProtector Sealing(User user) =>
        protection.CreateProtector(
            "OpenGen.Accounts.AuthenticatorDraft", user.Id.ToString(System.Globalization.CultureInfo.InvariantCulture))
            .ToTimeLimitedDataProtector();

    private static string? Open(ITimeLimitedDataProtector sealing, string? ticket)
    {
        if (string.IsNullOrEmpty(ticket)) return null;
        try
        {
            return sealing.Unprotect(ticket);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}
