using OpenGen.Rendering.Composition;

namespace OpenGen.Rendering.Scenes;

/// <summary>
/// A timeline, or a window of one, whose stills are drawn: all that the filter graph needs to know, so that building it is pure.
/// </summary>
/// <param name="Frames">Frames that are made; the first one is frame 0 of every span below.</param>
/// <param name="Visuals">Back to front.</param>
internal sealed record Scene(Canvas Canvas, Rgba Background, int Frames, IReadOnlyList<SceneVisual> Visuals)
{
    /// <summary>A stretch of it as a scene of its own, with the frames that it has in the whole.</summary>
    public Scene Within(FrameSpan window)
    {
        // What lies under a picture that fills the canvas all the time need not be decoded; the picture itself is then the ground.
        var ground = Ground(window);
        var seen = Visuals.Skip(ground).Where(visual => visual.Span.Overlaps(window)).ToList();
        if (ground > 0) seen[0] = seen[0] with { OnSpine = true };
        return this with { Frames = window.Frames, Visuals = [.. seen.Select(visual => visual.Earlier(window.From))] };
    }

    /// <summary>
    /// The topmost layer that hides all that lies below it in all of a window's frames, as its place in <see cref="Visuals"/>; 0 when
    /// there is none.
    /// </summary>
    public int Ground(FrameSpan window)
    {
        var ground = Visuals.Count - 1;
        while (ground > 0 && !Spine.Covers(Visuals[ground], window, Canvas)) ground--;
        return Math.Max(0, ground);
    }

    /// <summary>The same, with every file read from where its layer begins in it, however little of that is seen.</summary>
    public Scene PlayedFromTheBeginning() => this with
    {
        Visuals = [
            .. Visuals.Select(
                visual =>
                    visual is SceneClip clip
                        ? clip with { Layer = clip.Layer with { Facts = clip.Layer.Facts with { SeeksExactly = false } } }
                        : visual)],
    };
}

/// <param name="Span">When it is seen; before 0 what was seen before the window begins.</param>
internal abstract record SceneVisual(FrameSpan Span, Animation? Animation, int X, int Y, int Width, int Height)
{
    /// <summary>Part of the one stream that lies under all others; see <see cref="Spine"/>.</summary>
    public bool OnSpine { get; init; }

    public Phases Phases => Phases.Of(Animation, Span);

    /// <summary>Frames of the layer that are over when the window begins.</summary>
    public int Passed => Math.Max(0, -Span.From);

    /// <summary>
    /// The frame of the layer that its own stream begins with: an animation under way is played from its beginning, since filters
    /// count from there, and what has passed of it is cut off behind them.
    /// </summary>
    public int Begin =>
        !Phases.ChangesPicture ? Passed : Passed < Phases.EnterFrames ? 0 : Math.Min(Passed, Span.Frames - Phases.ExitFrames);

    /// <summary>Frames that are made and cut off again.</summary>
    public int Surplus => Passed - Begin;

    /// <summary>The window's frame in which it is first seen.</summary>
    public int Start => Math.Max(0, Span.From);

    /// <summary>The animation as a stream that begins with <see cref="Begin"/> sees it.</summary>
    public Phases OwnPhases => Begin == 0 ? Phases : Phases with { Enter = Motion.None, EnterFrames = 0 };

    /// <summary>The frame of its own stream at which the exit begins.</summary>
    public int OwnExit => Span.Frames - Phases.ExitFrames - Begin;

    /// <summary>As a window sees it that begins so many frames later.</summary>
    public SceneVisual Earlier(int frames) => frames == 0 ? this : this with { Span = Span with { From = Span.From - frames } };
}

/// <param name="File">RGBA bytes, row by row.</param>
internal sealed record SceneStill(FrameSpan Span, Animation? Animation, int X, int Y, int Width, int Height, string File, bool IsOpaque)
    : SceneVisual(Span, Animation, X, Y, Width, Height);

/// <param name="Pictures">Pictures and when each of them appears.</param>
internal sealed record SceneTrack(FrameSpan Span, Animation? Animation, int X, int Y, int Width, int Height, TrackPictures Pictures)
    : SceneVisual(Span, Animation, X, Y, Width, Height);

/// <param name="Bar">Its two pictures, and what uncovers the one over the other.</param>
/// <param name="Rotation">Degrees by which the pictures are turned; X to Height are those of the turned bar.</param>
internal sealed record SceneProgress(
    FrameSpan Span, Animation? Animation, int X, int Y, int Width, int Height, ProgressPictures Bar, double Rotation)
    : SceneVisual(Span, Animation, X, Y, Width, Height);

/// <summary>A bar empty and full, of one size, and a matte that slides between them: what it covers is full.</summary>
/// <param name="Width">Pixels of both pictures.</param>
/// <param name="EmptyFile">RGBA bytes, row by row.</param>
/// <param name="FullFile">RGBA bytes, row by row.</param>
internal sealed record ProgressPictures(int Width, int Height, string EmptyFile, string FullFile, SlidingMatte Matte);

/// <summary>
/// A strip that is longer than the bar and covers it up to an edge; a window of the bar's size moves along it. The strip is there several
/// times, side by side, its edge a part of a pixel further in each, so that the bar grows by less than a pixel.
/// </summary>
/// <param name="Width">Pixels of all strips together.</param>
/// <param name="File">RGBA bytes, row by row, all four the same.</param>
/// <param name="Strips">How many there are.</param>
/// <param name="Edge">Where the edge is in the first strip, pixels along it.</param>
/// <param name="IsUpright">Whether they stand, one to the right of the other, or lie one below the other.</param>
/// <param name="Begin">Where the edge is in the bar's picture in the layer's first frame, pixels along it.</param>
/// <param name="End">Where it is in the last one.</param>
internal sealed record SlidingMatte(int Width, int Height, string File, int Strips, int Edge, bool IsUpright, double Begin, double End);

/// <param name="Place">Where the clip lies before it is turned; X to Height are those of the turned picture.</param>
/// <param name="MaskFile">Grey bytes, row by row, of the placement's size: rounded corners; null without.</param>
/// <param name="LookupFile">A .cube of the colour filters; null without.</param>
internal sealed record SceneClip(
    ClipLayer Layer, Placement Place, int X, int Y, int Width, int Height, string? MaskFile, string? LookupFile)
    : SceneVisual(Layer.Span, Layer.Look.Animation, X, Y, Width, Height);
