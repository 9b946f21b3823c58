using System.Diagnostics;
using System.Text.Json;

namespace OpenGen.Bench.Api;

/// <summary>
/// <c>GET /v1/me</c> with an API key on the real server against <see cref="BareApi"/>: server and client are processes of their own,
/// rounds alternate, both answer the same bytes. On the way: how long the server takes to start and what it holds in memory.
/// </summary>
internal static class ApiBench
{
    private const string Server = "OpenGen.Server.dll";
    private const string Bench = "OpenGen.Bench.dll";
    private const int Connections = 32;
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Measured = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Idle = TimeSpan.FromSeconds(5);
    private static readonly Dictionary<string, string> Nothing = [];

    /// <summary>On SQLite, and on the PostgreSQL that the launcher started, if it did.</summary>
    public static async Task<int> RunAsync(int runs, CancellationToken cancellationToken)
    {
        await OnAsync(null, runs, cancellationToken);
        Console.WriteLine();
        if (!await Postgres.WithDatabaseAsync(database => OnAsync(database, runs, cancellationToken), cancellationToken))
            Console.WriteLine("api on PostgreSQL: not measured; " + Postgres.HowTo("api"));
        return 0;
    }

    private static async Task OnAsync(string? postgres, int runs, CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("opengen-bench-");
        try
        {
            Measures.Say(
                $"api: GET /v1/me with an API key; {(postgres is null ? "SQLite" : "PostgreSQL")}, {Connections} connections, "
                    + $"{WarmUp.TotalSeconds:0} s of warm-up and {Measured.TotalSeconds:0} s measured a round; "
                    + $"{Environment.ProcessorCount} cores shared with the client");
            var data = Path.Combine(folder.FullName, "data");
            string[] where = postgres is null ? ["--data", data] : ["--data", data, "--database", postgres];
            if (postgres is null) await StartUpAsync(where, cancellationToken);

            var key = await ServerProcess.RunAsync(Server, ["key", "--email", "bench@example.com", .. where], Nothing, cancellationToken);
            using var ours = await ServerProcess.StartAsync(
                Server, Up(where), new Dictionary<string, string> { ["Jobs__Enabled"] = "false" }, cancellationToken);
            var bareDatabase = postgres ?? Path.Combine(folder.FullName, "bare.db");
            var shown = await AskAsync(ours, key, cancellationToken);
            await BareApi.MakeDatabaseAsync(
                bareDatabase, key,
                JsonSerializer.Deserialize<BareApi.User>(
                    shown, new JsonSerializerOptions { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower })!, cancellationToken);
            using var bare = await ServerProcess.StartAsync(Bench, ["bare", bareDatabase], Nothing, cancellationToken);
            var same = await AskAsync(bare, key, cancellationToken);
            if (same != shown) throw new InvalidOperationException($"The two answer differently:\n{shown}\n{same}");

            // Before anything counts: it takes the compiler thousands of requests, and time beside them, to find what is hot.
            await LoadAsync(ours, Settling);
            await LoadAsync(bare, Settling);
            var (our, bares) = (new List<LoadResult>(), new List<LoadResult>());
            for (var round = 1; round <= runs; round++)
            {
                our.Add(await LoadAsync(ours, WarmUp));
                Show($"round {round} ours", our[^1]);
                bares.Add(await LoadAsync(bare, WarmUp));
                Show($"round {round} bare", bares[^1]);
            }
            Show("median  ours", Median(our));
            Show("median  bare", Median(bares));
            Measures.Say($"memory after the load: ours {ours.ResidentBytes / 1e6:0} MB, bare {bare.ResidentBytes / 1e6:0} MB");
            Measures.Say($"ratio {Median(our).PerSecond / Median(bares).PerSecond:0.00}");

            Task<LoadResult> LoadAsync(ServerProcess server, TimeSpan warmUp) =>
                Load.RunAsync(server, "/v1/me", $"X-API-Key: {key}\r\n", Connections, warmUp, Measured, cancellationToken);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>The server as it comes, workers and all: on no data yet, then on what is there.</summary>
    private static async Task StartUpAsync(string[] where, CancellationToken cancellationToken)
    {
        var (first, _) = await StartOnceAsync();
        var (again, memory) = await StartOnceAsync();
        Measures.Say(
            $"start-up to /readyz: {again.TotalSeconds:0.00} s; the first time, with the database to be made, {first.TotalSeconds:0.00} s");
        Measures.Say($"idle memory, {Idle.TotalSeconds:0} s after the start: {memory / 1e6:0} MB");

        async Task<(TimeSpan Took, long Bytes)> StartOnceAsync()
        {
            var started = Stopwatch.GetTimestamp();
            using var server = await ServerProcess.StartAsync(Server, Up(where), Nothing, cancellationToken);
            using var http = new HttpClient { BaseAddress = server.Address };
            while (!(await http.GetAsync("/readyz", cancellationToken)).IsSuccessStatusCode) await Task.Delay(10, cancellationToken);
            var took = Stopwatch.GetElapsedTime(started);
            await Task.Delay(Idle, cancellationToken);
            return (took, server.ResidentBytes);
        }
    }

    private static string[] Up(string[] where) => ["up", "--port", "0", .. where];

    private static async Task<string> AskAsync(ServerProcess server, string key, CancellationToken cancellationToken)
    {
        using var http = new HttpClient { BaseAddress = server.Address };
        http.DefaultRequestHeaders.Add("X-API-Key", key);
        return await http.GetStringAsync("/v1/me", cancellationToken);
    }

    private static LoadResult Median(List<LoadResult> rounds) => new(
        Measures.Median(rounds.Select(r => r.PerSecond)), Measures.Median(rounds.Select(r => r.Median)),
        Measures.Median(rounds.Select(r => r.P99)), Measures.Median(rounds.Select(r => r.ProcessorMicroseconds)));

    private static void Show(string what, LoadResult result) =>
        Measures.Say(
            $"{what}: {result.PerSecond,7:#,0} req/s   p50 {result.Median:0.00} ms   p99 {result.P99:0.00} ms   server's processor time "
                + $"{result.ProcessorMicroseconds:0.0} µs a request");
}
