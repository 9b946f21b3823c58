using System.Net;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace OpenGen.Browser.Tests;

/// <summary>Who gets in, who does not, and how sessions end.</summary>
public sealed class Doors(Stage stage)
{
    [Fact]
    public async Task A_wrong_password_and_an_unknown_email_get_the_same_answer()
    {
        var person = await stage.NewPersonAsync();
        var page = await stage.OpenAsync();
        foreach (var attempt in (Person[])[person with { Password = "not it at all" }, Stage.Stranger()])
        {
            await page.GotoAsync("/sign-in");
            await page.FillSignInAsync(attempt);
            await Expect(page.GetByRole(AriaRole.Alert)).ToHaveTextAsync("The e-mail or the password is wrong");
            await Expect(page.GetByLabel("E-mail")).ToHaveValueAsync(attempt.Email);
            await Expect(page.GetByLabel("Password")).ToHaveValueAsync("");
        }
    }

    [Fact]
    public async Task Five_wrong_passwords_shut_the_right_one_out_with_the_same_words()
    {
        var person = await stage.NewPersonAsync();
        var page = await stage.OpenAsync();
        await page.GotoAsync("/sign-in");
        for (var i = 0; i < 5; i++) await page.FillSignInAsync(person with { Password = $"wrong number {i}" });
        await page.FillSignInAsync(person);
        await Expect(page.GetByRole(AriaRole.Alert)).ToHaveTextAsync("The e-mail or the password is wrong");
    }

    [Fact]
    public async Task Signing_in_and_out_needs_no_script_and_leads_back_to_the_page_asked_for()
    {
        var person = await stage.NewPersonAsync();
        var agent = await stage.Server.FirstAgentAsync(person);
        var page = await stage.OpenAsync(javaScript: false);
        await page.GotoAsync($"/{agent}/api");
        await page.FillSignInAsync(person);
        Assert.Equal($"/{agent}/api", new Uri(page.Url).AbsolutePath);
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "API", Level = 1 })).ToBeVisibleAsync();

        var cookie = (await page.Context.CookiesAsync()).Single(c => c.Name == "opengen.session");
        Assert.True(cookie.HttpOnly);
        Assert.Equal(SameSiteAttribute.Lax, cookie.SameSite);

        await page.GetByRole(AriaRole.Button, new() { Name = "Sign out" }).ClickAsync();
        await page.GotoAsync($"/{agent}/api");
        Assert.Equal("/sign-in", new Uri(page.Url).AbsolutePath);
    }

    [Theory]
    [InlineData("https://evil.example/")]
    [InlineData("//evil.example/")]
    [InlineData("/\\evil.example/")]
    [InlineData("/\t/evil.example/")]
    [InlineData("javascript:alert(1)")]
    public async Task Signing_in_never_leads_to_another_server(string returnUrl)
    {
        var person = await stage.NewPersonAsync();
        var page = await stage.OpenAsync(javaScript: false);
        await page.GotoAsync("/sign-in?returnUrl=" + Uri.EscapeDataString(returnUrl));
        await page.FillSignInAsync(person);
        Assert.Equal(new Uri(stage.Server.Address, "/agents").ToString(), page.Url);
    }

    [Fact]
    public async Task Registering_says_what_is_wrong_beside_the_field()
    {
        var taken = await stage.NewPersonAsync();
        var page = await stage.OpenAsync();
        await page.GotoAsync("/register");
        await page.GetByLabel("E-mail").FillAsync(taken.Email);
        await page.GetByLabel("Password").FillAsync("short");
        await page.GetByRole(AriaRole.Button, new() { Name = "Create account" }).ClickAsync();
        await Expect(page.GetByText("This password is too short")).ToBeVisibleAsync();

        await page.GetByLabel("Password").FillAsync(taken.Password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Create account" }).ClickAsync();
        await Expect(page.GetByText("This e-mail is registered already")).ToBeVisibleAsync();
        await Expect(page.GetByLabel("E-mail")).ToHaveAttributeAsync("aria-invalid", "true");

        await page.GetByLabel("E-mail").FillAsync("nonsense");
        await page.GetByLabel("Password").FillAsync(taken.Password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Create account" }).ClickAsync();
        await Expect(page.GetByText("This e-mail is not an e-mail address")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_strangers_agent_is_answered_like_one_that_does_not_exist()
    {
        var other = await stage.NewPersonAsync();
        var theirs = await stage.Server.FirstAgentAsync(other);
        var (page, _) = await stage.SignedInAsync();
        foreach (var path in (string[])[
            $"/{theirs}", $"/{theirs}/api", "/987654321", "/987654321/api", "/workspaces/987654321", "/nowhere/at/all"])
        {
            var answer = await page.GotoAsync(path);
            Assert.Equal(404, answer!.Status);
            await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "There is nothing here" })).ToBeVisibleAsync();
        }
    }

    [Theory]
    [InlineData("UPDATE users SET lockout_end = '2999-01-01 00:00:00', lockout_enabled = 1 WHERE email = $email")]
    [InlineData("DELETE FROM users WHERE email = $email")]
    [InlineData("UPDATE users SET security_stamp = 'another' WHERE email = $email")]
    public async Task An_open_page_ends_when_its_user_is_shut_out_deleted_or_has_new_credentials(string sql)
    {
        var (page, person) = await stage.SignedInAsync();
        Assert.Equal(1, await stage.Server.ExecuteAsync(sql, person));

        await page.WaitForURLAsync("**/sign-in?returnUrl=*");
        await page.GotoAsync("/agents");
        Assert.Equal("/sign-in", new Uri(page.Url).AbsolutePath);
    }

    [Fact]
    public async Task Wrong_passwords_of_others_do_not_throw_the_owner_out()
    {
        var (page, person) = await stage.SignedInAsync();
        var attacker = await stage.OpenAsync();
        await attacker.GotoAsync("/sign-in");
        for (var i = 0; i < 5; i++) await attacker.FillSignInAsync(person with { Password = $"wrong number {i}" });
        await attacker.FillSignInAsync(person);
        await Expect(attacker.GetByRole(AriaRole.Alert)).ToBeVisibleAsync();

        await page.OpenLiveAsync("/agents");
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Agents" })).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Registration_can_be_closed()
    {
        await using var closed = await RunningServer.StartAsync(("Accounts__RegistrationOpen", "false"));
        var page = await stage.OpenAsync();
        await page.GotoAsync(new Uri(closed.Address, "/sign-in").ToString());
        await Expect(page.GetByRole(AriaRole.Link, new() { Name = "Create an account" })).ToHaveCountAsync(0);
        await page.GotoAsync(new Uri(closed.Address, "/register").ToString());
        await Expect(page.GetByText("Registration is closed on this server")).ToBeVisibleAsync();
        await Expect(page.GetByLabel("Password")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task A_page_that_breaks_says_so_with_an_id_that_is_in_the_log_and_without_details()
    {
        await using var broken = await RunningServer.StartAsync();
        var person = Stage.Stranger();
        await broken.RegisterAsync(person);
        var page = await stage.OpenAsync();
        await page.GotoAsync(new Uri(broken.Address, "/sign-in").ToString());
        await page.FillSignInAsync(person);
        await page.WaitForURLAsync("**/agents");
        await broken.ExecuteAsync("ALTER TABLE memberships RENAME TO gone", person);

        var answer = await page.ReloadAsync();
        Assert.Equal(500, answer!.Status);
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Something went wrong on our side" })).ToBeVisibleAsync();
        var id = await page.Locator("main code").TextContentAsync();
        Assert.Contains($"the person was told the id {id}", broken.Log, StringComparison.Ordinal);
        Assert.DoesNotContain("memberships", await page.ContentAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pages_forbid_framing_foreign_scripts_and_sniffing()
    {
        using var answer = await stage.Server.Http.GetAsync("/sign-in");
        var policy = Assert.Single(answer.Headers.GetValues("Content-Security-Policy"));
        Assert.Contains("script-src 'self';", policy, StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
        Assert.Equal("nosniff", Assert.Single(answer.Headers.GetValues("X-Content-Type-Options")));
        Assert.Equal("same-origin", Assert.Single(answer.Headers.GetValues("Referrer-Policy")));
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }
}
