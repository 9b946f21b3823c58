using System.Globalization;
using System.Text;
using CliWrap;
using CliWrap.EventStream;

namespace OpenGen.Rendering.FFmpeg;

/// <summary>Runs the ffmpeg binary with a list of arguments; no shell and no string parsing in between.</summary>
public sealed class FFmpegTool(RenderingOptions options)
{
    /// <summary>Runs ffmpeg to its end.</summary>
    /// <param name="arguments">Arguments after the common ones (-y, -nostdin, quiet, progress on stdout).</param>
    /// <param name="progress">Called with the output's time in seconds as it grows.</param>
    /// <param name="stop">Cancelling kills ffmpeg and its children.</param>
    /// <exception cref="FFmpegFailedException">ffmpeg ended with a non-zero code; carries the tail of its log.</exception>
    public async Task RunAsync(IReadOnlyList<string> arguments, IProgress<double>? progress, CancellationToken stop)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(stop);
        limit.CancelAfter(options.FFmpegTimeLimit);

        var log = new StringBuilder();
        var command = Cli.Wrap(options.FFmpegPath)
            .WithArguments(["-y", "-nostdin", "-hide_banner", "-loglevel", "error", "-progress", "pipe:1", .. arguments])
            .WithValidation(CommandResultValidation.None);
        await foreach (var happened in command.ListenAsync(limit.Token))
        {
            switch (happened)
            {
                case StandardErrorCommandEvent line when log.Length < 16_384:
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
}

/// <summary>ffmpeg or ffprobe ended with a non-zero code.</summary>
public sealed class FFmpegFailedException(int exitCode, string log)
    : Exception($"ffmpeg ended with code {exitCode}: {log.Trim()}")
{
    /// <summary>The process's exit code.</summary>
    public int ExitCode { get; } = exitCode;

    /// <summary>What it wrote to its error stream, up to 16 KiB.</summary>
    public string Log { get; } = log;
}
