using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using OpenGen.Server.Data;
using OpenGen.Server.Modules.Accounts;
using OpenGen.Tests.Support;

namespace OpenGen.Tests.Accounts;

/// <summary>Tokens of an OpenID Connect provider that runs on this machine for the test and speaks discovery and JWKS.</summary>
public sealed class ExternalSignIn
{
    [Fact]
    public async Task A_token_of_a_configured_issuer_speaks_for_the_user_with_its_verified_email()
    {
        await using var issuer = await Issuer.StartAsync();
        await using var server = await RunningServer.StartAsync(
            Database.Sqlite, ("Accounts:Issuers:0:Authority", issuer.Address), ("Accounts:Issuers:0:Audience", "opengen-tests"));
        var user = await Api.NewUserAsync(server);
        using var api = Api.For(server);
        Task<Answer> AskAsync(string token)
        {
            api.Http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
            return api.GetAsync("/v1/me");
        }

        Assert.Equal(user.Email, (await AskAsync(issuer.Token(user.Email))).Text("email"));
        (await AskAsync(issuer.Token(user.Email, verified: false, subject: "2"))).IsError(401, "unauthorized");
        (await AskAsync(issuer.Token("nobody@example.com", subject: "3"))).IsError(401, "unauthorized");
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
        await using var server = await RunningServer.StartAsync(
            Database.Sqlite, ("Accounts:Issuers:0:Authority", "http://127.0.0.1:9"), ("Accounts:Issuers:0:Audience", "x"));
        var user = await Api.NewUserAsync(server);
        using var api = Api.For(server);
        var token = (await api.PostAsync("/v1/auth/login", new { email = user.Email, password = user.Password })).Text("token");
        api.Http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        Assert.Equal(HttpStatusCode.OK, (await api.GetAsync("/v1/me")).Status);
    }

    [Theory, MemberData(nameof(Databases.OneOfThem), MemberType = typeof(Databases))]
    public async Task An_account_belongs_to_the_issuer_and_subject_that_came_first(Database database)
    {
        await using var one = await Issuer.StartAsync();
        await using var two = await Issuer.StartAsync();
        await using var server = await StartAsync(database, one, two);
        var user = await Api.NewUserAsync(server);
        Assert.Equal(user.Email, (await AskAsync(server, one.Token(user.Email, subject: "a"))).Text("email"));
        (await AskAsync(server, two.Token(user.Email, subject: "a"))).IsError(401, "unauthorized");
        (await AskAsync(server, two.Token(user.Email, subject: "z"))).IsError(401, "unauthorized");
        (await AskAsync(server, one.Token(user.Email, subject: "b"))).IsError(401, "unauthorized");
        // Bound, it is the subject that counts, and no e-mail of another account.
        var other = await Api.NewUserAsync(server);
        Assert.Equal(user.Email, (await AskAsync(server, one.Token(other.Email, subject: "a"))).Text("email"));
        Assert.Equal(user.Email, (await AskAsync(server, one.Token(user.Email, verified: false, subject: "a"))).Text("email"));
    }

    [Theory, MemberData(nameof(Both))]
    public async Task Of_two_identities_that_come_at_once_one_gets_the_account(Database database)
    {
        await using var one = await Issuer.StartAsync();
        await using var two = await Issuer.StartAsync();
        await using var server = await StartAsync(database, one, two);
        await AskAsync(server, one.Token("warm@example.com"));
        await AskAsync(server, two.Token("warm@example.com"));
        for (var round = 0; round < 5; round++)
        {
            var user = await Api.NewUserAsync(server);
            string[] tokens = [
                one.Token(user.Email, subject: $"a{round}"), two.Token(user.Email, subject: $"a{round}"),
                one.Token(user.Email, subject: $"b{round}")];
            var answers = await Task.WhenAll(tokens.Concat(tokens).Select(token => AskAsync(server, token)));
            var winners = answers.Select((answer, i) => (answer.Status, Token: i % 3)).Where(a => a.Status == HttpStatusCode.OK)
                .Select(a => a.Token).Distinct();
            Assert.Single(winners);
            Assert.Equal(2, answers.Count(a => a.Status == HttpStatusCode.OK));
        }
    }

    [Theory, MemberData(nameof(Databases.OneOfThem), MemberType = typeof(Databases))]
    public async Task Whoever_verifies_an_address_gets_the_account_without_what_was_set_up_before(Database database)
    {
        await using var issuer = await Issuer.StartAsync();
        await using var server = await StartAsync(database, issuer);
        var (attacker, later) = (await Api.NewUserAsync(server), await Api.NewUserAsync(server));
        using var api = Api.For(server);
        using var browser = await PlainBrowser.SignedInAsync(server, attacker);
        var (_, codes) = await browser.SetUpAppAsync(attacker);
        var tokens = await api.PostAsync("/v1/auth/login", new { email = attacker.Email, password = attacker.Password, otp = codes[0] });
        await ChangeAsync(server, async db =>
        {
            var id = await db.Users.Where(u => u.Email == attacker.Email).Select(u => u.Id).SingleAsync();
            db.Add(
                new IdentityUserPasskey<long>
                {
                    UserId = id,
                    CredentialId = [1, 2, 3, (byte)database],
                    Data = new IdentityPasskeyData { PublicKey = [1], AttestationObject = [1], ClientDataJson = [1], Name = "theirs" },
                });
            await db.SaveChangesAsync();
        });

        Assert.Equal(attacker.Email, (await AskAsync(server, issuer.Token(attacker.Email, subject: "owner"))).Text("email"));
        (await attacker.Api.GetAsync("/v1/me")).IsError(401, "unauthorized");
        (await AskAsync(server, tokens.Text("token"))).IsError(401, "unauthorized");
        (await api.PostAsync("/v1/auth/refresh", new { refresh_token = tokens.Text("refresh_token") })).IsError(401, "unauthorized");
        (await api.PostAsync("/v1/auth/login", new { email = attacker.Email, password = attacker.Password, otp = codes[1] }))
            .IsError(401, "unauthorized");
        Assert.Contains("Welcome back", await browser.ReadAsync("/security"), StringComparison.Ordinal);
        await ChangeAsync(server, async db =>
        {
            var user = await db.Users.AsNoTracking().SingleAsync(u => u.Email == attacker.Email);
            Assert.Equal((true, false, null), (user.EmailConfirmed, user.TwoFactorEnabled, user.PasswordHash));
            Assert.False(await db.UserTokens.AnyAsync(t => t.UserId == user.Id));
            Assert.False(await db.Set<IdentityUserPasskey<long>>().AnyAsync(p => p.UserId == user.Id));
        });

        // Who had verified the address before keeps it all.
        await ChangeAsync(
            server, db => db.Users.Where(u => u.Email == later.Email).ExecuteUpdateAsync(u => u.SetProperty(x => x.EmailConfirmed, true)));
        Assert.Equal(later.Email, (await AskAsync(server, issuer.Token(later.Email, subject: "later"))).Text("email"));
        Assert.Equal(HttpStatusCode.OK, (await later.Api.GetAsync("/v1/me")).Status);
        Assert.Equal(
            HttpStatusCode.OK, (await api.PostAsync("/v1/auth/login", new { email = later.Email, password = later.Password })).Status);
    }

    [Theory, MemberData(nameof(Databases.OneOfThem), MemberType = typeof(Databases))]
    public async Task Only_the_json_true_verifies_an_email_and_only_in_the_domains_of_the_issuer(Database database)
    {
        await using var issuer = await Issuer.StartAsync();
        await using var server = await StartAsync(database, [issuer], ("Accounts:Issuers:0:Domains:0", "example.com"));
        var user = await Api.NewUserAsync(server);
        object[] odd = ["true", "True", 1, new[] { true }, new[] { true, true }, new Dictionary<string, object> { ["true"] = true }];
        foreach (var verified in odd)
            (await AskAsync(server, issuer.Token(user.Email, verified: verified, subject: "v"))).IsError(401, "unauthorized");
        Assert.Equal(user.Email, (await AskAsync(server, issuer.Token(user.Email, subject: "v"))).Text("email"));

        using var api = Api.For(server);
        foreach (var email in (string[])["a@other.example", "a@sub.example.com", "a@notexample.com"])
        {
            await api.PostAsync("/v1/auth/register", new { email, password = "long enough" });
            (await AskAsync(server, issuer.Token(email, subject: email))).IsError(401, "unauthorized");
        }
        // Somebody who left the domain is out, bound or not.
        (await AskAsync(server, issuer.Token("gone@other.example", subject: "v"))).IsError(401, "unauthorized");
    }

    [Theory, MemberData(nameof(Databases.OneOfThem), MemberType = typeof(Databases))]
    public async Task Whom_an_operator_locked_does_not_come_in_by_an_issuer(Database database)
    {
        await using var issuer = await Issuer.StartAsync();
        await using var server = await StartAsync(database, issuer);
        var (bound, fresh) = (await Api.NewUserAsync(server), await Api.NewUserAsync(server));
        Assert.Equal(HttpStatusCode.OK, (await AskAsync(server, issuer.Token(bound.Email, subject: "bound"))).Status);
        DateTimeOffset? end = TimeProvider.System.GetUtcNow().AddDays(1);
        await ChangeAsync(
            server,
            db =>
                db.Users.Where(u => u.Email == bound.Email || u.Email == fresh.Email)
                    .ExecuteUpdateAsync(u => u.SetProperty(x => x.LockoutEnd, end)));
        (await AskAsync(server, issuer.Token(bound.Email, subject: "bound"))).IsError(401, "unauthorized");
        (await AskAsync(server, issuer.Token(fresh.Email, subject: "fresh"))).IsError(401, "unauthorized");
        await ChangeAsync(server, async db => Assert.False(await db.UserLogins.AnyAsync(l => l.ProviderKey == "fresh")));
    }

    [Fact]
    public void Issuers_that_cannot_be_meant_are_said_at_start()
    {
        var options = new AccountsOptions
        {
            SigningKeyLifetime = TimeSpan.Zero,
            Issuers = [new() { Authority = "http://issuer.example", Domains = ["a@b"] }],
        };
        var faults = string.Join('\n', options.Faults());
        foreach (var name in (string[])[
            "Accounts:SigningKeyLifetime", "Accounts:Issuers:0:Authority", "Accounts:Issuers:0:Audience", "Accounts:Issuers:0:Domains"])
            Assert.Contains(name, faults, StringComparison.Ordinal);
    }

    public static readonly TheoryData<Database> Both = [Database.Sqlite, Database.Postgres];

    private static Task<RunningServer> StartAsync(Database database, params Issuer[] issuers) => StartAsync(database, issuers, []);

    private static Task<RunningServer> StartAsync(Database database, Issuer[] issuers, params (string, string)[] settings) =>
        RunningServer.StartAsync(database,
        [.. issuers.SelectMany(
            (issuer, i) =>
                new[] { ($"Accounts:Issuers:{i}:Authority", issuer.Address), ($"Accounts:Issuers:{i}:Audience", "opengen-tests") }),
            .. settings]);

    private static async Task<Answer> AskAsync(RunningServer server, string token)
    {
        using var api = Api.For(server);
        api.Http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return await api.GetAsync("/v1/me");
    }

    private static async Task ChangeAsync(RunningServer server, Func<AppDbContext, Task> change)
    {
        await using var scope = server.Services.CreateAsyncScope();
        await change(scope.ServiceProvider.GetRequiredService<AppDbContext>());
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
            issuer._app.MapGet(
                "/.well-known/openid-configuration",
                () => Results.Json(new { issuer = issuer.Address, jwks_uri = issuer.Address + "/keys" }));
            issuer._app.MapGet("/keys", () =>
            {
                var key = issuer._key.ExportParameters(false);
                return Results.Json(
                    new
                    {
                        keys = new[]
                        {
                            new
                            {
                                kty = "RSA",
                                use = "sig",
                                kid = "1",
                                n = Base64UrlEncoder.Encode(key.Modulus),
                                e = Base64UrlEncoder.Encode(key.Exponent),
                            },
                        },
                    });
            });
            await issuer._app.StartAsync();
            return issuer;
        }

        public string Token(
            string email, object? verified = null, string subject = "1", string audience = "opengen-tests", string? from = null,
            TimeSpan? lifetime = null,
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
                Claims = new Dictionary<string, object> { ["sub"] = subject, ["email"] = email, ["email_verified"] = verified ?? true },
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
