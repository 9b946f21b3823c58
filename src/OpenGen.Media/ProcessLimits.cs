using System.Collections.Concurrent;
using System.Globalization;
using CliWrap;

namespace OpenGen.Media;

/// <summary>
/// What the kernel holds an FFmpeg process to, whatever a file makes of it: its memory, its CPU time, the size of what it writes, and no
/// life beyond the process that started it. <c>setpriv</c> and <c>prlimit</c> of util-linux set all that and then become the program, in
/// the same process. Where they are missing (macOS) there is the limit of wall-clock time alone.
/// </summary>
internal sealed class ProcessLimits(MediaOptions options)
{
    /// <summary>What is said of a program that is not there, as the rest of a sentence.</summary>
    public const string Missing =
        "not found or not to be run; install FFmpeg, or say where it is in Rendering:FFmpegPath and Rendering:FFprobePath";

    private const int NotRunnable = 126;
    private const int NotFound = 127;
    private const int Killed = 128 + 9;
    private const int FileTooLarge = 128 + 25;

    /// <summary>
    /// For glibc: frames come from the heap and go back to it. Mapped one by one, each would be cleared by the kernel before it is
    /// written to, up to a tenth of a piece's time; and every thread of FFmpeg would have a heap of its own.
    /// </summary>
    private static readonly Dictionary<string, string?> Heap = new()
    {
        ["MALLOC_MMAP_THRESHOLD_"] = "33554432",
        ["MALLOC_TRIM_THRESHOLD_"] = "33554432",
        ["MALLOC_ARENA_MAX"] = "2",
    };

    /// <summary>By nice(1): the server answers while it renders, for which it needs little.</summary>
    private const string Niceness = "3";

    /// <summary>A third of a renderer's share. What is looked at has a time limit, so it must not be much less.</summary>
    private const string LookingNiceness = "8";

    private static readonly string? Nice = Find("nice");
    private static readonly string? Prlimit = Find("prlimit");
    private static readonly string? Setpriv = Find("setpriv");
    private static readonly Dictionary<string, long> Ours = ReadOurs();

    /// <summary>The command that runs a program within the limits.</summary>
    public Command Command(string program, IReadOnlyList<string> arguments) =>
        Command(program, arguments, options.MaxFFmpegMemory, Niceness);

    /// <summary>The command that looks at a file, within the memory of a probe; for a request it gives way to what renders.</summary>
    public Command Looking(string program, IReadOnlyList<string> arguments) =>
        Command(program, arguments, options.MaxProbeMemory, ProcessGate.IsBypassed ? Niceness : LookingNiceness);

    private Command Command(string program, IReadOnlyList<string> arguments, long memory, string niceness)
    {
        List<string> line = [program, .. arguments];
        if (Nice is not null) line.InsertRange(0, [Nice, "-n", niceness]);
        if (Prlimit is not null)
        {
            // Data and not address space: that counts what threads and libraries reserve and never touch, which grows with the cores.
            line.InsertRange(0,
            [
                Prlimit,
                Limit("data", "Max data size", Math.Min(memory, options.MaxFFmpegMemory)),
                Limit("cpu", "Max cpu time", CpuSeconds),
                Limit("fsize", "Max file size", options.MaxOutputBytes),
                "--core=0", "--",
            ]);
        }
        if (Setpriv is not null) line.InsertRange(0, [Setpriv, "--pdeathsig", "KILL", "--"]);
        return Cli.Wrap(line[0]).WithArguments(line[1..]).WithEnvironmentVariables(Heap).WithValidation(CommandResultValidation.None);
    }

    /// <summary>What an exit code says of the limits, as a sentence; null when it says nothing of them.</summary>
    public string? Explain(int exitCode) => exitCode switch
    {
        FileTooLarge => Sentence($"stopped at its limit of {options.MaxOutputBytes} bytes for a file"),
        Killed => Sentence($"killed, at its limit of {CpuSeconds} s of CPU time or because the machine was out of memory"),
        NotFound or NotRunnable => Missing,
        _ => null,
    };

    /// <summary>Whether an exit code says that there was no program to run.</summary>
    public static bool IsMissing(int exitCode) => exitCode is NotFound or NotRunnable;

    /// <summary>What a log says of the limit of memory; null when it says nothing of it.</summary>
    public string? Explain(string log) =>
        log.Contains("Cannot allocate memory", StringComparison.Ordinal)
        || (log.Contains("malloc", StringComparison.Ordinal) && log.Contains("failed", StringComparison.Ordinal))
            ? "stopped at its limit of memory"
            : null;

    private long CpuSeconds => Math.Max(1, (long)options.FFmpegCpuLimit.TotalSeconds);

    /// <param name="row">What the limit is called in <c>/proc/self/limits</c>.</param>
    private static string Limit(string name, string row, long value) =>
        Sentence($"--{name}={Math.Min(value, Ours.GetValueOrDefault(row, long.MaxValue))}");

    /// <summary>
    /// The limits that this process itself was started under, which its children may not pass; without what is unlimited.
    /// </summary>
    private static Dictionary<string, long> ReadOurs()
    {
        var limits = new Dictionary<string, long>();
        if (!File.Exists("/proc/self/limits")) return limits;
        foreach (var line in File.ReadLines("/proc/self/limits"))
        {
            // Name, soft limit, hard limit and unit, with two spaces or more between them.
            var columns = line.Split("  ", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
            if (columns.Length >= 3 && long.TryParse(columns[2], CultureInfo.InvariantCulture, out var hard)) limits[columns[0]] = hard;
        }
        return limits;
    }

    private static string Sentence(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    /// <summary>Whether a program, by its path or its name on PATH, is there and may be run.</summary>
    public static bool CanRun(string program)
    {
        const UnixFileMode Executable = UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;
        var isPath = program.Contains(Path.DirectorySeparatorChar, StringComparison.Ordinal);
        var path = isPath ? program : Find(program) ?? (OperatingSystem.IsWindows() ? Find(program + ".exe") : null);
        return path is not null && File.Exists(path) && (OperatingSystem.IsWindows() || (File.GetUnixFileMode(path) & Executable) != 0);
    }

    private static string? Find(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
            .Select(folder => Path.Combine(folder, program)).FirstOrDefault(File.Exists);
}

/// <summary>
/// The thread that starts programs. "Dies with its parent" means to Linux: with the thread that started it (prctl(2), PR_SET_PDEATHSIG),
/// and threads of the pool end when there is little to do. This one ends with the process.
/// </summary>
internal static class StartingThread
{
    private static readonly BlockingCollection<Action> Waiting = [];

    static StartingThread() => new Thread(Run) { IsBackground = true, Name = "starts FFmpeg" }.Start();

    /// <summary>Starts a command on the thread, and hands over what waits for its end.</summary>
    public static Task<CommandTask<CommandResult>> StartAsync(Command command, CancellationToken cancellationToken)
    {
        var started = new TaskCompletionSource<CommandTask<CommandResult>>(TaskCreationOptions.RunContinuationsAsynchronously);
        Waiting.Add(() =>
        {
            try
            {
                started.SetResult(command.ExecuteAsync(cancellationToken));
            }
            catch (Exception fault)
            {
                started.SetException(fault);
            }
        }, CancellationToken.None);
        return started.Task;
    }

    private static void Run()
    {
        foreach (var start in Waiting.GetConsumingEnumerable()) start();
    }
}
