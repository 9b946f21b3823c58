using System.Globalization;
using System.Net;
using Microsoft.Extensions.DependencyInjection;
using OpenGen.Server.Modules.Accounts;
using OpenGen.Server.Modules.Accounts.ApiKeys;
using OpenGen.Tests.Support;

namespace OpenGen.Tests.Accounts;

public sealed class StartingCredits(Servers servers)
{
    public static readonly TheoryData<Database> Both = [Database.Sqlite, Database.Postgres];

    [Theory, MemberData(nameof(Both))]
    public async Task Twenty_organizations_at_once_bring_one_grant_and_stop_at_the_limit(Database database)
    {
        var user = await Api.NewUserAsync(await servers.OnAsync(database));
        var founded = await Task.WhenAll(Enumerable.Range(0, 24).Select(
            i => user.Api.PostAsync("/v1/organizations", new { organization = new { name = $"Workspace {i}" } })));
        // The one that came with the account counts.
        Assert.Equal(19, founded.Count(f => f.Status == HttpStatusCode.Created));
        foreach (var refused in founded.Where(f => f.Status != HttpStatusCode.Created)) refused.IsError(422, "workspace_limit_reached");
        Assert.Equal(10_000, await CreditsAsync(user.Api));
    }

    [Theory, MemberData(nameof(Both))]
    public async Task Whoever_deletes_the_workspace_with_the_starting_credits_does_not_get_them_again(Database database)
    {
        var user = await Api.NewUserAsync(await servers.OnAsync(database));
        for (var i = 0; i < 2; i++)
        {
            var mine = (await user.Api.GetAsync("/v1/organizations")).Node[0]!["id"]!;
            Assert.Equal(HttpStatusCode.NoContent, (await user.Api.DeleteAsync($"/v1/organizations/{mine}")).Status);
            Assert.Equal(HttpStatusCode.Created, (await user.Api.PostAsync("/v1/organizations", new { name = "Again" })).Status);
            Assert.Equal(0, await CreditsAsync(user.Api));
        }
    }

    [Theory, MemberData(nameof(Both))]
    public async Task With_registration_closed_people_found_workspaces_up_to_the_limit_without_credits(Database database)
    {
        await using var server = await RunningServer.StartAsync(
            database, ("Accounts:RegistrationOpen", "false"), ("Accounts:WorkspacesPerUser", "2"));
        await using var scope = server.Services.CreateAsyncScope();
        var made = await scope.ServiceProvider.GetRequiredService<Registration>()
            .RegisterAsync("ada@example.com", null, null, null, CancellationToken.None, isConfirmed: true);
        var create = scope.ServiceProvider.GetRequiredService<CreateApiKey>();
        var key = await create.RunAsync(made.Value!.AsCaller(), new("test"), CancellationToken.None);
        using var api = Api.For(server, key.Value!.Token);
        Assert.Equal(HttpStatusCode.Created, (await api.PostAsync("/v1/organizations", new { name = "Second" })).Status);
        (await api.PostAsync("/v1/organizations", new { name = "Third" })).IsError(422, "workspace_limit_reached");
        Assert.Equal(10_000, await CreditsAsync(api));
    }

    [Fact]
    public async Task A_limit_that_is_no_number_ends_the_start_with_a_sentence()
    {
        var refused = await Assert.ThrowsAsync<OpenGen.Kernel.StartupException>(
            () => RunningServer.StartAsync(Database.Sqlite, ("Accounts:WorkspacesPerUser", "many")));
        Assert.Contains("Accounts:WorkspacesPerUser", refused.Message, StringComparison.Ordinal);
    }

    /// <summary>Of all workspaces together.</summary>
    private static async Task<decimal> CreditsAsync(Api api) =>
        (await api.GetAsync("/v1/organizations")).Node.AsArray()
            .Sum(o => decimal.Parse(o!["credit"]!.ToString(), CultureInfo.InvariantCulture));
}
