using System.Net;
using System.Net.Http.Headers;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using OpenGen.Server.Data;
using OpenGen.Server.Modules.Accounts;
using OpenGen.Tests.Support;
using User = OpenGen.Tests.Support.User;

namespace OpenGen.Tests.Accounts;

/// <summary>When sessions of programs and browsers end: at once, and on the server.</summary>
public sealed class Sessions(Servers servers)
{
    public static readonly TheoryData<Database> Both = [Database.Sqlite, Database.Postgres];

    [Theory, MemberData(nameof(Both))]
    public async Task Of_eight_refreshes_of_one_token_at_once_no_successor_goes_on_working(Database database)
    {
        var server = await servers.OnAsync(database);
        var user = await Api.NewUserAsync(server);
        for (var round = 0; round < 5; round++)
        {
            using var api = Api.For(server);
            var first = await LoginAsync(api, user);
            var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => RefreshAsync(api, first.Text("refresh_token"))));
            foreach (var won in answers.Where(a => a.Status == HttpStatusCode.OK))
            {
                (await RefreshAsync(api, won.Text("refresh_token"))).IsError(401, "unauthorized");
                (await MeAsync(server, won.Text("token"))).IsError(401, "unauthorized");
            }
            Assert.InRange(answers.Count(a => a.Status == HttpStatusCode.OK), 0, 1);
        }
    }

    [Theory, MemberData(nameof(Both))]
    public async Task A_stolen_token_that_is_used_while_its_successor_is_refreshed_ends_both(Database database)
    {
        var server = await servers.OnAsync(database);
        var user = await Api.NewUserAsync(server);
        for (var round = 0; round < 10; round++)
        {
            using var api = Api.For(server);
            var first = (await LoginAsync(api, user)).Text("refresh_token");
            var second = (await RefreshAsync(api, first)).Text("refresh_token");
            var both = await Task.WhenAll(RefreshAsync(api, second), RefreshAsync(api, first));
            both[1].IsError(401, "unauthorized");
            if (both[0].Status == HttpStatusCode.OK) (await RefreshAsync(api, both[0].Text("refresh_token"))).IsError(401, "unauthorized");
        }
    }

    [Theory, MemberData(nameof(Both))]
    public async Task Signing_out_ends_the_token_with_its_refresh_token_and_the_refresh_token_with_the_token(Database database)
    {
        var server = await servers.OnAsync(database);
        var user = await Api.NewUserAsync(server);
        using var api = Api.For(server);
        var (one, other, third) = (await LoginAsync(api, user), await LoginAsync(api, user), await LoginAsync(api, user));
        await api.PostAsync("/v1/auth/logout", new { refresh_token = one.Text("refresh_token") });
        (await MeAsync(server, one.Text("token"))).IsError(401, "unauthorized");
        using (var bearer = Bearing(server, other.Text("token"))) await bearer.PostAsync("/v1/auth/logout", new { });
        (await MeAsync(server, other.Text("token"))).IsError(401, "unauthorized");
        (await RefreshAsync(api, other.Text("refresh_token"))).IsError(401, "unauthorized");
        Assert.Equal(HttpStatusCode.OK, (await MeAsync(server, third.Text("token"))).Status);
    }

    [Theory, MemberData(nameof(Both))]
    public async Task A_copy_of_the_cookie_opens_nothing_after_signing_out(Database database)
    {
        var server = await servers.OnAsync(database);
        var user = await Api.NewUserAsync(server);
        using var browser = await PlainBrowser.SignedInAsync(server, user);
        var stolen = browser.Cookies;
        Assert.Equal(HttpStatusCode.OK, await WithCookiesAsync(server, stolen));
        await browser.SignOutAsync();
        Assert.Equal(HttpStatusCode.Redirect, await WithCookiesAsync(server, stolen));

        // Others of the same person are not touched by it.
        using var another = await PlainBrowser.SignedInAsync(server, user);
        await browser.SignInAsync(user);
        await browser.SignOutAsync();
        Assert.Equal(HttpStatusCode.OK, await WithCookiesAsync(server, another.Cookies));
    }

    [Theory, MemberData(nameof(Both))]
    public async Task A_new_password_ends_tokens_and_other_browsers_at_once_and_keys_when_it_is_wished(Database database)
    {
        var server = await servers.OnAsync(database);
        var user = await Api.NewUserAsync(server);
        using var api = Api.For(server);
        using var browser = new PlainBrowser(server);
        using var other = new PlainBrowser(server);
        await browser.SignInAsync(user);
        await other.SignInAsync(user);
        var tokens = await LoginAsync(api, user);
        await browser.SubmitAsync("/security", "password", ("Proof", user.Password), ("NewPassword", "a whole new password"));
        (await MeAsync(server, tokens.Text("token"))).IsError(401, "unauthorized");
        (await RefreshAsync(api, tokens.Text("refresh_token"))).IsError(401, "unauthorized");
        Assert.Equal(HttpStatusCode.Redirect, await WithCookiesAsync(server, other.Cookies));
        Assert.Equal(HttpStatusCode.OK, await WithCookiesAsync(server, browser.Cookies));
        Assert.Equal(HttpStatusCode.OK, (await user.Api.GetAsync("/v1/me")).Status);

        await browser.SubmitAsync(
            "/security", "password", ("Proof", "a whole new password"), ("NewPassword", "and yet another one"), ("RevokeKeys", "true"));
        (await user.Api.GetAsync("/v1/me")).IsError(401, "unauthorized");
    }

    [Theory, MemberData(nameof(Both))]
    public async Task Turning_two_factor_sign_in_on_ends_tokens_of_before(Database database)
    {
        var server = await servers.OnAsync(database);
        var user = await Api.NewUserAsync(server);
        using var api = Api.For(server);
        var tokens = await LoginAsync(api, user);
        using var browser = await PlainBrowser.SignedInAsync(server, user);
        await browser.SetUpAppAsync(user);
        (await MeAsync(server, tokens.Text("token"))).IsError(401, "unauthorized");
        (await RefreshAsync(api, tokens.Text("refresh_token"))).IsError(401, "unauthorized");
    }

    [Theory, MemberData(nameof(Both))]
    public async Task Ways_in_are_changed_with_password_and_code_and_not_with_one_of_them(Database database)
    {
        var server = await servers.OnAsync(database);
        var user = await Api.NewUserAsync(server);
        using var browser = await PlainBrowser.SignedInAsync(server, user);
        var (app, codes) = await browser.SetUpAppAsync(user);
        foreach (var (path, form) in ((string, string)[])[
            ("/security/two-factor/off", "two-factor-off"), ("/security", "password"), ("/security/recovery-codes", "recovery-codes")])
        {
            Assert.Contains(
                "Enter a code", await browser.SubmitAsync(path, form, ("Proof", user.Password), ("NewPassword", "a whole new password")),
                StringComparison.Ordinal);
            Assert.Contains(
                "Enter your password",
                await browser.SubmitAsync(path, form, ("ProofCode", codes[0]), ("NewPassword", "a whole new password")),
                StringComparison.Ordinal);
        }
        Assert.Contains(
            "This is wrong",
            await browser.SubmitAsync("/security/two-factor/off", "two-factor-off", ("Proof", "wrong"), ("ProofCode", codes[0])),
            StringComparison.Ordinal);
        using var api = Api.For(server);
        (await api.PostAsync("/v1/auth/login", new { email = user.Email, password = user.Password })).IsError(401, "otp_required");
        // A code that came with a wrong password is not spent.
        Assert.Contains(
            "Two-factor sign-in is off.",
            await browser.SubmitAsync("/security/two-factor/off", "two-factor-off", ("Proof", user.Password), ("ProofCode", codes[0])),
            StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await LoginAsync(api, user)).Status);
        Assert.NotEmpty(app.LastCode());
    }

    [Theory, MemberData(nameof(Both))]
    public async Task Whom_an_operator_locks_is_out_at_once_with_tokens_keys_and_cookies(Database database)
    {
        var server = await servers.OnAsync(database);
        var user = await Api.NewUserAsync(server);
        using var api = Api.For(server);
        using var browser = await PlainBrowser.SignedInAsync(server, user);
        var tokens = await LoginAsync(api, user);
        await using (var scope = server.Services.CreateAsyncScope())
        {
            DateTimeOffset? end = TimeProvider.System.GetUtcNow().AddDays(1);
            await scope.ServiceProvider.GetRequiredService<AppDbContext>().Users.Where(u => u.Email == user.Email)
                .ExecuteUpdateAsync(u => u.SetProperty(x => x.LockoutEnd, end));
        }
        (await MeAsync(server, tokens.Text("token"))).IsError(401, "unauthorized");
        (await RefreshAsync(api, tokens.Text("refresh_token"))).IsError(401, "unauthorized");
        (await user.Api.GetAsync("/v1/me")).IsError(401, "unauthorized");
        (await api.PostAsync("/v1/auth/login", new { email = user.Email, password = user.Password })).IsError(401, "unauthorized");
        Assert.Equal(HttpStatusCode.Redirect, await WithCookiesAsync(server, browser.Cookies));
    }

    [Theory, MemberData(nameof(Both))]
    public async Task The_signing_key_is_renewed_and_tokens_of_the_one_before_live_their_hour(Database database)
    {
        var clock = new MovedClock();
        await using var server = await RunningServer.StartAsync(database, clock, ("Accounts:SigningKeyLifetime", "30.00:00:00"));
        var user = await Api.NewUserAsync(server);
        using var api = Api.For(server);
        clock.Ahead = TimeSpan.FromDays(30) - TimeSpan.FromMinutes(10);
        var before = await LoginAsync(api, user);
        var keys = await KeysAsync(api);
        clock.Ahead += TimeSpan.FromMinutes(20);
        var after = await LoginAsync(api, user);
        Assert.Equal(HttpStatusCode.OK, (await MeAsync(server, before.Text("token"))).Status);
        Assert.Equal(HttpStatusCode.OK, (await MeAsync(server, after.Text("token"))).Status);
        var both = await KeysAsync(api);
        Assert.Equal(2, both.Length);
        Assert.Equal(keys[0], both[1]);

        clock.Ahead += TimeSpan.FromMinutes(61);
        Assert.Equal(both[..1], await KeysAsync(api));
        clock.Ahead += TimeSpan.FromDays(2);
        await server.Services.GetRequiredService<Sweeping>().SweepAsync(CancellationToken.None);
        await using var scope = server.Services.CreateAsyncScope();
        Assert.Equal(
            both[..1], await scope.ServiceProvider.GetRequiredService<AppDbContext>().SigningKeys.Select(k => k.KeyId).ToArrayAsync());
    }

    [Theory, MemberData(nameof(Both))]
    public async Task Nodes_that_start_at_once_sign_with_one_key(Database database)
    {
        await using var server = await RunningServer.StartAsync(database);
        var services = server.Services;
        var nodes = Enumerable.Range(0, 8).Select(_ => new SigningKeys(
            services.GetRequiredService<IServiceScopeFactory>(), services.GetRequiredService<IDataProtectionProvider>(),
            services.GetRequiredService<AccountsOptions>(), TimeProvider.System)).ToList();
        var keys = await Task.WhenAll(nodes.Select(node => Task.Run(async () => (await node.CurrentAsync(CancellationToken.None)).KeyId)));
        Assert.Single(keys.Distinct());
        nodes.ForEach(node => node.Dispose());
    }

    private static async Task<string[]> KeysAsync(Api api) =>
        [.. (await api.GetAsync("/.well-known/jwks.json")).Node["keys"]!.AsArray().Select(k => k!["kid"]!.ToString())];

    private static Task<Answer> LoginAsync(Api api, User user) =>
        api.PostAsync("/v1/auth/login", new { email = user.Email, password = user.Password });

    private static Task<Answer> RefreshAsync(Api api, string token) => api.PostAsync("/v1/auth/refresh", new { refresh_token = token });

    private static Api Bearing(RunningServer server, string token)
    {
        var api = Api.For(server);
        api.Http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return api;
    }

    private static async Task<Answer> MeAsync(RunningServer server, string token)
    {
        using var api = Bearing(server, token);
        return await api.GetAsync("/v1/me");
    }

    /// <summary>What the security page answers to whoever has the cookies: 200, or the way to the sign-in.</summary>
    private static async Task<HttpStatusCode> WithCookiesAsync(RunningServer server, string cookies)
    {
        using var http = new HttpClient(new HttpClientHandler { UseCookies = false, AllowAutoRedirect = false })
        {
            BaseAddress = server.Address,
        };
        using var request = new HttpRequestMessage(HttpMethod.Get, "/security") { Headers = { { "Cookie", cookies } } };
        using var answer = await http.SendAsync(request);
        return answer.StatusCode;
    }
}
