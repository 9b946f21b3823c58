using System.Net;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace OpenGen.Browser.Tests;

/// <summary>An agent's API page, and whether what it says is so.</summary>
public sealed class ApiKeyJourney(Stage stage)
{
    [Fact]
    public async Task A_newcomer_registers_creates_a_key_calls_the_api_with_it_renames_and_revokes_it()
    {
        var person = Stage.Stranger();
        var page = await stage.OpenAsync();
        await page.GotoAsync("/");
        await page.GetByRole(AriaRole.Link, new() { Name = "Create an account" }).ClickAsync();
        await page.GetByLabel("E-mail").FillAsync(person.Email);
        await page.GetByLabel("Password").FillAsync(person.Password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Create account" }).ClickAsync();
        await page.WaitForURLAsync("**/agents");
        await page.BeLiveAsync();

        await page.GetByRole(AriaRole.Link, new() { Name = "My first agent" }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "API", Exact = true }).ClickAsync();
        await Expect(page.GetByText("No API keys yet")).ToBeVisibleAsync();

        var token = await page.CreateKeyAsync("Nightly uploads");
        Assert.StartsWith("gen_pat_", token, StringComparison.Ordinal);
        await Expect(page.GetByRole(AriaRole.Alert).Filter(new() { HasText = "Copy it now" })).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Copy key" }).ClickAsync();
        await Expect(page.Locator("#announcer")).ToHaveTextAsync("Key copied");
        Assert.Equal(token, await page.EvaluateAsync<string>("navigator.clipboard.readText()"));
        var (status, me) = await stage.Server.GetAsync("/v1/me", token);
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal(person.Email, me!["email"]!.GetValue<string>());

        await page.CloseTokenAsync();
        await Expect(page.Key("Nightly uploads")).ToContainTextAsync("Active");
        Assert.DoesNotContain(token, await page.ContentAsync(), StringComparison.Ordinal);
        await page.ReloadAsync();
        await page.BeLiveAsync();
        await Expect(page.Key("Nightly uploads")).ToBeVisibleAsync();
        Assert.DoesNotContain("gen_pat_", await page.ContentAsync(), StringComparison.Ordinal);

        await page.GetByRole(AriaRole.Button, new() { Name = "Rename Nightly uploads" }).ClickAsync();
        await page.GetByRole(AriaRole.Dialog).GetByLabel("Name").FillAsync("Weekly uploads");
        await page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Rename" }).ClickAsync();
        await Expect(page.Key("Weekly uploads")).ToBeVisibleAsync();
        await Expect(page.Key("Nightly uploads")).ToHaveCountAsync(0);

        await page.GetByRole(AriaRole.Button, new() { Name = "Revoke Weekly uploads" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Keep it" }).ClickAsync();
        await Expect(page.Key("Weekly uploads")).ToContainTextAsync("Active");
        await page.GetByRole(AriaRole.Button, new() { Name = "Revoke Weekly uploads" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Revoke key" }).ClickAsync();
        await Expect(page.Key("Weekly uploads")).ToContainTextAsync("Revoked");
        (status, _) = await stage.Server.GetAsync("/v1/me", token);
        Assert.Equal(HttpStatusCode.Unauthorized, status);

        Assert.DoesNotContain(token, stage.Server.Log, StringComparison.Ordinal);
        Assert.DoesNotContain(person.Password, stage.Server.Log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_key_is_created_by_keyboard_alone_and_the_focus_goes_where_it_belongs()
    {
        var (page, person) = await stage.SignedInAsync();
        await page.OpenLiveAsync($"/{await stage.Server.FirstAgentAsync(person)}/api");

        await page.TabToAsync("Create API Key");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.GetByRole(AriaRole.Textbox, new() { Name = "Name" })).ToBeFocusedAsync();
        await page.Keyboard.TypeAsync("By keyboard");
        await page.Keyboard.PressAsync("Tab");
        await Expect(page.GetByRole(AriaRole.Radio, new() { Name = "90 days" })).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("ArrowLeft");
        await Expect(page.GetByRole(AriaRole.Radio, new() { Name = "30 days" })).ToBeCheckedAsync();
        await page.TabToAsync("Create key");
        await page.Keyboard.PressAsync("Enter");

        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Copy key" })).ToBeFocusedAsync();
        // Escape must not lose a key that is shown once.
        await page.Keyboard.PressAsync("Escape");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator("#announcer")).ToHaveTextAsync("Key copied");
        var token = await page.EvaluateAsync<string>("navigator.clipboard.readText()");
        await page.TabToAsync("Done, I have it");
        await page.Keyboard.PressAsync("Enter");

        await Expect(page.GetByRole(AriaRole.Dialog)).ToHaveCountAsync(0);
        await Expect(page.Key("By keyboard")).ToContainTextAsync("Active");
        Assert.Equal(HttpStatusCode.OK, (await stage.Server.GetAsync("/v1/me", token)).Status);
    }

    [Fact]
    public async Task A_dialog_left_with_escape_gives_the_focus_back_and_creates_nothing()
    {
        var (page, person) = await stage.SignedInAsync();
        await page.OpenLiveAsync($"/{await stage.Server.FirstAgentAsync(person)}/api");
        await page.CreateKeyAsync("First");
        await page.CloseTokenAsync();

        var create = page.GetByRole(AriaRole.Button, new() { Name = "Create API Key" });
        await create.FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.GetByRole(AriaRole.Textbox, new() { Name = "Name" })).ToBeFocusedAsync();
        await page.Keyboard.TypeAsync("Second thoughts");
        await page.Keyboard.PressAsync("Escape");

        await Expect(page.GetByRole(AriaRole.Dialog)).ToHaveCountAsync(0);
        await Expect(create).ToBeFocusedAsync();
        await Expect(page.Key("Second thoughts")).ToHaveCountAsync(0);
    }

    [Theory]
    [InlineData("30 days", 30)]
    [InlineData("1 year", 365)]
    [InlineData("Never", null)]
    public async Task A_key_holds_as_long_as_was_chosen(string choice, int? days)
    {
        var (page, person) = await stage.SignedInAsync();
        await page.OpenLiveAsync($"/{await stage.Server.FirstAgentAsync(person)}/api");
        var token = await page.CreateKeyAsync("Chosen", choice);
        var key = (await stage.Server.GetAsync("/v1/persisted_tokens", token)).Body![0]!;
        if (days is null) Assert.Null(key["expires_at"]);
        else Assert.Equal(
            days, (int)Math.Round((key["expires_at"]!.GetValue<DateTime>() - key["created_at"]!.GetValue<DateTime>()).TotalDays));
    }

    [Fact]
    public async Task A_key_with_a_date_of_ones_own_works_to_the_end_of_that_day_and_a_past_day_is_refused()
    {
        var (page, person) = await stage.SignedInAsync();
        await page.OpenLiveAsync($"/{await stage.Server.FirstAgentAsync(person)}/api");
        await page.GetByRole(AriaRole.Button, new() { Name = "Create API Key" }).ClickAsync();
        var dialog = page.GetByRole(AriaRole.Dialog);
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Create key" }).ClickAsync();
        await Expect(dialog.GetByText("Give it a name")).ToBeVisibleAsync();

        await dialog.GetByLabel("Name").FillAsync("Until then");
        await dialog.GetByRole(AriaRole.Radio, new() { Name = "Custom date" }).CheckAsync();
        await dialog.GetByLabel("Last day it works").FillAsync("2020-01-31");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Create key" }).ClickAsync();
        await Expect(dialog.GetByText("Choose a day that is not over")).ToBeVisibleAsync();

        var day = DateTime.UtcNow.Date.AddDays(40);
        await dialog.GetByLabel("Last day it works").FillAsync(day.ToString("yyyy-MM-dd"));
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Create key" }).ClickAsync();
        var token = await dialog.GetByRole(AriaRole.Textbox, new() { Name = "Until then" }).InputValueAsync();
        var expires = (await stage.Server.GetAsync("/v1/persisted_tokens", token)).Body![0]!["expires_at"]!.GetValue<DateTime>()
            .ToUniversalTime();
        Assert.InRange(expires, day.AddDays(1).AddSeconds(-5), day.AddDays(1));
    }
}
