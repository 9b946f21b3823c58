using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using OpenGen.Server.Data;
using OpenGen.Server.Jobs;
using OpenGen.Server.Modules.Workspaces;
using OpenGen.Server.Web;
using OpenGen.Tests.Support;

namespace OpenGen.Tests.Jobs;

/// <summary>On servers whose workers are off, so that the test is the worker.</summary>
public sealed class LifeCycle
{
    public static readonly TheoryData<Database> Both = [Database.Sqlite, Database.Postgres];

    [Theory, MemberData(nameof(Both))]
    public async Task A_worker_that_lost_its_lease_can_write_nothing(Database database)
    {
        await using var world = await World.StartAsync(database);
        var id = await world.OrderAsync();
        var slow = await world.ClaimAsync();
        await world.LoseLeaseAsync(id);
        var quick = await world.ClaimAsync();
        Assert.Equal((id, id), (slow!.Id, quick!.Id));

        Assert.False(await world.DoAsync(jobs => jobs.CompleteAsync(slow, Done("stale"), CancellationToken.None)));
        Assert.False(await world.DoAsync(jobs => jobs.RenewAsync(slow, 50, CancellationToken.None)));
        Assert.True(await world.DoAsync(jobs => jobs.CompleteAsync(quick, Done("fresh"), CancellationToken.None)));
        Assert.Equal("fresh", (await world.Sheet.ReadAgainAsync()).Cell("Out")["value"]!.ToString());
        await world.AssertBooksAsync(charged: 1);
    }

    [Theory, MemberData(nameof(Both))]
    public async Task Two_workers_never_claim_the_same_job(Database database)
    {
        await using var world = await World.StartAsync(database);
        var ordered = new List<long>();
        for (var i = 0; i < 12; i++) ordered.Add(await world.OrderAsync());
        var claimed = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => world.ClaimAsync()));
        Assert.Equal(ordered.Order(), claimed.Where(j => j is not null).Select(j => j!.Id).Distinct().Order());
        Assert.Null(await world.ClaimAsync());
    }

    [Theory, MemberData(nameof(Both))]
    public async Task Stopping_refunds_once_and_continuing_charges_again(Database database)
    {
        await using var world = await World.StartAsync(database);
        var id = await world.OrderAsync();
        var stops = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => world.User.Api.PostAsync($"/v1/generations/{id}/stop")));
        Assert.Single(stops, s => s.Status == System.Net.HttpStatusCode.OK);
        foreach (var refused in stops.Where(s => s.Status != System.Net.HttpStatusCode.OK)) refused.IsError(422, "job_cannot_be_stopped");
        await world.AssertBooksAsync(charged: 0);

        var continued = await world.User.Api.PostAsync($"/v1/generations/{id}/continue");
        Assert.Equal(("pending", id), (continued.Text("status"), continued.Node["generation_id"]!.GetValue<long>()));
        await world.AssertBooksAsync(charged: 1);
        (await world.User.Api.PostAsync($"/v1/generations/{id}/continue")).IsError(422, "job_cannot_be_continued");
    }

    [Theory, MemberData(nameof(Both))]
    public async Task A_job_that_was_stopped_cannot_be_completed_by_the_worker_that_held_it(Database database)
    {
        await using var world = await World.StartAsync(database);
        var id = await world.OrderAsync();
        var held = await world.ClaimAsync();
        await world.User.Api.PostAsync($"/v1/generations/{id}/stop");
        Assert.False(await world.DoAsync(jobs => jobs.CompleteAsync(held!, Done("late"), CancellationToken.None)));
        Assert.False(await world.DoAsync(jobs => jobs.FailAsync(held!, "late", CancellationToken.None)));
        await world.User.Api.PostAsync($"/v1/generations/{id}/continue");
        Assert.False(await world.DoAsync(jobs => jobs.CompleteAsync(held!, Done("later"), CancellationToken.None)));
        await world.AssertBooksAsync(charged: 1);
    }

    [Theory, MemberData(nameof(Both))]
    public async Task A_failed_job_is_refunded_and_says_why(Database database)
    {
        await using var world = await World.StartAsync(database);
        var id = await world.OrderAsync();
        var held = await world.ClaimAsync();
        Assert.True(await world.DoAsync(jobs => jobs.FailAsync(held!, "The ink ran out", CancellationToken.None)));
        Assert.Equal("The ink ran out", (await world.User.Api.GetAsync($"/v1/generations/{id}")).Text("failed_reason"));
        (await world.User.Api.PostAsync($"/v1/generations/{id}/stop")).IsError(422, "job_cannot_be_stopped");
        await world.AssertBooksAsync(charged: 0);
    }

    [Theory, MemberData(nameof(Both))]
    public async Task A_job_that_takes_every_worker_down_is_given_up_and_refunded(Database database)
    {
        await using var world = await World.StartAsync(database);
        var id = await world.OrderAsync();
        for (var attempt = 0; attempt < 4; attempt++)
        {
            Assert.NotNull(await world.ClaimAsync());
            await world.LoseLeaseAsync(id);
        }
        Assert.Null(await world.ClaimAsync());
        Assert.Equal("failed", (await world.User.Api.GetAsync($"/v1/generations/{id}")).Text("status"));
        await world.AssertBooksAsync(charged: 0);
    }

    [Theory, MemberData(nameof(Both))]
    public async Task Orders_at_once_never_take_the_balance_below_zero(Database database)
    {
        await using var world = await World.StartAsync(database, ("Credits:StartingGrant", "5"));
        var orders = await Task.WhenAll(Enumerable.Range(0, 15).Select(_ => world.Sheet.OrderAsync("Out", Card)));
        Assert.Equal(5, orders.Count(o => o.Status == System.Net.HttpStatusCode.Created));
        foreach (var refused in orders.Where(o => o.Status != System.Net.HttpStatusCode.Created))
            Assert.Contains(refused.Text("error_code"), new[] { "insufficient_credits_for_job", "usable_gen_credit_required" });
        Assert.Equal(0m, await world.User.CreditsAsync());
        Assert.Equal(0m, await world.User.LedgerSumAsync());
        var lines = (await world.User.Api.GetAsync($"/v1/organizations/{world.User.WorkspaceId}/credit_transactions")).Node.AsArray();
        Assert.Equal(5, lines.Count(l => l!["kind"]!.ToString() == "charge"));
    }

    [Theory, MemberData(nameof(Both))]
    public async Task What_came_to_more_than_there_is_money_for_is_not_handed_out(Database database)
    {
        await using var world = await World.StartAsync(database, ("Credits:StartingGrant", "10"));
        var id = (await world.OrderAsync(1, world.User, "local", Lane.Quick, cost: 4))[0];
        var held = await world.ClaimAsync();
        Assert.True(
            await world.DoAsync(jobs => jobs.CompleteAsync(held!, Done("dear") with { Cost = new Credits(11) }, CancellationToken.None)));
        var job = await world.User.Api.GetAsync($"/v1/generations/{id}");
        Assert.Equal("failed", job.Text("status"));
        Assert.Equal(
            "It came to 11 credits, more than the 4 that were charged for it, and the workspace has not the rest",
            job.Text("failed_reason"));
        Assert.Null((await world.Sheet.ReadAgainAsync()).Cell("Out")["value"]);
        await world.AssertBooksAsync(charged: 0);

        await world.OrderAsync(1, world.User, "local", Lane.Quick, cost: 4);
        held = await world.ClaimAsync();
        Assert.True(
            await world.DoAsync(
                jobs => jobs.CompleteAsync(held!, Done("affordable") with { Cost = new Credits(9) }, CancellationToken.None)));
        Assert.Equal("affordable", (await world.Sheet.ReadAgainAsync()).Cell("Out")["value"]!.ToString());
        await world.AssertBooksAsync(charged: 9);
    }

    [Theory, MemberData(nameof(Both))]
    public async Task The_workspace_with_the_least_running_comes_first(Database database)
    {
        await using var world = await World.StartAsync(database);
        for (var i = 0; i < 3; i++) await world.OrderAsync();
        var other = await Api.NewUserAsync(world.Server);
        var sheet = await other.NewSheetAsync("Out");
        var theirs = (await sheet.OrderAsync("Out", Card)).Node["generation_id"]!.GetValue<long>();
        await world.ClaimAsync();
        Assert.Equal(theirs, (await world.ClaimAsync())!.Id);
    }

    private static readonly object Card = new { generation_type = "text", data = new { prompt = "x" } };

    private static JobOutcome.Completed Done(string text) => new(RawJson.Of(new { text }), [], text);

    /// <summary>A server without workers, a user, and a sheet with one cell to fill.</summary>
    internal sealed class World(RunningServer server, User user, TestSheet sheet) : IAsyncDisposable
    {
        public RunningServer Server => server;

        public User User => user;

        public TestSheet Sheet => sheet;

        private decimal Granted { get; init; }

        public static async Task<World> StartAsync(Database database, params (string, string)[] settings)
        {
            var server = await RunningServer.StartAsync(database, [("Jobs:Enabled", "false"), .. settings]);
            var user = await Api.NewUserAsync(server);
            return new World(server, user, await user.NewSheetAsync("Out")) { Granted = await user.CreditsAsync() };
        }

        public async Task<long> OrderAsync() => (await sheet.OrderAsync("Out", Card)).Node["generation_id"]!.GetValue<long>();

        /// <summary>Jobs as they come out of an order, of any provider and price.</summary>
        public async Task<List<long>> OrderAsync(int count, User of, string provider, Lane lane = Lane.Vendor, long cost = 0)
        {
            var jobs = Enumerable.Range(0, count).Select(_ => new Job
            {
                WorkspaceId = of.WorkspaceId,
                AgentId = of.AgentId,
                SheetId = sheet.Id,
                CellId = sheet.CellId("Out"),
                Type = "text",
                Lane = lane,
                Provider = provider,
                Model = "any",
                Cost = new Credits(cost),
            }).ToList();
            Assert.Null(await DoAsync(lifecycle => lifecycle.OrderAsync(jobs, null, CancellationToken.None)));
            return jobs.ConvertAll(j => j.Id);
        }

        public async Task<long> CreditsAsync()
        {
            await using var scope = server.Services.CreateAsyncScope();
            return await scope.ServiceProvider.GetRequiredService<AppDbContext>().Workspaces.Where(w => w.Id == user.WorkspaceId)
                .Select(w => w.Credits).SingleAsync();
        }

        public Task<Job?> ClaimAsync(Lane lane = Lane.Quick) => DoAsync(jobs => jobs.ClaimAsync(lane, CancellationToken.None));

        public async Task<T> DoAsync<T>(Func<JobLifecycle, Task<T>> act)
        {
            await using var scope = server.Services.CreateAsyncScope();
            return await act(scope.ServiceProvider.GetRequiredService<JobLifecycle>());
        }

        public Task LoseLeaseAsync(long id) => LeaseUntilAsync(id, new DateTime(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc));

        public async Task LeaseUntilAsync(long id, DateTime until)
        {
            await using var scope = server.Services.CreateAsyncScope();
            await scope.ServiceProvider.GetRequiredService<AppDbContext>().Jobs.Where(j => j.Id == id)
                .ExecuteUpdateAsync(j => j.SetProperty(x => x.LeaseUntil, until));
        }

        /// <summary>Balance and ledger agree, and this many runs at one credit each are paid for.</summary>
        public async Task AssertBooksAsync(int charged)
        {
            Assert.Equal(await user.LedgerSumAsync(), await user.CreditsAsync());
            Assert.Equal(Granted - charged, await user.CreditsAsync());
        }

        public ValueTask DisposeAsync() => server.DisposeAsync();
    }
}
