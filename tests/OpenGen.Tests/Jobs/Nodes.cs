using Microsoft.Extensions.DependencyInjection;
using OpenGen.Server.Jobs;
using OpenGen.Server.Web;
using OpenGen.Tests.Support;

namespace OpenGen.Tests.Jobs;

/// <summary>
/// Two servers on one PostgreSQL: one takes orders and works on nothing, the other works and would look for work by itself only in an
/// hour, for stops never.
/// </summary>
public sealed class Nodes
{
    [Fact]
    public async Task An_order_on_one_is_worked_on_by_the_other_and_a_stop_reaches_it_there()
    {
        await using var world = await World.StartAsync();
        for (var i = 0; i < 3; i++)
        {
            var id = await world.OrderAsync();
            await world.Hanging.StartedAsync(id);
            await world.User.Api.PostAsync($"/v1/generations/{id}/stop");
            await world.Hanging.CancelledAsync(id);
        }
    }

    [Fact]
    public async Task One_that_lost_its_connection_hears_again_and_learns_what_it_missed()
    {
        await using var world = await World.StartAsync();
        var first = await world.OrderAsync();
        await world.Hanging.StartedAsync(first);
        Assert.Equal(
            2, await world.Database.CountAsync(
                "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE datname = current_database() AND query LIKE 'LISTEN %'"));
        var missed = await world.OrderAsync();
        await world.Hanging.StartedAsync(missed);
        await world.User.Api.PostAsync($"/v1/generations/{missed}/stop");
        await world.Hanging.CancelledAsync(missed);
    }

    [Fact]
    public async Task A_word_that_comes_late_spares_who_has_claimed_the_job_since()
    {
        await using var world = await World.StartAsync();
        var id = await world.OrderAsync();
        await world.Hanging.StartedAsync(id);
        var signal = world.Worker.Services.GetRequiredService<JobSignal>();
        // What a stop before the claim said, and what a newer version may say.
        foreach (var word in new[] { $"cancel:{id}:1", "cancel", "hold:1", "" }) signal.Hear(word);
        Assert.False(world.Hanging.WasCancelled(id));
        signal.Hear($"cancel:{id}:2");
        await world.Hanging.CancelledAsync(id);
    }

    [Fact]
    public void A_lane_is_woken_no_more_often_than_it_has_workers()
    {
        var (signal, said) = (new JobSignal(new JobOptions { Quick = 2 }), new List<string>());
        signal.Said += said.Add;
        signal.Wake(Lane.Quick, 500);
        signal.Hear("wake:Quick");
        Assert.Equal(
            [true, true, false],
            Enumerable.Range(0, 3).Select(_ => signal.WaitAsync(Lane.Quick, TimeSpan.FromHours(1), CancellationToken.None).IsCompleted));
        Assert.Equal(["wake:Quick"], said);
    }

    private sealed class World(
        PostgresDatabase database, RunningServer orders, RunningServer works, HangingWork hanging, User user, TestSheet sheet)
            : IAsyncDisposable
    {
        public PostgresDatabase Database => database;

        public RunningServer Worker => works;

        public HangingWork Hanging => hanging;

        public User User => user;

        public static async Task<World> StartAsync()
        {
            var (database, hanging) = (await PostgresDatabase.CreateAsync(), new HangingWork());
            var orders = await RunningServer.StartAsync(database, _ => { }, ("Jobs:Enabled", "false"));
            var works = await RunningServer.StartAsync(
                database, services => services.AddSingleton<IJobHandler>(hanging).AddSingleton<TimeProvider>(new TimersOff()),
                ("Jobs:PollEvery", "01:00:00"));
            var user = await Api.NewUserAsync(orders);
            return new World(database, orders, works, hanging, user, await user.NewSheetAsync("Out"));
        }

        public async Task<long> OrderAsync() =>
            (await sheet.OrderAsync("Out", new { generation_type = "text", data = new { prompt = "x" } })).Node[
                "generation_id"]!.GetValue<long>();

        public async ValueTask DisposeAsync()
        {
            await works.DisposeAsync();
            await orders.DisposeAsync();
            await database.DisposeAsync();
        }
    }

    /// <summary>Work that ends only when it is cancelled.</summary>
    private sealed class HangingWork : IJobHandler
    {
        private readonly System.Collections.Concurrent.ConcurrentDictionary<long, bool> _cancelled = new();

        public bool Handles(string type) => type == "text";

        public async Task<JobOutcome> RunAsync(JobRun run, CancellationToken cancellationToken)
        {
            _cancelled[run.Job.Id] = false;
            try
            {
                await Task.Delay(Timeout.Infinite, cancellationToken);
            }
            finally
            {
                _cancelled[run.Job.Id] = true;
            }
            return new JobOutcome.Failed("It cannot end");
        }

        public bool WasCancelled(long id) => _cancelled[id];

        public Task StartedAsync(long id) => Waiting.UntilAsync(() => Task.FromResult(_cancelled.ContainsKey(id)), $"job {id} is taken up");

        public Task CancelledAsync(long id) => Waiting.UntilAsync(() => Task.FromResult(_cancelled[id]), $"job {id} is cancelled");
    }

    /// <summary>
    /// The system's clock, whose periods never come round: leases are not renewed, so no worker finds by itself that its job was
    /// stopped.
    /// </summary>
    private sealed class TimersOff : TimeProvider
    {
        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
            base.CreateTimer(
                callback, state, period == Timeout.InfiniteTimeSpan ? dueTime : Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }
}
