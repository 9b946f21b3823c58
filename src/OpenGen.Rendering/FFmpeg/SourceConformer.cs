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
internal sealed class SourceConformer(FFmpegTool ffmpeg, List<string> warnings)
{
    /// <summary>The timeline without the layers whose files turned out to be broken; a warning tells of each.</summary>
    /// <exception cref="CompositionInvalidException">There is no other layer.</exception>
    /// <exception cref="FFmpegFailedException">FFmpeg reached one of its limits.</exception>
    public async Task<Timeline> ConformAsync(Timeline timeline, ScratchFolder scratch, CancellationToken stop)
    {
        var layers = new List<Layer>(timeline.Layers.Count);
        for (var number = 0; number < timeline.Layers.Count; number++)
        {
            var layer = timeline.Layers[number];
            try
            {
                layers.Add(layer switch
                {
                    ClipLayer clip => await ConformAsync(clip, scratch, number, stop),
                    SoundLayer sound => await CheckedAsync(sound, stop),
                    ImageLayer { Facts.Demuxer.Length: > 0 } image => image with { File = await PngAsync(image, scratch.File($"image{number}.png"), stop) },
                    _ => layer,
                });
            }
            catch (FFmpegFailedException broken) when (broken.Limit is null)
            {
                warnings.Add($"Layer \"{layer.Name}\": its file is broken and it is left out.");
            }
        }
        // A window of the timeline may have no layers at all: it shows the background.
        if (layers.Count == 0 && timeline.Layers.Count > 0) throw new CompositionInvalidException($"The files of all the video's layers are broken: {string.Join(", ", timeline.Layers.Select(layer => $"\"{layer.Name}\""))}.");
        return timeline with { Layers = layers };
    }

    private async Task<SoundLayer> CheckedAsync(SoundLayer sound, CancellationToken stop)
    {
        await CheckAsync(sound.File, sound.Facts, 0, isSeen: false, stop);
        return sound;
    }

    /// <summary>
    /// Reads a little of a source as the render will. A header may promise streams that are not there, and one input that FFmpeg cannot
    /// open, or gets no frame of, would end the whole render.
    /// </summary>
    /// <exception cref="FFmpegFailedException">There is no picture or no sound where the probe saw it.</exception>
    private async Task CheckAsync(string file, MediaFacts facts, double start, bool isSeen, CancellationToken stop)
    {
        using var pixels = new MemoryStream();
        string[] picture = ["-map", Expression.Of($"0:{facts.VideoStream}"), "-frames:v", "1", "-vf", "scale=2:2,format=gray", "-f", "rawvideo", "pipe:1"];
        string[] sound = ["-map", Expression.Of($"0:{facts.AudioStream}"), "-frames:a", "1", "-f", "null", "-"];
        await ffmpeg.RunIntoAsync(
            [
                "-noaccurate_seek", "-ss", Expression.Number(start), .. VideoGraph.AlphaDecoder(facts), .. InputGuard.Pinned(file, facts.Demuxer),
                .. isSeen ? picture : [], .. facts.HasAudio ? sound : [],
            ],
            pixels, stop);
        if (isSeen && pixels.Length == 0) throw new FFmpegFailedException(0, "No frame could be decoded.");
    }

    private async Task<ClipLayer> ConformAsync(ClipLayer clip, ScratchFolder scratch, int number, CancellationToken stop)
    {
        if (clip.Facts.Demuxer.Length == 0)
        {
            var film = scratch.File($"film{number}.mov");
            var frames = (int)Math.Min(Math.Ceiling(clip.Hearing.StartSeconds * Timeline.FramesPerSecond) + clip.Span.Frames, int.MaxValue);
            clip = clip with { File = film, Facts = await FilmAsync(clip.File, clip.Facts, frames, film, stop) };
        }
        await CheckAsync(clip.File, clip.Facts, clip.Hearing.StartSeconds, isSeen: true, stop);
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
                "-noaccurate_seek", "-ss", Expression.Number(clip.Hearing.StartSeconds), "-reinit_filter", "0", .. VideoGraph.AlphaDecoder(clip.Facts), .. InputGuard.Pinned(clip.File, clip.Facts.Demuxer),
                "-map", Expression.Of($"0:{clip.Facts.VideoStream}"), "-t", Expression.Number(clip.Span.Frames / (double)Timeline.FramesPerSecond + 0.1),
                "-vf", (ScreenFilters.Deinterlace(clip.Facts) + Expression.Of($",fps={Timeline.FramesPerSecond}:start_time=0,scale={(clip.Facts.Width + 1) / 2 * 2}:{(clip.Facts.Height + 1) / 2 * 2},setsar=1"))[1..],
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
