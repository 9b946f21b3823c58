using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using OpenGen.Tests.Support;

namespace OpenGen.Tests.Accounts;

/// <summary>Tokens of an OpenID Connect provider that runs on this machine for the test and speaks discovery and JWKS.</summary>
public sealed class ExternalSignIn
{
    [Fact]
    public async Task A_token_of_a_configured_issuer_speaks_for_the_user_with_its_verified_email()
    {
        await using var issuer = await Issuer.StartAsync();
        await using var server = await RunningServer.StartAsync(Database.Sqlite, ("Accounts:Issuers:0:Authority", issuer.Address), ("Accounts:Issuers:0:Audience", "opengen-tests"));
        var user = await Api.NewUserAsync(server);
        using var api = Api.For(server);
        Task<Answer> AskAsync(string token)
        {
            api.Http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
            return api.GetAsync("/v1/me");
        }

        Assert.Equal(user.Email, (await AskAsync(issuer.Token(user.Email))).Text("email"));
        (await AskAsync(issuer.Token(user.Email, verified: false))).IsError(401, "unauthorized");
        (await AskAsync(issuer.Token("nobody@example.com"))).IsError(401, "unauthorized");
        (await AskAsync(issuer.Token(user.Email, audience: "somebody-else"))).IsError(401, "unauthorized");
        (await AskAsync(issuer.Token(user.Email, from: "https://evil.example"))).IsError(401, "unauthorized");
        (await AskAsync(issuer.Token(user.Email, lifetime: TimeSpan.FromMinutes(-5)))).IsError(401, "unauthorized");
        using var forged = RSA.Create(2048);
        (await AskAsync(issuer.Token(user.Email, key: new RsaSecurityKey(forged) { KeyId = "1" }))).IsError(401, "unauthorized");
        // The published key taken as a shared secret: the classic confusion of algorithms.
        var secret = new SymmetricSecurityKey(issuer.PublicKey) { KeyId = "1" };
        (await AskAsync(issuer.Token(user.Email, key: secret, algorithm: SecurityAlgorithms.HmacSha256))).IsError(401, "unauthorized");
    }

    [Fact]
    public async Task An_issuer_that_is_away_takes_nothing_from_our_own_tokens()
    {
        await using var server = await RunningServer.StartAsync(Database.Sqlite, ("Accounts:Issuers:0:Authority", "http://127.0.0.1:9"), ("Accounts:Issuers:0:Audience", "x"));
        var user = await Api.NewUserAsync(server);
        using var api = Api.For(server);
        var token = (await api.PostAsync("/v1/auth/login", new { email = user.Email, password = user.Password })).Text("token");
        api.Http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        Assert.Equal(HttpStatusCode.OK, (await api.GetAsync("/v1/me")).Status);
    }

    private sealed class Issuer : IAsyncDisposable
    {
        private readonly WebApplication _app;
        private readonly RSA _key = RSA.Create(2048);

        private Issuer(WebApplication app) => _app = app;

        public string Address => _app.Urls.First();

        public byte[] PublicKey => _key.ExportSubjectPublicKeyInfo();

        public static async Task<Issuer> StartAsync()
        {
            var builder = WebApplication.CreateSlimBuilder();
            builder.WebHost.UseUrls("http://127.0.0.1:0");
            builder.Logging.ClearProviders();
            var issuer = new Issuer(builder.Build());
            issuer._app.MapGet("/.well-known/openid-configuration", () => Results.Json(new { issuer = issuer.Address, jwks_uri = issuer.Address + "/keys" }));
            issuer._app.MapGet("/keys", () =>
            {
                var key = issuer._key.ExportParameters(false);
                return Results.Json(new { keys = new[] { new { kty = "RSA", use = "sig", kid = "1", n = Base64UrlEncoder.Encode(key.Modulus), e = Base64UrlEncoder.Encode(key.Exponent) } } });
            });
            await issuer._app.StartAsync();
            return issuer;
        }

        public string Token(
            string email, bool verified = true, string audience = "opengen-tests", string? from = null, TimeSpan? lifetime = null,
            SecurityKey? key = null, string algorithm = SecurityAlgorithms.RsaSha256)
        {
            var expires = DateTime.UtcNow + (lifetime ?? TimeSpan.FromMinutes(5));
            return new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor
            {
                Issuer = from ?? Address,
                Audience = audience,
                IssuedAt = expires.AddMinutes(-10),
                NotBefore = expires.AddMinutes(-10),
                Expires = expires,
                Claims = new Dictionary<string, object> { ["sub"] = "1", ["email"] = email, ["email_verified"] = verified },
                SigningCredentials = new SigningCredentials(key ?? new RsaSecurityKey(_key) { KeyId = "1" }, algorithm),
            });
        }

        public async ValueTask DisposeAsync()
        {
            await _app.DisposeAsync();
            _key.Dispose();
        }
    }
}
