using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using OpenGen.Tests.Support;

namespace OpenGen.Tests.Http;

public sealed class RateLimitTests
{
    [Fact]
    public async Task A_key_that_asks_too_often_is_told_when_to_come_back_and_other_keys_are_served()
    {
        await using var server = await RunningServer.StartAsync(Database.Sqlite, ("RateLimits:PerKey", "20"));
        var (eager, calm) = (await Api.NewUserAsync(server), await Api.NewUserAsync(server));
        var answers = new List<Answer>();
        for (var i = 0; i < 25; i++) answers.Add(await eager.Api.GetAsync("/v1/me"));
        var refused = answers.Where(a => a.Status != HttpStatusCode.OK).ToList();
        Assert.InRange(refused.Count, 1, 10);
        foreach (var answer in refused)
        {
            answer.IsError(429, "rate_limited");
            Assert.InRange(int.Parse(answer.Headers["Retry-After"], CultureInfo.InvariantCulture), 1, 60);
        }
        Assert.Equal(HttpStatusCode.OK, (await calm.Api.GetAsync("/v1/me")).Status);
    }

    [Fact]
    public async Task An_address_that_guesses_keys_is_limited()
    {
        await using var server = await RunningServer.StartAsync(Database.Sqlite, ("RateLimits:PerAddress", "10"));
        using var guesser = Api.For(server);
        for (var i = 0; i < 10; i++) (await guesser.GetAsync("/v1/me")).IsError(401, "unauthorized");
        (await guesser.GetAsync("/v1/me")).IsError(429, "rate_limited");
        Assert.Equal(HttpStatusCode.OK, (await guesser.GetAsync("/healthz")).Status);
    }

    [Fact]
    public async Task No_other_spelling_of_a_key_is_counted_anew()
    {
        await using var server = await RunningServer.StartAsync(Database.Sqlite, ("RateLimits:PerKey", "6"));
        var user = await Api.NewUserAsync(server);
        using var http = new HttpClient { BaseAddress = server.Address };
        async Task<HttpStatusCode> AskAsync(string name, string value)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "/v1/me");
            request.Headers.TryAddWithoutValidation(name, value);
            using var answer = await http.SendAsync(request);
            return answer.StatusCode;
        }

        var token = (await user.Api.PostAsync("/v1/auth/login", new { email = user.Email, password = user.Password })).Text("token");
        string[] spaces = ["", " ", "  ", "\t", "   ", "\t\t"];
        for (var i = 0; i < 12; i++) await AskAsync("X-API-Key", user.Api.ApiKey! + spaces[i % spaces.Length]);
        foreach (var space in spaces) Assert.Equal(HttpStatusCode.TooManyRequests, await AskAsync("X-API-Key", user.Api.ApiKey! + space));
        for (var i = 0; i < 12; i++) await AskAsync("Authorization", "Bearer " + spaces[i % spaces.Length] + token);
        foreach (var scheme in (string[])["Bearer", "bearer", "BEARER", "bEaReR", "Bearer  "])
            Assert.Equal(HttpStatusCode.TooManyRequests, await AskAsync("Authorization", $"{scheme} {token}"));
    }

    [Fact]
    public void What_authentication_takes_is_what_is_counted()
    {
        static string? Of(string name, string value)
        {
            var request = new Microsoft.AspNetCore.Http.DefaultHttpContext().Request;
            request.Headers[name] = value;
            return OpenGen.Server.Web.RequestCredentials.Of(request)?.Text;
        }

        foreach (var space in (string[])["", " ", "\u00a0", "\u3000", "\u00a0\u00a0 "])
        {
            Assert.Equal("key", Of("X-API-Key", $"{space}key{space}"));
            Assert.Equal("token", Of("Authorization", $"bEARER {space}token{space}"));
        }
        Assert.Null(Of("Authorization", "Basic abc"));
    }

    [Fact]
    public async Task Ways_in_are_limited_by_address_and_the_rest_is_served()
    {
        await using var server = await RunningServer.StartAsync(
            Database.Sqlite, ("RateLimits:SignInsPerAddress", "2"), ("RateLimits:RegistrationsPerAddress", "3"));
        var user = await Api.NewUserAsync(server);
        using var api = Api.For(server);
        var anyway = api.Lenient("one body for all ways in");
        // One of four was spent by the user who came first.
        foreach (var way in (string[])["login", "refresh", "logout"])
            Assert.NotEqual(
                HttpStatusCode.TooManyRequests,
                (await anyway.PostAsync("/v1/auth/" + way, new { email = user.Email, password = "wrong", refresh_token = "x" })).Status);
        foreach (var way in (string[])["login", "refresh", "logout"])
        {
            Answer? refused = null;
            await UntilRefusedAsync(
                async () =>
                    (refused = await anyway.PostAsync(
                        "/v1/auth/" + way, new { email = user.Email, password = user.Password, refresh_token = "x" })).Status);
            Assert.InRange(int.Parse(refused!.IsError(429, "rate_limited").Headers["Retry-After"], CultureInfo.InvariantCulture), 1, 60);
        }
        for (var i = 0; i < 2; i++)
            Assert.Equal(
                HttpStatusCode.Created,
                (await api.PostAsync("/v1/auth/register", new { email = $"{i}@example.com", password = "long enough" })).Status);
        (await api.PostAsync("/v1/auth/register", new { email = "3@example.com", password = "long enough" })).IsError(429, "rate_limited");
        Assert.Equal(HttpStatusCode.OK, (await user.Api.GetAsync("/v1/me")).Status);

        // The pages count towards the same.
        using var browser = new PlainBrowser(server);
        foreach (var (path, form) in ((string, string)[])[("/sign-in", "sign-in"), ("/register", "register")])
        {
            await UntilRefusedAsync(async () =>
            {
                using var page = await browser.SendAsync(path, form, ("Email", user.Email), ("Password", "wrong"));
                if (page.StatusCode == HttpStatusCode.TooManyRequests)
                {
                    Assert.NotNull(page.Headers.RetryAfter);
                    Assert.Contains("Too many tries", await page.Content.ReadAsStringAsync(), StringComparison.Ordinal);
                }
                return page.StatusCode;
            });
        }
    }

    [Fact]
    public async Task Codes_ceremonies_and_the_forms_of_the_security_pages_are_limited_too()
    {
        await using var server = await RunningServer.StartAsync(Database.Sqlite, ("RateLimits:SignInsPerAddress", "1"));
        var user = await Api.NewUserAsync(server);
        using var browser = await PlainBrowser.SignedInAsync(server, user);
        foreach (var path in (string[])[
            "/sign-in/code", "/sign-in/passkey/options", "/security/passkeys/options", "/security", "/security/two-factor",
            "/security/two-factor/off", "/security/recovery-codes"])
        {
            await UntilRefusedAsync(async () =>
            {
                using var answer = await browser.Http.PostAsync(path, null);
                if (answer.StatusCode == HttpStatusCode.TooManyRequests && path.EndsWith("options", StringComparison.Ordinal))
                    Assert.Contains("rate_limited", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
                return answer.StatusCode;
            });
        }
    }

    [Fact]
    public async Task A_large_body_is_not_read_for_being_refused()
    {
        await using var server = await RunningServer.StartAsync(Database.Sqlite, ("RateLimits:SignInsPerAddress", "1"));
        using var api = Api.For(server);
        var wrong = new { email = "a@example.com", password = "wrong horse battery" };
        await UntilRefusedAsync(async () => (await api.PostAsync("/v1/auth/login", wrong)).Status);

        foreach (var (length, closes) in new[] { (100, false), (100_000_000, true) })
        {
            using var client = new TcpClient();
            await client.ConnectAsync(IPAddress.Loopback, server.Address.Port);
            await using var stream = client.GetStream();
            // Of its body nothing is sent: whoever wants to read it waits.
            await stream.WriteAsync(Encoding.ASCII.GetBytes(
                $"POST /v1/auth/login HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: {length}\r\n\r\n"));
            using var reader = new StreamReader(stream);
            var head = new List<string>();
            while (await reader.ReadLineAsync() is { Length: > 0 } line) head.Add(line);
            Assert.StartsWith("HTTP/1.1 429", head[0], StringComparison.Ordinal);
            Assert.Equal(closes, head.Contains("Connection: close"));
        }
    }

    [Fact]
    public void Ways_in_are_limited_unless_an_operator_says_otherwise()
    {
        var limits = new OpenGen.Server.Web.RateLimitOptions();
        Assert.Equal((30, 20, 0, 0), (limits.SignInsPerAddress, limits.RegistrationsPerAddress, limits.PerAddress, limits.PerKey));
        Assert.Single(new OpenGen.Server.Web.RateLimitOptions { SignInsPerAddress = -1 }.Faults());
    }

    /// <summary>Asks until it is too much, which is soon: on a slow machine a try may come back meanwhile.</summary>
    private static async Task UntilRefusedAsync(Func<Task<HttpStatusCode>> ask)
    {
        for (var i = 0; i < 10; i++)
            if (await ask() == HttpStatusCode.TooManyRequests) return;
        Assert.Fail("Ten times, and not refused");
    }
}
