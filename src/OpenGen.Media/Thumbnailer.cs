using NetVips;

namespace OpenGen.Media;

/// <summary>Makes JPEGs of pictures and videos: thumbnails and posters.</summary>
public sealed class Thumbnailer(MediaOptions options)
{
    /// <summary>Luma (16 is black) under which a frame counts as black.</summary>
    private const int Dark = 24;

    private readonly FFmpegTool ffmpeg = new(options);

    /// <summary>Writes a JPEG of an image or of a video's first frame that is not black.</summary>
    /// <param name="file">The media file.</param>
    /// <param name="path">Where the JPEG goes.</param>
    /// <param name="longestSide">Pixels of its longer side at most; smaller pictures keep their size.</param>
    /// <param name="cancellationToken">Stops it; no file is left then.</param>
    /// <returns>False when the file has no picture.</returns>
    /// <exception cref="HeicNotOpenedException">It is a HEIC that is broken, or there is no program for those.</exception>
    public async Task<bool> MakeAsync(string file, string path, int longestSide = 480, CancellationToken cancellationToken = default)
    {
        if (await new MediaProbe(options).ReadAsync(file, cancellationToken) is not { Kind: not MediaKind.Audio } facts) return false;
        if (facts.Demuxer == HeicFile.Demuxer)
        {
            file = await new HeicConverter(options, new RenderCache(options)).PngAsync(file, cancellationToken);
            facts = facts with { Demuxer = "" };
        }
        if (facts.Demuxer.Length == 0)
        {
            using var turn = options.Gate is { } gate ? await gate.EnterAsync(cancellationToken) : null;
            using var thumbnail = Image.Thumbnail(file, longestSide, height: longestSide, size: Enums.Size.Down, outputProfile: "srgb");
            using var flat = thumbnail.HasAlpha() ? thumbnail.Flatten(background: [255, 255, 255]) : thumbnail.Copy();
            flat.Jpegsave(path, q: 84, keep: Enums.ForeignKeep.None);
            return true;
        }
        await PosterAsync(file, facts, path, longestSide, cancellationToken);
        return true;
    }

    /// <summary>A JPEG is BT.601 in full range, whatever the video is.</summary>
    internal static string ToJpeg(MediaFacts facts, string size)
    {
        var screen = ScreenFilters.Deinterlace(facts) + ScreenFilters.ToneMap(facts);
        var matrix = facts.HighDynamicRange is null ? facts.ColorMatrix : "bt709";
        return $"{(screen.Length > 0 ? screen[1..] + "," : "")}scale={size}:in_color_matrix={matrix}:out_color_matrix=bt601:out_range=pc,format=yuvj420p";
    }

    /// <summary>A JPEG of a video's first frame that is not black; of its very first when all are.</summary>
    internal async Task PosterAsync(string file, MediaFacts facts, string path, int? longestSide, CancellationToken cancellationToken)
    {
        var size = longestSide is { } side
            ? Expression.Of($"w='if(gte(a,1),min({side},iw),-2)':h='if(gte(a,1),-2,min({side},ih))'")
            : "w=iw:h=ih";
        var picture = ToJpeg(facts, size);
        string[] encoding = ["-frames:v", "1", "-an", "-q:v", "3", "-f", "image2", "-update", "1", InputGuard.Address(path)];
        File.Delete(path);
        try
        {
            await ffmpeg.LookAsync(
                [.. InputGuard.Pinned(file, facts.Demuxer), "-t", "20", "-vf",
                    Expression.Of($"signalstats,metadata=mode=select:key=lavfi.signalstats.YAVG:value={Dark}:function=greater,{picture}"),
                    .. encoding], cancellationToken);
        }
        catch (FFmpegFailedException)
        {
            // Twenty seconds of it are too much, or broken further on: its first frame will do.
        }
        if (!File.Exists(path))
            await ffmpeg.LookAsync([.. InputGuard.Pinned(file, facts.Demuxer), "-vf", picture, .. encoding], cancellationToken);
    }
}
