using OpenGen.Rendering.Composition;
using OpenGen.Rendering.Drawing;
using OpenGen.Rendering.FFmpeg;

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

    private readonly Scene scene;
    private readonly InputList inputs;
    private readonly List<string> chains = [];

    private VideoGraph(Scene scene, InputList inputs)
    {
        this.scene = scene;
        this.inputs = inputs;
    }

    /// <returns>The chains; the last one's output is labelled <c>[video]</c>.</returns>
    public static IReadOnlyList<string> Build(Scene scene, InputList inputs)
    {
        var graph = new VideoGraph(scene, inputs);
        graph.Build();
        return graph.chains;
    }

    private void Build()
    {
        var spine = Spine.Of(scene);
        var current = BuildSpine(spine);
        var number = 0;
        foreach (var visual in scene.Visuals)
        {
            if (spine.Contains(visual)) continue;
            var label = $"o{number}";
            var phases = Phases.Of(visual.Animation, visual.Span);
            chains.Add(Prepare(visual, phases) + $"[{label}]");
            var (x, y, isMoving) = AnimationFilters.Place(visual, phases, scene.Canvas);
            var next = $"v{number++}";
            // By time and not by frame number: FFmpeg evaluates this for frames of either input, and each counts its own.
            chains.Add(Expression.Of(
                $"[{current}][{label}]overlay=x='{x}':y='{y}':eval={(isMoving ? "frame" : "init")}:format=yuv420:enable='between(30*t,{visual.Span.From}-0.5,{visual.Span.End}-0.5)'[{next}]"));
            current = next;
        }
        // The end is cut here: with -frames:v FFmpeg stops copying sound before the picture is done.
        chains.Add(Expression.Of($"[{current}]format=yuv420p,settb=1/30,setpts=N,trim=end_frame={scene.Frames}") + ",setparams=range=tv:color_primaries=bt709:color_trc=bt709:colorspace=bt709[video]");
    }

    private string BuildSpine(IReadOnlyList<SceneVisual> spine)
    {
        var parts = new List<string>();
        var at = 0;
        foreach (var visual in spine.OrderBy(visual => visual.Span.From))
        {
            if (visual.Span.From > at) parts.Add(Backdrop(visual.Span.From - at));
            var chain = visual is SceneClip clip ? ClipFrames(clip) + ",format=yuv420p" : StillSpine((SceneStill)visual);
            parts.Add(chain + SpineFade(visual) + Expression.Of($",trim=end_frame={visual.Span.Frames},setpts=N,setsar=1"));
            at = visual.Span.End;
        }
        if (at < scene.Frames) parts.Add(Backdrop(scene.Frames - at));

        for (var i = 0; i < parts.Count; i++) chains.Add($"{parts[i]}[s{i}]");
        if (parts.Count == 1) return "s0";
        chains.Add(string.Concat(Enumerable.Range(0, parts.Count).Select(i => $"[s{i}]")) + $"concat=n={parts.Count}:v=1:a=0,settb=1/30,setpts=N[spine]");
        return "spine";
    }

    private string Backdrop(int frames) => Expression.Of(
        $"color=c=0x{scene.Background.Hex}:s={scene.Canvas.Width}x{scene.Canvas.Height}:r=30,trim=end_frame=1,format=rgb24,{FromRgb},format=yuv420p,loop=loop={frames - 1}:size=1:start=0,setpts=N,setsar=1");

    private string StillSpine(SceneStill still) => StillInput(still) + Expression.Of($",format=yuv420p,loop=loop={still.Span.Frames - 1}:size=1:start=0,setpts=N");

    private string SpineFade(SceneVisual visual)
    {
        var phases = Phases.Of(visual.Animation, visual.Span);
        var fades = "";
        if (phases.Enter == Motion.Fade) fades += Expression.Of($",fade=t=in:s=0:n={phases.EnterFrames}:c=0x{scene.Background.Hex}");
        if (phases.Exit == Motion.Fade) fades += Expression.Of($",fade=t=out:s={visual.Span.Frames - phases.ExitFrames}:n={phases.ExitFrames}:c=0x{scene.Background.Hex}");
        return fades;
    }

    /// <summary>A layer's own stream, with alpha, its time stamps those of the video.</summary>
    private string Prepare(SceneVisual visual, Phases phases) => visual switch
    {
        SceneStill still => PrepareStill(still, phases),
        SceneTrack track => PrepareTrack(track, phases),
        _ => PrepareClip((SceneClip)visual, phases),
    };

    private string PrepareStill(SceneStill still, Phases phases)
    {
        var chain = StillInput(still) + ",format=yuva420p";
        if (!phases.ChangesPicture) return chain + Expression.Of($",setpts=N+{still.Span.From}");

        // Frames 0…E come in, E stays on screen until the exit's frames begin.
        var enter = phases.EnterFrames;
        var exitAt = still.Span.End - phases.ExitFrames;
        return chain
            + Expression.Of($",loop=loop={enter + phases.ExitFrames}:size=1:start=0")
            + Expression.Of($",setpts='if(lte(N,{enter}),N+{still.Span.From},N-{enter + 1}+{exitAt})'")
            + AnimationFilters.ForPicture(phases, enter + 1, still.Width, still.Height);
    }

    private string StillInput(SceneStill still)
    {
        var input = inputs.Add(
            "-f", "rawvideo", "-pixel_format", "rgba", "-video_size", Expression.Of($"{still.Width}x{still.Height}"), "-framerate", "30",
            "-protocol_whitelist", "file", "-i", InputGuard.Address(still.File));
        return $"[{input}:v]{FromRgb}";
    }

    private string PrepareTrack(SceneTrack track, Phases phases)
    {
        var input = inputs.Add("-protocol_whitelist", "file", "-f", "concat", "-safe", "0", "-i", InputGuard.Address(track.ListFile));
        var chain = $"[{input}:v]{FromRgb},format=yuva420p";
        if (phases.ChangesPicture)
        {
            chain += Expression.Of($",fps=30,tpad=stop=-1:stop_mode=clone,trim=end_frame={track.Span.Frames},setpts=N")
                + AnimationFilters.ForPicture(phases, track.Span.Frames - phases.ExitFrames, track.Width, track.Height);
        }
        return chain + Expression.Of($",setpts=PTS+{track.Span.From}/30/TB");
    }

    private string PrepareClip(SceneClip clip, Phases phases)
    {
        var chain = ClipFrames(clip) + ",format=yuva420p";
        if (clip.MaskFile is { } mask)
        {
            var input = inputs.Add(
                "-f", "rawvideo", "-pixel_format", "gray", "-video_size", Expression.Of($"{clip.Place.Width}x{clip.Place.Height}"), "-framerate", "30",
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
        if (clip.Layer.Look.Rotation % 360 != 0) chain += Rotation(clip);
        return chain
            + Expression.Of($",trim=end_frame={clip.Span.Frames},setpts=N")
            + AnimationFilters.ForPicture(phases, clip.Span.Frames - phases.ExitFrames, clip.Width, clip.Height)
            + Expression.Of($",setpts=PTS+{clip.Span.From}/30/TB");
    }

    private static string Rotation(SceneClip clip)
    {
        var angle = Expression.Number(clip.Layer.Look.Rotation * Math.PI / 180);
        return Expression.Of($",rotate=a={angle}:ow={clip.Width}:oh={clip.Height}:c=black@0");
    }

    /// <summary>A clip's frames at 30 fps, as large as they show, in our colours, as many as its source has and then the last one again.</summary>
    private string ClipFrames(SceneClip clip)
    {
        var layer = clip.Layer;
        var facts = layer.Facts;
        // From the last frame before the trim on: that is the one that stands there, for seconds in a recording of a screen.
        var isSought = layer.Cut is null && layer.Hearing.StartSeconds > 0;
        var input = inputs.Add([
            .. layer.Hearing.Loop ? (string[])["-stream_loop", "-1"] : [],
            .. isSought ? (string[])["-noaccurate_seek", "-ss", Expression.Number(layer.Hearing.StartSeconds)] : [],
            // Frames that change their size are scaled as they come. FFmpeg would rather build the whole graph anew, and lose what was read of the other inputs.
            "-reinit_filter", "0",
            .. layer.Cut is null ? AlphaDecoder(facts) : [],
            .. layer.Cut is null ? InputGuard.Pinned(layer.File, facts.Demuxer) : InputGuard.Pinned(layer.Cut, "matroska"),
        ]);
        // A picture that begins after its file's sound shows its first frame until then.
        const string Rate = ",fps=30:start_time=0";
        var chain = layer.Cut is null ? ScreenFilters.Deinterlace(facts) : "";

        // Frames that will be dropped are dropped first, frames that will be doubled are doubled last.
        var isRateFirst = isSought || facts.FramesPerSecond > 30.5;
        if (isRateFirst) chain += Rate;

        var place = clip.Place;
        chain += Size(place, facts) + ScreenFilters.ToneMap(facts);
        chain += ",setsar=1" + ClipFilters.For(layer.Filter, clip.LookupFile, place.Width, place.Height);
        if (!isRateFirst) chain += Rate;
        return $"[{input}:{(layer.Cut is null ? facts.VideoStream : 0)}]" + chain[1..] + Expression.Of($",tpad=stop=-1:stop_mode=clone,trim=end_frame={clip.Span.Frames}");
    }

    /// <summary>Scales to the part of the source that shows. What is brighter than a screen keeps its colours until it is brought down.</summary>
    private static string Size(Placement place, MediaFacts facts)
    {
        var colours = facts.HighDynamicRange is null ? $":in_color_matrix={facts.ColorMatrix}:out_color_matrix=bt709:out_range=tv" : "";
        // Of a strip that shows a small part of its length, the rest is cut off first: scaled, it would take gigabytes.
        if ((long)place.ScaledWidth * place.ScaledHeight > 8L * place.Width * place.Height)
            return Expression.Of($",crop=w='max(min(2,iw),iw*{place.Width}/{place.ScaledWidth})':h='max(min(2,ih),ih*{place.Height}/{place.ScaledHeight})',scale={place.Width}:{place.Height}:flags=bicubic{colours}");

        var size = Expression.Of($",scale={place.ScaledWidth}:{place.ScaledHeight}:flags=bicubic{colours}");
        return place.ScaledWidth == place.Width && place.ScaledHeight == place.Height ? size : size + Expression.Of($",crop={place.Width}:{place.Height}:{place.CropX}:{place.CropY}");
    }

    /// <summary>FFmpeg's own decoders of VP8 and VP9 drop alpha; those of libvpx keep it.</summary>
    internal static string[] AlphaDecoder(MediaFacts facts) => (facts.HasAlpha, facts.VideoCodec) switch
    {
        (true, "vp8") => ["-c:v", "libvpx"],
        (true, "vp9") => ["-c:v", "libvpx-vp9"],
        _ => [],
    };
}
