using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace OpenGen.Bench.Api;

/// <summary>A server in a process of its own, killed when this is disposed of.</summary>
internal sealed partial class ServerProcess : IDisposable
{
    private readonly Process _process;

    private ServerProcess(Process process, Uri address) => (_process, Address) = (process, address);

    /// <summary>Where it listens.</summary>
    public Uri Address { get; }

    /// <summary>Resident set, bytes.</summary>
    public long ResidentBytes
    {
        get
        {
            _process.Refresh();
            return _process.WorkingSet64;
        }
    }

    /// <summary>The most it has held since <see cref="ForgetPeak"/>, by proc(5); bytes.</summary>
    public long PeakBytes => 1024 * long.Parse(
        File.ReadLines($"/proc/{_process.Id}/status").First(line => line.StartsWith("VmHWM:", StringComparison.Ordinal))
            .Split(' ', StringSplitOptions.RemoveEmptyEntries)[1],
        CultureInfo.InvariantCulture);

    /// <summary>Makes <see cref="PeakBytes"/> begin anew.</summary>
    public void ForgetPeak() => File.WriteAllText($"/proc/{_process.Id}/clear_refs", "5");

    /// <summary>Processor time of all its threads so far.</summary>
    public TimeSpan ProcessorTime
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime;
        }
    }

    /// <summary>Processor time of all programs that it started and that have ended, by proc(5).</summary>
    public TimeSpan ChildrensProcessorTime
    {
        get
        {
            var stat = File.ReadAllText($"/proc/{_process.Id}/stat");
            var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
            // cutime and cstime.
            return TimeSpan.FromSeconds(fields[13..15].Sum(ticks => long.Parse(ticks, CultureInfo.InvariantCulture)) / TicksPerSecond);
        }
    }

    /// <summary>Of the kernel's reports, whatever its own clock.</summary>
    private const double TicksPerSecond = 100;

    /// <summary>Starts a program of this folder and waits until it has printed the address it listens at.</summary>
    /// <exception cref="InvalidOperationException">It ended before.</exception>
    public static async Task<ServerProcess> StartAsync(
        string program, IReadOnlyList<string> arguments, IReadOnlyDictionary<string, string> environment,
        CancellationToken cancellationToken)
    {
        var process = Start(program, arguments, environment);
        try
        {
            while (await process.StandardOutput.ReadLineAsync(cancellationToken) is { } line)
            {
                if (!Url().IsMatch(line)) continue;
                // Whatever else it prints is read and dropped, so that it never waits for a full pipe.
                _ = process.StandardOutput.BaseStream.CopyToAsync(Stream.Null, CancellationToken.None);
                return new ServerProcess(process, new Uri(Url().Match(line).Value));
            }
            throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} ended before it listened");
        }
        catch
        {
            process.Kill(entireProcessTree: true);
            process.Dispose();
            throw;
        }
    }

    /// <summary>Runs a program of this folder to its end; answers what it printed.</summary>
    public static async Task<string> RunAsync(
        string program, IReadOnlyList<string> arguments, IReadOnlyDictionary<string, string> environment,
        CancellationToken cancellationToken)
    {
        var output = new List<string>();
        await RunAsync(program, arguments, environment, output.Add, cancellationToken);
        return string.Join('\n', output).Trim();
    }

    /// <summary>Runs a program of this folder to its end; tells each line that it prints as it comes.</summary>
    /// <exception cref="InvalidOperationException">It failed.</exception>
    public static async Task RunAsync(
        string program, IReadOnlyList<string> arguments, IReadOnlyDictionary<string, string> environment, Action<string> line,
        CancellationToken cancellationToken)
    {
        using var process = Start(program, arguments, environment);
        while (await process.StandardOutput.ReadLineAsync(cancellationToken) is { } printed) line(printed);
        await process.WaitForExitAsync(cancellationToken);
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} ended with {process.ExitCode}");
    }

    public void Dispose()
    {
        if (!_process.HasExited) _process.Kill(entireProcessTree: true);
        _process.WaitForExit();
        _process.Dispose();
    }

    private static Process Start(string program, IReadOnlyList<string> arguments, IReadOnlyDictionary<string, string> environment)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!) { RedirectStandardOutput = true, WorkingDirectory = Path.GetTempPath() };
        // Started as `dotnet X.dll`, this program's path is dotnet's; started by its own name, dotnet is on the PATH.
        if (!Path.GetFileNameWithoutExtension(start.FileName).Equals("dotnet", StringComparison.OrdinalIgnoreCase))
            start.FileName = "dotnet";
        start.ArgumentList.Add(Path.Combine(FolderOf(program), program));
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        start.Environment["ASPNETCORE_ENVIRONMENT"] = start.Environment["DOTNET_ENVIRONMENT"] = "Production";
        foreach (var (name, value) in environment) start.Environment[name] = value;
        return Process.Start(start)!;
    }

    [GeneratedRegex(@"http://127\.0\.0\.1:\d+", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Url();

    /// <summary>The server is measured as it is published, when the launcher says where.</summary>
    private static string FolderOf(string program) =>
        program == "OpenGen.Server.dll" && Environment.GetEnvironmentVariable("OPENGEN_SERVER") is { Length: > 0 } published
            ? published
            : AppContext.BaseDirectory;
}
