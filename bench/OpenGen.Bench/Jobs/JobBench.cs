using System.Diagnostics;
using OpenGen.Server.Jobs;

namespace OpenGen.Bench.Jobs;

/// <summary>
/// What a job costs beside its work: claimed and completed by the server's own parts, against the same statements by hand on the same
/// database, rounds in turn. And what a claim costs among 10,000 jobs that wait, against one among 10.
/// </summary>
internal static class JobBench
{
    private const int JobsARound = 200;
    private const int Workers = 8;
    private const int Few = 10;
    private const int Many = 10_000;
    private const int ClaimsARound = 100;
    private const int Settling = 4;
    private const int RoundsARun = 3;

    /// <summary>On SQLite, and on the PostgreSQL that the launcher started, if it did.</summary>
    public static async Task<int> RunAsync(int runs, CancellationToken cancellationToken)
    {
        await OnAsync(null, runs * RoundsARun, cancellationToken);
        Console.WriteLine();
        if (!await Postgres.WithDatabaseAsync(postgres => OnAsync(postgres, runs * RoundsARun, cancellationToken), cancellationToken))
            Console.WriteLine($"jobs on PostgreSQL: not measured; {Postgres.HowTo("jobs")}");
        return 0;
    }

    private static async Task OnAsync(string? postgres, int rounds, CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("opengen-bench-");
        try
        {
            Measures.Say(
                $"jobs on {(postgres is null ? "SQLite" : "PostgreSQL")}: medians of {rounds} rounds; {Environment.ProcessorCount} cores "
                    + $"shared with the database");
            await using var world = await JobWorld.StartAsync(folder.FullName, postgres, cancellationToken);
            foreach (var workers in new[] { 1, Workers }) await WorkAsync(world, postgres, workers, rounds, cancellationToken);
            await ClaimAsync(world, rounds, cancellationToken);
        }
        finally
        {
            Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
            folder.Delete(recursive: true);
        }
    }

    private static async Task WorkAsync(JobWorld world, string? postgres, int workers, int rounds, CancellationToken cancellationToken)
    {
        var (ours, bares) = (new List<double>(), new List<double>());
        for (var i = -Settling; i < rounds; i++)
        {
            var our = await TimeAsync(
                world, workers, () => Task.FromResult<Func<Task<bool>>>(() => world.WorkAsync(cancellationToken)), cancellationToken);
            var hands = new List<BareWorker>();
            var bare = await TimeAsync(world, workers, async () =>
            {
                hands.Add(await world.BareWorkerAsync(postgres, cancellationToken));
                var hand = hands[^1];
                return () => hand.WorkAsync(cancellationToken);
            }, cancellationToken);
            foreach (var hand in hands) await hand.DisposeAsync();
            if (i < 0) continue;
            ours.Add(our);
            bares.Add(bare);
        }
        await world.CheckAsync(cancellationToken);
        var (mine, theirs) = (Measures.Median(ours), Measures.Median(bares));
        Measures.Say(
            $"a job that makes nothing, {workers} at once: {mine:0.00} ms, {1000 / mine:#,0} a second; the same statements by hand: "
                + $"{theirs:0.00} ms, {1000 / theirs:#,0} a second");
        Measures.Say($"ratio {mine / theirs:0.00}");
    }

    /// <summary>Milliseconds a job.</summary>
    private static async Task<double> TimeAsync(
        JobWorld world, int workers, Func<Task<Func<Task<bool>>>> worker, CancellationToken cancellationToken)
    {
        await world.KeepAsync(0, cancellationToken);
        await world.OrderAsync(JobsARound, Lane.Quick, cancellationToken);
        var all = new List<Func<Task<bool>>>();
        for (var i = 0; i < workers; i++) all.Add(await worker());
        var started = Stopwatch.GetTimestamp();
        await Task.WhenAll(all.Select(work => Task.Run(async () =>
        {
            while (await work()) { }
        }, cancellationToken)));
        return Stopwatch.GetElapsedTime(started).TotalMilliseconds / JobsARound;
    }

    private static async Task ClaimAsync(JobWorld world, int rounds, CancellationToken cancellationToken)
    {
        var (few, many) = (new List<double>(), new List<double>());
        await world.KeepAsync(0, cancellationToken);
        await world.OrderAsync(Few, Lane.Vendor, cancellationToken);
        for (var i = 0; i < rounds; i++)
        {
            few.Add(await ClaimsAsync(world, cancellationToken));
            await world.OrderAsync(Many - Few, Lane.Vendor, cancellationToken);
            await world.TidyAsync(cancellationToken);
            many.Add(await ClaimsAsync(world, cancellationToken));
            await world.KeepAsync(Few, cancellationToken);
        }
        var (mine, theirs) = (Measures.Median(many), Measures.Median(few));
        Measures.Say($"a claim among {Many:#,0} that wait: {mine:0.00} ms; among {Few}: {theirs:0.00} ms (within 2)");
        Measures.Say($"ratio {mine / theirs:0.00}");
    }

    /// <summary>Milliseconds a claim, in the middle; each is given back, which is not measured.</summary>
    private static async Task<double> ClaimsAsync(JobWorld world, CancellationToken cancellationToken)
    {
        var times = new List<double>();
        for (var i = 0; i < ClaimsARound; i++)
        {
            var started = Stopwatch.GetTimestamp();
            var job = await world.ClaimAsync(Lane.Vendor, cancellationToken)
                ?? throw new InvalidOperationException("There was nothing to claim");
            times.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
            await world.ReleaseAsync(job, cancellationToken);
        }
        return Measures.Median(times);
    }
}
