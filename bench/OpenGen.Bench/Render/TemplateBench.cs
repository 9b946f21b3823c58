using System.Globalization;
using System.Text.RegularExpressions;
using OpenGen.Bench.Api;

namespace OpenGen.Bench.Render;

/// <summary>
/// The video of every template, as <c>opengen demo</c> makes it: seconds of rendering for each second of video, and what server and FFmpeg
/// together hold while they render. The server writes, draws and speaks all that goes in before that; its time is not counted.
/// </summary>
internal static partial class TemplateBench
{
    private static readonly string[] Templates =
    [
        "tiktok-video-creator", "tiktok-vo-broll", "tiktok-text-driven", "tiktok-split-screen", "tiktok-montage", "tiktok-talking-avatar",
        "ugc-talking-avatar", "yt-short-explainer", "ig-reel-story",
    ];

    public static async Task<int> RunAsync(string? keep, CancellationToken cancellationToken)
    {
        var folder = keep is null ? Directory.CreateTempSubdirectory("opengen-bench-") : Directory.CreateDirectory(keep);
        try
        {
            Measures.Say($"templates: each one's video at 1080×1920, by the demo; {Environment.ProcessorCount} cores");
            var (worst, most) = (0.0, 0L);
            foreach (var template in Templates)
            {
                var (render, video,
                    peak) = await MeasureAsync(template, Path.Combine(folder.FullName, template + ".mp4"), cancellationToken);
                Measures.Say(
                    $"{template,-22} {video,5:0.0} s of video in {render,5:0.0} s: {render / video:0.00} of its length; server and FFmpeg "
                        + $"{peak / 1e6:0} MB");
                (worst, most) = (Math.Max(worst, render / video), Math.Max(most, peak));
            }
            Measures.Say($"most memory {most / 1e6:0} MB");
            Measures.Say($"ratio {worst:0.00}");
            return 0;
        }
        finally
        {
            if (keep is null) folder.Delete(recursive: true);
        }
    }

    private static async Task<(double Render, double Video, long Peak)> MeasureAsync(
        string template, string output, CancellationToken cancellationToken)
    {
        await using var memory = PeakMemory.Watch(withSelf: false);
        var (render, video, peak) = (0.0, 0.0, 0L);
        var sheet = Path.ChangeExtension(output, ".png");
        await ServerProcess.RunAsync(
            "OpenGen.Server.dll", ["demo", "--template", template, "--out", output, "--sheet", sheet], new Dictionary<string, string>(),
            Line, cancellationToken);
        return render > 0 && video > 0
            ? (render, video, peak)
            : throw new InvalidOperationException($"The demo of {template} did not say how long it took");

        void Line(string printed)
        {
            if (Rendered().Match(printed) is { Success: true } done) (render, peak) = (Number(done), memory.Bytes);
            if (Length().Match(printed) is { Success: true } length) video = Number(length);
            // Whatever was made before the render is not part of it.
            if (render == 0) memory.Forget();
        }
    }

    private static double Number(Match match) => double.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"Render: done in ([\d.]+) s", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Rendered();

    [GeneratedRegex(@"poster: ([\d.]+) s of video", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Length();
}
