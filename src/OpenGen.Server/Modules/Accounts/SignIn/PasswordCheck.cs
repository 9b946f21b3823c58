using Microsoft.AspNetCore.Identity;
using OpenGen.Server.Modules.Audit.Contracts;

namespace OpenGen.Server.Modules.Accounts;

/// <summary>
/// Whether an e-mail, a password and a code belong together: the one place that decides, for the API and the dashboard alike.
/// </summary>
internal sealed class PasswordCheck(UserManager<User> users, PasswordHashes hashes, SecondFactor second, SignInTries tries, IAuditLog audit)
{
    /// <summary>401: something of it is wrong; which, nobody learns.</summary>
    public static readonly Error WrongCredentials = new(ErrorKind.Unauthorized, "unauthorized", "The e-mail or the password is wrong");

    /// <summary>401: the password is right, and a code is due.</summary>
    public static readonly Error OtpRequired = new(
        ErrorKind.Unauthorized, "otp_required", "Send the six digits of your authenticator app, or a recovery code, as otp");

    /// <summary>
    /// The user whose password this is, or null; they may still owe a code. Five wrong passwords lock the account for five minutes.
    /// A locked account, one without a password and an e-mail nobody has are answered like a wrong password, and take as long.
    /// </summary>
    public async Task<User?> FindAsync(string email, string password, CancellationToken cancellationToken)
    {
        var user = await users.FindByEmailAsync(email.Trim());
        var outcome = user is null
            ? TryOutcome.Refused
            : await tries.TakeAsync(user, () => hashes.AreEqualAsync(user, password, cancellationToken), cancellationToken);
        if (outcome == TryOutcome.Refused) hashes.Pretend(password);
        if (outcome != TryOutcome.Right)
            audit.Note(
                user is not null && outcome == TryOutcome.Refused ? AuditActions.SessionLocked : AuditActions.SessionFailed, user?.Id);
        return outcome == TryOutcome.Right ? user : null;
    }

    /// <summary>The user whose password and code these are.</summary>
    /// <param name="otp">Six digits or a recovery code; asked for when the account has two-factor sign-in on.</param>
    public async Task<Result<User>> FindAsync(string email, string password, string? otp, CancellationToken cancellationToken)
    {
        if (await FindAsync(email, password, cancellationToken) is not { } user) return WrongCredentials;
        if (!user.TwoFactorEnabled) return user;
        if (string.IsNullOrWhiteSpace(otp)) return OtpRequired;
        return await second.TakesAsync(user, otp, cancellationToken) ? user : WrongCredentials;
    }
}
