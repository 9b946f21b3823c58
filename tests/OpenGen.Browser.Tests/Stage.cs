using System.Globalization;
using Microsoft.Playwright;
using OpenGen.Browser.Tests;

[assembly: AssemblyFixture(typeof(Stage))]

namespace OpenGen.Browser.Tests;

/// <summary>One server and one browser for all tests; each test opens a window with cookies of its own and makes its own person.</summary>
public sealed class Stage : IAsyncLifetime
{
    private static readonly string Chromium = Environment.GetEnvironmentVariable("OPENGEN_CHROMIUM") ?? "/usr/bin/chromium-headless-shell";

    private static readonly string[] Arguments =
        ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
            "--disable-component-update", "--disable-sync"];

    private IPlaywright? _playwright;
    private IBrowser? _browser;
    private static int _people;

    public RunningServer Server { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        if (!File.Exists(Chromium))
            throw new InvalidOperationException(
                $"These tests drive a real browser and there is none at {Chromium}. "
                + "Install it: apt-get install chromium-headless-shell (or say where one is: OPENGEN_CHROMIUM=/path).");
        Assertions.SetDefaultExpectTimeout(30_000);
        Server = await RunningServer.StartAsync();
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new() { ExecutablePath = Chromium, Args = Arguments });
    }

    /// <summary>A fresh window.</summary>
    /// <param name="byName">Whether the server is called localhost rather than by its number.</param>
    public async Task<IPage> OpenAsync(
        ColorScheme colors = ColorScheme.Light, int width = 1280, int height = 800, bool javaScript = true, bool byName = false)
    {
        var context = await _browser!.NewContextAsync(new()
        {
            BaseURL = byName ? new UriBuilder(Server.Address) { Host = "localhost" }.ToString() : Server.Address.ToString(),
            ViewportSize = new() { Width = width, Height = height },
            ColorScheme = colors,
            ReducedMotion = ReducedMotion.Reduce,
            JavaScriptEnabled = javaScript,
            Permissions = ["clipboard-read", "clipboard-write"],
            Locale = "en-GB",
        });
        // A deadline and no pace: two cores may be busy with something else.
        context.SetDefaultTimeout(30_000);
        var page = await context.NewPageAsync();
        // Shown with a test that failed: what its pages asked for, and what came of it.
        var output = TestContext.Current.TestOutputHelper;
        page.Response += (_, answer) =>
        {
            if (!answer.Request.IsNavigationRequest) return;
            try
            {
                output?.WriteLine($"{answer.Request.Method} {new Uri(answer.Url).PathAndQuery} {answer.Status}");
            }
            catch (InvalidOperationException)
            {
                // The test is over.
            }
        };
        return page;
    }

    /// <summary>Somebody registered over the API, and a window in which they have signed in on the page.</summary>
    public async Task<(IPage Page, Person Person)> SignedInAsync(ColorScheme colors = ColorScheme.Light, int width = 1280, int height = 800)
    {
        var person = await NewPersonAsync();
        var page = await OpenAsync(colors, width, height);
        await page.SignInAsync(person);
        return (page, person);
    }

    public static Person Stranger() =>
        new($"person{Interlocked.Increment(ref _people).ToString(CultureInfo.InvariantCulture)}@example.org", "correct horse battery");

    public async Task<Person> NewPersonAsync()
    {
        var person = Stranger();
        await Server.RegisterAsync(person);
        return person;
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null) await _browser.DisposeAsync();
        _playwright?.Dispose();
        if (Server is not null) await Server.DisposeAsync();
    }
}

/// <summary>Somebody with an account, or about to have one.</summary>
public sealed record Person(string Email, string Password);
