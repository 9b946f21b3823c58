using System.ComponentModel.DataAnnotations.Schema;
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using OpenGen.Server.Data;

namespace OpenGen.Server.Modules.Accounts;

/// <summary>
/// A long-lived token that buys a new sign-in token once. Using it issues the next of its family;
/// a used one that comes again was stolen from somebody, so the whole family ends.
/// </summary>
[Table("refresh_tokens")]
internal sealed class RefreshToken : IHasTimes
{
    public static readonly TimeSpan Lifetime = TimeSpan.FromDays(30);

    public long Id { get; private set; }

    public long UserId { get; init; }

    public Guid Family { get; init; }

    public byte[] Hash { get; init; } = [];

    public DateTime ExpiresAt { get; init; }

    public DateTime? UsedAt { get; init; }

    public DateTime CreatedAt { get; set; }

    public DateTime UpdatedAt { get; set; }

    /// <summary>Begins a family for a user who has just signed in.</summary>
    /// <param name="stamp">The security stamp the user had when the password was looked at.</param>
    /// <returns>The first token's text, which is kept nowhere; null when the credentials were changed meanwhile, or the account
    /// locked.</returns>
    public static async Task<IssuedRefreshToken?> BeginAsync(
        AppDbContext db, long userId, string? stamp, DateTime now, CancellationToken cancellationToken)
    {
        return (await db.WriteAsync(async () =>
            await HoldUserAsync(db, userId, stamp, now, cancellationToken)
                ? new Outcome(await IssueAsync(db, userId, Guid.NewGuid(), now, cancellationToken))
                : Outcome.None,
            cancellationToken)).Issued;
    }

    /// <summary>
    /// Spends a token and issues the next of its family, both or neither. One that was spent before ends the family, and the successors
    /// that others were given of it: whoever holds its user's row, the rest wait and then see what was done.
    /// </summary>
    /// <returns>Null when the token is not good (any more).</returns>
    public static async Task<IssuedRefreshToken?> RotateAsync(
        AppDbContext db, string text, DateTime now, CancellationToken cancellationToken)
    {
        var hash = HashOf(text);
        var token = await db.RefreshTokens.AsNoTracking().FirstOrDefaultAsync(t => t.Hash == hash, cancellationToken);
        if (token is null || token.ExpiresAt <= now) return null;
        return (await db.WriteAsync(async () =>
        {
            if (!await HoldUserAsync(db, token.UserId, null, now, cancellationToken)) return Outcome.None;
            var spent = await db.RefreshTokens.Where(t => t.Id == token.Id && t.UsedAt == null)
                .ExecuteUpdateAsync(t => t.SetProperty(x => x.UsedAt, now), cancellationToken);
            if (spent == 1) return new Outcome(await IssueAsync(db, token.UserId, token.Family, now, cancellationToken));
            await EndFamilyAsync(db, token.Family, cancellationToken);
            return Outcome.None;
        }, cancellationToken)).Issued;
    }

    /// <summary>Ends a token and its family.</summary>
    public static async Task EndAsync(AppDbContext db, string text, CancellationToken cancellationToken)
    {
        var hash = HashOf(text);
        var families = db.RefreshTokens.Where(t => t.Hash == hash).Select(t => t.Family);
        await db.RefreshTokens.Where(t => families.Contains(t.Family)).ExecuteDeleteAsync(cancellationToken);
    }

    /// <summary>Ends a family, and with it the sign-in tokens that came of it.</summary>
    public static Task EndFamilyAsync(AppDbContext db, Guid family, CancellationToken cancellationToken) =>
        db.RefreshTokens.Where(t => t.Family == family).ExecuteDeleteAsync(cancellationToken);

    /// <summary>Ends all families of a user.</summary>
    public static Task EndAllAsync(AppDbContext db, long userId, CancellationToken cancellationToken) =>
        db.RefreshTokens.Where(t => t.UserId == userId).ExecuteDeleteAsync(cancellationToken);

    /// <summary>Keeps the user's row until the end of the transaction; false when the account is locked or its stamp is another.</summary>
    private static async Task<bool> HoldUserAsync(
        AppDbContext db, long userId, string? stamp, DateTime now, CancellationToken cancellationToken)
    {
        DateTimeOffset? moment = new DateTimeOffset(now);
        return await db.Users
            .Where(u => u.Id == userId && (u.LockoutEnd == null || u.LockoutEnd <= moment) && (stamp == null || u.SecurityStamp == stamp))
            .ExecuteUpdateAsync(u => u.SetProperty(x => x.UpdatedAt, x => x.UpdatedAt), cancellationToken) == 1;
    }

    private static async Task<IssuedRefreshToken> IssueAsync(
        AppDbContext db, long userId, Guid family, DateTime now, CancellationToken cancellationToken)
    {
        var text = "gen_rt_" + RandomNumberGenerator.GetHexString(64, lowercase: true);
        db.RefreshTokens.Add(new RefreshToken { UserId = userId, Family = family, Hash = HashOf(text), ExpiresAt = now + Lifetime });
        await db.SaveChangesAsync(cancellationToken);
        return new IssuedRefreshToken(userId, family, text);
    }

    private static byte[] HashOf(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));

    /// <summary>What a transaction came to; transactions answer something.</summary>
    private sealed record Outcome(IssuedRefreshToken? Issued)
    {
        public static readonly Outcome None = new((IssuedRefreshToken?)null);
    }

    private sealed class Configuration : IEntityTypeConfiguration<RefreshToken>
    {
        public void Configure(EntityTypeBuilder<RefreshToken> token)
        {
            token.HasIndex(t => t.Hash).IsUnique();
            token.HasIndex(t => t.Family);
            token.HasOne<User>().WithMany().HasForeignKey(t => t.UserId).OnDelete(DeleteBehavior.Cascade)
                .HasConstraintName("fk_refresh_tokens_asp_net_users_user_id");
        }
    }
}

/// <summary>A token that was just issued.</summary>
/// <param name="Family">The session it belongs to.</param>
/// <param name="Text">What its holder sends; kept nowhere.</param>
internal sealed record IssuedRefreshToken(long UserId, Guid Family, string Text);

/// <summary>Clears refresh tokens that have expired.</summary>
internal sealed class ExpiredRefreshTokens(AppDbContext db, TimeProvider clock) : ISweep
{
    public async Task SweepAsync(CancellationToken cancellationToken)
    {
        var now = clock.Now();
        await db.RefreshTokens.Where(t => t.ExpiresAt < now).ExecuteDeleteAsync(cancellationToken);
    }
}
