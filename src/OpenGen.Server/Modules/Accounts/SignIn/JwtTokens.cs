using System.Globalization;
using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using OpenGen.Server.Data;
using OpenGen.Server.Http;

namespace OpenGen.Server.Modules.Accounts;

/// <summary>A key this server signs its tokens with. The private half is encrypted at rest.</summary>
internal sealed class SigningKey : IHasTimes
{
    public long Id { get; private set; }

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

/// <summary>The server's own sign-in tokens: ES256, an hour long, with the user's id as subject.</summary>
internal sealed class JwtTokens(IServiceScopeFactory scopes, IDataProtectionProvider protection, TimeProvider clock) : IDisposable
{
    /// <summary>How long a token holds.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromHours(1);

    private const string Issuer = "opengen";
    private readonly JsonWebTokenHandler _handler = new() { MapInboundClaims = false };
    private readonly SemaphoreSlim _loading = new(1, 1);
    private ECDsaSecurityKey? _key;

    /// <summary>A token that speaks for a user until it expires.</summary>
    public async Task<string> IssueAsync(long userId, CancellationToken stop)
    {
        var key = await KeyAsync(stop);
        var now = clock.Now();
        return _handler.CreateToken(new SecurityTokenDescriptor
        {
            Issuer = Issuer,
            Audience = Issuer,
            IssuedAt = now,
            NotBefore = now,
            Expires = now + Lifetime,
            Claims = new Dictionary<string, object> { ["sub"] = userId.ToString(CultureInfo.InvariantCulture), ["jti"] = Guid.NewGuid().ToString("N") },
            SigningCredentials = new SigningCredentials(key, SecurityAlgorithms.EcdsaSha256),
        });
    }

    /// <summary>The user a token speaks for; null when anything at all is wrong with it.</summary>
    public async Task<long?> ReadAsync(string token)
    {
        if (!_handler.CanReadToken(token)) return null;
        var key = await KeyAsync(CancellationToken.None);
        var read = await _handler.ValidateTokenAsync(token, new TokenValidationParameters
        {
            ValidIssuer = Issuer,
            ValidAudience = Issuer,
            IssuerSigningKey = key,
            ValidAlgorithms = [SecurityAlgorithms.EcdsaSha256],
            ClockSkew = TimeSpan.Zero,
            LifetimeValidator = (from, to, _, _) => from <= clock.Now() && clock.Now() < to,
        });
        return read.IsValid && long.TryParse(read.ClaimsIdentity.FindFirst("sub")?.Value, CultureInfo.InvariantCulture, out var id) ? id : null;
    }

    /// <summary>The public key, as <c>/.well-known/jwks.json</c> publishes it.</summary>
    public async Task<object> JwksAsync(CancellationToken stop)
    {
        var key = await KeyAsync(stop);
        var point = key.ECDsa.ExportParameters(includePrivateParameters: false).Q;
        return new
        {
            keys = new[]
            {
                new { kty = "EC", crv = "P-256", alg = "ES256", use = "sig", kid = key.KeyId, x = Base64UrlEncoder.Encode(point.X), y = Base64UrlEncoder.Encode(point.Y) },
            },
        };
    }

    private async ValueTask<ECDsaSecurityKey> KeyAsync(CancellationToken stop)
    {
        if (_key is { } loaded) return loaded;
        await _loading.WaitAsync(stop);
        try
        {
            return _key ??= await LoadOrCreateAsync(stop);
        }
        finally
        {
            _loading.Release();
        }
    }

    /// <summary>The oldest key counts, so that nodes that start at the same time agree whichever wrote first.</summary>
    private async Task<ECDsaSecurityKey> LoadOrCreateAsync(CancellationToken stop)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<AppDbContext>();
        var protector = protection.CreateProtector("jwt-signing-key");
        if (!await db.SigningKeys.AnyAsync(stop))
        {
            using var fresh = ECDsa.Create(ECCurve.NamedCurves.nistP256);
            db.SigningKeys.Add(new SigningKey { KeyId = Guid.NewGuid().ToString("N"), Protected = protector.Protect(fresh.ExportPkcs8PrivateKey()) });
            await db.SaveChangesAsync(stop);
        }

        var stored = await db.SigningKeys.AsNoTracking().OrderBy(k => k.Id).FirstAsync(stop);
        var ec = ECDsa.Create();
        ec.ImportPkcs8PrivateKey(protector.Unprotect(stored.Protected), out _);
        return new ECDsaSecurityKey(ec) { KeyId = stored.KeyId };
    }

    public void Dispose()
    {
        _key?.ECDsa.Dispose();
        _loading.Dispose();
    }
}
