using Microsoft.Extensions.DependencyInjection;
using OpenGen.Server.Modules.Accounts.ApiKeys;
using OpenGen.Server.Modules.Accounts.Contracts;
using OpenGen.Server.Modules.Agents.Core;
using OpenGen.Server.Modules.Engines.Cells;
using OpenGen.Server.Web;
using OpenGen.Tests.Support;

namespace OpenGen.Tests.Http;

/// <summary>Operations called by a program: the dashboard, a command, a front that is still to come.</summary>
public sealed class ProgramCalls(Servers servers)
{
    public static readonly TheoryData<Database> Both = [Database.Sqlite, Database.Postgres];

    [Theory, MemberData(nameof(Both))]
    public async Task A_program_is_held_to_the_bounds_of_every_field_however_deep(Database database)
    {
        var server = await servers.OnAsync(database);
        var user = await Api.NewUserAsync(server);
        var sheet = await user.NewSheetAsync("Text");
        await using var scope = server.Services.CreateAsyncScope();
        var operations = scope.ServiceProvider.GetRequiredService<Operations>();
        var caller = await CallerAsync(scope.ServiceProvider, user);
        var target = new Target(("agent_id", user.AgentId), ("sheet_id", sheet.Id));

        var long1 = await operations.RunAsync((MassUpdateCells o) => o, caller,
            new([new(sheet.CellId("Text"), new(true, "fits"), null), new(1, new(true, new string('x', 100_001)), null)]), target,
            CancellationToken.None);
        Assert.Equal(["cells[1].value"], long1.Error!.Fields!.Keys);
        var missing = await operations.RunAsync((MassUpdateCells o) => o, caller, new([null!]), target, CancellationToken.None);
        Assert.Equal(["must not be null"], missing.Error!.Fields!["cells[0]"]);
        var core = await operations.RunAsync((PatchAgentCore o) => o, caller,
            PatchAgentCore.Request.Nothing with
            {
                BrandName = new(true, new string('x', 201)),
                IdentityType = new(true, "pirate"),
                Voice = new(true, null),
            }, target, CancellationToken.None);
        Assert.Equal(["brand_name", "identity_type"], core.Error!.Fields!.Keys.Order());
        var none = await operations.RunAsync((UpdateCell o) => o, caller, new(sheet.CellId("Text"), new(true, "told"), null), target,
            CancellationToken.None);
        Assert.Equal("told", none.Value!.Value);
    }

    [Theory, MemberData(nameof(Both))]
    public async Task A_program_reaches_no_more_than_whoever_it_asks_for(Database database)
    {
        var server = await servers.OnAsync(database);
        var (user, stranger) = (await Api.NewUserAsync(server), await Api.NewUserAsync(server));
        var sheet = await user.NewSheetAsync("Text");
        await using var scope = server.Services.CreateAsyncScope();
        var refused = await scope.ServiceProvider.GetRequiredService<Operations>().RunAsync(
            (GetCell o) => o, await CallerAsync(scope.ServiceProvider, stranger), new(sheet.CellId("Text")),
            new Target(("agent_id", user.AgentId), ("sheet_id", sheet.Id)), CancellationToken.None);
        Assert.Equal(ErrorKind.NotFound, refused.Error!.Kind);
    }

    [Fact]
    public async Task A_user_has_only_so_many_keys_which_are_listed_whole()
    {
        await using var server = await RunningServer.StartAsync(Database.Sqlite, ("Jobs:Enabled", "false"));
        var user = await Api.NewUserAsync(server);
        await using var scope = server.Services.CreateAsyncScope();
        var (create, caller) = (scope.ServiceProvider.GetRequiredService<CreateApiKey>(), await CallerAsync(scope.ServiceProvider, user));
        for (var i = 1; i < 1_000; i++) Assert.False((await create.RunAsync(caller, new($"key {i}"), CancellationToken.None)).Failed);
        var refused = (await user.Api.PostAsync("/v1/persisted_tokens", new { name = "one more" })).IsError(422, "too_many_keys");
        Assert.Contains("delete some", refused.Node["error"]!.ToString(), StringComparison.Ordinal);
        Assert.Equal(1_000, (await user.Api.GetAsync("/v1/persisted_tokens")).Node.AsArray().Count);
    }

    private static async Task<Caller> CallerAsync(IServiceProvider services, User user)
    {
        var users = services.GetRequiredService<IUserDirectory>();
        return (await users.FindByEmailAsync(user.Email, CancellationToken.None))!;
    }
}
