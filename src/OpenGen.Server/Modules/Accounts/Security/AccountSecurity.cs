using System.Security.Claims;
using Microsoft.AspNetCore.Identity;
using OpenGen.Server.Data;
using OpenGen.Server.Modules.Accounts.ApiKeys;
using OpenGen.Server.Modules.Audit.Contracts;

namespace OpenGen.Server.Modules.Accounts;

/// <summary>How a person gets in, as their security page shows it.</summary>
/// <param name="CodesLeft">Recovery codes not used yet.</param>
internal sealed record SecurityView(string Email, bool HasPassword, bool TwoFactor, int CodesLeft, IReadOnlyList<PasskeyView> Passkeys);

/// <summary>The password and the sessions of the person signed in.</summary>
internal sealed class AccountSecurity(
    UserManager<User> users, PeopleSignIn signIn, Passkeys passkeys, Proof proof, RevokeAllApiKeys keys, AppDbContext db, IAuditLog audit)
{
    /// <summary>What there is now.</summary>
    public async Task<SecurityView> OfAsync(ClaimsPrincipal person)
    {
        var user = await UserAsync(users, person);
        return new SecurityView(
            user.Email!, await users.HasPasswordAsync(user), user.TwoFactorEnabled,
            user.TwoFactorEnabled ? await users.CountRecoveryCodesAsync(user) : 0, await passkeys.ListAsync(user));
    }

    /// <summary>Changes the password, or sets the first. All other sessions end, and the tokens that programs signed in for.</summary>
    /// <param name="revokeKeys">Whether the API keys end as well; they are no part of the password, and otherwise go on working.</param>
    /// <returns>Null, or what is wrong, by the fields <c>proof</c>, <c>proof_code</c> and <c>password</c>.</returns>
    public async Task<Error?> ChangePasswordAsync(
        ClaimsPrincipal person, GivenProof given, string? password, bool revokeKeys, CancellationToken cancellationToken)
    {
        var user = await UserAsync(users, person);
        if (PasswordFault(user, password) is { } fault) return Error.Invalid("password", fault);
        if (await proof.FaultAsync(user, given, cancellationToken) is { } unproved) return unproved;
        // Made before the transaction, which would keep other writers waiting meanwhile.
        user.PasswordHash = users.PasswordHasher.HashPassword(user, password!);
        await db.WriteAsync(async () =>
        {
            await OrThrow(users.UpdateSecurityStampAsync(user));
            await RefreshToken.EndAllAsync(db, user.Id, cancellationToken);
            if (revokeKeys) await keys.RunAsync(user.AsCaller(), new(), cancellationToken);
            await audit.WriteAsync(new Audited(AuditActions.PasswordChanged, user.Id), cancellationToken);
            return true;
        }, cancellationToken);
        await signIn.RefreshSignInAsync(user);
        return null;
    }

    /// <summary>Ends every other session at its next request: browsers, and programs that signed in with a password.</summary>
    public async Task EndOtherSessionsAsync(ClaimsPrincipal person, CancellationToken cancellationToken)
    {
        var user = await UserAsync(users, person);
        await db.WriteAsync(async () =>
        {
            await OrThrow(users.UpdateSecurityStampAsync(user));
            await RefreshToken.EndAllAsync(db, user.Id, cancellationToken);
            await audit.WriteAsync(new Audited(AuditActions.SessionsRevoked, user.Id), cancellationToken);
            return true;
        }, cancellationToken);
        await signIn.RefreshSignInAsync(user);
    }

    /// <summary>The user of a session that was checked with the request.</summary>
    internal static async Task<User> UserAsync(UserManager<User> users, ClaimsPrincipal person) =>
        await users.GetUserAsync(person) ?? throw new InvalidOperationException("The session's user is not there");

    /// <summary>For changes that nothing a person typed can make fail.</summary>
    internal static async Task OrThrow(Task<IdentityResult> change)
    {
        var result = await change;
        if (!result.Succeeded) throw new InvalidOperationException($"An account could not be changed: {result}");
    }

    private static string? PasswordFault(User user, string? password) =>
        string.IsNullOrEmpty(password) ? "Choose a password"
        : PasswordRules.Fault(user, password) is { } fault ? "This password " + fault
        : null;
}
