namespace OpenGen.Rendering.Graph;

/// <summary>Finds the layers that can be joined into one stream under all others.</summary>
internal static class Spine
{
    public static IReadOnlyList<SceneVisual> Of(Scene scene)
    {
        var spine = new List<SceneVisual>();
        var others = new List<SceneVisual>();
        foreach (var visual in scene.Visuals)
        {
            var isAlone = !spine.Exists(visual.Overlaps) && !others.Exists(visual.Overlaps);
            (isAlone && FillsCanvas(visual, scene) ? spine : others).Add(visual);
        }
        return spine;
    }

    private static bool Overlaps(this SceneVisual visual, SceneVisual other) => visual.Span.Overlaps(other.Span);

    private static bool FillsCanvas(SceneVisual visual, Scene scene)
    {
        if (!Phases.Of(visual.Animation, visual.Span).IsNothingButFade) return false;
        if ((visual.X, visual.Y, visual.Width, visual.Height) != (0, 0, scene.Canvas.Width, scene.Canvas.Height)) return false;
        return visual switch
        {
            SceneStill still => still.IsOpaque,
            SceneClip clip => !clip.Layer.Facts.HasAlpha && clip.MaskFile is null && clip.Layer.Look is { Opacity: >= 1, Rotation: 0 },
            _ => false,
        };
    }
}
