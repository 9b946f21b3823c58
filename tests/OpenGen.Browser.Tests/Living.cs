using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace OpenGen.Browser.Tests;

/// <summary>Moving around: agents, the drawer of a phone, the colours.</summary>
public sealed class Living(Stage stage)
{
    [Fact]
    public async Task An_agent_is_made_edited_and_found_again()
    {
        var (page, _) = await stage.SignedInAsync();
        await page.CreateAgentAsync("Acme Coffee", "Dry and quick");
        await page.GetByRole(AriaRole.Button, new() { Name = "Edit" }).ClickAsync();
        await page.GetByRole(AriaRole.Dialog).GetByLabel("Name").FillAsync("Acme Roasters");
        await page.GetByRole(AriaRole.Dialog).GetByLabel("Description").FillAsync("");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Acme Roasters", Level = 1 })).ToBeVisibleAsync();
        await Expect(page.Locator(".side-agent-name")).ToHaveTextAsync("Acme Roasters");
        await Expect(page.GetByText("No description yet")).ToBeVisibleAsync();

        await page.GetByRole(AriaRole.Link, new() { Name = "All agents" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "New agent" }).ClickAsync();
        await page.GetByRole(AriaRole.Dialog).GetByLabel("Name").FillAsync("Acme Roasters");
        await page.GetByRole(AriaRole.Button, new() { Name = "Create agent" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Alert))
            .ToContainTextAsync("An agent of this name is in the workspace already");
        await page.GetByRole(AriaRole.Button, new() { Name = "Cancel" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Link, new() { Name = "Acme Roasters" })).ToHaveCountAsync(1);
    }

    [Fact]
    public async Task On_a_phone_the_menu_is_a_drawer_that_opens_leads_on_and_closes()
    {
        var (page, person) = await stage.SignedInAsync(width: 390, height: 844);
        await page.OpenLiveAsync($"/{await stage.Server.FirstAgentAsync(person)}");
        var drawer = page.GetByRole(AriaRole.Complementary, new() { Name = "Menu" });
        await Expect(drawer).ToBeHiddenAsync();

        await page.GetByRole(AriaRole.Button, new() { Name = "Open the menu" }).ClickAsync();
        await Expect(drawer).ToBeVisibleAsync();
        await page.Keyboard.PressAsync("Escape");
        await Expect(drawer).ToBeHiddenAsync();

        await page.GetByRole(AriaRole.Button, new() { Name = "Open the menu" }).ClickAsync();
        await drawer.GetByRole(AriaRole.Link, new() { Name = "API", Exact = true }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "API", Level = 1 })).ToBeVisibleAsync();
        await Expect(drawer).ToBeHiddenAsync();
    }

    [Theory]
    [InlineData(ColorScheme.Light, "rgb(245, 246, 241)", "rgb(13, 17, 14)")]
    [InlineData(ColorScheme.Dark, "rgb(13, 17, 14)", "rgb(245, 246, 241)")]
    public async Task The_colours_follow_the_system_until_somebody_chooses_and_the_choice_is_in_the_first_byte(
        ColorScheme system, string ground, string other)
    {
        var (page, _) = await stage.SignedInAsync(system);
        await Expect(page.Locator("body")).ToHaveCSSAsync("background-color", ground);
        await page.GetByRole(AriaRole.Button, new() { Name = "Switch between light and dark" }).ClickAsync();
        await Expect(page.Locator("body")).ToHaveCSSAsync("background-color", other);

        var answer = await page.ReloadAsync();
        Assert.Contains(
            system == ColorScheme.Light ? "data-theme=\"dark\"" : "data-theme=\"light\"", await answer!.TextAsync(),
            StringComparison.Ordinal);
        await Expect(page.Locator("body")).ToHaveCSSAsync("background-color", other);
    }

    [Fact]
    public async Task The_first_tab_stop_skips_to_the_content()
    {
        var (page, _) = await stage.SignedInAsync();
        await page.OpenLiveAsync("/agents");
        Assert.Equal(
            "Skip to content", await page.EvaluateAsync<string>("document.querySelector('a, button, input, [tabindex]').textContent"));
        await page.GetByRole(AriaRole.Link, new() { Name = "Skip to content" }).FocusAsync();
        await Expect(page.GetByRole(AriaRole.Link, new() { Name = "Skip to content" })).ToBeInViewportAsync();
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator("main")).ToBeFocusedAsync();
    }
}
