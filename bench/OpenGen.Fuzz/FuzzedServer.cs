using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;

namespace OpenGen.Fuzz;

/// <summary>A server in a process of its own, on a data folder that goes with it, which calls nobody.</summary>
internal sealed partial class FuzzedServer : IAsyncDisposable
{
    private readonly Process _process;
    private readonly DirectoryInfo _data;
    private readonly Task _logging;

    private FuzzedServer(Process process, DirectoryInfo data, IPEndPoint address, Task logging) =>
        (_process, _data, Address, _logging) = (process, data, address, logging);

    /// <summary>Where it listens.</summary>
    public IPEndPoint Address { get; }

    /// <summary>Whether it ended by itself.</summary>
    public bool HasExited => _process.HasExited;

    /// <summary>Starts it and waits until it listens.</summary>
    /// <exception cref="FuzzException">It ended before.</exception>
    public static async Task<FuzzedServer> StartAsync(string? database, string log, CancellationToken cancellationToken)
    {
        var data = Directory.CreateTempSubdirectory("opengen-fuzz-");
        var folder = Environment.GetEnvironmentVariable("OPENGEN_SERVER") is { Length: > 0 } published
            ? published
            : throw new FuzzException("Run ./opengen fuzz, or set OPENGEN_SERVER to the folder of a published server");
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, WorkingDirectory = Path.GetTempPath() };
        foreach (var argument in new[] { Path.Combine(folder, "OpenGen.Server.dll"), "up", "--port", "0", "--data", data.FullName })
            start.ArgumentList.Add(argument);
        if (database is not null)
        {
            start.ArgumentList.Add("--database");
            start.ArgumentList.Add(database);
        }
        start.Environment["ASPNETCORE_ENVIRONMENT"] = start.Environment["DOTNET_ENVIRONMENT"] = "Production";
        // Whatever keys of vendors stand here, it has none.
        foreach (var setting in start.Environment.Keys.Where(k => k.StartsWith("Providers__", StringComparison.OrdinalIgnoreCase)).ToList())
            start.Environment.Remove(setting);
        foreach (var vendor in new[] { "ElevenLabs", "Hume" }) start.Environment[$"Providers__{vendor}__BaseUrl"] = "http://127.0.0.1:9";
        // All users come from one address, more of them than anybody registers there.
        foreach (var limit in new[] { "SignInsPerAddress", "RegistrationsPerAddress" }) start.Environment["RateLimits__" + limit] = "0";
        var process = Process.Start(start)!;
        var writer = new StreamWriter(log) { AutoFlush = true };
        while (await process.StandardOutput.ReadLineAsync(cancellationToken) is { } line)
        {
            await writer.WriteLineAsync(line);
            if (Url().Match(line) is { Success: true } found)
                return new FuzzedServer(process, data, IPEndPoint.Parse(found.Groups[1].Value), LogAsync(process, writer));
        }
        await writer.DisposeAsync();
        throw new FuzzException($"The server ended before it listened; what it said is in {log}");
    }

    /// <summary>Resident set, bytes.</summary>
    public long Memory()
    {
        _process.Refresh();
        return _process.HasExited ? 0 : _process.WorkingSet64;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            using var terminate = Process.Start("kill", ["-TERM", _process.Id.ToString(CultureInfo.InvariantCulture)]);
            using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
            await _process.WaitForExitAsync(patience.Token).ContinueWith(_ => { }, TaskScheduler.Default);
            if (!_process.HasExited) _process.Kill(entireProcessTree: true);
        }
        await _logging;
        _process.Dispose();
        _data.Delete(recursive: true);
    }

    private static async Task LogAsync(Process process, StreamWriter writer)
    {
        await using (writer)
            while (await process.StandardOutput.ReadLineAsync() is { } line) await writer.WriteLineAsync(line);
    }

    [GeneratedRegex(@"OpenGen runs at http://(127\.0\.0\.1:\d+)")]
    private static partial Regex Url();
}
