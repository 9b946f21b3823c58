using Microsoft.EntityFrameworkCore;
using OpenGen.Server.Data;
using OpenGen.Server.Modules.Accounts.Contracts;

namespace OpenGen.Server.Modules.Accounts;

/// <summary>What other modules may know of users.</summary>
internal sealed class UserDirectory(AppDbContext db, TimeProvider clock) : IUserDirectory
{
    /// <inheritdoc/>
    public Task<Caller?> FindByEmailAsync(string email, CancellationToken cancellationToken)
    {
        var normalized = EmailAddress.Normalize(email);
        return db.Users.AsNoTracking().Where(u => u.NormalizedEmail == normalized)
            .Select(u => new Caller(u.Id, u.Email!, u.Name, u.Username, u.CreatedAt)).FirstOrDefaultAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public Task<Dictionary<long, Caller>> FindAsync(IReadOnlyCollection<long> ids, CancellationToken cancellationToken) =>
        db.Users.AsNoTracking().Where(u => ids.Contains(u.Id))
            .Select(u => new Caller(u.Id, u.Email!, u.Name, u.Username, u.CreatedAt)).ToDictionaryAsync(u => u.Id, cancellationToken);

    /// <inheritdoc/>
    public Task HoldAsync(long userId, CancellationToken cancellationToken) =>
        db.Users.Where(u => u.Id == userId).ExecuteUpdateAsync(u => u.SetProperty(x => x.UpdatedAt, x => x.UpdatedAt), cancellationToken);

    /// <inheritdoc/>
    public async Task<bool> TakeStartingGrantAsync(long userId, CancellationToken cancellationToken)
    {
        var now = clock.Now();
        return await db.Users.Where(u => u.Id == userId && u.StartingGrantAt == null)
            .ExecuteUpdateAsync(u => u.SetProperty(x => x.StartingGrantAt, now), cancellationToken) == 1;
    }

    /// <inheritdoc/>
    public async Task<bool> ConfirmEmailAsync(long userId, string email, CancellationToken cancellationToken)
    {
        var (normalized, stamp) = (EmailAddress.Normalize(email), Guid.NewGuid().ToString());
        // With a new stamp, so that a change of the account that read it before does not write the old state back.
        return await db.Users.Where(u => u.Id == userId && u.NormalizedEmail == normalized && !u.EmailConfirmed)
            .ExecuteUpdateAsync(
                u => u.SetProperty(x => x.EmailConfirmed, true).SetProperty(x => x.ConcurrencyStamp, stamp), cancellationToken) == 1;
    }
}
