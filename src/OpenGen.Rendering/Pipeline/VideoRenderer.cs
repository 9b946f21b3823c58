using System.Diagnostics;
using OpenGen.Media;
using OpenGen.Rendering.Composition;
using OpenGen.Rendering.Drawing;
using OpenGen.Rendering.Graph;
using OpenGen.Rendering.Scenes;

namespace OpenGen.Rendering.Pipeline;

/// <summary>
/// Renders a composition to an MP4: 1. read the layers, with what their files say of themselves; 2. mix and level the sound while
/// 3. stills, text and captions are drawn, and FFmpeg makes the picture of them, in pieces where that is quicker or takes less memory;
/// 4. lay the
/// sound beside it; 5. the poster. A preview is the same, smaller; a frame is the same for that frame alone.
/// </summary>
/// <param name="options">Tools, fonts, encoder and limits.</param>
/// <param name="cache">Keeps what the next render of the same sources can use; one of its own without.</param>
public sealed class VideoRenderer(RenderingOptions options, RenderCache? cache = null)
{
    /// <summary>
    /// Seconds of a clip up to which <see cref="PrepareAsync"/> makes a small film of all of it, whatever a layer will show.
    /// </summary>
    public const double LongestPrepared = 20;

    /// <summary>What our own files are.</summary>
    private static readonly MediaFacts Output = new(MediaKind.Video, 0, 0, 0, Timeline.FramesPerSecond, "h264", "aac", true, "mov", false);

    private readonly FFmpegTool ffmpeg = new(options);
    private readonly RenderCache cache = cache ?? new RenderCache(options);

    /// <summary>Renders; the output file is there only when it is whole.</summary>
    /// <param name="input">What is to be rendered.</param>
    /// <param name="outputPath">Where the MP4 goes; the poster goes beside it with the ending .jpg.</param>
    /// <param name="progress">Called as the render goes on, on whatever thread.</param>
    /// <param name="cancellationToken">Cancelling kills FFmpeg and leaves no file.</param>
    /// <exception cref="CompositionInvalidException">Nothing is left to show or to play, or it would be too long.</exception>
    /// <exception cref="FFmpegFailedException">FFmpeg failed.</exception>
    public async Task<RenderedVideo> RenderAsync(
        CompositionInput input, string outputPath, IProgress<RenderProgress>? progress, CancellationToken cancellationToken)
    {
        using var scratch = new ScratchFolder(options);
        var clock = new ProgressClock(progress);
        var (timeline, warnings) = await ReadAsync(input, cancellationToken);
        clock.Report(2);
        var video = await EncodeAsync(timeline, isPreview: false, scratch, warnings, clock, cancellationToken);

        var poster = Path.ChangeExtension(outputPath, ".jpg");
        await new Thumbnailer(options).PosterAsync(video, Output, scratch.File("poster.jpg"), null, cancellationToken);
        Deliver(video, outputPath);
        Deliver(scratch.File("poster.jpg"), poster);
        clock.Report(100);
        return new RenderedVideo(outputPath, poster, timeline.Frames, timeline.Canvas.Width, timeline.Canvas.Height, warnings);
    }

    /// <summary>
    /// Renders a small, quick version to look at: the same layers, timing and sound, with fewer pixels and a rougher picture.
    /// </summary>
    /// <param name="input">What is to be rendered.</param>
    /// <param name="width">Pixels, 64 or more; no wider than the canvas.</param>
    /// <param name="outputPath">Where the MP4 goes.</param>
    /// <param name="cancellationToken">Cancelling kills FFmpeg and leaves no file.</param>
    /// <returns>What was left out or replaced.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The width is under 64 pixels.</exception>
    /// <exception cref="CompositionInvalidException">Nothing is left to show or to play, or it would be too long.</exception>
    /// <exception cref="FFmpegFailedException">FFmpeg failed.</exception>
    public async Task<IReadOnlyList<string>> PreviewAsync(
        CompositionInput input, int width, string outputPath, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(width, SmallestWidth);
        using var scratch = new ScratchFolder(options);
        var (timeline, warnings) = await ReadAsync(input, cancellationToken);
        Deliver(
            await EncodeAsync(timeline.ScaledTo(width), isPreview: true, scratch, warnings, new ProgressClock(null), cancellationToken),
            outputPath);
        return warnings;
    }

    /// <summary>Renders one frame as a picture.</summary>
    /// <param name="input">What is to be rendered.</param>
    /// <param name="frame">Which frame, from 0; one past the end is the last one.</param>
    /// <param name="path">Where the picture goes: PNG, or JPEG when it ends with .jpg or .jpeg.</param>
    /// <param name="width">Pixels, 64 or more; no wider than the canvas, and as wide without.</param>
    /// <param name="cancellationToken">Cancelling kills FFmpeg and leaves no file.</param>
    /// <returns>What was left out or replaced.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The frame is negative, or the width is under 64 pixels.</exception>
    /// <exception cref="CompositionInvalidException">Nothing is left to show or to play, or it would be too long.</exception>
    /// <exception cref="FFmpegFailedException">FFmpeg failed.</exception>
    public async Task<IReadOnlyList<string>> FrameAsync(
        CompositionInput input, int frame, string path, int? width = null, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(frame);
        if (width is { } asked) ArgumentOutOfRangeException.ThrowIfLessThan(asked, SmallestWidth, nameof(width));
        using var scratch = new ScratchFolder(options);
        var (timeline, warnings) = await ReadAsync(input, cancellationToken);
        if (width is { } narrower) timeline = timeline.ScaledTo(narrower);

        var window = new FrameSpan(Math.Min(frame, timeline.Frames - 1), 1);
        var seen = timeline with { Layers = [.. timeline.Layers.Where(layer => layer is VisualLayer && layer.Span.Overlaps(window))] };
        seen = await Conformer(warnings).ConformAsync(seen, Purpose.Still, cancellationToken);
        var scene = await Task.Run(() => new SceneDrawer(scratch, warnings).Draw(seen, window, cancellationToken), cancellationToken);
        var still = scratch.File("frame" + Path.GetExtension(path));
        await StillAsync(scene, still, cancellationToken);
        // A file that is shorter than it says has nothing where it was opened: played from its beginning, it holds its last frame.
        if (!File.Exists(still)) await StillAsync(scene.PlayedFromTheBeginning(), still, cancellationToken);
        Deliver(still, path);
        return warnings;
    }

    private async Task StillAsync(Scene scene, string file, CancellationToken cancellationToken)
    {
        var command = RenderCommand.Still(scene, file, options);
        await command.WriteTextsAsync(cancellationToken);
        await ffmpeg.RunAsync(command.Arguments, null, cancellationToken);
    }

    /// <summary>
    /// Makes of a new clip what its first preview would wait for: a small film, kept under the clip's content. Takes about as long as
    /// the clip is
    /// decoded, and nothing for one that is longer than <see cref="LongestPrepared"/>, small already, or no clip.
    /// </summary>
    /// <param name="file">The clip.</param>
    /// <param name="cancellationToken">Stops it; nothing is kept then.</param>
    public async Task PrepareAsync(string file, CancellationToken cancellationToken)
    {
        try
        {
            if (await FactsAsync(file, cancellationToken) is { Kind: MediaKind.Video } facts)
                await Conformer([]).PrepareAsync(file, facts, cancellationToken);
        }
        catch (Exception fault) when (fault is FFmpegFailedException or IOException)
        {
            // A clip is not worth less for it, and those who look at it or render it are told what is wrong.
        }
    }

    private const int SmallestWidth = 64;

    private async Task<(Timeline Timeline, List<string> Warnings)> ReadAsync(CompositionInput input, CancellationToken cancellationToken)
    {
        Fonts.Use(options);
        // All at once, so that the reader, which takes one layer after the other, finds them known.
        var files = input.Layers.Take(options.MaxLayers).Select(layer => layer.SourceFile).OfType<string>().Distinct();
        await Parallel.ForEachAsync(files, cancellationToken, async (file, cancelled) => await FactsAsync(file, cancelled));
        var (timeline, warnings) = await new CompositionReader(options, FactsAsync).ReadAsync(input, cancellationToken);
        return (timeline, [.. warnings]);
    }

    private Task<MediaFacts?> FactsAsync(string file, CancellationToken cancellationToken) =>
        cache.KnownAsync("facts", file, () => new MediaProbe(options).ReadAsync(file, cancellationToken));

    private SourceConformer Conformer(List<string> warnings) => new(ffmpeg, new HeicConverter(options, cache), cache, FactsAsync, warnings);

    /// <returns>The video in the scratch folder.</returns>
    private async Task<string> EncodeAsync(
        Timeline timeline, bool isPreview, ScratchFolder scratch, List<string> warnings, ProgressClock clock,
        CancellationToken cancellationToken)
    {
        timeline = await Conformer(warnings).ConformAsync(timeline, isPreview ? Purpose.Preview : Purpose.Video, cancellationToken);
        using var together = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var mixing = CancelOnFault(new SoundMixer(ffmpeg, cache, isPreview).MixAsync(timeline, scratch, together.Token), together);
        var picturing = CancelOnFault(PictureAsync(), together);
        await Task.WhenAll(mixing, picturing);
        return await picturing;

        async Task<string> PictureAsync()
        {
            var scene = await Task.Run(() => new SceneDrawer(scratch, warnings).Draw(timeline, together.Token), together.Token);
            NativeHeap.GiveBack();
            clock.Report(8);
            var encoder = new SceneEncoder(ffmpeg, isPreview ? options.ForPreview() : options, scratch);
            return await encoder.EncodeAsync(
                scene, mixing, warnings, new Inline<double>(share => clock.Report(8 + 90 * share)), together.Token);
        }
    }

    private static void Deliver(string made, string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        File.Move(made, path, overwrite: true);
    }

    private static async Task<T> CancelOnFault<T>(Task<T> work, CancellationTokenSource others)
    {
        try
        {
            return await work;
        }
        catch
        {
            await others.CancelAsync();
            throw;
        }
    }
}

/// <summary>Turns steps done into percent and an estimate of the time left.</summary>
internal sealed class ProgressClock(IProgress<RenderProgress>? progress)
{
    private readonly long started = Stopwatch.GetTimestamp();
    private double reached = -1;

    public void Report(double percent)
    {
        if (progress is null || percent <= reached) return;
        reached = percent;
        var elapsed = Stopwatch.GetElapsedTime(started);
        progress.Report(new RenderProgress(percent, percent >= 12 ? elapsed * ((100 - percent) / percent) : null));
    }
}
