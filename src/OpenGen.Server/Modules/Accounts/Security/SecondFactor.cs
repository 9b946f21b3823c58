using Microsoft.AspNetCore.Identity;
using OpenGen.Server.Data;
using OpenGen.Server.Http;
using OpenGen.Server.Modules.Audit;

namespace OpenGen.Server.Modules.Accounts;

/// <summary>Counts wrong passwords and codes of an account; five lock it for a while.</summary>
internal sealed class FailedAttempts(UserManager<User> users, AppDbContext db)
{
    private const int Tries = 50;

    /// <summary>Counts one more. Of many guesses at once none slips by because another was written first: it is tried again until it counts.</summary>
    public async Task CountAsync(User user)
    {
        for (var i = 0; i < Tries; i++)
        {
            if ((await users.AccessFailedAsync(user)).Succeeded) return;
            await db.Entry(user).ReloadAsync();
            if (await users.IsLockedOutAsync(user)) return;
        }
    }
}

/// <summary>The code after the password: of the authenticator app, or a recovery code.</summary>
internal sealed class SecondFactor(UserManager<User> users, FailedAttempts failed, AuditLog audit)
{
    private const int AppCodeLength = 6;
    private const int RecoveryCodeLength = 10;

    /// <summary>Whether a code lets this user in. A right one is spent; wrong ones count like wrong passwords.</summary>
    public async Task<bool> TakesAsync(User user, string code)
    {
        if (await users.IsLockedOutAsync(user)) return false;
        if (!await FitsAsync(user, code))
        {
            audit.Note(AuditActions.SessionFailed, user.Id);
            await failed.CountAsync(user);
            return false;
        }

        await users.ResetAccessFailedCountAsync(user);
        return true;
    }

    /// <summary>Whether a code is right, without counting; a right one is spent.</summary>
    public async Task<bool> FitsAsync(User user, string code)
    {
        if (!user.TwoFactorEnabled) return false;
        // People type codes as apps and papers show them: in groups, in small letters.
        var plain = string.Concat(code.Where(char.IsAsciiLetterOrDigit)).ToUpperInvariant();
        return plain.Length switch
        {
            AppCodeLength => await users.VerifyTwoFactorTokenAsync(user, TokenOptions.DefaultAuthenticatorProvider, plain),
            RecoveryCodeLength => (await users.RedeemTwoFactorRecoveryCodeAsync(user, $"{plain[..5]}-{plain[5..]}")).Succeeded,
            _ => false,
        };
    }
}

/// <summary>
/// What an open session is asked for before it changes how its person gets in: the password, or a code.
/// An unlocked laptop, or a stolen cookie, is not enough to take an account over.
/// </summary>
internal sealed class Proof(UserManager<User> users, SecondFactor second, FailedAttempts failed)
{
    /// <summary>The field that the failures name.</summary>
    public const string Field = "proof";

    private const int Longest = 200;

    private static readonly Error Wrong = Error.Invalid(Field, "This is wrong. After five wrong ones, wait five minutes");

    /// <summary>Null when it is proof enough, else what to say. An account that has neither password nor code has nothing to ask for.</summary>
    public async Task<Error?> FaultAsync(User user, string? given)
    {
        if (!user.TwoFactorEnabled && !await users.HasPasswordAsync(user)) return null;
        if (string.IsNullOrWhiteSpace(given)) return Error.Invalid(Field, user.TwoFactorEnabled ? "Enter your password or a code" : "Enter your password");
        if (given.Length > Longest || await users.IsLockedOutAsync(user)) return Wrong;
        if (await second.FitsAsync(user, given) || await users.CheckPasswordAsync(user, given))
        {
            await users.ResetAccessFailedCountAsync(user);
            return null;
        }

        await failed.CountAsync(user);
        return Wrong;
    }
}
