using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;

namespace OpenGen.Server.Modules.Accounts;

/// <summary>An OpenID Connect provider whose tokens speak for users of this server.</summary>
internal sealed class TrustedIssuer
{
    /// <summary>Its address; the discovery document is under it, at <c>/.well-known/openid-configuration</c>. HTTPS, except on this machine.</summary>
    public required string Authority { get; set; }

    /// <summary>What its tokens for this server name as their audience.</summary>
    public required string Audience { get; set; }
}

/// <summary>Checks tokens of the configured OpenID Connect providers: issuer, audience, signature by their published keys, expiry, a verified e-mail.</summary>
internal sealed class ExternalIssuers
{
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

    /// <summary>The verified e-mail a token speaks for; null when no provider of ours issued it for us, or anything at all is wrong with it.</summary>
    public async Task<string?> EmailAsync(string token, CancellationToken stop)
    {
        if (_issuers.Count == 0 || !_handler.CanReadToken(token)) return null;
        foreach (var (issuer, discovered) in _issuers)
            if (await ReadAsync(token, issuer, discovered, stop) is { } email)
                return email;
        return null;
    }

    private async Task<string?> ReadAsync(string token, TrustedIssuer issuer, ConfigurationManager<OpenIdConnectConfiguration> discovered, CancellationToken stop)
    {
        TokenValidationResult read;
        try
        {
            read = await ValidateAsync(token, issuer, await discovered.GetConfigurationAsync(stop));
            if (read.Exception is SecurityTokenSignatureKeyNotFoundException)
            {
                // The provider may have changed its keys; asked for anew at most as often as the manager allows.
                discovered.RequestRefresh();
                read = await ValidateAsync(token, issuer, await discovered.GetConfigurationAsync(stop));
            }
        }
        catch (InvalidOperationException)
        {
            // The provider cannot be reached: its tokens are not good now, those of others are.
            return null;
        }

        if (!read.IsValid || read.ClaimsIdentity.FindFirst("email_verified")?.Value is not ("true" or "True")) return null;
        return read.ClaimsIdentity.FindFirst("email")?.Value;
    }

    private Task<TokenValidationResult> ValidateAsync(string token, TrustedIssuer issuer, OpenIdConnectConfiguration configuration) =>
        _handler.ValidateTokenAsync(token, new TokenValidationParameters
        {
            ValidIssuer = configuration.Issuer,
            ValidAudience = issuer.Audience,
            IssuerSigningKeys = configuration.SigningKeys,
            // Asymmetric only: a published key must never be taken for a shared secret.
            ValidAlgorithms =
            [
                SecurityAlgorithms.RsaSha256, SecurityAlgorithms.RsaSha384, SecurityAlgorithms.RsaSha512, SecurityAlgorithms.RsaSsaPssSha256,
                SecurityAlgorithms.RsaSsaPssSha384, SecurityAlgorithms.RsaSsaPssSha512, SecurityAlgorithms.EcdsaSha256, SecurityAlgorithms.EcdsaSha384, SecurityAlgorithms.EcdsaSha512,
            ],
            RequireExpirationTime = true,
            LifetimeValidator = (from, to, _, _) => _clock.GetUtcNow().UtcDateTime is var now && (from is null || from <= now + Skew) && now < to + Skew,
        });
}
