using System.Diagnostics;
using OpenGen.Rendering.Composition;
using OpenGen.Rendering.Drawing;
using OpenGen.Rendering.FFmpeg;
using OpenGen.Rendering.Graph;

namespace OpenGen.Rendering;

/// <summary>
/// Renders a composition to an MP4: 1. read the layers, with what their files say of themselves; 2. mix and level the sound while
/// stills, text and captions are drawn; 3. one FFmpeg run for the picture, the sound copied beside it; 4. the poster.
/// </summary>
public sealed class VideoRenderer(RenderingOptions options)
{
    /// <summary>What our own files are.</summary>
    private static readonly MediaFacts Output = new(MediaKind.Video, 0, 0, 0, Timeline.FramesPerSecond, "h264", "aac", true, "mov", false);

    private readonly FFmpegTool ffmpeg = new(options);

    /// <summary>Renders; the output file is there only when it is whole.</summary>
    /// <param name="input">What is to be rendered.</param>
    /// <param name="outputPath">Where the MP4 goes; the poster goes beside it with the ending .jpg.</param>
    /// <param name="progress">Called as the render goes on, on whatever thread.</param>
    /// <param name="stop">Cancelling kills FFmpeg and leaves no file.</param>
    /// <exception cref="CompositionInvalidException">Nothing is left to show or to play, or it would be too long.</exception>
    /// <exception cref="FFmpegFailedException">FFmpeg failed.</exception>
    public async Task<RenderedVideo> RenderAsync(CompositionInput input, string outputPath, IProgress<RenderProgress>? progress, CancellationToken stop)
    {
        Fonts.Use(options);
        var clock = new ProgressClock(progress);
        using var scratch = new ScratchFolder(options);

        var reader = new CompositionReader(options, new MediaProbe(options).ReadAsync);
        var (timeline, readWarnings) = await reader.ReadAsync(input, stop);
        var warnings = new List<string>(readWarnings);
        clock.Report(2);

        timeline = await new SourceConformer(ffmpeg, warnings).ConformAsync(timeline, scratch, stop);
        using var together = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var sound = CancelOnFault(new SoundMixer(ffmpeg).MixAsync(timeline, scratch, together.Token), together);
        var drawing = CancelOnFault(Task.Run(() => new SceneDrawer(scratch, warnings).Draw(timeline, together.Token), together.Token), together);
        await Task.WhenAll(sound, drawing);
        clock.Report(8);

        var poster = Path.ChangeExtension(outputPath, ".jpg");
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(outputPath))!);
        var video = scratch.File("video.mp4");
        var seconds = timeline.Frames / (double)Timeline.FramesPerSecond;
        var command = RenderCommand.Build(await drawing, await sound, video, options);
        await ffmpeg.RunAsync(command, new Inline<double>(done => clock.Report(8 + 90 * Math.Clamp(done / seconds, 0, 1))), stop);
        await new Thumbnailer(options).PosterAsync(video, Output, scratch.File("poster.jpg"), null, stop);

        File.Move(video, outputPath, overwrite: true);
        File.Move(scratch.File("poster.jpg"), poster, overwrite: true);
        clock.Report(100);
        return new RenderedVideo(outputPath, poster, timeline.Frames, timeline.Canvas.Width, timeline.Canvas.Height, warnings);
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
