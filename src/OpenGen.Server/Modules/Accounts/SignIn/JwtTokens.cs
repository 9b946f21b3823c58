using System.Globalization;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using OpenGen.Server.Web;

namespace OpenGen.Server.Modules.Accounts;

/// <summary>What a token of ours says.</summary>
/// <param name="Family">The session it belongs to: the family of its refresh token.</param>
internal sealed record TokenSession(long UserId, Guid Family);

/// <summary>The server's own sign-in tokens: ES256, an hour long, with the user's id as subject and the session as <c>sid</c>.</summary>
internal sealed class JwtTokens(SigningKeys keys, TimeProvider clock)
{
    /// <summary>How long a token holds.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromHours(1);

    private const string Issuer = "opengen";
    private readonly JsonWebTokenHandler _handler = new() { MapInboundClaims = false };

    /// <summary>A token that speaks for a user until it expires or its session ends.</summary>
    public async Task<string> IssueAsync(long userId, Guid family, CancellationToken cancellationToken)
    {
        var key = await keys.CurrentAsync(cancellationToken);
        var now = clock.Now();
        return _handler.CreateToken(new SecurityTokenDescriptor
        {
            Issuer = Issuer,
            Audience = Issuer,
            IssuedAt = now,
            NotBefore = now,
            Expires = now + Lifetime,
            Claims = new Dictionary<string, object>
            {
                ["sub"] = userId.ToString(CultureInfo.InvariantCulture),
                ["sid"] = family.ToString("N"),
                ["jti"] = Guid.NewGuid().ToString("N"),
            },
            SigningCredentials = new SigningCredentials(key, SecurityAlgorithms.EcdsaSha256),
        });
    }

    /// <summary>
    /// The user and session a token speaks for; null when anything at all is wrong with it. Whether the session still holds is in the
    /// database.
    /// </summary>
    public async Task<TokenSession?> ReadAsync(string token)
    {
        if (Parse(token) is not { } parsed) return null;
        var read = await _handler.ValidateTokenAsync(parsed, new TokenValidationParameters
        {
            ValidIssuer = Issuer,
            ValidAudience = Issuer,
            IssuerSigningKeys = await keys.ValidAsync(parsed.Kid, CancellationToken.None),
            ValidAlgorithms = [SecurityAlgorithms.EcdsaSha256],
            ClockSkew = TimeSpan.Zero,
            LifetimeValidator = (from, to, _, _) => from <= clock.Now() && clock.Now() < to,
        });
        return read.IsValid
            && long.TryParse(read.ClaimsIdentity.FindFirst("sub")?.Value, CultureInfo.InvariantCulture, out var id)
            && Guid.TryParse(read.ClaimsIdentity.FindFirst("sid")?.Value, out var family) ? new TokenSession(id, family) : null;
    }

    /// <summary>A token as far as it can be read, nothing in it believed; null for what only looks like one.</summary>
    private JsonWebToken? Parse(string token)
    {
        try
        {
            return _handler.CanReadToken(token) ? _handler.ReadJsonWebToken(token) : null;
        }
        catch (Exception malformed) when (malformed is ArgumentException or SecurityTokenException)
        {
            return null;
        }
    }

    /// <summary>The public keys, as <c>/.well-known/jwks.json</c> publishes them.</summary>
    public async Task<object> JwksAsync(CancellationToken cancellationToken) =>
        new { keys = (await keys.ValidAsync(null, cancellationToken)).Select(Published).ToArray() };

    private static object Published(ECDsaSecurityKey key)
    {
        var point = key.ECDsa.ExportParameters(includePrivateParameters: false).Q;
        return new
        {
            kty = "EC",
            crv = "P-256",
            alg = "ES256",
            use = "sig",
            kid = key.KeyId,
            x = Base64UrlEncoder.Encode(point.X),
            y = Base64UrlEncoder.Encode(point.Y),
        };
    }
}
