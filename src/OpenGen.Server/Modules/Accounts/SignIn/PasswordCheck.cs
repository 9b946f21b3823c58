using Microsoft.AspNetCore.Identity;

namespace OpenGen.Server.Modules.Accounts;

/// <summary>Whether an e-mail and a password belong together: the one place that counts wrong ones, for the API and the dashboard alike.</summary>
internal sealed class PasswordCheck(UserManager<User> users)
{
    /// <summary>
    /// The user, or null. Five wrong passwords lock the account for five minutes; a locked account answers like a wrong password,
    /// and an e-mail nobody has takes as long as one that somebody has.
    /// </summary>
    public async Task<User?> FindAsync(string email, string password)
    {
        var user = await users.FindByEmailAsync(email.Trim());
        if (user is null)
        {
            users.PasswordHasher.HashPassword(new User(), password);
            return null;
        }

        if (await users.IsLockedOutAsync(user)) return null;
        if (!await users.CheckPasswordAsync(user, password))
        {
            await users.AccessFailedAsync(user);
            return null;
        }

        await users.ResetAccessFailedCountAsync(user);
        return user;
    }
}
