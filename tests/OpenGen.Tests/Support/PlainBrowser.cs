using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;

namespace OpenGen.Tests.Support;

/// <summary>A browser without scripts: follows redirects, keeps cookies, sends forms with their hidden fields.</summary>
public sealed partial class PlainBrowser : IDisposable
{
    private readonly CookieContainer _cookies = new();

    /// <param name="origin">Under which name the server is reached, such as <c>http://videos.example.com</c>, as if DNS or a proxy led
    /// there.</param>
    public PlainBrowser(RunningServer server, string? origin = null) => Http = new HttpClient(new SocketsHttpHandler
    {
        CookieContainer = _cookies,
        ConnectCallback = async (_, cancellationToken) =>
        {
            var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
            await socket.ConnectAsync(server.Address.Host, server.Address.Port, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        },
    })
    {
        BaseAddress = origin is null ? server.Address : new Uri(origin),
    };

    public HttpClient Http { get; }

    /// <summary>One in which somebody has signed in.</summary>
    public static async Task<PlainBrowser> SignedInAsync(RunningServer server, User user)
    {
        var browser = new PlainBrowser(server);
        await browser.SignInAsync(user);
        return browser;
    }

    /// <summary>The cookies as they are sent, to be sent again by somebody who copied them.</summary>
    public string Cookies => _cookies.GetCookieHeader(Http.BaseAddress!);

    public Task<string> ReadAsync(string path) => Http.GetStringAsync(path);

    /// <summary>Fills in the form of a name on a page, and answers the page that comes of it.</summary>
    public async Task<string> SubmitAsync(string path, string form, params (string Name, string Value)[] fields)
    {
        using var answer = await SendAsync(path, form, fields);
        Assert.True(answer.IsSuccessStatusCode, $"{path}: {answer.StatusCode}");
        return await answer.Content.ReadAsStringAsync();
    }

    /// <summary>Fills in the form of a name on a page, whatever the answer is.</summary>
    public async Task<HttpResponseMessage> SendAsync(string path, string form, params (string Name, string Value)[] fields)
    {
        var page = await ReadAsync(path);
        var html = page.Split("<form ")
            .FirstOrDefault(part => Hidden().Matches(part).Any(m => m.Groups[1].Value == "_handler" && m.Groups[2].Value == form))
            ?? throw new InvalidOperationException($"{path} has no form {form}");
        var hidden = Hidden().Matches(html.Split("</form>")[0])
            .Select(m => (Name: m.Groups[1].Value, Value: WebUtility.HtmlDecode(m.Groups[2].Value)));
        using var content = new FormUrlEncodedContent(
            fields.Concat(hidden).DistinctBy(v => v.Name).Select(v => KeyValuePair.Create(v.Name, v.Value)));
        return await Http.PostAsync(path, content);
    }

    public Task<string> SignInAsync(User user) => SubmitAsync("/sign-in", "sign-in", ("Email", user.Email), ("Password", user.Password));

    /// <summary>Signs out, as the button of every page does.</summary>
    public async Task SignOutAsync()
    {
        var page = await ReadAsync("/security");
        var form = page.Split("action=\"/sign-out\"")[1].Split("</form>")[0];
        using var content = new FormUrlEncodedContent(
            Hidden().Matches(form).Select(m => KeyValuePair.Create(m.Groups[1].Value, WebUtility.HtmlDecode(m.Groups[2].Value))));
        using var answer = await Http.PostAsync("/sign-out", content);
    }

    /// <summary>Sets up an app for somebody signed in; one code is spent.</summary>
    public async Task<(AuthenticatorApp App, string[] Codes)> SetUpAppAsync(User user)
    {
        var (form, app) = await AuthenticatorFormAsync(user);
        return (app, await TurnOnAsync(form));
    }

    /// <summary>The form that sets up an app, filled in rightly.</summary>
    public async Task<((string Name, string Value)[] Form, AuthenticatorApp App)> AuthenticatorFormAsync(User user)
    {
        var page = await ReadAsync("/security/two-factor");
        var app = new AuthenticatorApp(Key().Match(page).Groups[1].Value);
        var hidden = Hidden().Matches(page.Split("class=\"card setup\"")[1].Split("</form>")[0])
            .Select(m => (m.Groups[1].Value, WebUtility.HtmlDecode(m.Groups[2].Value)));
        return ([.. hidden, ("Code", app.NextCode()), ("Proof", user.Password)], app);
    }

    /// <summary>Sends that form; answers the recovery codes that the page then shows, or none.</summary>
    public Task<string[]> TurnOnAsync((string Name, string Value)[] form) => TurnOnAsync(Http, form);

    public static async Task<string[]> TurnOnAsync(HttpClient http, (string Name, string Value)[] form)
    {
        using var content = new FormUrlEncodedContent(form.Select(f => KeyValuePair.Create(f.Name, f.Value)));
        using var answer = await http.PostAsync("/security/two-factor", content);
        Assert.True(answer.IsSuccessStatusCode, answer.StatusCode.ToString());
        var codes = Codes().Match(await answer.Content.ReadAsStringAsync());
        return codes.Success ? WebUtility.HtmlDecode(codes.Groups[1].Value).Split('\n') : [];
    }

    public static string TicketIn(string page) =>
        WebUtility.HtmlDecode(Hidden().Matches(page).Single(m => m.Groups[1].Value == "Ticket").Groups[2].Value);

    public void Dispose() => Http.Dispose();

    [GeneratedRegex("""<input type="hidden" name="([^"]+)"(?: value="([^"]*)")?""")]
    private static partial Regex Hidden();

    [GeneratedRegex("""id="app-key">([A-Z2-7]{32})<""")]
    private static partial Regex Key();

    [GeneratedRegex("""id="codes"[^>]*>([^<]+)<""")]
    private static partial Regex Codes();
}
