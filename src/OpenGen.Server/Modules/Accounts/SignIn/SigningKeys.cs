using System.ComponentModel.DataAnnotations.Schema;
using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.IdentityModel.Tokens;
using OpenGen.Server.Data;
using OpenGen.Server.Web;

namespace OpenGen.Server.Modules.Accounts;

/// <summary>A key this server signs its tokens with. The private half is encrypted at rest.</summary>
[Table("signing_keys")]
internal sealed class SigningKey : IHasTimes
{
    /// <summary>
    /// Which key it is, counted from 1: two nodes that make the next one at once make the same number, and one of them fails.
    /// </summary>
    public long Id { get; init; }

    /// <summary>What a token's header calls it.</summary>
    public string KeyId { get; init; } = "";

    /// <summary>PKCS#8, encrypted with Data Protection.</summary>
    public byte[] Protected { get; init; } = [];

    public DateTime CreatedAt { get; set; }

    public DateTime UpdatedAt { get; set; }

    private sealed class Configuration : IEntityTypeConfiguration<SigningKey>
    {
        public void Configure(EntityTypeBuilder<SigningKey> key) => key.HasIndex(k => k.KeyId).IsUnique();
    }
}

/// <summary>
/// The keys that tokens are signed with: a new one as often as <see cref="AccountsOptions.SigningKeyLifetime"/> says, the one before it
/// valid as long as a token of it can live. All nodes sign with the newest in the database.
/// </summary>
internal sealed class SigningKeys(
    IServiceScopeFactory scopes, IDataProtectionProvider protection, AccountsOptions options, TimeProvider clock) : IDisposable
{
    /// <summary>How often an unknown key id may lead to the database: another node may have made a key, or somebody makes ids up.</summary>
    private static readonly TimeSpan LookAgainAfter = TimeSpan.FromSeconds(5);

    private readonly SemaphoreSlim _loading = new(1, 1);
    private volatile Loaded? _loaded;

    /// <summary>The key to sign with now.</summary>
    public async ValueTask<ECDsaSecurityKey> CurrentAsync(CancellationToken cancellationToken)
    {
        if (_loaded is { } loaded && !IsDue(loaded)) return loaded.Current.Key;
        return (await LoadAsync(_loaded, cancellationToken)).Current.Key;
    }

    /// <summary>The keys whose tokens are good.</summary>
    /// <param name="keyId">The key a token names: when it is none of those known, another node may have made it.</param>
    public async ValueTask<IReadOnlyList<ECDsaSecurityKey>> ValidAsync(string? keyId, CancellationToken cancellationToken)
    {
        var loaded = _loaded;
        if (loaded is null
            || (keyId is not null && !loaded.Keys.Any(k => k.Key.KeyId == keyId) && clock.GetUtcNow() - loaded.At >= LookAgainAfter))
            loaded = await LoadAsync(loaded, cancellationToken);
        // The one a key replaced signed its last token just before.
        var now = clock.Now();
        return [.. loaded.Keys.Where((_, i) => i == 0 || loaded.Keys[i - 1].CreatedAt + JwtTokens.Lifetime > now).Select(k => k.Key)];
    }

    public void Dispose()
    {
        foreach (var key in _loaded?.Keys ?? []) key.Key.ECDsa.Dispose();
        _loading.Dispose();
    }

    private bool IsDue(Loaded loaded) => loaded.Current.CreatedAt + options.SigningKeyLifetime <= clock.Now();

    /// <param name="seen">What the caller found wanting; if somebody has loaded since, that is the answer.</param>
    private async Task<Loaded> LoadAsync(Loaded? seen, CancellationToken cancellationToken)
    {
        await _loading.WaitAsync(cancellationToken);
        try
        {
            if (_loaded is { } loaded && loaded != seen) return loaded;
            await using var scope = scopes.CreateAsyncScope();
            var db = scope.ServiceProvider.GetRequiredService<AppDbContext>();
            var fresh = await ReadAsync(db, seen, cancellationToken);
            while (fresh is null || IsDue(fresh))
            {
                await AddAsync(db, (fresh?.Current.Number ?? 0) + 1, cancellationToken);
                fresh = await ReadAsync(db, fresh ?? seen, cancellationToken);
            }
            return _loaded = fresh;
        }
        finally
        {
            _loading.Release();
        }
    }

    /// <summary>The newest first; keys that were open already stay so, since requests may be signing with them.</summary>
    private async Task<Loaded?> ReadAsync(AppDbContext db, Loaded? known, CancellationToken cancellationToken)
    {
        var stored = await db.SigningKeys.AsNoTracking().OrderByDescending(k => k.Id).ToListAsync(cancellationToken);
        if (stored.Count == 0) return null;
        return new Loaded(
            [.. stored.Select(k => known?.Keys.FirstOrDefault(o => o.Key.KeyId == k.KeyId) ?? new OpenKey(k.Id, k.CreatedAt, Open(k)))],
            clock.GetUtcNow());
    }

    private ECDsaSecurityKey Open(SigningKey stored)
    {
        var ec = ECDsa.Create();
        ec.ImportPkcs8PrivateKey(Protector.Unprotect(stored.Protected), out _);
        return new ECDsaSecurityKey(ec) { KeyId = stored.KeyId };
    }

    /// <summary>Makes the key of a number, unless another node was first.</summary>
    private async Task AddAsync(AppDbContext db, long number, CancellationToken cancellationToken)
    {
        using var fresh = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        db.SigningKeys.Add(
            new SigningKey
            {
                Id = number,
                KeyId = Guid.NewGuid().ToString("N"),
                Protected = Protector.Protect(fresh.ExportPkcs8PrivateKey()),
            });
        try
        {
            await db.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateException fault) when (fault.IsUniqueViolation())
        {
            // What it made is read next.
        }
        db.ChangeTracker.Clear();
    }

    private IDataProtector Protector => protection.CreateProtector("jwt-signing-key");

    private sealed record OpenKey(long Number, DateTime CreatedAt, ECDsaSecurityKey Key);

    /// <summary>What was read, the newest key first, and when.</summary>
    private sealed record Loaded(IReadOnlyList<OpenKey> Keys, DateTimeOffset At)
    {
        public OpenKey Current => Keys[0];
    }
}

/// <summary>Deletes keys that were replaced so long ago that no token of theirs can be good.</summary>
internal sealed class RetiredSigningKeys(AppDbContext db, TimeProvider clock) : ISweep
{
    /// <summary>Longer than a token lives, by any clock of the nodes.</summary>
    private static readonly TimeSpan Kept = TimeSpan.FromDays(1);

    public async Task SweepAsync(CancellationToken cancellationToken)
    {
        var longAgo = clock.Now() - Kept;
        await db.SigningKeys.Where(k => db.Set<SigningKey>().Any(newer => newer.Id > k.Id && newer.CreatedAt < longAgo))
            .ExecuteDeleteAsync(cancellationToken);
    }
}
