using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using CliWrap;
using CliWrap.Buffered;
using OpenGen.Media;
using OpenGen.Rendering;
using OpenGen.Rendering.Graph;
using OpenGen.Rendering.Pipeline;

namespace OpenGen.Bench.Render;

/// <summary>
/// <see cref="Composition"/> by our renderer and by one FFmpeg command, in turn. Ours does more in its time: it reads unchecked layers,
/// probes the files, measures the loudness before and after encoding, and makes a poster.
/// </summary>
internal static partial class RenderBench
{
    private sealed record Run(double Seconds, long PeakBytes);

    public static async Task<int> RunAsync(int runs, string? keep, CancellationToken cancellationToken)
    {
        var options = new RenderingOptions();
        var folder = keep is null ? Directory.CreateTempSubdirectory("opengen-bench-") : Directory.CreateDirectory(keep);
        try
        {
            var version = (await Cli.Wrap(options.FFmpegPath).WithArguments("-version")
                .ExecuteBufferedAsync(cancellationToken)).StandardOutput.Split(' ')[2];
            Measures.Say(
                $"render: {Composition.Seconds} s of 1080×1920 at 30 fps, x264 {options.Preset} crf {options.Crf}; "
                    + $"{Environment.ProcessorCount} cores, FFmpeg {version}");
            Measures.Say(
                $"        a detailed moving clip, two fading pictures, karaoke captions of {Script.Words.Count} words, voice, ducked music");
            var media = await Media.MakeAsync(folder.FullName, cancellationToken);
            await ByHand.PrepareAsync(media, options, cancellationToken);
            var (oursFile, handFile) = (media.At("ours.mp4"), media.At("by-hand.mp4"));

            var (ours, again, hand) = (new List<Run>(), new List<Run>(), new List<Run>());
            for (var run = 1; run <= runs; run++)
            {
                var cold = new RenderingOptions { CacheFolder = media.At($"cache{run}") };
                var first = await MeasureAsync(true, () => RenderAsync(media, oursFile, cold, cancellationToken));
                again.Add(await MeasureAsync(true, () => RenderAsync(media, oursFile, cold, cancellationToken)));
                var second = await MeasureAsync(false, () => ByHand.RenderAsync(media, handFile, options, cancellationToken));
                ours.Add(first);
                hand.Add(second);
                Measures.Say(
                    $"run {run}:  ours {first.Seconds:0.00} s, peak {Megabytes(first)} MB   by hand {second.Seconds:0.00} s, peak "
                        + $"{Megabytes(second)} MB");
            }

            await CheckAsync(oursFile, options, cancellationToken);
            await CheckAsync(handFile, options, cancellationToken);
            var (oursTime, handTime) = (Measures.Median(ours.Select(r => r.Seconds)), Measures.Median(hand.Select(r => r.Seconds)));
            var likeness = await LikenessAsync(oursFile, handFile, options, cancellationToken);
            Measures.Say(
                $"files:  ours {new FileInfo(oursFile).Length / 1e6:0.0} MB, by hand {new FileInfo(handFile).Length / 1e6:0.0} MB; "
                    + $"likeness of the pictures (SSIM) {likeness:0.000}");
            Measures.Say(
                $"median: ours {oursTime:0.00} s ({Composition.Frames / oursTime:0.0} frames/s), by hand {handTime:0.00} s "
                    + $"({Composition.Frames / handTime:0.0} frames/s)");
            Measures.Say(
                $"again:  ours {Measures.Median(again.Select(r => r.Seconds)):0.00} s, with what the first render left in the cache");
            var limit = await LimitAsync(oursFile, media.At("decoded.yuv"), media.At("limit.mp4"), options, runs, cancellationToken);
            Measures.Say(
                $"limit:  the encoder alone, given the same pictures decoded: {limit:0.00} s; ours takes {oursTime / limit:0.00} times that");
            Measures.Say($"ratio {oursTime / handTime:0.00}");
            return 0;
        }
        finally
        {
            if (keep is null) folder.Delete(recursive: true);
        }
    }

    /// <summary>Seconds that x264 takes for pictures that lie decoded on the disk: no renderer that uses it can be faster.</summary>
    private static async Task<double> LimitAsync(
        string video, string raw, string output, RenderingOptions options, int runs, CancellationToken cancellationToken)
    {
        var ffmpeg = new FFmpegTool(options);
        await ffmpeg.RunAsync(["-i", video, "-an", "-f", "rawvideo", "-pix_fmt", "yuv420p", raw], null, cancellationToken);
        var times = new List<double>();
        for (var run = 0; run < runs; run++)
        {
            var started = Stopwatch.GetTimestamp();
            await ffmpeg.RunAsync(
                [
                    "-f", "rawvideo", "-pixel_format", "yuv420p", "-video_size", "1080x1920", "-framerate", "30", "-i", raw,
                    .. VideoEncoder.Arguments(options), "-g", "60", output,
                ],
                null, cancellationToken);
            times.Add(Stopwatch.GetElapsedTime(started).TotalSeconds);
        }
        File.Delete(raw);
        return Measures.Median(times);
    }

    private static async Task RenderAsync(Media media, string output, RenderingOptions options, CancellationToken cancellationToken)
    {
        var rendered = await new VideoRenderer(options).RenderAsync(Composition.Of(media), output, null, cancellationToken);
        if (rendered.Warnings.Count > 0)
            throw new InvalidOperationException("The composition was not rendered as meant: " + string.Join("; ", rendered.Warnings));
    }

    /// <param name="withSelf">Ours draws in this process; FFmpeg by hand has nothing to do with it.</param>
    private static async Task<Run> MeasureAsync(bool withSelf, Func<Task> render)
    {
        await using var memory = PeakMemory.Watch(withSelf);
        var started = Stopwatch.GetTimestamp();
        await render();
        return new Run(Stopwatch.GetElapsedTime(started).TotalSeconds, memory.Bytes);
    }

    /// <exception cref="InvalidOperationException">The file is not the video that was asked for: its time would be worth
    /// nothing.</exception>
    private static async Task CheckAsync(string file, RenderingOptions options, CancellationToken cancellationToken)
    {
        var facts = await new MediaProbe(options).ReadAsync(file, cancellationToken);
        if (facts is not { Width: 1080, Height: 1920, HasAudio: true } || Math.Abs(facts.Duration - Composition.Seconds) > 0.1)
            throw new InvalidOperationException(
                $"{Path.GetFileName(file)} is not {Composition.Seconds} s of 1080×1920 with sound: {facts}");
    }

    private static async Task<double> LikenessAsync(string one, string other, RenderingOptions options, CancellationToken cancellationToken)
    {
        var compared = await Cli.Wrap(options.FFmpegPath)
            .WithArguments(
                ["-hide_banner", "-nostdin", "-i", one, "-i", other, "-filter_complex", "[0:v][1:v]ssim", "-an", "-f", "null", "-"])
            .ExecuteBufferedAsync(cancellationToken);
        return double.Parse(Ssim().Match(compared.StandardError).Groups[1].Value, CultureInfo.InvariantCulture);
    }

    private static string Megabytes(Run run) => (run.PeakBytes / 1e6).ToString("0", CultureInfo.InvariantCulture);

    [GeneratedRegex(@"SSIM .*All:([\d.]+)", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Ssim();
}
