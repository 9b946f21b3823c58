using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using OpenGen.Server.Data;
using OpenGen.Server.Http;

namespace OpenGen.Server.Modules.Accounts;

/// <summary>
/// A long-lived token that buys a new sign-in token once. Using it issues the next of its family;
/// a used one that comes again was stolen from somebody, so the whole family ends.
/// </summary>
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

    /// <summary>Stores a fresh token and returns its text, which is kept nowhere.</summary>
    public static async Task<string> IssueAsync(AppDbContext db, long userId, Guid family, DateTime now, CancellationToken stop)
    {
        var text = "gen_rt_" + RandomNumberGenerator.GetHexString(64, lowercase: true);
        db.RefreshTokens.Add(new RefreshToken { UserId = userId, Family = family, Hash = HashOf(text), ExpiresAt = now + Lifetime });
        await db.SaveChangesAsync(stop);
        return text;
    }

    /// <summary>Spends a token: whose it was and of which family, or null when it is not good (any more).</summary>
    public static async Task<(long UserId, Guid Family)?> SpendAsync(AppDbContext db, string text, DateTime now, CancellationToken stop)
    {
        var hash = HashOf(text);
        var token = await db.RefreshTokens.AsNoTracking().FirstOrDefaultAsync(t => t.Hash == hash, stop);
        if (token is null || token.ExpiresAt <= now) return null;

        var spent = await db.RefreshTokens.Where(t => t.Id == token.Id && t.UsedAt == null)
            .ExecuteUpdateAsync(t => t.SetProperty(x => x.UsedAt, now), stop);
        if (spent == 1) return (token.UserId, token.Family);
        await db.RefreshTokens.Where(t => t.Family == token.Family).ExecuteDeleteAsync(stop);
        return null;
    }

    /// <summary>Ends a token and its family.</summary>
    public static async Task EndAsync(AppDbContext db, string text, CancellationToken stop)
    {
        var hash = HashOf(text);
        var families = db.RefreshTokens.Where(t => t.Hash == hash).Select(t => t.Family);
        await db.RefreshTokens.Where(t => families.Contains(t.Family)).ExecuteDeleteAsync(stop);
    }

    private static byte[] HashOf(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));

    private sealed class Configuration : IEntityTypeConfiguration<RefreshToken>
    {
        public void Configure(EntityTypeBuilder<RefreshToken> token)
        {
            token.HasIndex(t => t.Hash).IsUnique();
            token.HasIndex(t => t.Family);
            token.HasOne<User>().WithMany().HasForeignKey(t => t.UserId).OnDelete(DeleteBehavior.Cascade);
        }
    }
}

/// <summary>Clears refresh tokens that have expired.</summary>
internal sealed class ExpiredRefreshTokens(AppDbContext db, TimeProvider clock) : ISweep
{
    public async Task SweepAsync(CancellationToken stop)
    {
        var now = clock.Now();
        await db.RefreshTokens.Where(t => t.ExpiresAt < now).ExecuteDeleteAsync(stop);
    }
}
