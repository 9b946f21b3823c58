using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OpenGen.Server.Data;
using OpenGen.Server.Jobs;
using OpenGen.Tests.Support;

namespace OpenGen.Tests.Jobs;

/// <summary>Jobs that no try would bring to a good end: each ends at the first, with its reason, and is paid back.</summary>
public sealed class PoisonJobs
{
    public static readonly TheoryData<Database> Both = [Database.Sqlite, Database.Postgres];

    [Theory, MemberData(nameof(Both))]
    public async Task What_was_ordered_and_cannot_be_read_ends_at_once_and_says_so(Database database)
    {
        await using var world = await World.StartAsync(database);
        foreach (var input in new[] { string.Concat(Enumerable.Repeat("{\"a\":", 65)) + "1" + new string('}', 65), "{\"a\":", "[1]" })
        {
            var job = await world.EndedAsync(await world.OrderAsync("test", input));
            Assert.Equal((JobStatus.Failed, 1), (job.Status, job.Attempts));
            Assert.StartsWith("What was ordered cannot be read", job.FailedReason, StringComparison.Ordinal);
        }
        await Money.Minting.AssertBooksAsync(world.User);
    }

    [Theory, MemberData(nameof(Both))]
    public async Task What_was_made_and_cannot_be_stored_ends_at_once_and_says_so(Database database)
    {
        await using var world = await World.StartAsync(database);
        // A file without a type: no database takes the row.
        world.Make = async run =>
        {
            var path = Path.Combine(run.Scratch, "made");
            await File.WriteAllTextAsync(path, "made");
            return new JobOutcome.Completed(
                RawJson.EmptyObject, [new ProducedFile(path, "made", FileKind.Image, null!, RawJson.EmptyObject)]);
        };
        var job = await world.EndedAsync(await world.OrderAsync("test", "{}"));
        Assert.Equal((JobStatus.Failed, 1), (job.Status, job.Attempts));
        Assert.StartsWith("What was made cannot be stored", job.FailedReason, StringComparison.Ordinal);
        await Money.Minting.AssertBooksAsync(world.User);
    }

    [Theory, MemberData(nameof(Both))]
    public async Task A_text_or_a_reason_with_a_NUL_is_stored_without_it(Database database)
    {
        await using var world = await World.StartAsync(database);
        world.Make = _ => Task.FromResult<JobOutcome>(new JobOutcome.Completed(RawJson.EmptyObject, [], "o\0ne \ud800two"));
        var made = await world.EndedAsync(await world.OrderAsync("test", "{}"));
        Assert.Equal((JobStatus.Completed, 1), (made.Status, made.Attempts));
        Assert.Equal("one \ufffdtwo", (await world.Sheet.ReadAgainAsync()).Cell("Out")["value"]!.ToString());

        world.Make = _ => Task.FromResult<JobOutcome>(new JobOutcome.Failed("The vendor said \0\udc00"));
        var failed = await world.EndedAsync(await world.OrderAsync("test", "{}"));
        Assert.Equal((JobStatus.Failed, 1, "The vendor said \ufffd"), (failed.Status, failed.Attempts, failed.FailedReason));
        await Money.Minting.AssertBooksAsync(world.User, 9_997);
    }

    [Theory, MemberData(nameof(Both))]
    public async Task A_renewal_that_fails_is_tried_again_and_the_work_is_not_lost(Database database)
    {
        await using var world = await World.StartAsync(database);
        using var goOn = new SemaphoreSlim(0);
        world.Make = async _ =>
        {
            await goOn.WaitAsync(TimeSpan.FromMinutes(2));
            return new JobOutcome.Completed(RawJson.EmptyObject, [], "held");
        };
        var id = await world.OrderAsync("test", "{}");
        await Waiting.UntilAsync(async () => (await world.FindAsync(id)).LeaseUntil is not null, "the job is claimed");
        await world.ExecuteAsync("ALTER TABLE jobs RENAME TO jobs_away");
        await world.NotRenewed.WaitAsync().WaitAsync(TimeSpan.FromMinutes(1));
        await world.ExecuteAsync("ALTER TABLE jobs_away RENAME TO jobs");
        var after = (await world.FindAsync(id)).LeaseUntil;
        await Waiting.UntilAsync(
            async () => (await world.FindAsync(id)).LeaseUntil > after, "the lease is renewed again", TimeSpan.FromSeconds(20));
        goOn.Release();
        var job = await world.EndedAsync(id);
        Assert.Equal((JobStatus.Completed, 1, 1L), (job.Status, job.Attempts, job.Fence));
        await Money.Minting.AssertBooksAsync(world.User, 9_997);
    }

    /// <summary>A server whose workers do what the test says with jobs of the type "test".</summary>
    private sealed class World(RunningServer server, User user, TestSheet sheet, World.Handler handler, World.Renewals renewals)
        : IAsyncDisposable
    {
        /// <summary>Released at every renewal that failed.</summary>
        public SemaphoreSlim NotRenewed => renewals.Failed;

        public User User => user;

        public TestSheet Sheet => sheet;

        public Func<JobRun, Task<JobOutcome>> Make
        {
            set => handler.Make = value;
        }

        public static async Task<World> StartAsync(Database database)
        {
            var (handler, renewals) = (new Handler(), new Renewals());
            var server = await RunningServer.StartAsync(database, services => services.AddSingleton<IJobHandler>(handler)
                .AddLogging(logging => logging.AddProvider(renewals).AddFilter<Renewals>(typeof(JobWorkers).FullName, LogLevel.Warning)));
            var user = await Api.NewUserAsync(server);
            return new World(server, user, await user.NewSheetAsync("Out"), handler, renewals);
        }

        public async Task<long> OrderAsync(string type, string input)
        {
            var job = new Job
            {
                WorkspaceId = user.WorkspaceId,
                AgentId = user.AgentId,
                SheetId = sheet.Id,
                CellId = sheet.CellId("Out"),
                Type = type,
                Lane = Lane.Quick,
                Provider = "local",
                Model = "any",
                Cost = new Credits(3),
                Input = new RawJson(input),
            };
            await using var scope = server.Services.CreateAsyncScope();
            Assert.False((await scope.ServiceProvider.GetRequiredService<JobLifecycle>().OrderAsync(job, CancellationToken.None)).Failed);
            return job.Id;
        }

        public async Task<Job> EndedAsync(long id)
        {
            await Waiting.UntilAsync(
                async () => (await FindAsync(id)).Status is JobStatus.Completed or JobStatus.Failed, "the job ends",
                TimeSpan.FromSeconds(30));
            return await FindAsync(id);
        }

        public async Task<Job> FindAsync(long id)
        {
            await using var scope = server.Services.CreateAsyncScope();
            return await scope.ServiceProvider.GetRequiredService<AppDbContext>().Jobs.AsNoTracking().SingleAsync(j => j.Id == id);
        }

        public async Task ExecuteAsync(string sql)
        {
            await using var scope = server.Services.CreateAsyncScope();
            await scope.ServiceProvider.GetRequiredService<AppDbContext>().Database.ExecuteSqlRawAsync(sql);
        }

        public ValueTask DisposeAsync() => server.DisposeAsync();

        /// <summary>Reads in the log when a lease was not renewed.</summary>
        internal sealed class Renewals : ILoggerProvider, ILogger
        {
            public SemaphoreSlim Failed { get; } = new(0);

            public ILogger CreateLogger(string categoryName) => this;

            public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

            public bool IsEnabled(LogLevel logLevel) => true;

            public void Log<TState>(
                LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
            {
                if (eventId.Name == "NotRenewed") Failed.Release();
            }

            public void Dispose() => Failed.Dispose();
        }

        internal sealed class Handler : IJobHandler
        {
            public Func<JobRun, Task<JobOutcome>> Make { get; set; } = _ =>
                Task.FromResult<JobOutcome>(new JobOutcome.Failed("nothing to do"));

            public bool Handles(string type) => type == "test";

            public Task<JobOutcome> RunAsync(JobRun run, CancellationToken cancellationToken) => Make(run);
        }
    }
}
