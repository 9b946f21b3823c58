using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using OpenGen.Server.Data;
using OpenGen.Server.Web;

namespace OpenGen.Server.Modules.Accounts;

/// <summary>
/// Whose account a person of an OpenID Connect provider has. An account belongs to the issuer and subject that came for it first with
/// its verified e-mail; after that the e-mail says nothing any more, and no other issuer or subject gets in by it.
/// </summary>
internal sealed class IssuerLogins(AppDbContext db, UserManager<User> users, AccountReset reset, TimeProvider clock)
{
    /// <summary>
    /// The account of an identity, bound to it now when it is the first; null when it has none, or an operator locked it.
    /// </summary>
    public async Task<Caller?> FindAsync(ExternalIdentity identity, CancellationToken cancellationToken)
    {
        if (await BoundAsync(identity, cancellationToken) is { } bound) return Current(bound);
        if (identity.VerifiedEmail is not { } email || await users.FindByEmailAsync(email) is not { } user || IsLocked(user)) return null;
        try
        {
            await BindAsync(user, identity, cancellationToken);
        }
        catch (DbUpdateException fault) when (fault.IsUniqueViolation())
        {
            // The same person's first two requests at once.
            db.ChangeTracker.Clear();
        }
        return await BoundAsync(identity, cancellationToken) is { } mine ? Current(mine) : null;
    }

    private Task<User?> BoundAsync(ExternalIdentity identity, CancellationToken cancellationToken) =>
        db.UserLogins.AsNoTracking().Where(l => l.LoginProvider == identity.Issuer && l.ProviderKey == identity.Subject)
            .Join(db.Users.AsNoTracking(), l => l.UserId, u => u.Id, (_, u) => u).FirstOrDefaultAsync(cancellationToken);

    /// <summary>
    /// Binds an account that nobody is bound to; what was set by whoever registered an address that was never verified is taken off it.
    /// </summary>
    private Task<bool> BindAsync(User user, ExternalIdentity identity, CancellationToken cancellationToken) => db.WriteAsync(async () =>
    {
        // Holds the user's row: of two identities that come at once for one account, the second finds it bound.
        await db.Users.Where(u => u.Id == user.Id).ExecuteUpdateAsync(u => u.SetProperty(x => x.UpdatedAt, clock.Now()), cancellationToken);
        if (await db.UserLogins.AnyAsync(l => l.UserId == user.Id, cancellationToken)) return false;
        await db.Entry(user).ReloadAsync(cancellationToken);
        if (!user.EmailConfirmed) await reset.ForVerifiedOwnerAsync(user, cancellationToken);
        var login = new IdentityUserLogin<long> { LoginProvider = identity.Issuer, ProviderKey = identity.Subject, UserId = user.Id };
        db.UserLogins.Add(login);
        await db.SaveChangesAsync(cancellationToken);
        return true;
    }, cancellationToken);

    private Caller? Current(User user) => IsLocked(user) ? null : user.AsCaller();

    private bool IsLocked(User user) => user.LockoutEnd > clock.GetUtcNow();
}
