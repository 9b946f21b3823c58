using System.Globalization;
using System.Text;
using CliWrap;
using CliWrap.EventStream;

namespace OpenGen.Rendering.FFmpeg;

/// <summary>Runs the ffmpeg binary with a list of arguments; no shell and no string parsing in between.</summary>
public sealed class FFmpegTool(RenderingOptions options)
{
    private const int LogLimit = 16_384;

    /// <summary>Runs ffmpeg to its end.</summary>
    /// <param name="arguments">Arguments after the common ones (-y, -nostdin, quiet, progress on stdout).</param>
    /// <param name="progress">Called with the output's time in seconds as it grows.</param>
    /// <param name="stop">Cancelling kills ffmpeg and its children.</param>
    /// <exception cref="FFmpegFailedException">ffmpeg ended with a non-zero code or ran past its time limit; carries its log.</exception>
    public async Task RunAsync(IReadOnlyList<string> arguments, IProgress<double>? progress, CancellationToken stop)
    {
        using var limit = Limit(stop);
        var log = new StringBuilder();
        var command = Wrap(["-y", "-nostdin", "-hide_banner", "-loglevel", "error", "-progress", "pipe:1", .. arguments]);
        try
        {
            await foreach (var happened in command.ListenAsync(limit.Token))
            {
                switch (happened)
                {
                    case StandardErrorCommandEvent line when log.Length < LogLimit:
                        log.AppendLine(line.Text);
                        break;
                    case StandardOutputCommandEvent line when line.Text.StartsWith("out_time_us=", StringComparison.Ordinal):
                        if (long.TryParse(line.Text.AsSpan(12), CultureInfo.InvariantCulture, out var microseconds))
                            progress?.Report(microseconds / 1_000_000.0);
                        break;
                    case ExitedCommandEvent { ExitCode: not 0 } exit:
                        throw new FFmpegFailedException(exit.ExitCode, log.ToString());
                }
            }
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            throw new FFmpegFailedException(-1, TooLong());
        }
    }

    /// <summary>Runs ffmpeg and gives the end of its log at level info, where measuring filters write their summaries.</summary>
    /// <exception cref="FFmpegFailedException">ffmpeg ended with a non-zero code or ran past its time limit.</exception>
    internal async Task<string> RunForLogAsync(IReadOnlyList<string> arguments, CancellationToken stop)
    {
        var lines = new Queue<string>();
        await ExecuteAsync(
            ["-y", "-nostdin", "-hide_banner", "-nostats", "-loglevel", "info", .. arguments],
            PipeTarget.Null,
            line =>
            {
                lines.Enqueue(line);
                if (lines.Count > 200) lines.Dequeue();
            },
            () => string.Join('\n', lines),
            stop);
        return string.Join('\n', lines);
    }

    /// <summary>Runs ffmpeg with its standard output going to a stream.</summary>
    /// <exception cref="FFmpegFailedException">ffmpeg ended with a non-zero code or ran past its time limit.</exception>
    internal async Task RunIntoAsync(IReadOnlyList<string> arguments, Stream output, CancellationToken stop)
    {
        var log = new StringBuilder();
        await ExecuteAsync(
            ["-nostdin", "-hide_banner", "-loglevel", "error", .. arguments],
            PipeTarget.ToStream(output),
            line => { if (log.Length < LogLimit) log.AppendLine(line); },
            log.ToString,
            stop);
    }

    private async Task ExecuteAsync(IReadOnlyList<string> arguments, PipeTarget output, Action<string> onLog, Func<string> log, CancellationToken stop)
    {
        using var limit = Limit(stop);
        try
        {
            var result = await Wrap(arguments)
                .WithStandardOutputPipe(output)
                .WithStandardErrorPipe(PipeTarget.ToDelegate(onLog))
                .ExecuteAsync(limit.Token);
            if (result.ExitCode != 0) throw new FFmpegFailedException(result.ExitCode, log());
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            throw new FFmpegFailedException(-1, TooLong());
        }
    }

    private Command Wrap(IReadOnlyList<string> arguments) =>
        Cli.Wrap(options.FFmpegPath).WithArguments(arguments).WithValidation(CommandResultValidation.None);

    private CancellationTokenSource Limit(CancellationToken stop)
    {
        var limit = CancellationTokenSource.CreateLinkedTokenSource(stop);
        limit.CancelAfter(options.FFmpegTimeLimit);
        return limit;
    }

    private string TooLong() => string.Create(CultureInfo.InvariantCulture, $"stopped after its limit of {options.FFmpegTimeLimit.TotalSeconds:0} s");
}

/// <summary>ffmpeg or ffprobe ended with a non-zero code (or -1: it ran past its time limit).</summary>
public sealed class FFmpegFailedException(int exitCode, string log)
    : Exception($"ffmpeg ended with code {exitCode}: {log.Trim()}")
{
    /// <summary>The process's exit code.</summary>
    public int ExitCode { get; } = exitCode;

    /// <summary>What it wrote to its error stream, up to 16 KiB.</summary>
    public string Log { get; } = log;
}
