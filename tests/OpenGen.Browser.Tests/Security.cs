using System.Net;
using System.Net.Http.Json;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using OpenGen.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace OpenGen.Browser.Tests;

/// <summary>Authenticator apps, recovery codes, passwords and sessions, as their person meets them.</summary>
public sealed class Security(Stage stage)
{
    [Fact]
    public async Task An_authenticator_app_is_set_up_and_asked_for_at_the_next_sign_in_and_wrong_codes_are_refused()
    {
        var (page, person) = await stage.SignedInAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Security" }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Set up an authenticator app" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Img, new() { Name = "QR code for your authenticator app" })).ToBeVisibleAsync();
        var key = await page.Locator("#app-key").TextContentAsync();
        var app = new AuthenticatorApp(key!);

        await page.FillCodeAsync(app.WrongCode(), person.Password);
        await Expect(page.GetByText("This is not the code the app shows now")).ToBeVisibleAsync();
        await Expect(page.Locator("#app-key")).ToHaveTextAsync(key!);
        await page.FillCodeAsync(app.NextCode(), "not my password");
        await Expect(page.GetByText("This is wrong.")).ToBeVisibleAsync();
        await page.FillCodeAsync(app.LastCode(), person.Password);
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Two-factor sign-in is on" })).ToBeVisibleAsync();
        var codes = (await page.Locator("#codes").TextContentAsync())!.Split('\n');
        Assert.Equal(10, codes.Length);
        await page.GetByRole(AriaRole.Button, new() { Name = "Copy codes" }).ClickAsync();
        await Expect(page.Locator("#announcer")).ToHaveTextAsync("Codes copied");
        Assert.Equal(codes, (await page.EvaluateAsync<string>("navigator.clipboard.readText()")).Split('\n'));
        var download = await page.RunAndWaitForDownloadAsync(() => page.GetByRole(AriaRole.Link, new() { Name = "Download" }).ClickAsync());
        Assert.Equal(codes, await File.ReadAllLinesAsync(await download.PathAsync()));

        await page.GetByRole(AriaRole.Link, new() { Name = "Done, I have them" }).ClickAsync();
        await Expect(page.GetByText("You have 10 recovery codes left.")).ToBeVisibleAsync();
        Assert.DoesNotContain(codes[0], await page.ContentAsync(), StringComparison.Ordinal);

        await page.GetByRole(AriaRole.Button, new() { Name = "Sign out", Exact = true }).ClickAsync();
        await page.FillSignInAsync(person);
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Enter your code" })).ToBeVisibleAsync();
        await page.GetByLabel("Six-digit code").FillAsync(app.WrongCode());
        await page.GetByRole(AriaRole.Button, new() { Name = "Continue" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Alert)).ToHaveTextAsync("This code is wrong");
        await page.GetByLabel("Six-digit code").FillAsync(app.NextCode());
        await page.GetByRole(AriaRole.Button, new() { Name = "Continue" }).ClickAsync();
        await page.WaitForURLAsync("**/agents");

        Assert.DoesNotContain(key!, stage.Server.Log, StringComparison.Ordinal);
        Assert.DoesNotContain(codes[0], stage.Server.Log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_recovery_code_works_once_and_renewed_codes_end_the_old_ones()
    {
        var (page, person) = await stage.SignedInAsync();
        var (_, codes) = await page.SetUpAppAsync(person);

        var other = await stage.OpenAsync(javaScript: false);
        await other.GotoAsync("/sign-in?returnUrl=%2Fsecurity");
        await other.FillSignInAsync(person);
        await other.GetByRole(AriaRole.Link, new() { Name = "Your phone is not at hand?" }).ClickAsync();
        await other.FillRecoveryAsync(codes[0]);
        await Expect(other.GetByText("You have 9 recovery codes left.")).ToBeVisibleAsync();

        await other.GetByRole(AriaRole.Link, new() { Name = "New recovery codes" }).ClickAsync();
        await other.GetByLabel("Your password").FillAsync(person.Password);
        await other.GetByLabel("A code from your app").FillAsync(codes[2]);
        await other.GetByRole(AriaRole.Button, new() { Name = "Make new codes" }).ClickAsync();
        var renewed = (await other.Locator("#codes").TextContentAsync())!.Split('\n');
        Assert.Equal(10, renewed.Except(codes).Count());

        var third = await stage.OpenAsync();
        await third.GotoAsync("/sign-in");
        await third.FillSignInAsync(person);
        await third.GetByRole(AriaRole.Link, new() { Name = "Your phone is not at hand?" }).ClickAsync();
        foreach (var spent in (string[])[codes[0], codes[1]])
        {
            await third.FillRecoveryAsync(spent);
            await Expect(third.GetByRole(AriaRole.Alert)).ToHaveTextAsync("This code is wrong");
        }
        await third.FillRecoveryAsync(renewed[0]);
        await third.WaitForURLAsync("**/agents");
    }

    [Fact]
    public async Task A_browser_that_is_remembered_is_not_asked_for_a_code_until_two_factor_is_turned_off_and_on_again()
    {
        var (page, person) = await stage.SignedInAsync();
        var (app, codes) = await page.SetUpAppAsync(person);
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign out", Exact = true }).ClickAsync();
        await page.FillSignInAsync(person);
        await page.GetByLabel("Don't ask for a code").CheckAsync();
        await page.GetByLabel("Six-digit code").FillAsync(app.NextCode());
        await page.GetByRole(AriaRole.Button, new() { Name = "Continue" }).ClickAsync();
        await page.WaitForURLAsync("**/agents");
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign out", Exact = true }).ClickAsync();
        await page.SignInAsync(person);

        await page.GotoAsync("/security/two-factor/off");
        await page.GetByLabel("Your password").FillAsync(person.Password);
        await page.GetByLabel("A code from your app").FillAsync("not a code");
        await page.GetByRole(AriaRole.Button, new() { Name = "Turn it off" }).ClickAsync();
        await Expect(page.GetByText("This is wrong.")).ToBeVisibleAsync();
        await page.GetByLabel("Your password").FillAsync(person.Password);
        await page.GetByLabel("A code from your app").FillAsync(codes[5]);
        await page.GetByRole(AriaRole.Button, new() { Name = "Turn it off" }).ClickAsync();
        await Expect(page.GetByText("Two-factor sign-in is off.")).ToBeVisibleAsync();

        await page.SetUpAppAsync(person);
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign out", Exact = true }).ClickAsync();
        await page.FillSignInAsync(person);
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Enter your code" })).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Nobody_reaches_the_code_page_or_the_security_page_without_what_comes_before()
    {
        var page = await stage.OpenAsync();
        await page.GotoAsync("/sign-in/code");
        Assert.Equal("/sign-in", new Uri(page.Url).AbsolutePath);
        foreach (var path in (string[])[
            "/security", "/security/two-factor", "/security/two-factor/off", "/security/recovery-codes", "/security/passkeys/AAAA"])
        {
            await page.GotoAsync(path);
            Assert.Equal("/sign-in", new Uri(page.Url).AbsolutePath);
        }

        var person = await stage.NewPersonAsync();
        await page.SignInAsync(person);
        var (_, _) = await page.SetUpAppAsync(person);
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign out", Exact = true }).ClickAsync();
        await page.FillSignInAsync(person);
        await page.GotoAsync("/agents");
        Assert.Equal("/sign-in", new Uri(page.Url).AbsolutePath);
    }

    [Fact]
    public async Task A_changed_password_counts_at_once_and_ends_the_other_sessions_but_not_this_one()
    {
        var (page, person) = await stage.SignedInAsync();
        var other = await stage.OpenAsync();
        await other.SignInAsync(person);
        using var login = await stage.Server.Http.PostAsJsonAsync(
            "/v1/auth/login", new { email = person.Email, password = person.Password });
        var tokens = await login.Content.ReadFromJsonAsync<Dictionary<string, object>>();

        await page.GotoAsync("/security");
        await page.ChangePasswordAsync("not mine", "a whole new password");
        await Expect(page.GetByText("This is wrong.")).ToBeVisibleAsync();
        await page.ChangePasswordAsync(person.Password, "short");
        await Expect(page.GetByText("This password is too short")).ToBeVisibleAsync();
        await page.ChangePasswordAsync(person.Password, "a whole new password");
        await Expect(page.GetByRole(AriaRole.Status).Filter(new() { HasText = "Your password is changed" })).ToBeVisibleAsync();

        await other.WaitForURLAsync("**/sign-in?returnUrl=*");
        await page.OpenLiveAsync("/agents");
        using var refreshed = await stage.Server.Http.PostAsJsonAsync(
            "/v1/auth/refresh", new { refresh_token = tokens!["refresh_token"].ToString() });
        Assert.Equal(HttpStatusCode.Unauthorized, refreshed.StatusCode);
        await other.FillSignInAsync(person);
        await Expect(other.GetByRole(AriaRole.Alert)).ToHaveTextAsync("The e-mail or the password is wrong");
        await other.FillSignInAsync(person with { Password = "a whole new password" });
        await other.WaitForURLAsync("**/agents");
    }

    [Fact]
    public async Task Signing_out_everywhere_else_leaves_this_browser_alone()
    {
        var (page, person) = await stage.SignedInAsync();
        var other = await stage.OpenAsync();
        await other.SignInAsync(person);
        await page.GotoAsync("/security");
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign out everywhere else" }).ClickAsync();
        await Expect(page.GetByText("You are signed out everywhere else.")).ToBeVisibleAsync();
        await other.WaitForURLAsync("**/sign-in?returnUrl=*");
        await page.OpenLiveAsync("/agents");
    }
}

/// <summary>What a person does on the security pages, in words.</summary>
internal static class SecurityPages
{
    public static async Task FillCodeAsync(this IPage page, string code, string password)
    {
        await page.GetByLabel("Six-digit code").FillAsync(code);
        await page.GetByLabel(new Regex("^Your password")).FillAsync(password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Turn it on" }).ClickAsync();
    }

    /// <summary>Sets up an app for somebody signed in; one code is spent.</summary>
    public static async Task<(AuthenticatorApp App, string[] Codes)> SetUpAppAsync(this IPage page, Person person)
    {
        await page.GotoAsync("/security/two-factor");
        var app = new AuthenticatorApp((await page.Locator("#app-key").TextContentAsync())!);
        await page.FillCodeAsync(app.NextCode(), person.Password);
        return (app, (await page.Locator("#codes").TextContentAsync())!.Split('\n'));
    }

    public static async Task AddPasskeyAsync(this IPage page, string name, string password)
    {
        await page.GetByLabel("Name of the new passkey").FillAsync(name);
        await page.Locator("#passkey-proof").FillAsync(password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Add a passkey" }).ClickAsync();
    }

    public static async Task FillRecoveryAsync(this IPage page, string code)
    {
        await page.GetByLabel("Recovery code").FillAsync(code);
        await page.GetByRole(AriaRole.Button, new() { Name = "Continue" }).ClickAsync();
    }

    public static async Task ChangePasswordAsync(this IPage page, string old, string password)
    {
        await page.Locator("#password-proof").FillAsync(old);
        await page.GetByLabel("New password").FillAsync(password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Change password" }).ClickAsync();
    }
}
