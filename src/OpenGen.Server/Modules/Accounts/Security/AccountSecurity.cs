using System.Security.Claims;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using OpenGen.Server.Data;
using OpenGen.Server.Http;
using OpenGen.Server.Modules.Audit;

namespace OpenGen.Server.Modules.Accounts;

/// <summary>How a person gets in, as their security page shows it.</summary>
/// <param name="CodesLeft">Recovery codes not used yet.</param>
internal sealed record SecurityView(string Email, bool HasPassword, bool TwoFactor, int CodesLeft, IReadOnlyList<PasskeyView> Passkeys);

/// <summary>The password and the sessions of the person signed in.</summary>
internal sealed class AccountSecurity(UserManager<User> users, PeopleSignIn signIn, Passkeys passkeys, Proof proof, AppDbContext db, AuditLog audit)
{
    private const int ShortestPassword = 8;
    private const int LongestPassword = 200;

    /// <summary>What there is now.</summary>
    public async Task<SecurityView> OfAsync(ClaimsPrincipal person)
    {
        var user = await UserAsync(users, person);
        return new SecurityView(
            user.Email!, await users.HasPasswordAsync(user), user.TwoFactorEnabled,
            user.TwoFactorEnabled ? await users.CountRecoveryCodesAsync(user) : 0, await passkeys.ListAsync(user));
    }

    /// <summary>Changes the password, or sets the first. All other sessions end.</summary>
    /// <returns>Null, or what is wrong, by the fields <c>proof</c> and <c>password</c>.</returns>
    public async Task<Error?> ChangePasswordAsync(ClaimsPrincipal person, string? given, string? password, CancellationToken stop)
    {
        var user = await UserAsync(users, person);
        if (PasswordFault(password) is { } fault) return Error.Invalid("password", fault);
        if (await proof.FaultAsync(user, given) is { } unproved) return unproved;
        await db.WriteAsync(async () =>
        {
            await OrThrow(users.RemovePasswordAsync(user));
            await OrThrow(users.AddPasswordAsync(user, password!));
            await EndRefreshTokensAsync(user, stop);
            await audit.WriteAsync(new Audited(AuditActions.PasswordChanged, user.Id), stop);
            return true;
        }, stop);
        await signIn.RefreshSignInAsync(user);
        return null;
    }

    /// <summary>Ends every other session: browsers at their next request, programs that signed in with a password when their token of an hour runs out.</summary>
    public async Task EndOtherSessionsAsync(ClaimsPrincipal person, CancellationToken stop)
    {
        var user = await UserAsync(users, person);
        await OrThrow(users.UpdateSecurityStampAsync(user));
        await EndRefreshTokensAsync(user, stop);
        await audit.WriteAsync(new Audited(AuditActions.SessionsRevoked, user.Id), stop);
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

    private Task EndRefreshTokensAsync(User user, CancellationToken stop) => db.RefreshTokens.Where(t => t.UserId == user.Id).ExecuteDeleteAsync(stop);

    private static string? PasswordFault(string? password) => password?.Length switch
    {
        null or 0 => "Choose a password",
        < ShortestPassword => $"This password is too short (at least {ShortestPassword})",
        > LongestPassword => $"This password is too long (at most {LongestPassword})",
        _ => null,
    };
}
