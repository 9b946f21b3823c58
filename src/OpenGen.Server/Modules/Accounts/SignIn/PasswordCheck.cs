using Microsoft.AspNetCore.Identity;
using OpenGen.Server.Http;
using OpenGen.Server.Modules.Audit;

namespace OpenGen.Server.Modules.Accounts;

/// <summary>Whether an e-mail, a password and a code belong together: the one place that decides, for the API and the dashboard alike.</summary>
internal sealed class PasswordCheck(UserManager<User> users, SecondFactor second, FailedAttempts failed, AuditLog audit)
{
    /// <summary>401: something of it is wrong; which, nobody learns.</summary>
    public static readonly Error WrongCredentials = new(401, "unauthorized", "The e-mail or the password is wrong");

    /// <summary>401: the password is right, and a code is due.</summary>
    public static readonly Error OtpRequired = new(401, "otp_required", "Send the six digits of your authenticator app, or a recovery code, as otp");

    /// <summary>
    /// The user whose password this is, or null; they may still owe a code. Five wrong passwords lock the account for five minutes;
    /// a locked account answers like a wrong password, and an e-mail nobody has takes as long as one that somebody has.
    /// </summary>
    public async Task<User?> FindAsync(string email, string password)
    {
        var user = await users.FindByEmailAsync(email.Trim());
        if (user is null)
        {
            users.PasswordHasher.HashPassword(new User(), password);
            audit.Note(AuditActions.SessionFailed, null);
            return null;
        }

        if (await users.IsLockedOutAsync(user))
        {
            audit.Note(AuditActions.SessionLocked, user.Id);
            return null;
        }

        if (!await users.CheckPasswordAsync(user, password))
        {
            audit.Note(AuditActions.SessionFailed, user.Id);
            await failed.CountAsync(user);
            return null;
        }

        // Who owes a code has not succeeded yet: else the right password between guesses at the code would make guessing free.
        if (!user.TwoFactorEnabled) await users.ResetAccessFailedCountAsync(user);
        return user;
    }

    /// <summary>The user whose password and code these are.</summary>
    /// <param name="otp">Six digits or a recovery code; asked for when the account has two-factor sign-in on.</param>
    public async Task<Result<User>> FindAsync(string email, string password, string? otp)
    {
        if (await FindAsync(email, password) is not { } user) return WrongCredentials;
        if (!user.TwoFactorEnabled) return user;
        if (string.IsNullOrWhiteSpace(otp)) return OtpRequired;
        return await second.TakesAsync(user, otp) ? user : WrongCredentials;
    }
}
