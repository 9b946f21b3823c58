using System.Net;
using System.Text.RegularExpressions;
using OpenGen.Server;
using OpenGen.Tests.Support;

namespace OpenGen.Tests.Http;

/// <summary>What a server behind a proxy believes of a request, and what it tells browsers.</summary>
public sealed partial class PublicAddressTests(Servers servers)
{
    private const string PublicUrl = "https://videos.example.com";

    [Fact]
    public async Task Behind_TLS_cookies_are_secure_and_links_lead_to_the_public_url_whatever_the_proxy_passed_on()
    {
        await using var server = await RunningServer.StartAsync(Database.Sqlite, ("Server:PublicUrl", PublicUrl));
        var user = await Api.NewUserAsync(server);

        using var signIn = await AskAsync(server, "/sign-in");
        Assert.NotEmpty(signIn.Headers.GetValues("Set-Cookie"));
        Assert.All(signIn.Headers.GetValues("Set-Cookie"), cookie =>
        {
            Assert.StartsWith("__Host-opengen.", cookie, StringComparison.Ordinal);
            Assert.Contains("; secure", cookie, StringComparison.OrdinalIgnoreCase);
        });
        Assert.Contains("max-age=31536000", signIn.Headers.GetValues("Strict-Transport-Security").Single(), StringComparison.Ordinal);

        // A proxy that says nothing of scheme and host, as nginx does unless it is told to.
        using var page = await AskAsync(server, "/agents");
        Assert.StartsWith(PublicUrl + "/sign-in", page.Headers.Location?.OriginalString, StringComparison.Ordinal);
        using var file = new MultipartFormDataContent { { new ByteArrayContent(Samples.Png), "content_resource[file]", "a.png" } };
        var uploaded = await user.Api.PostAsync($"/v1/content_resources?agent_id={user.AgentId}", file);
        Assert.StartsWith(PublicUrl + "/files/", uploaded.Node["content_resource"]!["url"]!.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_TLS_there_is_no_HSTS_and_cookies_work()
    {
        using var signIn = await AskAsync(await servers.OnAsync(Database.Sqlite), "/sign-in");
        Assert.False(signIn.Headers.Contains("Strict-Transport-Security"));
        Assert.DoesNotContain(
            signIn.Headers.GetValues("Set-Cookie"), cookie => cookie.Contains("; secure", StringComparison.OrdinalIgnoreCase));
    }

    [Theory]
    [InlineData(PublicUrl, null, "videos.example.com", true)]
    [InlineData(PublicUrl, null, "VIDEOS.example.com:8443", true)]
    [InlineData(PublicUrl, null, "evil.example", false)]
    [InlineData(PublicUrl, null, "videos.example.com.evil.example", false)]
    [InlineData(PublicUrl, "videos.internal, other.internal", "other.internal", true)]
    [InlineData(PublicUrl, "*", "evil.example", true)]
    [InlineData(null, null, "localhost:5080", true)]
    [InlineData(null, null, "[::1]:5080", true)]
    // A page whose name resolves to 127.0.0.1 (DNS rebinding) is still a stranger's.
    [InlineData(null, null, "evil.example", false)]
    public async Task Hosts_that_are_not_its_own_are_refused(string? publicUrl, string? allowed, string host, bool isServed)
    {
        await using var server = await RunningServer.StartAsync(
            Database.Sqlite, ("Server:PublicUrl", publicUrl!), ("Server:AllowedHosts", allowed!));
        foreach (var path in new[] { "/sign-in", "/v1/me", "/files/x/y", "/openapi.json" })
        {
            using var answer = await AskAsync(server, path, ("Host", host));
            Assert.Equal(!isServed, answer.StatusCode == HttpStatusCode.BadRequest);
            if (!isServed) Assert.Contains("\"host_not_allowed\"", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }
        // An orchestrator's probes name an address.
        using var probe = await AskAsync(server, "/healthz", ("Host", host));
        Assert.Equal(HttpStatusCode.OK, probe.StatusCode);
    }

    [Fact]
    public async Task Addresses_are_counted_as_a_trusted_proxy_says_and_as_nobody_else_does()
    {
        await using var behind = await RunningServer.StartAsync(
            Database.Sqlite, ("RateLimits:PerAddress", "3"), ("Server:TrustedProxies", "127.0.0.0/8, ::1"));
        await using var open = await RunningServer.StartAsync(Database.Sqlite, ("RateLimits:PerAddress", "3"));
        Assert.DoesNotContain(HttpStatusCode.TooManyRequests, await AskFromAsync(behind, i => $"203.0.113.{i}"));
        Assert.Contains(HttpStatusCode.TooManyRequests, await AskFromAsync(open, i => $"203.0.113.{i}"));
        // What a client wrote itself stands left of what the proxy saw.
        Assert.Contains(HttpStatusCode.TooManyRequests, await AskFromAsync(behind, i => $"198.51.100.{i}, 203.0.113.77"));
    }

    [Theory]
    [InlineData("Server:PublicUrl", "videos.example.com")]
    [InlineData("Server:PublicUrl", "https://videos.example.com/gen")]
    [InlineData("Server:PublicUrl", "ftp://videos.example.com")]
    [InlineData("Server:TrustedProxies", "10.0.0.0/8, proxy")]
    [InlineData("Server:AllowedHosts", "https://videos.example.com")]
    public async Task A_setting_that_cannot_be_meant_is_named_at_the_start(string setting, string value)
    {
        var refused = await Assert.ThrowsAsync<StartupException>(
            async () => await RunningServer.StartAsync(Database.Sqlite, (setting, value)));
        Assert.Contains(setting, refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/sign-in")]
    [InlineData("/docs/")]
    [InlineData("/v1/me")]
    [InlineData("/files/x/y")]
    [InlineData("/openapi.json")]
    [InlineData("/healthz")]
    [InlineData("/llms.txt")]
    public async Task Every_answer_says_what_it_is_and_what_it_may_run(string path)
    {
        using var answer = await AskAsync(await servers.OnAsync(Database.Sqlite), path);
        Assert.Equal("nosniff", answer.Headers.GetValues("X-Content-Type-Options").Single());
        var policy = answer.Headers.GetValues("Content-Security-Policy").Single();
        Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("'unsafe-inline'", ScriptSources().Match(policy).Value, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_reference_runs_the_scripts_it_was_sent_with_and_no_others()
    {
        var server = await servers.OnAsync(Database.Sqlite);
        var nonces = new HashSet<string>();
        for (var i = 0; i < 2; i++)
        {
            using var answer = await AskAsync(server, "/docs/");
            var nonce = Nonce().Match(answer.Headers.GetValues("Content-Security-Policy").Single()).Groups[1].Value;
            var scripts = Script().Matches(await answer.Content.ReadAsStringAsync());
            Assert.NotEmpty(scripts);
            Assert.All(scripts, script => Assert.Contains($"nonce=\"{nonce}\"", script.Value, StringComparison.Ordinal));
            Assert.True(nonces.Add(nonce), "A nonce is used once");
        }
    }

    private static async Task<List<HttpStatusCode>> AskFromAsync(RunningServer server, Func<int, string> address)
    {
        var answers = new List<HttpStatusCode>();
        for (var i = 1; i <= 8; i++)
        {
            using var answer = await AskAsync(server, "/v1/me", ("X-Forwarded-For", address(i)));
            answers.Add(answer.StatusCode);
        }
        return answers;
    }

    private static async Task<HttpResponseMessage> AskAsync(RunningServer server, string path, params (string Name, string Value)[] headers)
    {
        using var handler = new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false };
        using var http = new HttpClient(handler);
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(server.Address, path));
        foreach (var (name, value) in headers) request.Headers.TryAddWithoutValidation(name, value);
        var answer = await http.SendAsync(request, HttpCompletionOption.ResponseContentRead);
        return answer;
    }

    [GeneratedRegex("script-src[^;]*")]
    private static partial Regex ScriptSources();

    [GeneratedRegex("'nonce-([^']+)'")]
    private static partial Regex Nonce();

    [GeneratedRegex("<script[^>]*>")]
    private static partial Regex Script();
}
