using Microsoft.EntityFrameworkCore;
using OpenGen.Server.Jobs;
using OpenGen.Tests.Support;

namespace OpenGen.Tests.Jobs;

/// <summary>Whose job comes next.</summary>
public sealed class Claiming
{
    public static readonly TheoryData<Database> Both = [Database.Sqlite, Database.Postgres];

    [Theory, MemberData(nameof(Both))]
    public async Task Five_hundred_of_one_workspace_do_not_make_anothers_first_wait_behind_them(Database database)
    {
        await using var world = await LifeCycle.World.StartAsync(database);
        var other = await Api.NewUserAsync(world.Server);
        await world.OrderAsync(500, world.User, "one");
        var first = await world.OrderAsync(1, other, "two");
        var claimed = new List<long>();
        for (var i = 0; i < 3; i++) claimed.Add((await world.ClaimAsync(Lane.Vendor))!.Id);
        Assert.Contains(first[0], claimed[..2]);
    }

    [Theory, MemberData(nameof(Both))]
    public async Task A_provider_has_no_more_jobs_than_it_may_and_its_waiting_ones_hold_nobody_up(Database database)
    {
        await using var world = await LifeCycle.World.StartAsync(
            database, ("Providers:OpenAI:Concurrency", "2"), ("Providers:Fal:Concurrency", "1"));
        var first = await world.OrderAsync(4, world.User, "openai");
        var behind = await world.OrderAsync(2, world.User, "fal");
        var running = new List<Job>();
        while (await world.ClaimAsync(Lane.Vendor) is { } job) running.Add(job);
        Assert.Equal([.. first[..2], behind[0]], running.Select(j => j.Id).Order());

        Assert.True(
            await world.DoAsync(jobs => jobs.FailAsync(running.First(j => j.Provider == "openai"), "over", CancellationToken.None)));
        Assert.Equal(first[2], (await world.ClaimAsync(Lane.Vendor))!.Id);
        Assert.Null(await world.ClaimAsync(Lane.Vendor));
    }

    [Theory, MemberData(nameof(Both))]
    public async Task Jobs_of_lost_workers_are_taken_again_even_when_their_provider_is_full(Database database)
    {
        await using var world = await LifeCycle.World.StartAsync(database, ("Providers:Fal:Concurrency", "1"));
        var jobs = await world.OrderAsync(3, world.User, "fal");
        Assert.Equal(jobs[0], (await world.ClaimAsync(Lane.Vendor))!.Id);
        Assert.Null(await world.ClaimAsync(Lane.Vendor));
        await world.LoseLeaseAsync(jobs[0]);
        var again = await world.ClaimAsync(Lane.Vendor);
        Assert.Equal((jobs[0], 2), (again!.Id, again.Attempts));
        Assert.Null(await world.ClaimAsync(Lane.Vendor));
    }

    [Theory, MemberData(nameof(Both))]
    public async Task A_lease_that_a_clock_which_ran_ahead_has_written_holds_nothing(Database database)
    {
        await using var world = await LifeCycle.World.StartAsync(database, ("Providers:Fal:Concurrency", "1"));
        var jobs = await world.OrderAsync(2, world.User, "fal");
        Assert.Equal(jobs[0], (await world.ClaimAsync(Lane.Vendor))!.Id);
        await world.LeaseUntilAsync(jobs[0], DateTime.UtcNow.AddSeconds(40));
        Assert.Null(await world.ClaimAsync(Lane.Vendor));
        await world.LeaseUntilAsync(jobs[0], DateTime.UtcNow.AddHours(2));
        var again = await world.ClaimAsync(Lane.Vendor);
        Assert.Equal((jobs[0], 2), (again!.Id, again.Attempts));
        Assert.Null(await world.ClaimAsync(Lane.Vendor));
    }

    [Theory, MemberData(nameof(Both))]
    public async Task Workers_that_ask_at_once_each_get_a_job_of_the_same_workspace(Database database)
    {
        await using var world = await LifeCycle.World.StartAsync(database);
        var ordered = await world.OrderAsync(40, world.User, "local", Lane.Quick);
        var claimed = new System.Collections.Concurrent.ConcurrentBag<long>();
        await Task.WhenAll(Enumerable.Range(0, 8).Select(async _ =>
        {
            for (var i = 0; i < 5; i++) claimed.Add((await world.ClaimAsync())!.Id);
        }));
        Assert.Equal(ordered.Order(), claimed.Order());
    }
}
