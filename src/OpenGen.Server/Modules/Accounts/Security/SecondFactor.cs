using Microsoft.AspNetCore.Identity;
using OpenGen.Server.Modules.Audit.Contracts;

namespace OpenGen.Server.Modules.Accounts;

/// <summary>The code after the password: of the authenticator app, or a recovery code.</summary>
internal sealed class SecondFactor(UserManager<User> users, SignInTries tries, IAuditLog audit)
{
    private const int AppCodeLength = 6;
    private const int RecoveryCodeLength = 10;

    /// <summary>Whether a code lets this user in. A right one is spent; wrong ones count like wrong passwords.</summary>
    public async Task<bool> TakesAsync(User user, string code, CancellationToken cancellationToken)
    {
        var outcome = await tries.TakeAsync(user, () => FitsAsync(user, code), cancellationToken);
        if (outcome != TryOutcome.Right)
            audit.Note(outcome == TryOutcome.Refused ? AuditActions.SessionLocked : AuditActions.SessionFailed, user.Id);
        return outcome == TryOutcome.Right;
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
