using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace OpenGen.Browser.Tests;

/// <summary>What a person does on the pages, in words.</summary>
internal static class Pages
{
    public static async Task SignInAsync(this IPage page, Person person)
    {
        await page.GotoAsync("/sign-in");
        await page.FillSignInAsync(person);
        await page.WaitForURLAsync("**/agents");
        await page.BeLiveAsync();
    }

    public static async Task FillSignInAsync(this IPage page, Person person)
    {
        await page.GetByLabel("E-mail").FillAsync(person.Email);
        await page.GetByLabel("Password").FillAsync(person.Password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
    }

    /// <summary>Waits until the page answers to clicks: MudBlazor's provider is marked as live by Blazor's first batch.</summary>
    public static async Task BeLiveAsync(this IPage page) =>
        await page.Locator("main[data-live='true']").WaitForAsync();

    public static async Task OpenLiveAsync(this IPage page, string path)
    {
        await page.GotoAsync(path);
        await page.BeLiveAsync();
    }

    /// <summary>Creates a key on the API page, which is open, and returns its text out of the dialog, which stays open.</summary>
    public static async Task<string> CreateKeyAsync(this IPage page, string name, string expires = "90 days")
    {
        await page.GetByRole(AriaRole.Button, new() { Name = "Create API Key" }).ClickAsync();
        var dialog = page.GetByRole(AriaRole.Dialog);
        await dialog.GetByLabel("Name").FillAsync(name);
        await dialog.GetByRole(AriaRole.Radio, new() { Name = expires }).CheckAsync();
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Create key" }).ClickAsync();
        return await dialog.GetByRole(AriaRole.Textbox, new() { Name = name }).InputValueAsync();
    }

    public static async Task CloseTokenAsync(this IPage page)
    {
        await page.GetByRole(AriaRole.Button, new() { Name = "Done, I have it" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Dialog)).ToHaveCountAsync(0);
    }

    /// <summary>Presses Tab until the button of this name has the focus.</summary>
    public static async Task TabToAsync(this IPage page, string button)
    {
        var wanted = page.GetByRole(AriaRole.Button, new() { Name = button });
        for (var i = 0; i < 30; i++)
        {
            await page.Keyboard.PressAsync("Tab");
            if (await wanted.EvaluateAsync<bool>("e => e === document.activeElement")) return;
        }
        Assert.Fail($"Tab never reaches \"{button}\"");
    }

    /// <summary>Makes an agent from the agents page, waits for its first page, and returns its id.</summary>
    public static async Task<long> CreateAgentAsync(this IPage page, string name, string description)
    {
        if (!page.Url.EndsWith("/agents", StringComparison.Ordinal)) await page.OpenLiveAsync("/agents");
        await page.GetByRole(AriaRole.Button, new() { Name = "New agent" }).ClickAsync();
        var dialog = page.GetByRole(AriaRole.Dialog);
        await dialog.GetByLabel("Name").FillAsync(name);
        await dialog.GetByLabel("Description").FillAsync(description);
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Create agent" }).ClickAsync();
        await page.GetByRole(AriaRole.Heading, new() { Name = name, Level = 1 }).WaitForAsync();
        return long.Parse(new Uri(page.Url).AbsolutePath[1..], CultureInfo.InvariantCulture);
    }

    public static ILocator Key(this IPage page, string name) =>
        page.GetByRole(AriaRole.Row)
            .Filter(new() { Has = page.GetByRole(AriaRole.Rowheader, new() { NameRegex = new Regex("^" + Regex.Escape(name) + "$") }) });
}
