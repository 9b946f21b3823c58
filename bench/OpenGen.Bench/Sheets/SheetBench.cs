using System.Diagnostics;
using System.Text.Json.Nodes;
using Npgsql;
using OpenGen.Bench.Api;

namespace OpenGen.Bench.Sheets;

/// <summary>
/// What the API does with large sheets against the least that does the same on the same database: server, hand-written program and
/// client are processes of their own, rounds alternate, both answer the same bytes.
/// </summary>
internal static class SheetBench
{
    private const string Server = "OpenGen.Server.dll";
    private const string Bench = "OpenGen.Bench.dll";
    private const int Columns = 8;
    private const int Small = 1_000;
    private const int Large = 10_000;
    private const int Changed = 1_000;

    /// <summary>Rounds before anything counts: the compiler takes many requests to find what is hot.</summary>
    private const int Settling = 60;

    private const int RoundsARun = 5;
    private static readonly Dictionary<string, string> Nothing = [];

    /// <summary>What batches are paid with.</summary>
    private static readonly Dictionary<string, string> Rich = new() { ["Credits__StartingGrant"] = "100000000" };

    /// <summary>On SQLite, and on the PostgreSQL that the launcher started, if it did.</summary>
    public static async Task<int> RunAsync(int runs, CancellationToken cancellationToken)
    {
        var postgres = Environment.GetEnvironmentVariable("OPENGEN_TEST_POSTGRES");
        await OnAsync(null, runs * RoundsARun, cancellationToken);
        if (postgres is null)
            Console.WriteLine("\nsheets on PostgreSQL: not measured; set OPENGEN_TEST_POSTGRES, or run ./opengen bench sheets");
        else
        {
            var name = $"bench{Guid.NewGuid():N}";
            await ExecuteAsync(postgres, $"CREATE DATABASE {name}", cancellationToken);
            try
            {
                Console.WriteLine();
                await OnAsync($"{postgres};Database={name}", runs * RoundsARun, cancellationToken);
            }
            finally
            {
                await ExecuteAsync(postgres, $"DROP DATABASE {name} WITH (FORCE)", CancellationToken.None);
            }
        }
        return 0;
    }

    private static async Task OnAsync(string? postgres, int rounds, CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("opengen-bench-");
        try
        {
            var database = postgres is null ? "SQLite" : "PostgreSQL";
            Measures.Say(
                $"sheets on {database}: {Columns} columns, a layer in each video cell; medians of {rounds} rounds; "
                    + $"{Environment.ProcessorCount} cores shared with the client");
            var data = Path.Combine(folder.FullName, "data");
            string[] where = postgres is null ? ["--data", data] : ["--data", data, "--database", postgres];
            var key = await ServerProcess.RunAsync(Server, ["key", "--email", "bench@example.com", .. where], Rich, cancellationToken);
            using var bare = await ServerProcess.StartAsync(
                Bench, ["bare-sheets", postgres ?? $"Data Source={Path.Combine(data, "opengen.db")}"], Nothing, cancellationToken);
            BenchSheet small, large;
            using (var making = await StartAsync())
            using (var client = await Client.StartAsync(making, bare, key, cancellationToken))
                (small, large) = (
                    await client.MakeSheetAsync(Small, cancellationToken), await client.MakeSheetAsync(Large, cancellationToken));

            // A fresh server, whose memory says nothing of how the sheets were made.
            using var ours = await StartAsync();
            using var asking = await Client.StartAsync(ours, bare, key, cancellationToken);
            await SameAsync(asking, small, cancellationToken);
            await ReadAsync(asking, small, rounds, cancellationToken);
            await ReadLargeAsync(asking, small, large, rounds, cancellationToken);
            await ChangeAsync(asking, small, rounds, cancellationToken);
            await InsertAsync(asking, large, rounds, cancellationToken);
            await OrderAsync(asking, small, Math.Min(rounds, 10), cancellationToken);

            Task<ServerProcess> StartAsync() =>
                ServerProcess.StartAsync(
                    Server, ["up", "--port", "0", .. where], new Dictionary<string, string> { ["Jobs__Enabled"] = "false", ["Quotas__WaitingJobs"] = "0" },
                    cancellationToken);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>A benchmark against something that answers otherwise would say nothing.</summary>
    private static async Task SameAsync(Client client, BenchSheet sheet, CancellationToken cancellationToken)
    {
        var (our, bares) = (await client.OurTextAsync(sheet, cancellationToken), await client.BareTextAsync(sheet, cancellationToken));
        if (!JsonNode.DeepEquals(JsonNode.Parse(our), JsonNode.Parse(bares)))
            throw new InvalidOperationException("The two answer differently:\n" + our[..2000] + "\n" + bares[..2000]);
    }

    private static async Task ReadAsync(Client client, BenchSheet sheet, int rounds, CancellationToken cancellationToken)
    {
        var (our,
            bares) = await AlternateAsync(
                client, rounds, () => client.GetOursAsync(sheet, cancellationToken), () => client.GetBareAsync(sheet, cancellationToken));
        Show($"GET of {sheet.Rows:#,0} × {Columns}", our, "ADO.NET and Utf8JsonWriter by hand", bares, "within 2");
    }

    private static async Task ReadLargeAsync(
        Client client, BenchSheet small, BenchSheet large, int rounds, CancellationToken cancellationToken)
    {
        var ours = client.Ours;
        var before = ours.ResidentBytes;
        ours.ForgetPeak();
        await client.GetOursAsync(large, cancellationToken);
        var first = ours.PeakBytes - before;
        var (larges,
            smalls) = await AlternateAsync(
                client, Math.Max(rounds / 3, 3), () => client.GetOursAsync(large, cancellationToken),
                () => client.GetOursAsync(small, cancellationToken), settling: 2);
        Measures.Say(
            $"the server's memory: {before / 1e6:0} MB after GETs of {small.Rows:#,0} rows; {first / 1e6:0} MB more at its peak during the "
                + $"first of {large.Rows:#,0}, {(ours.PeakBytes - before) / 1e6:0} MB during any (64 at most)");
        Show($"GET of {large.Rows:#,0} × {Columns}", larges, $"that of {small.Rows:#,0}", smalls, "within 11");
    }

    private static async Task ChangeAsync(Client client, BenchSheet sheet, int rounds, CancellationToken cancellationToken)
    {
        var round = 0;
        var cells = sheet.TextCells.Take(Changed).ToList();
        var (our,
            bares) = await AlternateAsync(
                client, rounds, () => client.ChangeOursAsync(sheet, cells, $"ours {round++}", cancellationToken),
                () => client.ChangeBareAsync(sheet, cells, $"bare {round}", cancellationToken), settling: 5 * Settling);
        Show($"mass_update of {cells.Count:#,0} cells", our, "one SQL statement that changes and answers them", bares, "within 3");
    }

    private static async Task InsertAsync(Client client, BenchSheet sheet, int rounds, CancellationToken cancellationToken)
    {
        var (our,
            bares) = await AlternateAsync(
                client, rounds, () => client.InsertOursAsync(sheet, cancellationToken),
                () => client.InsertBareAsync(sheet, cancellationToken), settling: 5);
        Show($"a row at the top of {sheet.Rows:#,0}", our, "one statement that shifts and two that insert", bares, "no bound");
    }

    /// <summary>Last of all: the jobs stay where they are.</summary>
    private static async Task OrderAsync(Client client, BenchSheet sheet, int rounds, CancellationToken cancellationToken)
    {
        await client.GiveCardAsync(sheet, cancellationToken);
        var (our,
            bares) = await AlternateAsync(
                client, rounds, () => client.OrderOursAsync(sheet, cancellationToken),
                () => client.OrderBareAsync(sheet, cancellationToken), settling: 10);
        Show($"a batch of {sheet.Rows:#,0} texts", our, "one statement that charges and one each that inserts", bares, "within 3");
    }

    private static async Task<(double Ours, double Bares)> AlternateAsync(
        Client client, int rounds, Func<Task> ours, Func<Task> bare, int settling = Settling)
    {
        for (var i = 0; i < settling; i++)
        {
            await ours();
            await bare();
        }
        var (our, bares) = (new List<double>(), new List<double>());
        var (ourStart, bareStart) = (client.Ours.ProcessorTime, client.Bare.ProcessorTime);
        for (var i = 0; i < rounds; i++)
        {
            our.Add(await TimeAsync(ours));
            bares.Add(await TimeAsync(bare));
        }
        var (ourTime, bareTime) = (
            (client.Ours.ProcessorTime - ourStart).TotalMilliseconds / rounds,
            (client.Bare.ProcessorTime - bareStart).TotalMilliseconds / rounds);
        // Of the programs alone, not of PostgreSQL: what a busy machine does not blur.
        if (bareTime > 0) Measures.Say($"processor time a round: the server {ourTime:0.0} ms, the hand-written program {bareTime:0.0} ms");
        return (Measures.Median(our), Measures.Median(bares));
    }

    private static async Task<double> TimeAsync(Func<Task> work)
    {
        var started = Stopwatch.GetTimestamp();
        await work();
        return Stopwatch.GetElapsedTime(started).TotalMilliseconds;
    }

    private static void Show(string what, double ours, string against, double bares, string bound)
    {
        Measures.Say($"{what}: {ours:0.0} ms; {against}: {bares:0.0} ms ({bound})");
        Measures.Say($"ratio {ours / bares:0.00}");
    }

    private static async Task ExecuteAsync(string server, string sql, CancellationToken cancellationToken)
    {
        await using var connection = new NpgsqlConnection(server + ";Database=postgres");
        await connection.OpenAsync(cancellationToken);
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
