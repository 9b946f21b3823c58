using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using OpenGen.Server.Data;

namespace OpenGen.Server.Modules.Accounts;

/// <summary>
/// Identity's store, but the keys of authenticator apps and the recovery codes are encrypted at rest:
/// whoever reads the database alone can sign in as nobody.
/// </summary>
internal sealed class AccountStore(AppDbContext db, IDataProtectionProvider protection) : UserOnlyStore<User, AppDbContext, long>(db)
{
    private readonly IDataProtector _protector = protection.CreateProtector("OpenGen.Accounts.SecondFactor");

    /// <inheritdoc/>
    public override Task SetTokenAsync(User user, string loginProvider, string name, string? value, CancellationToken cancellationToken) =>
        base.SetTokenAsync(user, loginProvider, name, value is null ? null : _protector.Protect(value), cancellationToken);

    /// <inheritdoc/>
    public override async Task<string?> GetTokenAsync(User user, string loginProvider, string name, CancellationToken cancellationToken) =>
        await base.GetTokenAsync(user, loginProvider, name, cancellationToken) is { } value ? _protector.Unprotect(value) : null;

    /// <summary>The recovery codes that are left.</summary>
    public async Task<List<string>> RecoveryCodesAsync(User user, CancellationToken cancellationToken) =>
        // Under these names UserStoreBase.ReplaceCodesAsync keeps them.
        [.. (await GetTokenAsync(user, "[AspNetUserStore]", "RecoveryCodes", cancellationToken) ?? "")
            .Split(';', StringSplitOptions.RemoveEmptyEntries)];

    /// <summary>Drops the key, the recovery codes and what was used of them; saved with the next change of the user.</summary>
    public async Task ForgetSecondFactorAsync(User user, CancellationToken cancellationToken) =>
        Context.UserTokens.RemoveRange(await Context.UserTokens.Where(t => t.UserId == user.Id).ToListAsync(cancellationToken));
}
