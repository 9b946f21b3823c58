using OpenGen.Rendering.Composition;

namespace OpenGen.Rendering.Scenes;

/// <summary>Finds the layers that can be joined into one stream under all others.</summary>
internal static class Spine
{
    /// <summary>
    /// The same layers, with those marked that make it up. It is found once for a whole timeline, so that every window of it is made
    /// alike.
    /// </summary>
    public static IReadOnlyList<SceneVisual> Marked(IReadOnlyList<SceneVisual> visuals, Canvas canvas, Rgba background)
    {
        var spine = new List<SceneVisual>();
        var others = new List<SceneVisual>();
        var marked = new List<SceneVisual>();
        foreach (var visual in visuals)
        {
            var isAlone = !spine.Exists(visual.Overlaps) && !others.Exists(visual.Overlaps);
            var fits = isAlone && visual.Phases.IsNothingButFade && FillsCanvas(visual, canvas) && FadesTo(visual, background);
            (fits ? spine : others).Add(visual);
            marked.Add(visual with { OnSpine = fits });
        }
        return marked;
    }

    /// <summary>
    /// Whether a layer hides all that lies below it in all of a window's frames: it fills the canvas, opaque and at rest.
    /// </summary>
    public static bool Covers(SceneVisual visual, FrameSpan window, Canvas canvas)
    {
        var phases = visual.Phases;
        return visual.Span.From + phases.EnterFrames <= window.From && window.End <= visual.Span.End - phases.ExitFrames
            && FillsCanvas(visual, canvas);
    }

    private static bool Overlaps(this SceneVisual visual, SceneVisual other) => visual.Span.Overlaps(other.Span);

    /// <summary>FFmpeg's fade takes every colour for one of BT.601, in which only greys are the same as in ours.</summary>
    private static bool FadesTo(SceneVisual visual, Rgba background) =>
        visual.Phases is { Enter: Motion.None, Exit: Motion.None } || (background.R == background.G && background.G == background.B);

    private static bool FillsCanvas(SceneVisual visual, Canvas canvas)
    {
        if ((visual.X, visual.Y, visual.Width, visual.Height) != (0, 0, canvas.Width, canvas.Height)) return false;
        return visual switch
        {
            SceneStill still => still.IsOpaque,
            SceneClip clip => !clip.Layer.Facts.HasAlpha && clip.MaskFile is null && clip.Layer.Look is { Opacity: >= 1, Rotation: 0 },
            _ => false,
        };
    }
}
