using System.CommandLine;

namespace OpenGen.Fuzz;

/// <summary>
/// <c>./opengen fuzz</c>: every operation of the served document with input that nobody means; fails when anything but an answer comes
/// back.
/// </summary>
internal static class Program
{
    private static Task<int> Main(string[] args)
    {
        var minutes = new Option<double>("--minutes") { Description = "How long requests are sent", DefaultValueFactory = _ => 2 };
        minutes.Validators.Add(
            given =>
            {
                if (given.GetValueOrDefault<double>() is not (> 0 and <= 1440))
                    given.AddError("--minutes must be more than 0, and a day at most.");
            });
        var database = new Option<string?>("--database")
        {
            Description = "A PostgreSQL connection string with an empty database, for the server that is started; SQLite without",
        };
        var seed = new Option<int?>("--seed") { Description = "Sends what the run with this seed sent" };
        var output = new Option<string>("--out")
        {
            Description = "The folder for findings and log",
            DefaultValueFactory = _ => "artifacts/fuzz",
        };
        var root = new RootCommand("Sends every operation what nobody means, and looks at what comes back")
        {
            minutes, database, seed, output,
        };
        root.SetAction(async (parsed, cancellationToken) =>
        {
            try
            {
                return await RunAsync(
                    TimeSpan.FromMinutes(parsed.GetValue(minutes)), parsed.GetValue(database),
                    parsed.GetValue(seed) ?? Random.Shared.Next(1, 1_000_000),
                    Directory.CreateDirectory(parsed.GetValue(output)!).FullName, cancellationToken);
            }
            catch (FuzzException refused)
            {
                await Console.Error.WriteLineAsync(refused.Message);
                return 1;
            }
        });
        return root.Parse(args).InvokeAsync();
    }

    private static async Task<int> RunAsync(
        TimeSpan duration, string? database, int seed, string output, CancellationToken cancellationToken)
    {
        await using var server = await FuzzedServer.StartAsync(database, Path.Combine(output, "server.log"), cancellationToken);
        Console.WriteLine($"Fuzzing http://{server.Address} with seed {seed} …");
        var options = new FuzzOptions(server.Address, duration, seed, TimeSpan.FromSeconds(5)) { Memory = server.Memory };
        var report = await new Fuzzer(options).RunAsync(cancellationToken);
        Console.Write(report.Table());
        await File.WriteAllTextAsync(Path.Combine(output, "operations.txt"), report.Operations(), cancellationToken);
        var findings = Path.Combine(output, "findings.md");
        await File.WriteAllTextAsync(findings, report.Table() + "\n" + report.Details(), cancellationToken);
        if (server.HasExited) Console.WriteLine("The server is dead.");
        if (report.Findings.Count > 0)
            Console.WriteLine($"Requests that show them are in {findings}, what the server said in server.log beside it.");
        return report.Findings.Count == 0 && !server.HasExited ? 0 : 1;
    }
}
