using System.ComponentModel;
using System.Globalization;
using System.Text;
using CliWrap;

namespace OpenGen.Media;

/// <summary>
/// Runs ffmpeg, ffprobe and heif-convert with a list of arguments, no shell and no string parsing in between, under the limits of
/// <see cref="MediaOptions"/>: time, CPU time, memory, size of a file. They end with this process, however it ends.
/// </summary>
public sealed class FFmpegTool(MediaOptions options)
{
    private const int LogLimit = 16_384;

    /// <summary>More than any honest file has to say of itself, bytes.</summary>
    private const int MostProbed = 8_000_000;

    /// <summary>A header is read in milliseconds; a file that takes longer is built to.</summary>
    private static readonly TimeSpan ProbeTimeLimit = TimeSpan.FromSeconds(60);

    /// <summary>Twelve megapixels take five seconds of one core, the largest pictures a minute.</summary>
    private static readonly TimeSpan HeicTimeLimit = TimeSpan.FromMinutes(2);

    private readonly ProcessLimits limits = new(options);

    /// <summary>Whether a program, by its path or its name on PATH, is there and may be run.</summary>
    public static bool CanRun(string program) => ProcessLimits.CanRun(program);

    /// <summary>Runs ffmpeg to its end.</summary>
    /// <param name="arguments">Arguments after the common ones (-y, -nostdin, quiet, progress on stdout).</param>
    /// <param name="progress">Called with the output's time in seconds as it grows.</param>
    /// <param name="cancellationToken">Cancelling kills ffmpeg.</param>
    /// <returns>How many frames of picture it wrote.</returns>
    /// <exception cref="FFmpegFailedException">ffmpeg ended with a non-zero code or at one of its limits; carries its log.</exception>
    public async Task<int> RunAsync(IReadOnlyList<string> arguments, IProgress<double>? progress, CancellationToken cancellationToken)
    {
        var frames = 0;
        var output = PipeTarget.ToDelegate(line =>
        {
            if (NumberAfter("frame=", line) is { } written) frames = (int)written;
            if (NumberAfter("out_time_us=", line) is { } microseconds) progress?.Report(microseconds / 1_000_000.0);
        });
        IReadOnlyList<string> all = ["-y", "-nostdin", "-hide_banner", "-loglevel", "error", "-progress", "pipe:1", .. arguments];
        await FFmpegAsync(all, PipeSource.Null, output, new RunLog(isItsEnd: false), cancellationToken);
        return frames;
    }

    /// <summary>
    /// Looks at a file with ffmpeg, decoding no more of it than a thumbnail needs: within the memory of a probe, and twice its time.
    /// </summary>
    /// <exception cref="FFmpegFailedException">ffmpeg ended with a non-zero code or at one of its limits.</exception>
    internal Task LookAsync(IReadOnlyList<string> arguments, CancellationToken cancellationToken)
    {
        IReadOnlyList<string> all = ["-y", "-nostdin", "-hide_banner", "-loglevel", "error", "-threads", "2", .. arguments];
        var command = limits.Looking(options.FFmpegPath, all);
        return ExecuteAsync(options.FFmpegPath, command, ProbeTimeLimit * 2, new RunLog(isItsEnd: false), cancellationToken);
    }

    /// <summary>Runs ffmpeg and gives the end of its log at level info, where measuring filters write their summaries.</summary>
    /// <exception cref="FFmpegFailedException">ffmpeg ended with a non-zero code or at one of its limits.</exception>
    internal async Task<string> RunForLogAsync(IReadOnlyList<string> arguments, CancellationToken cancellationToken)
    {
        var log = new RunLog(isItsEnd: true);
        IReadOnlyList<string> all = ["-y", "-nostdin", "-hide_banner", "-nostats", "-loglevel", "info", .. arguments];
        await FFmpegAsync(all, PipeSource.Null, PipeTarget.Null, log, cancellationToken);
        return log.ToString();
    }

    /// <summary>Runs ffmpeg with its standard output going to a stream.</summary>
    /// <exception cref="FFmpegFailedException">ffmpeg ended with a non-zero code or at one of its limits.</exception>
    internal Task RunIntoAsync(IReadOnlyList<string> arguments, Stream output, CancellationToken cancellationToken) =>
        FFmpegAsync(
            ["-nostdin", "-hide_banner", "-loglevel", "error", .. arguments],
            PipeSource.Null, PipeTarget.ToStream(output), new RunLog(isItsEnd: false), cancellationToken);

    /// <summary>Runs ffmpeg with its standard input, <c>pipe:0</c>, coming from a writer.</summary>
    /// <param name="arguments">Arguments after the common ones.</param>
    /// <param name="feed">Writes the input; its end is the input's end.</param>
    /// <param name="cancellationToken">Cancelling kills ffmpeg.</param>
    /// <exception cref="FFmpegFailedException">ffmpeg ended with a non-zero code or at one of its limits.</exception>
    internal Task RunFromAsync(
        IReadOnlyList<string> arguments, Func<Stream, CancellationToken, Task> feed, CancellationToken cancellationToken)
    {
        var source = PipeSource.Create(async (pipe, cancelled) =>
        {
            // What is fed may take long to make, and the thread that starts programs has more of them to start.
            await Task.Yield();
            await feed(pipe, cancelled);
        });
        return FFmpegAsync(
            ["-y", "-hide_banner", "-loglevel", "error", .. arguments],
            source, PipeTarget.Null, new RunLog(isItsEnd: false), cancellationToken);
    }

    /// <summary>Runs ffprobe and gives what it wrote.</summary>
    /// <exception cref="FFmpegFailedException">ffprobe could not read the file, or ended at one of its limits.</exception>
    internal async Task<string> ProbeAsync(IReadOnlyList<string> arguments, CancellationToken cancellationToken)
    {
        var output = new StringBuilder();
        var collect = PipeTarget.ToDelegate(line => output.Append(output.Length < MostProbed ? line + "\n" : ""));
        var command = limits.Looking(options.FFprobePath, ["-v", "error", .. arguments]);
        command = command.WithStandardOutputPipe(collect);
        await ExecuteAsync(options.FFprobePath, command, ProbeTimeLimit, new RunLog(isItsEnd: false), cancellationToken);
        return output.ToString();
    }

    /// <summary>Runs heif-convert, which makes a PNG of a HEIC picture; of several in one file, as many PNGs with numbered names.</summary>
    /// <exception cref="FFmpegFailedException">It could not read the file, or ended at one of its limits.</exception>
    /// <exception cref="ToolMissingException">The program is not there.</exception>
    internal Task HeifConvertAsync(string file, string png, CancellationToken cancellationToken) =>
        ExecuteAsync(
            options.HeifConvertPath, limits.Command(options.HeifConvertPath, [Path.GetFullPath(file), Path.GetFullPath(png)]),
            options.FFmpegTimeLimit < HeicTimeLimit ? options.FFmpegTimeLimit : HeicTimeLimit,
            new RunLog(isItsEnd: false), cancellationToken);

    private Task FFmpegAsync(
        IReadOnlyList<string> arguments, PipeSource input, PipeTarget output, RunLog log, CancellationToken cancellationToken) =>
        ExecuteAsync(
            options.FFmpegPath,
            limits.Command(options.FFmpegPath, arguments).WithStandardInputPipe(input).WithStandardOutputPipe(output),
            options.FFmpegTimeLimit, log, cancellationToken);

    private static long? NumberAfter(string name, string line) =>
        line.StartsWith(name, StringComparison.Ordinal)
        && long.TryParse(line.AsSpan(name.Length), CultureInfo.InvariantCulture, out var number) ? number : null;

    private async Task ExecuteAsync(string program, Command command, TimeSpan timeLimit, RunLog log, CancellationToken cancellationToken)
    {
        using var turn = options.Gate is { } gate ? await gate.EnterAsync(cancellationToken) : null;
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(timeLimit);
        try
        {
            var running = await StartingThread.StartAsync(command.WithStandardErrorPipe(PipeTarget.ToDelegate(log.Add)), limit.Token);
            var result = await running;
            if (ProcessLimits.IsMissing(result.ExitCode)) throw new ToolMissingException(program, limits.Explain(result.ExitCode)!);
            if (result.ExitCode == 0) return;
            var limitMet = limits.Explain(result.ExitCode) ?? limits.Explain(log.ToString());
            throw new FFmpegFailedException(result.ExitCode, log.ToString(), limitMet);
        }
        catch (Win32Exception missing)
        {
            throw new ToolMissingException(program, ProcessLimits.Missing, missing);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            var limitMet = string.Create(CultureInfo.InvariantCulture, $"stopped after its limit of {timeLimit.TotalSeconds:0} s");
            throw new FFmpegFailedException(-1, log.ToString(), limitMet);
        }
    }

    /// <summary>The beginning or the end of what a run wrote to its error stream, 16 KiB of it.</summary>
    private sealed class RunLog(bool isItsEnd)
    {
        private readonly Queue<string> lines = new();
        private int length;

        public void Add(string line)
        {
            if (line.Length > LogLimit) line = line[..LogLimit];
            if (!isItsEnd && length + line.Length > LogLimit) return;
            lines.Enqueue(line);
            length += line.Length;
            while (length > LogLimit) length -= lines.Dequeue().Length;
        }

        public override string ToString() => string.Join('\n', lines);
    }
}

/// <summary>ffmpeg or ffprobe ended with a non-zero code (or -1: it ran past its time limit).</summary>
public sealed class FFmpegFailedException(int exitCode, string log, string? limit = null)
    : Exception(limit is null ? $"ffmpeg ended with code {exitCode}: {log.Trim()}" : $"ffmpeg was {limit}. {log.Trim()}".TrimEnd())
{
    /// <summary>The process's exit code; 128 and the signal's number for a process that was killed.</summary>
    public int ExitCode { get; } = exitCode;

    /// <summary>What it wrote to its error stream, up to 16 KiB.</summary>
    public string Log { get; } = log;

    /// <summary>Which limit ended it, as the rest of a sentence about it; null when none did.</summary>
    public string? Limit { get; } = limit;
}
