using System.Diagnostics;

namespace OpenGen.Tests.Support;

/// <summary>The server as a process of its own, to be killed.</summary>
internal sealed class ServerProcess : IDisposable
{
    private readonly Process _process;

    private ServerProcess(Process process, Uri address) => (_process, Address) = (process, address);

    public Uri Address { get; }

    public static async Task<ServerProcess> StartAsync(string dataFolder, params (string Key, string Value)[] settings)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true };
        foreach (var argument in new[]
        {
            Path.Combine(AppContext.BaseDirectory, "OpenGen.Server.dll"),
            "up",
            "--port",
            "0",
            "--data",
            dataFolder,
        })
            start.ArgumentList.Add(argument);
        start.Environment["RateLimits__SignInsPerAddress"] = start.Environment["RateLimits__RegistrationsPerAddress"] = "0";
        foreach (var (key, value) in settings) start.Environment[key.Replace(":", "__", StringComparison.Ordinal)] = value;
        var process = Process.Start(start)!;
        while (await process.StandardOutput.ReadLineAsync() is { } line)
            if (line.StartsWith("OpenGen runs at ", StringComparison.Ordinal))
            {
                // Read on, so that the process never waits for somebody to take its output.
                _ = process.StandardOutput.ReadToEndAsync();
                return new ServerProcess(process, new Uri(line.Split(' ')[3]));
            }
        throw new InvalidOperationException($"The server ended with {process.ExitCode} before it was ready");
    }

    /// <summary>Forgets how much memory it has used at most, and counts from now.</summary>
    public Task ForgetPeakMemoryAsync() => File.WriteAllTextAsync($"/proc/{_process.Id}/clear_refs", "5");

    /// <summary>The most memory it has used since, in bytes.</summary>
    public long PeakMemory()
    {
        var line = File.ReadLines($"/proc/{_process.Id}/status").Single(l => l.StartsWith("VmHWM:", StringComparison.Ordinal));
        return long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], System.Globalization.CultureInfo.InvariantCulture)
            * 1024;
    }

    /// <summary>kill -9, with all it started.</summary>
    public async Task KillAsync()
    {
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
    }

    /// <summary>
    /// Asks it to end, as a service manager does, and answers the exit code. Not by SIGINT: a child of a shell's background job is
    /// born deaf to that.
    /// </summary>
    public async Task<int> TerminateAsync()
    {
        using var kill = Process.Start("kill", ["-TERM", _process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
        using var deadline = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        await _process.WaitForExitAsync(deadline.Token);
        return _process.ExitCode;
    }

    public void Dispose()
    {
        if (!_process.HasExited) _process.Kill(entireProcessTree: true);
        _process.Dispose();
    }
}
