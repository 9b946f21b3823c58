using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using OpenGen.Server.Data;
using OpenGen.Server.Modules.Accounts.ApiKeys;

namespace OpenGen.Server.Modules.Accounts;

/// <summary>
/// Gives an account whose e-mail address was never verified to the person who proved that it is theirs: whoever registered it
/// before may have been somebody else, so every way in that was set up goes.
/// </summary>
internal sealed class AccountReset(AppDbContext db, UserManager<User> users, IUserStore<User> store, RevokeAllApiKeys keys)
{
    /// <summary>
    /// Takes off password, API keys, passkeys, two-factor sign-in and sessions, and marks the address as verified.
    /// Part of the caller's transaction, which holds the user's row.
    /// </summary>
    public async Task ForVerifiedOwnerAsync(User user, CancellationToken cancellationToken)
    {
        await keys.RunAsync(user.AsCaller(), new(), cancellationToken);
        await RefreshToken.EndAllAsync(db, user.Id, cancellationToken);
        await db.Set<IdentityUserPasskey<long>>().Where(p => p.UserId == user.Id).ExecuteDeleteAsync(cancellationToken);
        await ((AccountStore)store).ForgetSecondFactorAsync(user, cancellationToken);
        (user.PasswordHash, user.TwoFactorEnabled, user.EmailConfirmed) = (null, false, true);
        await AccountSecurity.OrThrow(users.UpdateSecurityStampAsync(user));
    }
}
