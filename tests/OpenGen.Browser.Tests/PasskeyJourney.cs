using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace OpenGen.Browser.Tests;

/// <summary>
/// Passkeys, with the browser's own virtual authenticator in place of a finger. A passkey is bound to a name, so the server is called
/// localhost here.
/// </summary>
public sealed class PasskeyJourney(Stage stage)
{
    [Fact]
    public async Task A_passkey_is_added_signs_in_without_email_and_code_is_renamed_and_once_removed_opens_nothing()
    {
        var person = await stage.NewPersonAsync();
        var page = await stage.OpenAsync(byName: true);
        await AddAuthenticatorAsync(page);
        await page.SignInAsync(person);
        var (_, codes) = await page.SetUpAppAsync(person);
        await page.GotoAsync("/security");

        await page.GetByLabel("Name of the new passkey").FillAsync("My laptop");
        await page.Locator("#passkey-proof").FillAsync("wrong");
        await page.Locator("#passkey-proof-code").FillAsync(codes[0]);
        await page.GetByRole(AriaRole.Button, new() { Name = "Add a passkey" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("This is wrong.");
        await page.Locator("#passkey-proof").FillAsync(person.Password);
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.GetByText("The passkey is added.")).ToBeVisibleAsync();
        await Expect(page.GetByRole(AriaRole.Listitem).Filter(new() { HasText = "My laptop" })).ToBeVisibleAsync();

        await page.GetByRole(AriaRole.Button, new() { Name = "Sign out", Exact = true }).ClickAsync();
        await page.GotoAsync("/sign-in?returnUrl=%2Fsecurity");
        await page.GetByRole(AriaRole.Button, new() { Name = "Use a passkey" }).ClickAsync();
        await page.WaitForURLAsync("**/security");
        await Expect(page.GetByText($"How you sign in as {person.Email}.")).ToBeVisibleAsync();

        await page.GetByRole(AriaRole.Link, new() { Name = "Edit My laptop" }).ClickAsync();
        await page.GetByLabel("Name").FillAsync("Work laptop");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await Expect(page.GetByText("Enter your password")).ToBeVisibleAsync();
        await page.Locator("form").Filter(new() { HasText = "Save" }).GetByRole(AriaRole.Button, new() { Name = "Prove it with a passkey" })
            .ClickAsync();
        await Expect(page.GetByRole(AriaRole.Listitem).Filter(new() { HasText = "Work laptop" })).ToBeVisibleAsync();
        await page.GetByLabel("Name of the new passkey").FillAsync("Second");
        await page.Locator("form[data-passkey=create]").GetByRole(AriaRole.Button, new() { Name = "Prove it with a passkey" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("This device has a passkey for you already.");
        await page.GetByRole(AriaRole.Link, new() { Name = "Edit Work laptop" }).ClickAsync();
        await page.Locator("#remove-proof").FillAsync(person.Password);
        await page.Locator("#remove-proof-code").FillAsync(codes[1]);
        await page.GetByRole(AriaRole.Button, new() { Name = "Remove passkey" }).ClickAsync();
        await Expect(page.GetByText("The passkey is removed.")).ToBeVisibleAsync();

        await page.GetByRole(AriaRole.Button, new() { Name = "Sign out", Exact = true }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Use a passkey" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("This passkey was not accepted here");
        await page.GotoAsync("/agents");
        Assert.Equal("/sign-in", new Uri(page.Url).AbsolutePath);
    }

    [Fact]
    public async Task A_passkey_of_somebody_an_operator_shut_out_opens_nothing()
    {
        var person = await stage.NewPersonAsync();
        var page = await stage.OpenAsync(byName: true);
        await AddAuthenticatorAsync(page);
        await page.SignInAsync(person);
        await page.GotoAsync("/security");
        await page.AddPasskeyAsync("Key", person.Password);
        await Expect(page.GetByText("The passkey is added.")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign out", Exact = true }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Use a passkey" }).WaitForAsync();
        Assert.Equal(
            1, await stage.Server.ExecuteAsync(
                "UPDATE users SET lockout_end = '2999-01-01 00:00:00', lockout_enabled = 1 WHERE email = $email", person));
        await page.GetByRole(AriaRole.Button, new() { Name = "Use a passkey" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("This passkey was not accepted here");
    }

    [Fact]
    public async Task An_authenticator_that_does_not_verify_its_person_is_refused()
    {
        var person = await stage.NewPersonAsync();
        var page = await stage.OpenAsync(byName: true);
        await AddAuthenticatorAsync(page, verifies: false);
        await page.SignInAsync(person);
        await page.GotoAsync("/security");
        await page.AddPasskeyAsync("Bare", person.Password);
        await Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("It was cancelled, or took too long.");
        await Expect(page.GetByRole(AriaRole.Link, new() { Name = "Edit Bare" })).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Where_no_passkey_can_work_none_is_offered_and_the_page_says_why()
    {
        var (page, _) = await stage.SignedInAsync();
        await page.GotoAsync("/security");
        await Expect(page.GetByText("Passkeys work at http://localhost alone until whoever runs this server sets its public URL"))
            .ToBeVisibleAsync();
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Add a passkey" })).ToBeHiddenAsync();
    }

    internal static async Task AddAuthenticatorAsync(IPage page, bool verifies = true)
    {
        var devtools = await page.Context.NewCDPSessionAsync(page);
        await devtools.SendAsync("WebAuthn.enable");
        await devtools.SendAsync("WebAuthn.addVirtualAuthenticator", new Dictionary<string, object>
        {
            ["options"] = new Dictionary<string, object>
            {
                ["protocol"] = "ctap2",
                ["transport"] = "internal",
                ["hasResidentKey"] = true,
                ["hasUserVerification"] = verifies,
                ["isUserVerified"] = verifies,
                ["automaticPresenceSimulation"] = true,
            },
        });
    }
}
