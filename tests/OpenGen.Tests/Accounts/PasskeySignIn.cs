using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using OpenGen.Tests.Support;

namespace OpenGen.Tests.Accounts;

/// <summary>
/// Passkeys belong to the server's public URL, or to localhost, whatever a request says of itself; and they prove who somebody is.
/// </summary>
public sealed partial class PasskeySignIn
{
    public static readonly TheoryData<Database> Both = [Database.Sqlite, Database.Postgres];

    [Theory, MemberData(nameof(Both))]
    public async Task Without_a_public_url_a_passkey_works_at_this_servers_localhost_alone(Database database)
    {
        // Other hosts are refused as such, but for a server that was told to answer to any.
        await using var server = await RunningServer.StartAsync(database, ("Server:AllowedHosts", "*"));
        var home = $"http://localhost:{server.Address.Port}";
        var user = await Api.NewUserAsync(server);
        using var passkey = new SoftwareAuthenticator();
        using (var browser = new PlainBrowser(server, home))
        {
            await browser.SignInAsync(user);
            Assert.False(await AddAsync(browser, passkey, user, "http://localhost:9999", "localhost"));
            Assert.False(await AddAsync(browser, passkey, user, "http://evil.example", "evil.example"));
            Assert.True(await AddAsync(browser, passkey, user, home, "localhost"));
        }

        (string Origin, string RpId, bool Cross)[] wrong =
        [
            ("http://evil.example", "localhost", false), ("http://localhost:9999", "localhost", false),
            ("https://localhost", "localhost", false), (home, "evil.example", false),
            ("http://evil.example", "evil.example", false), (home, "localhost", true), ("", "localhost", false),
            ("null", "localhost", false), ($"http://127.0.0.1:{server.Address.Port}", "localhost", false),
        ];
        foreach (var (origin, rpId, cross) in wrong)
        {
            foreach (var page in (string[])[home, "http://evil.example"])
                Assert.False(await SignsInAsync(server, page, passkey, origin, rpId, cross), $"{origin} {rpId} {page}");
        }
        Assert.True(await SignsInAsync(server, home, passkey, home, "localhost"));
    }

    [Fact]
    public async Task With_a_public_url_a_passkey_works_there_alone()
    {
        const string home = "http://videos.example.com";
        await using var server = await RunningServer.StartAsync(Database.Sqlite, ("Server:PublicUrl", home));
        var user = await Api.NewUserAsync(server);
        using var passkey = new SoftwareAuthenticator();
        using var browser = new PlainBrowser(server, home);
        await browser.SignInAsync(user);
        Assert.False(await AddAsync(browser, passkey, user, $"http://localhost:{server.Address.Port}", "localhost"));
        Assert.True(await AddAsync(browser, passkey, user, home, "videos.example.com"));
        foreach (var origin in (string[])[
            "https://videos.example.com", "http://videos.example.com:8080", "http://other.example.com", "http://sub.videos.example.com",
            $"http://localhost:{server.Address.Port}"])
            Assert.False(await SignsInAsync(server, home, passkey, origin, "videos.example.com"), origin);
        Assert.True(await SignsInAsync(server, home, passkey, home, "videos.example.com"));
    }

    [Fact]
    public async Task Pages_on_which_passkeys_cannot_work_offer_none_and_say_why()
    {
        await using var local = await RunningServer.StartAsync(Database.Sqlite);
        var user = await Api.NewUserAsync(local);
        using var browser = new PlainBrowser(local);
        Assert.DoesNotContain("Use a passkey", await browser.ReadAsync("/sign-in"), StringComparison.Ordinal);
        await browser.SignInAsync(user);
        var page = await browser.ReadAsync("/security");
        Assert.Contains("Server:PublicUrl", page, StringComparison.Ordinal);
        Assert.DoesNotContain("Add a passkey", page, StringComparison.Ordinal);

        using var byName = new PlainBrowser(local, $"http://localhost:{local.Address.Port}");
        Assert.Contains("Use a passkey", await byName.ReadAsync("/sign-in"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_passkey_is_proof_enough_and_an_open_session_is_not()
    {
        await using var server = await RunningServer.StartAsync(Database.Sqlite);
        var home = $"http://localhost:{server.Address.Port}";
        var (user, stranger) = (await Api.NewUserAsync(server), await Api.NewUserAsync(server));
        using var passkey = new SoftwareAuthenticator();
        using var foreign = new SoftwareAuthenticator();
        using var browser = new PlainBrowser(server, home);
        using (var other = new PlainBrowser(server, home))
        {
            await other.SignInAsync(stranger);
            Assert.True(await AddAsync(other, foreign, stranger, home, "localhost"));
        }
        await browser.SignInAsync(user);
        Assert.True(await AddAsync(browser, passkey, user, home, "localhost"));
        await browser.SetUpAppAsync(user);
        var path = EditLink().Match(await browser.ReadAsync("/security")).Groups[1].Value;

        Assert.Contains("Enter your password", await browser.SubmitAsync(path, "rename", ("Name", "Renamed")), StringComparison.Ordinal);
        Assert.Contains("Enter your password", await browser.SubmitAsync(path, "remove"), StringComparison.Ordinal);
        Assert.Contains("Enter a code", await browser.SubmitAsync(path, "remove", ("Proof", user.Password)), StringComparison.Ordinal);
        Assert.Contains(
            "This passkey was not accepted here",
            await browser.SubmitAsync(path, "remove", ("ProofPasskey", await ProveAsync(browser, foreign, home))),
            StringComparison.Ordinal);
        Assert.Contains(
            "Renamed",
            await browser.SubmitAsync(path, "rename", ("Name", "Renamed"), ("ProofPasskey", await ProveAsync(browser, passkey, home))),
            StringComparison.Ordinal);
        var used = await ProveAsync(browser, passkey, home);
        Assert.Contains(
            "Two-factor sign-in is off", await browser.SubmitAsync("/security/two-factor/off", "two-factor-off", ("ProofPasskey", used)),
            StringComparison.Ordinal);
        Assert.Contains(
            "This passkey was not accepted here",
            await browser.SubmitAsync("/security", "password", ("ProofPasskey", used), ("NewPassword", "a whole new password")),
            StringComparison.Ordinal);
        Assert.Contains(
            "The passkey is removed", await browser.SubmitAsync(path, "remove", ("ProofPasskey", await ProveAsync(browser, passkey, home))),
            StringComparison.Ordinal);
    }

    private static async Task<string> ProveAsync(PlainBrowser browser, SoftwareAuthenticator passkey, string home) =>
        passkey.Get(await OptionsAsync(browser, "/security", "/sign-in/passkey/options"), home, "localhost");

    private static async Task<bool> AddAsync(PlainBrowser browser, SoftwareAuthenticator passkey, User user, string origin, string rpId)
    {
        var options = await OptionsAsync(browser, "/security", "/security/passkeys/options", ("Name", "Key"), ("Proof", user.Password));
        var answer = await PostAsync(
            browser, "/security", ("_handler", "passkey"), ("Name", "Key"), ("Credential", passkey.Create(options, origin, rpId)));
        return answer.Contains("The passkey is added", StringComparison.Ordinal);
    }

    private static async Task<bool> SignsInAsync(
        RunningServer server, string page, SoftwareAuthenticator passkey, string origin, string rpId, bool crossOrigin = false)
    {
        using var browser = new PlainBrowser(server, page);
        // What the check was made against once: the attacker's own headers.
        if (origin.Length > 0) browser.Http.DefaultRequestHeaders.TryAddWithoutValidation("Origin", origin);
        var options = await OptionsAsync(browser, "/sign-in", "/sign-in/passkey/options");
        var answer = await PostAsync(
            browser, "/sign-in", ("_handler", "sign-in"), ("Credential", passkey.Get(options, origin, rpId, crossOrigin)));
        return !answer.Contains("This passkey was not accepted here", StringComparison.Ordinal);
    }

    private static async Task<JsonNode> OptionsAsync(PlainBrowser browser, string page, string path, params (string, string)[] fields)
    {
        using var content = await FormAsync(browser, page, fields);
        using var answer = await browser.Http.PostAsync(path, content);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.StatusCode == HttpStatusCode.OK, text);
        return JsonNode.Parse(text)!;
    }

    private static async Task<string> PostAsync(PlainBrowser browser, string path, params (string, string)[] fields)
    {
        using var content = await FormAsync(browser, path, fields);
        using var answer = await browser.Http.PostAsync(path, content);
        return await answer.Content.ReadAsStringAsync();
    }

    private static async Task<FormUrlEncodedContent> FormAsync(PlainBrowser browser, string page, (string Name, string Value)[] fields)
    {
        var token = Token().Match(await browser.ReadAsync(page)).Groups[1].Value;
        return new FormUrlEncodedContent(
            fields.Append(("__RequestVerificationToken", token)).Select(f => KeyValuePair.Create(f.Item1, f.Item2)));
    }

    [GeneratedRegex("""name="__RequestVerificationToken" value="([^"]+)""")]
    private static partial Regex Token();

    [GeneratedRegex("""href="(/security/passkeys/[^"]+)""")]
    private static partial Regex EditLink();
}
