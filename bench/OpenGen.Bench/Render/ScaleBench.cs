using System.Diagnostics;
using System.Text.Json.Nodes;
using OpenGen.Media;
using OpenGen.Rendering;
using OpenGen.Rendering.Pipeline;

namespace OpenGen.Bench.Render;

/// <summary>How a render's time grows: with the length of the video, with its layers, with the words of its captions.</summary>
internal static class ScaleBench
{
    private const int Second = 30;

    public static async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("opengen-bench-");
        try
        {
            var clip = Path.Combine(folder.FullName, "clip.mp4");
            await new FFmpegTool(new RenderingOptions()).RunAsync(
                ["-f", "lavfi", "-i", "testsrc2=s=720x720:r=30:d=10", "-vf", "gblur=sigma=6,format=yuv420p", "-c:v", "libx264", "-preset",
                    "superfast", clip], null, cancellationToken);
            Measures.Say($"scale: 1080×1080, a looped clip under text, captions; {Environment.ProcessorCount} cores");

            var lengths = new List<double>();
            foreach (var seconds in (int[])[15, 60, 240, 600])
                lengths.Add(
                    await MeasureAsync(
                        $"{seconds,4} s of video, 2.5 words a second", seconds,
                        [Background(clip, seconds), .. Captions(seconds, seconds * 5 / 2)], folder.FullName, cancellationToken));
            foreach (var layers in (int[])[2, 10, 50])
                await MeasureAsync(
                    $"{layers,4} layers, 15 s", 15, [Background(clip, 15), .. Cards(layers - 1)], folder.FullName, cancellationToken);
            foreach (var words in (int[])[30, 300, 3000])
                await MeasureAsync(
                    $"{words,4} caption words, 120 s", 120, [Background(clip, 120), .. Captions(120, words)], folder.FullName,
                    cancellationToken);

            Measures.Say($"ratio {lengths[^1] / lengths[1]:0.00}");
            return 0;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <returns>Seconds of rendering for each second of video.</returns>
    private static async Task<double> MeasureAsync(
        string what, int seconds, IReadOnlyList<LayerInput> layers, string folder, CancellationToken cancellationToken)
    {
        // A cache of its own: what an earlier line made is no help.
        var options = new RenderingOptions { CacheFolder = Path.Combine(folder, Guid.NewGuid().ToString("n")) };
        await using var memory = PeakMemory.Watch(withSelf: true);
        var started = Stopwatch.GetTimestamp();
        var video = await new VideoRenderer(options).RenderAsync(
            new CompositionInput("1:1", null, layers), Path.Combine(folder, "scale.mp4"), null, cancellationToken);
        var took = Stopwatch.GetElapsedTime(started).TotalSeconds;
        if (video.Frames != seconds * Second || video.Warnings.Count > 0)
            throw new InvalidOperationException($"{what}: {video.Frames} frames; {string.Join(' ', video.Warnings)}");
        Measures.Say($"{what,-40} {took,6:0.0} s, {took / seconds:0.00} of its length, peak {memory.Bytes / 1e6:0} MB");
        return took / seconds;
    }

    private static LayerInput Background(string clip, int seconds) =>
        Layer("Background", LayerType.Clip, 0, new() { ["durationInFrames"] = seconds * Second, ["loop"] = true }, clip);

    private static IEnumerable<LayerInput> Captions(int seconds, int count)
    {
        var each = seconds / (double)count;
        var words = new JsonArray(
            [.. Enumerable.Range(0, count)
                .Select(i => (JsonNode)new JsonObject { ["word"] = $"word{i % 97}", ["start"] = i * each, ["end"] = (i + 0.9) * each })]);
        yield return Layer("Captions", LayerType.Caption, 1, new() { ["durationInFrames"] = seconds * Second }) with { Captions = words };
    }

    /// <summary>Texts and shapes in turn, each for three seconds, coming and going.</summary>
    private static IEnumerable<LayerInput> Cards(int count)
    {
        for (var i = 0; i < count; i++)
        {
            var attributes = new JsonObject
            {
                ["from"] = 360 * i / count,
                ["durationInFrames"] = 90,
                ["left"] = 40 + 97 * i % 700,
                ["top"] = 40 + 61 * i % 900,
                ["width"] = 300,
                ["height"] = 120,
                ["styles"] = new JsonObject
                {
                    ["fill"] = "#d04080",
                    ["opacity"] = 0.9,
                    ["animation"] = new JsonObject { ["enter"] = "fadeIn", ["exit"] = "slideOutRight" },
                },
            };
            yield return i % 2 == 0
                ? Layer($"Text {i}", LayerType.Text, i + 1, attributes) with { Text = $"Card {i}" }
                : Layer($"Shape {i}", LayerType.Shape, i + 1, attributes);
        }
    }

    private static LayerInput Layer(string name, LayerType type, int position, JsonObject attributes, string? file = null) =>
        new(name, type, position, attributes, file, null, null);
}
