using OpenGen.Rendering.Composition;
using OpenGen.Rendering.Graph;

namespace OpenGen.Rendering.FFmpeg;

/// <summary>
/// Makes files of the few sources that cannot be read the way a layer asks for: FFmpeg loops whole files only, so a clip that is both
/// trimmed and looped is cut out first; libvips opens fewer picture formats than FFmpeg, so the others (BMP, TIFF) become PNGs.
/// Everything else goes into the render as it came.
/// </summary>
internal sealed class SourceConformer(FFmpegTool ffmpeg)
{
    public async Task<Timeline> ConformAsync(Timeline timeline, ScratchFolder scratch, CancellationToken stop)
    {
        var layers = new List<Layer>(timeline.Layers.Count);
        foreach (var layer in timeline.Layers)
        {
            layers.Add(layer switch
            {
                ClipLayer { Hearing: { Loop: true, StartSeconds: > 0 } } clip => clip with { Cut = await CutAsync(clip, scratch.File($"cut{layers.Count}.mkv"), stop) },
                ImageLayer { Facts.Demuxer.Length: > 0 } image => image with { File = await PngAsync(image, scratch.File($"image{layers.Count}.png"), stop) },
                _ => layer,
            });
        }
        return timeline with { Layers = layers };
    }

    /// <summary>Only the picture is cut: sound loops by samples and finds its own beginning.</summary>
    private async Task<string> CutAsync(ClipLayer clip, string file, CancellationToken stop)
    {
        string[] codec = clip.Facts.HasAlpha ? ["-c:v", "ffv1"] : ["-c:v", "libx264", "-preset", "ultrafast", "-crf", "8"];
        await ffmpeg.RunAsync(
            [
                "-ss", Expression.Number(clip.Hearing.StartSeconds), .. VideoGraph.AlphaDecoder(clip.Facts), .. InputGuard.Pinned(clip.File, clip.Facts.Demuxer),
                "-map", Expression.Of($"0:{clip.Facts.VideoStream}"), "-t", Expression.Number(clip.Span.Frames / (double)Timeline.FramesPerSecond + 0.1),
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
