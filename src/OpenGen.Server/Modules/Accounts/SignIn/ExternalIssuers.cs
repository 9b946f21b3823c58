using System.Text.Json;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;

namespace OpenGen.Server.Modules.Accounts;

/// <summary>An OpenID Connect provider whose tokens speak for users of this server.</summary>
internal sealed class TrustedIssuer
{
    /// <summary>
    /// Its address; the discovery document is under it, at <c>/.well-known/openid-configuration</c>. HTTPS, except on this machine.
    /// </summary>
    public string Authority { get; set; } = "";

    /// <summary>What its tokens for this server name as their audience.</summary>
    public string Audience { get; set; } = "";

    /// <summary>The domains it speaks for (<c>example.com</c>): with any, e-mails of others are not taken from it.</summary>
    public List<string> Domains { get; set; } = [];

    /// <summary>What is wrong with the settings, each beginning with its name.</summary>
    public IEnumerable<string> Faults()
    {
        if (!Uri.TryCreate(Authority, UriKind.Absolute, out var uri)
            || (uri.Scheme != Uri.UriSchemeHttps && !(uri.Scheme == Uri.UriSchemeHttp && uri.IsLoopback)))
            yield return $"{nameof(Authority)} \"{Authority}\" must be the provider's https:// address";
        if (string.IsNullOrWhiteSpace(Audience))
            yield return $"{nameof(Audience)} must say what the provider's tokens for this server name as their audience";
        foreach (var domain in Domains.Where(
            d => d.Trim().Trim('@') is not { Length: > 0 } plain || plain.Contains('@', StringComparison.Ordinal)))
            yield return $"{nameof(Domains)} \"{domain}\" must be a domain such as example.com";
    }

    /// <summary>Whether it may vouch for an e-mail address.</summary>
    public bool SpeaksFor(string email) =>
        Domains.Count == 0
            || Domains.Exists(domain => email.EndsWith("@" + domain.Trim().TrimStart('@'), StringComparison.OrdinalIgnoreCase));
}

/// <summary>Who a provider says somebody is.</summary>
/// <param name="Issuer">The provider, as it calls itself.</param>
/// <param name="Subject">Its own id of the person, which it never gives to another.</param>
/// <param name="VerifiedEmail">Null when it vouches for none.</param>
internal sealed record ExternalIdentity(string Issuer, string Subject, string? VerifiedEmail);

/// <summary>
/// Checks tokens of the configured OpenID Connect providers: issuer, audience, signature by their published keys, expiry, and whose
/// they are.
/// </summary>
internal sealed class ExternalIssuers
{
    /// <summary>The longest subject there is (OpenID Connect Core, 2), in characters.</summary>
    private const int LongestSubject = 255;

    private static readonly TimeSpan Skew = TimeSpan.FromSeconds(30);
    private readonly JsonWebTokenHandler _handler = new() { MapInboundClaims = false };
    private readonly List<(TrustedIssuer Issuer, ConfigurationManager<OpenIdConnectConfiguration> Discovered)> _issuers;
    private readonly TimeProvider _clock;

    public ExternalIssuers(AccountsOptions options, TimeProvider clock)
    {
        _clock = clock;
        _issuers = options.Issuers.ConvertAll(issuer => (issuer, new ConfigurationManager<OpenIdConnectConfiguration>(
            issuer.Authority.TrimEnd('/') + "/.well-known/openid-configuration", new OpenIdConnectConfigurationRetriever(),
            new HttpDocumentRetriever { RequireHttps = !new Uri(issuer.Authority).IsLoopback })));
    }

    /// <summary>Whom a token speaks for; null when no provider of ours issued it for us, or anything at all is wrong with it.</summary>
    public async Task<ExternalIdentity?> ReadAsync(string token, CancellationToken cancellationToken)
    {
        if (_issuers.Count == 0 || !_handler.CanReadToken(token)) return null;
        foreach (var (issuer, discovered) in _issuers)
            if (await ReadAsync(token, issuer, discovered, cancellationToken) is { } identity)
                return identity;
        return null;
    }

    private async Task<ExternalIdentity?> ReadAsync(
        string token, TrustedIssuer issuer, ConfigurationManager<OpenIdConnectConfiguration> discovered,
        CancellationToken cancellationToken)
    {
        TokenValidationResult read;
        try
        {
            read = await ValidateAsync(token, issuer, await discovered.GetConfigurationAsync(cancellationToken));
            if (read.Exception is SecurityTokenSignatureKeyNotFoundException)
            {
                // The provider may have changed its keys; asked for anew at most as often as the manager allows.
                discovered.RequestRefresh();
                read = await ValidateAsync(token, issuer, await discovered.GetConfigurationAsync(cancellationToken));
            }
        }
        catch (InvalidOperationException)
        {
            // The provider cannot be reached: its tokens are not good now, those of others are.
            return null;
        }

        return read.IsValid ? IdentityIn((JsonWebToken)read.SecurityToken, issuer) : null;
    }

    /// <summary>
    /// Read from the JSON itself: what a claim is turned into on the way no longer says whether <c>email_verified</c> was <c>true</c> or
    /// something that looks like it.
    /// </summary>
    private static ExternalIdentity? IdentityIn(JsonWebToken token, TrustedIssuer issuer)
    {
        using var payload = JsonDocument.Parse(Base64UrlEncoder.DecodeBytes(token.EncodedPayload));
        if (Text(payload.RootElement, "sub") is not { Length: > 0 and <= LongestSubject } subject) return null;
        var verified = payload.RootElement.TryGetProperty("email_verified", out var said) && said.ValueKind == JsonValueKind.True;
        var email = verified ? Text(payload.RootElement, "email") : null;
        // Restricted to domains, it has to say each time that the person belongs to one.
        if (issuer.Domains.Count > 0 && (email is null || !issuer.SpeaksFor(email))) return null;
        return new ExternalIdentity(token.Issuer, subject, email);
    }

    private static string? Text(JsonElement payload, string name) =>
        payload.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private Task<TokenValidationResult> ValidateAsync(string token, TrustedIssuer issuer, OpenIdConnectConfiguration configuration) =>
        _handler.ValidateTokenAsync(token, new TokenValidationParameters
        {
            ValidIssuer = configuration.Issuer,
            ValidAudience = issuer.Audience,
            IssuerSigningKeys = configuration.SigningKeys,
            // Asymmetric only: a published key must never be taken for a shared secret.
            ValidAlgorithms =
            [
                SecurityAlgorithms.RsaSha256, SecurityAlgorithms.RsaSha384, SecurityAlgorithms.RsaSha512,
                SecurityAlgorithms.RsaSsaPssSha256,
                SecurityAlgorithms.RsaSsaPssSha384, SecurityAlgorithms.RsaSsaPssSha512, SecurityAlgorithms.EcdsaSha256,
                SecurityAlgorithms.EcdsaSha384, SecurityAlgorithms.EcdsaSha512,
            ],
            RequireExpirationTime = true,
            LifetimeValidator = (from, to, _, _) =>
                _clock.GetUtcNow().UtcDateTime is var now && (from is null || from <= now + Skew) && now < to + Skew,
        });
}
