using OpenGen.Media;
using OpenGen.Rendering.Composition;
using OpenGen.Rendering.Scenes;

namespace OpenGen.Rendering.Graph;

/// <summary>
/// Builds the picture's filter graph. 1. Opaque layers that fill the canvas, one after the other with nothing visible below them,
/// become the spine: they are joined, which costs nothing, where an overlay would blend every pixel of every frame. 2. Everything else is
/// laid over it, back to front, each overlay switched off outside its frames. 3. Stills are handed over once: only the frames
/// in which they fade or grow are made, and the overlay holds the last one.
/// </summary>
internal sealed class VideoGraph
{
    /// <summary>RGB from our own drawing; FFmpeg would turn it into the colours of 1982 (BT.601) otherwise.</summary>
    private const string FromRgb = "scale=out_color_matrix=bt709:out_range=tv";

    /// <summary>What a sum of binary fractions may be off by, in parts of a pixel.</summary>
    private const double Exact = 1e-6;

    private readonly Scene scene;
    private readonly InputList inputs;
    private readonly int threads;
    private readonly List<string> chains = [];

    private VideoGraph(Scene scene, InputList inputs, int threads)
    {
        this.scene = scene;
        this.inputs = inputs;
        this.threads = threads;
    }

    /// <param name="last">Filters that the encoder wants at the end, each beginning with a comma.</param>
    /// <param name="threads">How many a decoder may have.</param>
    /// <returns>The chains; the last one's output is labelled <c>[video]</c>.</returns>
    public static IReadOnlyList<string> Build(Scene scene, string last, InputList inputs, int threads)
    {
        var graph = new VideoGraph(scene, inputs, threads);
        graph.Build(last);
        return graph.chains;
    }

    private void Build(string last)
    {
        var current = BuildSpine();
        var number = 0;
        foreach (var visual in scene.Visuals)
        {
            if (visual.OnSpine) continue;
            var label = $"o{number}";
            chains.Add(Prepare(visual) + $"[{label}]");
            var (x, y, isMoving) = AnimationFilters.Place(visual, scene.Canvas);
            var next = $"v{number++}";
            // By time and not by frame number: FFmpeg evaluates this for frames of either input, and each counts its own. Every stream
            // goes to
            // its layer's last frame: an overlay that has to repeat one copies all that lies below, in every frame until its own have come.
            chains.Add(Expression.Of(
                $"[{current}][{label}]overlay=x='{x}':y='{y}':eval={(isMoving ? "frame" : "init")}:format=yuv420:repeatlast=0:enable='between(30*t,{visual.Span.From}-0.5,{visual.Span.End}-0.5)'[{next}]"));
            current = next;
        }
        // The end is cut here: with -frames:v FFmpeg stops copying sound before the picture is done.
        chains.Add(
            Expression.Of($"[{current}]format=yuv420p,settb=1/30,setpts=N,trim=end_frame={scene.Frames}")
                + ",setparams=range=tv:color_primaries=bt709:color_trc=bt709:colorspace=bt709" + last + "[video]");
    }

    private string BuildSpine()
    {
        var parts = new List<string>();
        var at = 0;
        foreach (var visual in scene.Visuals.Where(visual => visual.OnSpine).OrderBy(visual => visual.Span.From))
        {
            if (visual.Start > at) parts.Add(Backdrop(visual.Start - at));
            var chain = visual is SceneClip clip ? ClipFrames(clip) + ",format=yuv420p" : StillSpine((SceneStill)visual);
            parts.Add(chain + SpineFade(visual) + Seen(visual) + ",setsar=1");
            at = visual.Span.End;
        }
        if (at < scene.Frames) parts.Add(Backdrop(scene.Frames - at));

        for (var i = 0; i < parts.Count; i++) chains.Add($"{parts[i]}[s{i}]");
        if (parts.Count == 1) return "s0";
        chains.Add(
            string.Concat(Enumerable.Range(0, parts.Count).Select(i => $"[s{i}]"))
                + $"concat=n={parts.Count}:v=1:a=0,settb=1/30,setpts=N[spine]");
        return "spine";
    }

    private string Backdrop(int frames) => Expression.Of(
        $"color=c=0x{scene.Background.Hex}:s={scene.Canvas.Width}x{scene.Canvas.Height}:r=30,trim=end_frame=1,format=rgb24,{FromRgb},format=yuv420p,loop=loop={frames - 1}:size=1:start=0,setpts=N,setsar=1");

    private string StillSpine(SceneStill still) =>
        StillInput(still) + Expression.Of($",format=yuv420p,loop=loop={OwnFrames(still) - 1}:size=1:start=0,setpts=N");

    private string SpineFade(SceneVisual visual)
    {
        var phases = visual.OwnPhases;
        var fades = "";
        if (phases.Enter == Motion.Fade) fades += Expression.Of($",fade=t=in:s=0:n={phases.EnterFrames}:c=0x{scene.Background.Hex}");
        if (phases.Exit == Motion.Fade)
            fades += Expression.Of($",fade=t=out:s={visual.OwnExit}:n={phases.ExitFrames}:c=0x{scene.Background.Hex}");
        return fades;
    }

    /// <summary>Frames of a layer's own stream, until the layer or the window ends.</summary>
    private int OwnFrames(SceneVisual visual) => Math.Min(visual.Span.End, scene.Frames) - visual.Span.From - visual.Begin;

    /// <summary>Of a layer's own stream the frames that are seen, counted from 0.</summary>
    private string Seen(SceneVisual visual) => Expression.Of($",trim=start_frame={visual.Surplus}:end_frame={OwnFrames(visual)},setpts=N");

    /// <summary>A layer's own stream, with alpha, its time stamps those of the window.</summary>
    private string Prepare(SceneVisual visual) => visual switch
    {
        SceneStill still => PrepareStill(still),
        SceneTrack track => PrepareTrack(track),
        SceneClip clip => PrepareClip(clip),
        SceneProgress progress => PrepareProgress(progress),
        _ => throw new ArgumentOutOfRangeException(nameof(visual), visual.GetType().Name, "no way to lay it over others"),
    };

    private string PrepareStill(SceneStill still)
    {
        // Frames 0…E come in, E stays on screen until the exit's frames begin, or the layer's last one.
        var phases = still.OwnPhases;
        var (enter, exit) = still.Phases.ChangesPicture ? (phases.EnterFrames, phases.ExitFrames) : (0, 0);
        var from = still.Span.From + still.Begin;
        var next = exit > 0 ? from + still.OwnExit : Math.Max(from + enter, still.Span.End - 1);
        return StillInput(still) + Expression.Of($",format=yuva420p,loop=loop={enter + Math.Max(exit, 1)}:size=1:start=0")
            + Expression.Of($",setpts='if(lte(N,{enter}),N+{from},N-{enter + 1}+{next})'")
            + AnimationFilters.ForPicture(phases, enter + 1, still.Width, still.Height)
            + (still.Surplus > 0 ? ",trim=start_pts=0" : "");
    }

    private string StillInput(SceneStill still) => $"[{RawInput(still.File, still.Width, still.Height)}:v]{FromRgb}";

    /// <returns>The number of an input of one picture, RGBA bytes.</returns>
    private int RawInput(string file, int width, int height) => inputs.Add(
        "-f", "rawvideo", "-pixel_format", "rgba", "-video_size", Expression.Of($"{width}x{height}"), "-framerate", "30",
        "-protocol_whitelist", "file", "-i", InputGuard.Address(file));

    private string PrepareTrack(SceneTrack track)
    {
        var (list, text) = track.Pictures.List(track.Begin, track.Span.Frames);
        inputs.Needs(list, text);
        var input = inputs.Add("-protocol_whitelist", "file", "-f", "concat", "-safe", "0", "-i", InputGuard.Address(list));
        var chain = $"[{input}:v]{FromRgb},format=yuva420p";
        if (track.Phases.ChangesPicture)
        {
            chain += Expression.Of($",fps=30,tpad=stop=-1:stop_mode=clone,trim=end_frame={OwnFrames(track)},setpts=N")
                + AnimationFilters.ForPicture(track.OwnPhases, track.OwnExit, track.Width, track.Height)
                + Seen(track);
        }
        return chain + Expression.Of($",setpts=PTS+{track.Start}/30/TB");
    }

    private string PrepareClip(SceneClip clip)
    {
        var chain = ClipFrames(clip) + ",format=yuva420p";
        if (clip.MaskFile is { } mask)
        {
            var input = inputs.Add(
                "-f", "rawvideo", "-pixel_format", "gray", "-video_size", Expression.Of($"{clip.Place.Width}x{clip.Place.Height}"),
                "-framerate", "30",
                "-protocol_whitelist", "file", "-i", InputGuard.Address(mask));
            var number = inputs.Count;
            chains.Add($"{chain}[c{number}]");
            chains.Add(Expression.Of($"[{input}:v]loop=loop=-1:size=1:start=0[m{number}]"));
            // A picture that is see-through by itself stays so: both alphas count.
            if (clip.Layer.Facts.HasAlpha)
            {
                chains.Add($"[c{number}]split[ca{number}][cb{number}]");
                chains.Add($"[ca{number}]alphaextract[a{number}]");
                chains.Add($"[a{number}][m{number}]blend=all_mode=multiply:shortest=1[am{number}]");
                chain = $"[cb{number}][am{number}]alphamerge";
            }
            else
            {
                chain = $"[c{number}][m{number}]alphamerge=shortest=1";
            }
        }
        if (clip.Layer.Look.Opacity < 1) chain += $",lutyuv=a=val*{Expression.Number(clip.Layer.Look.Opacity)}";
        return chain + Rotation(clip, clip.Layer.Look.Rotation) + Placed(clip);
    }

    /// <summary>Three pictures are handed over once. In every frame the matte's window moves, and uncovers more of the full bar.</summary>
    private string PrepareProgress(SceneProgress progress)
    {
        var (bar, matte) = (progress.Bar, progress.Bar.Matte);
        var frames = OwnFrames(progress);
        var number = inputs.Count;
        // In RGB, where every plane has a pixel for each of the matte's.
        string Held(string file, int width, int height) =>
            $"[{RawInput(file, width, height)}:v]format=gbrap" + Expression.Of($",loop=loop={frames - 1}:size=1:start=0,setpts=N");
        chains.Add(Held(bar.EmptyFile, bar.Width, bar.Height) + $"[pe{number}]");
        chains.Add(Held(bar.FullFile, bar.Width, bar.Height) + $"[pf{number}]");

        // The edge in whole and parts of pixels: the parts choose the strip, the whole ones where in it the window is.
        var last = Math.Max(1, progress.Span.Frames - 1);
        // Outward to whole parts, so that it is empty in its first frame and full in its last however coarse they are.
        var (from, to) = matte.End >= matte.Begin
            ? (Math.Floor(matte.Begin * matte.Strips + Exact), Math.Ceiling(matte.End * matte.Strips - Exact))
            : (Math.Ceiling(matte.Begin * matte.Strips - Exact), Math.Floor(matte.End * matte.Strips + Exact));
        var step = (to - from) / last;
        var begin = Expression.Number(from + 0.5);
        var edge = Expression.Of($"floor({begin}+(n+{progress.Begin})*({step:0.############}))");
        var along = Expression.Of($"{matte.Edge}-floor({edge}/{matte.Strips})");
        var across = Expression.Of($"{(matte.IsUpright ? bar.Width : bar.Height)}*({edge}-{matte.Strips}*floor({edge}/{matte.Strips}))");
        var (x, y) = matte.IsUpright ? (across, along) : (along, across);
        var window = Expression.Of($",crop=w={bar.Width}:h={bar.Height}:x='{x}':y='{y}'");
        chains.Add(Held(matte.File, matte.Width, matte.Height) + $"{window}[pm{number}]");
        return $"[pe{number}][pf{number}][pm{number}]maskedmerge,{FromRgb},format=yuva420p"
            + Rotation(progress, progress.Rotation) + Placed(progress);
    }

    private static string Rotation(SceneVisual visual, double degrees) => degrees % 360 == 0
        ? ""
        : Expression.Of($",rotate=a={Expression.Number(degrees * Math.PI / 180)}:ow={visual.Width}:oh={visual.Height}:c=black@0");

    /// <summary>
    /// A moving picture's frames from <see cref="SceneVisual.Begin"/> on: animated, cut to those that are seen, at their time.
    /// </summary>
    private string Placed(SceneVisual visual) =>
        Expression.Of($",trim=end_frame={OwnFrames(visual)},setpts=N")
        + AnimationFilters.ForPicture(visual.OwnPhases, visual.OwnExit, visual.Width, visual.Height)
        + Seen(visual)
        + Expression.Of($",setpts=PTS+{visual.Start}/30/TB");

    /// <summary>
    /// How a clip's file is read so that little is decoded of what is over when the window begins. Of a clip that goes round, all
    /// rounds before
    /// are left out, and a window within one round plays as if it did not. Then whole seconds are, because time stamps of any clock
    /// can be moved by
    /// those without being rounded; but never the last one, whose end is held.
    /// </summary>
    /// <returns>Whether the file goes round; the frames that are left out; where in the file the reading begins, seconds.</returns>
    private (bool Loops, int LeftOut, double Start) Reading(SceneClip clip)
    {
        var picture = clip.Layer.Picture;
        var rounds = clip.Layer.Round is { } round ? clip.Begin / round * round : 0;
        var begin = clip.Begin - rounds;
        if (clip.Layer.Hearing.Loop && !(begin + OwnFrames(clip) <= clip.Layer.Round)) return (true, rounds, picture.StartSeconds);

        var seconds = Math.Min(begin / Timeline.FramesPerSecond, (int)(picture.Facts.Duration - picture.StartSeconds) - 1);
        if (!picture.Facts.SeeksExactly) seconds = 0;
        return (false, rounds + Math.Max(0, seconds) * Timeline.FramesPerSecond, picture.StartSeconds + Math.Max(0, seconds));
    }

    /// <summary>
    /// A clip's frames at 30 fps from its stream's beginning on, as large as they show, in our colours, as many as its source has and
    /// then the last one again.
    /// </summary>
    private string ClipFrames(SceneClip clip)
    {
        var layer = clip.Layer;
        var (file, facts, _) = layer.Picture;
        var (loops, leftOut, start) = Reading(clip);
        // From the last frame before the trim on: that is the one that stands there, for seconds in a recording of a screen.
        var isSought = start > 0;
        var input = inputs.Add([
            .. loops ? (string[])["-stream_loop", "-1"] : [],
            .. isSought ? (string[])["-noaccurate_seek", "-ss", Expression.Number(start)] : [],
            // Frames that change their size are scaled as they come. FFmpeg would rather build the whole graph anew, and lose what was
            // read of the other inputs.
            "-reinit_filter", "0",
            // A decoder is never what a render waits for, and each of its threads holds frames.
            "-threads", Expression.Of($"{Math.Min(threads, 2)}"),
            .. AlphaDecoder(facts),
            .. InputGuard.Pinned(file, facts.Demuxer),
        ]);
        // A picture that begins after its file's sound shows its first frame until then.
        const string Rate = ",fps=30:start_time=0";
        var chain = ScreenFilters.Deinterlace(facts);

        // Frames that will be dropped are dropped first, frames that will be doubled are doubled last. Of those before the window the last
        // second stays: a file that ends sooner than it says must have a frame to hold.
        var first = clip.Begin - leftOut;
        var dropped = !facts.SeeksExactly
            ? 0
            : loops ? first : Math.Clamp((int)((facts.Duration - start) * Timeline.FramesPerSecond) - Timeline.FramesPerSecond, 0, first);
        var isRateFirst = isSought || dropped > 0 || facts.FramesPerSecond > 30.5;
        if (isRateFirst) chain += Rate;
        if (dropped > 0) chain += Expression.Of($",trim=start_frame={dropped},setpts=N");

        var place = clip.Place;
        chain += Size(place, facts) + ScreenFilters.ToneMap(facts);
        chain += ",setsar=1" + ClipFilters.For(layer.Filter, clip.LookupFile, place.Width, place.Height);
        if (!isRateFirst) chain += Rate;
        first -= dropped;
        return $"[{input}:{facts.VideoStream}]" + chain[1..]
            + Expression.Of($",tpad=stop=-1:stop_mode=clone,trim=start_frame={first}:end_frame={first + OwnFrames(clip)},setpts=N");
    }

    /// <summary>
    /// Scales to the part of the source that shows. What is brighter than a screen keeps its colours until it is brought down.
    /// </summary>
    private static string Size(Placement place, MediaFacts facts)
    {
        var colours = facts.HighDynamicRange is null ? $":in_color_matrix={facts.ColorMatrix}:out_color_matrix=bt709:out_range=tv" : "";
        // Of a strip that shows a small part of its length, the rest is cut off first: scaled, it would take gigabytes.
        if ((long)place.ScaledWidth * place.ScaledHeight > 8L * place.Width * place.Height)
            return Expression.Of(
                $",crop=w='max(min(2,iw),iw*{place.Width}/{place.ScaledWidth})':h='max(min(2,ih),ih*{place.Height}/{place.ScaledHeight})':x='iw*{place.CropX}/{place.ScaledWidth}':y='ih*{place.CropY}/{place.ScaledHeight}',scale={place.Width}:{place.Height}:flags=bicubic{colours}");

        var size = Expression.Of($",scale={place.ScaledWidth}:{place.ScaledHeight}:flags=bicubic{colours}");
        return place.ScaledWidth == place.Width && place.ScaledHeight == place.Height
            ? size
            : size + Expression.Of($",crop={place.Width}:{place.Height}:{place.CropX}:{place.CropY}");
    }

    /// <summary>FFmpeg's own decoders of VP8 and VP9 drop alpha; those of libvpx keep it.</summary>
    internal static string[] AlphaDecoder(MediaFacts facts) => (facts.HasAlpha, facts.VideoCodec) switch
    {
        (true, "vp8") => ["-c:v", "libvpx"],
        (true, "vp9") => ["-c:v", "libvpx-vp9"],
        _ => [],
    };
}
