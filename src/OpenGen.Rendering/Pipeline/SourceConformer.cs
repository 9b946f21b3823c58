using OpenGen.Media;
using OpenGen.Rendering.Composition;
using OpenGen.Rendering.Graph;
using OpenGen.Rendering.Scenes;

namespace OpenGen.Rendering.Pipeline;

/// <summary>What a timeline's sources are needed for.</summary>
internal enum Purpose { Video, Preview, Still }

/// <summary>
/// Makes files of the few sources that cannot be read the way a layer asks for, or only at a cost that one would not want to pay twice:
/// 1. animated pictures are decoded by libvips, into a film; 2. FFmpeg loops whole files only, so a clip that is both trimmed and
/// looped is cut
/// out first; 3. what is brighter or much larger than a screen is brought down to it, and for a preview everything is made as small as
/// that;
/// 4. libvips opens fewer picture formats than FFmpeg and libheif, so the others (BMP, TIFF, HEIC) become PNGs. Everything else goes
/// into the render as it came.
/// What is made follows from the file's content and the arguments alone, and is kept for the next time.
/// </summary>
internal sealed class SourceConformer(
    FFmpegTool ffmpeg, HeicConverter heic, RenderCache cache, Func<string, CancellationToken, Task<MediaFacts?>> probe,
    List<string> warnings)
{
    /// <summary>Pixels of a picture that costs more to decode and scale than a film of it costs to make.</summary>
    private const int Heavy = 2_500_000;

    /// <summary>
    /// Frames by which the length of a film is rounded up, so that a layer that grows a little finds the one that is there.
    /// </summary>
    private const int Generosity = 10 * Timeline.FramesPerSecond;

    /// <summary>
    /// What a small film covers, pixels: the preview of an upright video, as wide as previews are where nothing else is asked for.
    /// </summary>
    private static readonly (int Width, int Height) Small = (360, 640);

    /// <summary>How much larger than a small film a layer may show it.</summary>
    private const double MostGrowth = 1.4;

    /// <summary>
    /// x264's rate factor of films: for videos, where nobody will see what it took away, and for previews, which are rougher
    /// themselves; a third of the bytes, decoded in half of the time.
    /// </summary>
    private const int Fine = 8, Rough = 15;

    /// <summary>
    /// Which clips become films, beside those that must: for a video the heavy ones, for a preview all, for a still those that cannot
    /// be sought in.
    /// </summary>
    private static bool IsFilmed(ClipLayer clip, Purpose purpose) => purpose switch
    {
        Purpose.Preview => true,
        Purpose.Still => clip.Hearing.Loop && clip.Round is null,
        _ => clip.Facts.HighDynamicRange is not null || (long)clip.Facts.Width * clip.Facts.Height > Heavy,
    };

    /// <returns>The timeline without the layers whose files turned out to be broken; a warning tells of each.</returns>
    /// <exception cref="CompositionInvalidException">There is no other layer.</exception>
    /// <exception cref="FFmpegFailedException">FFmpeg reached one of its limits.</exception>
    public async Task<Timeline> ConformAsync(Timeline timeline, Purpose purpose, CancellationToken cancellationToken)
    {
        var conformed = new Layer?[timeline.Layers.Count];
        var reasons = new string?[conformed.Length];
        var parallel = new ParallelOptions
        {
            MaxDegreeOfParallelism = Math.Max(2, Environment.ProcessorCount / 2),
            CancellationToken = cancellationToken,
        };
        await Parallel.ForAsync(0, conformed.Length, parallel, async (i, cancelled) =>
        {
            try
            {
                conformed[i] = timeline.Layers[i] switch
                {
                    ClipLayer clip => await ConformAsync(clip, timeline.Canvas, purpose, cancelled),
                    SoundLayer sound => await CheckedAsync(sound, cancelled),
                    ImageLayer { Facts.Demuxer.Length: > 0 } image => image with { File = await PngAsync(image, cancelled) },
                    var layer => layer,
                };
            }
            catch (FFmpegFailedException broken) when (broken.Limit is null)
            {
                // The layer stays out; below it is told of.
            }
            catch (HeicNotOpenedException unopened)
            {
                reasons[i] = unopened.Message;
            }
        });
        var layers = conformed.OfType<Layer>().ToList();
        if (layers.Count == 0 && conformed.Length > 0)
            throw new CompositionInvalidException(
                $"The files of all the video's layers are broken: "
                    + $"{string.Join(", ", timeline.Layers.Select((layer, i) => $"\"{layer.Name}\"{(reasons[i] is { } reason ? $" ({reason})" : "")}"))}.");
        for (var i = 0; i < conformed.Length; i++)
            if (conformed[i] is null)
                warnings.Add(
                    $"Layer \"{timeline.Layers[i].Name}\": its file {(reasons[i] is { } reason ? $"{reason};" : "is broken and")} it is "
                        + $"left out.");
        return timeline with { Layers = layers };
    }

    private async Task<SoundLayer> CheckedAsync(SoundLayer sound, CancellationToken cancellationToken)
    {
        await CheckAsync(sound.File, sound.Facts, 0, isSeen: false, cancellationToken);
        return sound;
    }

    /// <summary>
    /// Reads a little of a source as the render will. A header may promise streams that are not there, and one input that FFmpeg cannot
    /// open, or gets no frame of, would end the whole render.
    /// </summary>
    /// <exception cref="FFmpegFailedException">There is no picture or no sound where the probe saw it.</exception>
    private Task CheckAsync(string file, MediaFacts facts, double start, bool isSeen, CancellationToken cancellationToken) =>
        cache.KnownAsync(Expression.Of($"whole from {start} {isSeen}"), file, async () =>
        {
            using var pixels = new MemoryStream();
            string[] picture = [
                "-map", Expression.Of($"0:{facts.VideoStream}"), "-frames:v", "1", "-vf", "scale=2:2,format=gray", "-f", "rawvideo",
                "pipe:1"];
            string[] sound = [
                "-map", Expression.Of($"0:{facts.AudioStream}"), "-frames:a", "1", "-af", "aresample=48000,aformat=channel_layouts=stereo",
                "-f", "null", "-"];
            await ffmpeg.RunIntoAsync(
                [
                    "-noaccurate_seek", "-ss", Expression.Number(start), .. VideoGraph.AlphaDecoder(facts),
                    .. InputGuard.Pinned(file, facts.Demuxer),
                    .. isSeen ? picture : [], .. facts.HasAudio ? sound : [],
                ],
                pixels, cancellationToken);
            return isSeen && pixels.Length == 0 ? throw new FFmpegFailedException(0, "No frame could be decoded.") : true;
        });

    private async Task<ClipLayer> ConformAsync(ClipLayer clip, Canvas canvas, Purpose purpose, CancellationToken cancellationToken)
    {
        if (clip.Facts.Demuxer.Length == 0)
        {
            var frames = (int)Math.Min(Math.Ceiling(clip.Hearing.StartSeconds * Timeline.FramesPerSecond) + clip.Span.Frames, int.MaxValue);
            clip = await FilmAsync(clip, frames, cancellationToken);
        }
        await CheckAsync(clip.File, clip.Facts, clip.Hearing.StartSeconds, isSeen: true, cancellationToken);
        return IsFilmed(clip, purpose) || clip.Hearing is { Loop: true, StartSeconds: > 0 }
            ? clip with { Conformed = await FilmAsync(clip, canvas, purpose, cancellationToken) }
            : clip;
    }

    /// <summary>Run-length coded: lossless with its alpha, and a page that stands for a while takes no room.</summary>
    /// <param name="frames">How many are wanted at most.</param>
    private async Task<ClipLayer> FilmAsync(ClipLayer clip, int frames, CancellationToken cancellationToken)
    {
        var film = await cache.GetAsync(
            RenderCache.Key(
                typeof(SourceConformer), "pages", await cache.ContentAsync(clip.File, cancellationToken), Expression.Of($"{frames}")),
            ".mov",
            async path =>
            {
                var picture = AnimatedPicture.Open(clip.File);
                await ffmpeg.RunFromAsync(
                    [
                        "-f", "rawvideo", "-pixel_format", "rgba", "-video_size", Expression.Of($"{picture.Width}x{picture.Height}"),
                        "-framerate", Expression.Of($"{Timeline.FramesPerSecond}"), "-i", "pipe:0",
                        "-c:v", "qtrle", "-pix_fmt", "argb", "-g", "300", "-f", "mov", InputGuard.Address(path),
                    ],
                    (pipe, cancelled) => picture.WriteFramesAsync(pipe, Timeline.FramesPerSecond, frames, cancelled),
                    cancellationToken);
            },
            cancellationToken);
        return clip with
        {
            File = film,
            Facts = clip.Facts with { Demuxer = "mov", VideoCodec = "qtrle", VideoStream = 0, FramesPerSecond = Timeline.FramesPerSecond },
        };
    }

    /// <summary>Finds out and makes of a source what its first preview would wait for.</summary>
    /// <exception cref="FFmpegFailedException">It is broken.</exception>
    public async Task PrepareAsync(string file, MediaFacts facts, CancellationToken cancellationToken)
    {
        if (SmallSize(facts) is null) return;
        await CheckAsync(file, facts, 0, isSeen: true, cancellationToken);
        await SmallAsync(file, facts, cancellationToken);
    }

    /// <summary>The small film of a source, for every preview that shows it small, whatever part of it.</summary>
    /// <returns>Null for a source that is long, or small already.</returns>
    private async Task<PictureSource?> SmallAsync(string file, MediaFacts facts, CancellationToken cancellationToken)
    {
        if (SmallSize(facts) is not var (width, height)) return null;
        return await FilmAsync(
            file, facts, 0, (int)Math.Ceiling(facts.Duration * Timeline.FramesPerSecond) + 1, width, height, Rough, cancellationToken);
    }

    private static (int Width, int Height)? SmallSize(MediaFacts facts)
    {
        var factor = Math.Max(Small.Width / (double)facts.Width, Small.Height / (double)facts.Height);
        if (facts.Demuxer.Length == 0 || facts.Duration is not (> 0 and <= VideoRenderer.LongestPrepared) || factor >= 1) return null;
        return ((int)Math.Round(facts.Width * factor / 2) * 2, (int)Math.Round(facts.Height * factor / 2) * 2);
    }

    /// <summary>
    /// A clip's picture as a film no larger than it shows, from its trim on or as a part of its source's small film; sound loops by
    /// samples and finds its own beginning.
    /// </summary>
    private async Task<PictureSource> FilmAsync(ClipLayer clip, Canvas canvas, Purpose purpose, CancellationToken cancellationToken)
    {
        var (facts, hearing) = (clip.Facts, clip.Hearing);
        var place = Placement.Of(clip.Look.Box, clip.Fit, facts.Width, facts.Height, canvas, clip.Density);
        var isSmaller = (long)place.ScaledWidth * place.ScaledHeight < (long)facts.Width * facts.Height;
        var (width, height) = isSmaller ? (place.ScaledWidth, place.ScaledHeight) : ((facts.Width + 1) / 2 * 2, (facts.Height + 1) / 2 * 2);
        if (purpose == Purpose.Preview && !(hearing.Loop && hearing.StartSeconds > 0) && width <= MostGrowth * SmallSize(facts)?.Width
            && await SmallAsync(clip.File, facts, cancellationToken) is { } small)
            return small with { StartSeconds = hearing.StartSeconds };

        var frames = (int)Math.Min((clip.Span.Frames + Generosity - 1L) / Generosity * Generosity, int.MaxValue);
        return await FilmAsync(
            clip.File, facts, hearing.StartSeconds, frames, width, height, purpose == Purpose.Preview ? Rough : Fine, cancellationToken);
    }

    /// <summary>
    /// A source's picture alone at 30 fps, in our colours. Its clock counts frames, so that however often it goes round, each round
    /// has as many.
    /// </summary>
    private async Task<PictureSource> FilmAsync(
        string file, MediaFacts facts, double from, int frames, int width, int height, int crf, CancellationToken cancellationToken)
    {
        var start = Expression.Number(from);
        var colours = facts.HighDynamicRange is null
            ? Expression.Of($":in_color_matrix={facts.ColorMatrix}:out_color_matrix=bt709:out_range=tv")
            : "";
        var filters = ScreenFilters.Deinterlace(facts)
            + Expression.Of($",fps={Timeline.FramesPerSecond}:start_time=0,scale={width}:{height}:flags=bicubic{colours}")
            + ScreenFilters.ToneMap(facts)
            + (facts.HasAlpha ? ",setsar=1,format=yuva420p" : ",setsar=1,format=yuv420p");
        string[] codec = facts.HasAlpha
            ? ["-c:v", "ffv1"]
            : ["-c:v", "libx264", "-preset", "ultrafast", "-crf", Expression.Of($"{crf}"), "-g", "15"];
        var film = await cache.GetAsync(
            RenderCache.Key(
                typeof(SourceConformer), "film", await cache.ContentAsync(file, cancellationToken), start, Expression.Of($"{frames}"),
                filters, string.Join(' ', codec)), ".mov",
            path => ffmpeg.RunAsync(
                [
                    .. from > 0 ? (string[])["-noaccurate_seek", "-ss", start] : [], "-reinit_filter", "0",
                    .. VideoGraph.AlphaDecoder(facts), .. InputGuard.Pinned(file, facts.Demuxer),
                    "-map", Expression.Of($"0:{facts.VideoStream}"), "-frames:v", Expression.Of($"{frames}"), "-vf", filters[1..],
                    .. codec, "-video_track_timescale", "30000", "-color_range", "tv", "-colorspace", "bt709", "-color_primaries", "bt709",
                    "-color_trc", "bt709", "-f", "mov", InputGuard.Address(path),
                ],
                null, cancellationToken),
            cancellationToken);
        return await probe(film, cancellationToken) is { } made
            ? new PictureSource(film, made, 0)
            : throw new FFmpegFailedException(0, "No frame could be decoded.");
    }

    private async Task<string> PngAsync(ImageLayer image, CancellationToken cancellationToken) =>
        image.Facts.Demuxer == HeicFile.Demuxer ? await heic.PngAsync(image.File, cancellationToken) : await cache.GetAsync(
        RenderCache.Key(typeof(SourceConformer), "still", await cache.ContentAsync(image.File, cancellationToken)), ".png",
        path =>
            ffmpeg.RunAsync(
                [.. InputGuard.Pinned(image.File, image.Facts.Demuxer), "-frames:v", "1", "-f", "image2", "-update", "1", "-c:v", "png",
                    InputGuard.Address(path)], null, cancellationToken),
        cancellationToken);
}
