using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace OpenGen.Browser.Tests;

/// <summary>A person opens the link of an invitation.</summary>
public sealed class InvitationJourney(Stage stage)
{
    [Fact]
    public async Task Somebody_new_registers_accepts_and_is_in_the_workspace_without_any_script()
    {
        var owner = await stage.NewPersonAsync();
        var person = Stage.Stranger();
        var (link, workspace) = await InviteAsync(stage.Server, owner, person.Email);
        var page = await stage.OpenAsync(javaScript: false);
        await page.GotoAsync(link);
        await page.GetByRole(AriaRole.Link, new() { Name = "Create an account" }).ClickAsync();
        await page.GetByLabel("E-mail").FillAsync(person.Email);
        await page.GetByLabel("Password").FillAsync(person.Password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Create account" }).ClickAsync();
        Assert.Equal(link, new Uri(page.Url).AbsolutePath);
        await Expect(page.GetByText($"You are signed in as {person.Email}")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Accept" }).ClickAsync();
        Assert.Equal($"/workspaces/{workspace}", new Uri(page.Url).AbsolutePath);

        await page.GotoAsync(link);
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "This invitation is over" })).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Somebody_with_another_account_is_told_so_before_they_join_and_a_link_can_be_declined_without_one()
    {
        var (page, person) = await stage.SignedInAsync();
        var owner = await stage.NewPersonAsync();
        var (link, _) = await InviteAsync(stage.Server, owner, Stage.Stranger().Email);
        await page.GotoAsync(link);
        await Expect(page.GetByText($"You are signed in as {person.Email}, and would join with this account. The invitation was made for"))
            .ToBeVisibleAsync();

        var nobody = await stage.OpenAsync();
        await nobody.GotoAsync(link);
        await nobody.GetByRole(AriaRole.Button, new() { Name = "Decline" }).ClickAsync();
        await Expect(nobody.GetByRole(AriaRole.Heading, new() { Name = "Invitation declined" })).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Accept" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "This invitation is over" })).ToBeVisibleAsync();
    }

    /// <summary>Invites an address to a person's first workspace: the link's path, and the workspace's id.</summary>
    internal static async Task<(string Link, long Workspace)> InviteAsync(RunningServer server, Person owner, string email)
    {
        using var login = await server.Http.PostAsJsonAsync("/v1/auth/login", new { email = owner.Email, password = owner.Password });
        var token = (await login.Content.ReadFromJsonAsync<JsonNode>())!["token"]!.GetValue<string>();
        var workspace = (await SendAsync(server, token, HttpMethod.Get, "/v1/workspaces", null))[0]!["id"]!.GetValue<long>();
        var invited = await SendAsync(
            server, token, HttpMethod.Post, $"/v1/organizations/{workspace}/members", new { email, role = "editor" });
        return (new Uri(invited["invitation_url"]!.ToString()).AbsolutePath, workspace);
    }

    private static async Task<JsonNode> SendAsync(RunningServer server, string token, HttpMethod method, string path, object? body)
    {
        using var request = new HttpRequestMessage(method, path)
        {
            Headers = { { "Authorization", "Bearer " + token } },
            Content = body is null ? null : JsonContent.Create(body),
        };
        using var answer = await server.Http.SendAsync(request);
        return (await answer.Content.ReadFromJsonAsync<JsonNode>())!;
    }
}
