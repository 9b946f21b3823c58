using System.Reflection;
using System.Text.Json;
using Microsoft.Playwright;

namespace OpenGen.Browser.Tests;

/// <summary>
/// Walks all pages and dialogs in both colours and on a phone, and checks on each what a person should never meet.
/// OPENGEN_SCREENSHOTS=folder writes a picture of each besides; docs/screenshots is made so.
/// </summary>
public sealed class EveryPage(Stage stage)
{
    private static readonly string? Pictures = Environment.GetEnvironmentVariable("OPENGEN_SCREENSHOTS");
    private static readonly string Axe = Read("axe.min.js");

    private static readonly (string, string)[] Agents =
    [
        ("Die Werkbank", "Reparieren statt wegwerfen: ein Handgriff pro Video."),
        ("Luna the Fox", "A character who explains money to teenagers."),
        ("Acme Coffee", "Speciality coffee for people who hate speciality coffee. Dry, quick, never snobbish."),
    ];

    [Theory]
    [InlineData("light", 1280, 800)]
    [InlineData("dark", 1280, 800)]
    [InlineData("phone", 390, 844)]
    public async Task Every_page_is_accessible_fits_its_window_and_leaves_the_console_silent(string look, int width, int height)
    {
        var page = await stage.OpenAsync(
            look.EndsWith("dark", StringComparison.Ordinal) ? ColorScheme.Dark : ColorScheme.Light, width, height);
        var complaints = new List<string>();
        page.Console += (_, message) => { if (message.Type is "error" or "warning") complaints.Add(message.Text); };
        page.PageError += (_, error) => complaints.Add(error);
        Task Check(string name) => CheckAsync(page, look, name);

        await page.GotoAsync("/sign-in");
        await Check("sign-in");
        await page.FillSignInAsync(Stage.Stranger());
        await Check("sign-in-refused");
        await page.GotoAsync("/register");
        await Check("register");
        await page.GetByRole(AriaRole.Button, new() { Name = "Create account" }).ClickAsync();
        await Check("register-faults");

        var person = await stage.NewPersonAsync();
        var (link, _) = await InvitationJourney.InviteAsync(stage.Server, await stage.NewPersonAsync(), person.Email);
        await page.GotoAsync(link);
        await Check("invitation-signed-out");
        await page.SignInAsync(person);
        await page.GotoAsync(link);
        await Check("invitation");
        await page.GetByRole(AriaRole.Button, new() { Name = "Decline" }).ClickAsync();
        await Check("invitation-declined");
        await page.GotoAsync(link);
        await Check("invitation-over");
        await page.GotoAsync("/confirm-email?token=x");
        await Check("confirm-email");
        var agent = 0L;
        foreach (var (name, description) in Agents) agent = await page.CreateAgentAsync(name, description);
        await page.OpenLiveAsync("/agents");
        await Check("agents");
        await page.GetByRole(AriaRole.Button, new() { Name = "New agent" }).ClickAsync();
        await page.GetByRole(AriaRole.Dialog).GetByLabel("Name").FillAsync("Harbour Bakery");
        await Check("agent-new");

        await page.OpenLiveAsync($"/{agent}");
        await Check("overview");
        await page.OpenLiveAsync($"/{agent}/api");
        await Check("api-empty");

        await page.CreateKeyAsync("Laptop");
        await page.CloseTokenAsync();
        await page.CreateKeyAsync("n8n workflow");
        await page.CloseTokenAsync();
        await page.CreateKeyAsync("Nightly uploads");
        await Check("api-token");
        await page.CloseTokenAsync();
        await page.Key("Laptop").GetByRole(AriaRole.Button, new() { Name = "Revoke" }).ClickAsync();
        await page.GetByRole(AriaRole.Dialog).WaitForAsync();
        await Check("api-revoke");
        await page.GetByRole(AriaRole.Button, new() { Name = "Revoke key" }).ClickAsync();
        await Assertions.Expect(page.Key("Laptop")).ToContainTextAsync("Revoked");
        await Check("api-message");
        await page.OpenLiveAsync($"/{agent}/api");
        await Check("api");
        await page.GetByRole(AriaRole.Button, new() { Name = "Create API Key" }).ClickAsync();
        await page.GetByRole(AriaRole.Dialog).GetByLabel("Name").FillAsync("Nightly uploads");
        await Check("api-create");

        await page.GotoAsync("/security");
        await Check("security");
        await page.ChangePasswordAsync("wrong", "long enough for this");
        await Check("security-refused");
        await page.GotoAsync("/security/two-factor");
        await Check("two-factor");
        await page.FillCodeAsync("000000", "wrong");
        await Check("two-factor-refused");
        await page.SetUpAppAsync(person);
        await Check("recovery-codes");
        await page.GotoAsync("/security");
        await Check("security-on");
        await page.GotoAsync("/security/two-factor/off");
        await Check("two-factor-off");
        await page.GotoAsync("/security/recovery-codes");
        await Check("recovery-codes-new");
        if (width < 860)
        {
            await page.OpenLiveAsync($"/{agent}/api");
            await page.GetByRole(AriaRole.Button, new() { Name = "Open the menu" }).ClickAsync();
            await Check("drawer");
        }
        await page.Context.ClearCookiesAsync();
        await page.GotoAsync("/sign-in");
        await page.FillSignInAsync(person);
        await Check("sign-in-code");
        await page.GetByRole(AriaRole.Link, new() { Name = "Your phone is not at hand?" }).ClickAsync();
        await Check("sign-in-recovery");
        await page.GotoAsync("/failure/500");
        await Check("failure");
        Assert.Empty(complaints);

        // A browser writes the 404 itself into the console.
        await page.GotoAsync("/nowhere");
        await Check("not-found");
    }

    /// <summary>Passkeys need a name to be bound to, so the server is called localhost here.</summary>
    [Theory]
    [InlineData("light", 1280, 800)]
    [InlineData("dark", 1280, 800)]
    [InlineData("phone", 390, 844)]
    public async Task The_pages_of_passkeys_are_accessible_and_fit_their_window(string look, int width, int height)
    {
        var person = await stage.NewPersonAsync();
        var page = await stage.OpenAsync(look == "dark" ? ColorScheme.Dark : ColorScheme.Light, width, height, byName: true);
        await PasskeyJourney.AddAuthenticatorAsync(page);
        await page.GotoAsync("/sign-in");
        await CheckAsync(page, look, "sign-in-passkey");
        await page.SignInAsync(person);
        await page.GotoAsync("/security");
        await CheckAsync(page, look, "passkeys-none");
        await page.AddPasskeyAsync("My laptop", person.Password);
        await page.GetByText("The passkey is added.").WaitForAsync();
        await CheckAsync(page, look, "passkeys");
        await page.GetByRole(AriaRole.Link, new() { Name = "Edit My laptop" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Remove passkey" }).WaitForAsync();
        await CheckAsync(page, look, "passkey");
    }

    private static async Task CheckAsync(IPage page, string look, string name)
    {
        await page.EvaluateAsync("document.fonts.ready");
        if (Pictures is not null)
            await page.ScreenshotAsync(
                new()
                {
                    Path = Path.Combine(Pictures, $"{name}-{look}.jpg"),
                    Type = ScreenshotType.Jpeg,
                    Quality = 88,
                    Animations = ScreenshotAnimations.Disabled,
                });

        Assert.True(
            await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= document.documentElement.clientWidth"),
            $"{name} ({look}) scrolls sideways");
        Assert.True(await page.Locator("h1").CountAsync() == 1, $"{name} ({look}) has not exactly one main heading");
        Assert.False(string.IsNullOrWhiteSpace(await page.TitleAsync()), $"{name} ({look}) has no title");

        // Evaluated rather than added as a script: the page's own rules allow none but ours.
        await page.EvaluateAsync(Axe);
        var faults = await page.EvaluateAsync<JsonElement>("""
            async () => {
              const found = await axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] });
              if (found.passes.length < 10) throw new Error("axe found next to nothing to check");
              return found.violations.flatMap(v => v.nodes.map(n => `${v.id}: ${n.html.slice(0, 160)} ${(n.any[0] ?? n.all[0] ?? n.none[0])?.message ?? ""}`));
            }
            """);
        Assert.True(
            faults.GetArrayLength() == 0, $"{name} ({look}):\n{string.Join('\n', faults.EnumerateArray().Select(f => f.GetString()))}");
    }

    private static string Read(string resource)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(resource)!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
