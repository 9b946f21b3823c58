using OpenGen.Rendering.Composition;
using OpenGen.Rendering.Drawing;
using OpenGen.Rendering.Graph;

namespace OpenGen.Rendering.FFmpeg;

/// <summary>
/// Makes files of the few sources that cannot be read the way a layer asks for: 1. animated pictures are
/// decoded by libvips, into a film; 2. FFmpeg loops whole files only, so a clip that is both trimmed and looped is cut out first; 3. libvips opens fewer picture
/// formats than FFmpeg, so the others (BMP, TIFF) become PNGs. Everything else goes into the render as it came. What is made follows from
/// the file's content and the arguments alone.
/// </summary>
internal sealed class SourceConformer(FFmpegTool ffmpeg)
{
    public async Task<Timeline> ConformAsync(Timeline timeline, ScratchFolder scratch, CancellationToken stop)
    {
        var layers = new List<Layer>(timeline.Layers.Count);
        foreach (var layer in timeline.Layers)
        {
            var number = layers.Count;
            layers.Add(layer switch
            {
                ClipLayer clip => await ConformAsync(clip, scratch, number, stop),
                ImageLayer { Facts.Demuxer.Length: > 0 } image => image with { File = await PngAsync(image, scratch.File($"image{number}.png"), stop) },
                _ => layer,
            });
        }
        return timeline with { Layers = layers };
    }

    private async Task<ClipLayer> ConformAsync(ClipLayer clip, ScratchFolder scratch, int number, CancellationToken stop)
    {
        if (clip.Facts.Demuxer.Length == 0)
        {
            var film = scratch.File($"film{number}.mov");
            var frames = (int)Math.Min(Math.Ceiling(clip.Hearing.StartSeconds * Timeline.FramesPerSecond) + clip.Span.Frames, int.MaxValue);
            clip = clip with { File = film, Facts = await FilmAsync(clip.File, clip.Facts, frames, film, stop) };
        }
        if (clip.Hearing is { Loop: true, StartSeconds: > 0 }) clip = clip with { Cut = await CutAsync(clip, scratch.File($"cut{number}.mkv"), stop) };
        return clip;
    }

    /// <summary>Run-length coded: lossless with its alpha, and a page that stands for a while takes no room.</summary>
    /// <param name="frames">How many are wanted at most.</param>
    /// <returns>The film's facts.</returns>
    private async Task<MediaFacts> FilmAsync(string file, MediaFacts facts, int frames, string film, CancellationToken stop)
    {
        var picture = AnimatedPicture.Open(file);
        await ffmpeg.RunFromAsync(
            [
                "-f", "rawvideo", "-pixel_format", "rgba", "-video_size", Expression.Of($"{picture.Width}x{picture.Height}"), "-framerate", Expression.Of($"{Timeline.FramesPerSecond}"), "-i", "pipe:0",
                "-c:v", "qtrle", "-pix_fmt", "argb", "-g", "300", "-f", "mov", InputGuard.Address(film),
            ],
            (pipe, cancelled) => picture.WriteFramesAsync(pipe, Timeline.FramesPerSecond, frames, cancelled),
            stop);
        return facts with { Demuxer = "mov", VideoCodec = "qtrle", VideoStream = 0, FramesPerSecond = Timeline.FramesPerSecond };
    }

    /// <summary>Only the picture is cut: sound loops by samples and finds its own beginning.</summary>
    private async Task<string> CutAsync(ClipLayer clip, string file, CancellationToken stop)
    {
        string[] codec = clip.Facts.HasAlpha ? ["-c:v", "ffv1"] : ["-c:v", "libx264", "-preset", "ultrafast", "-crf", "8"];
        await ffmpeg.RunAsync(
            [
                "-noaccurate_seek", "-ss", Expression.Number(clip.Hearing.StartSeconds), .. VideoGraph.AlphaDecoder(clip.Facts), .. InputGuard.Pinned(clip.File, clip.Facts.Demuxer),
                "-map", Expression.Of($"0:{clip.Facts.VideoStream}"), "-t", Expression.Number(clip.Span.Frames / (double)Timeline.FramesPerSecond + 0.1),
                "-vf", (ScreenFilters.Deinterlace(clip.Facts) + Expression.Of($",fps={Timeline.FramesPerSecond}:start_time=0"))[1..],
                .. codec, "-f", "matroska", InputGuard.Address(file),
            ],
            null, stop);
        return file;
    }

    private async Task<string> PngAsync(ImageLayer image, string file, CancellationToken stop)
    {
        await ffmpeg.RunAsync([.. InputGuard.Pinned(image.File, image.Facts.Demuxer), "-frames:v", "1", "-f", "image2", "-update", "1", "-c:v", "png", InputGuard.Address(file)], null, stop);
        return file;
    }
}
