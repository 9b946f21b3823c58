namespace OpenGen.Rendering.Composition;

/// <summary>
/// A timeline made smaller for previews: every length in pixels shrinks with the canvas, so that it is drawn small instead of drawn
/// large and scaled.
/// </summary>
internal static class TimelineScale
{
    /// <param name="width">Pixels, 16 or more; the height follows. A timeline that is not wider stays as it is.</param>
    public static Timeline ScaledTo(this Timeline timeline, int width)
    {
        if (width >= timeline.Canvas.Width) return timeline;
        var factor = Even(width) / (double)timeline.Canvas.Width;
        var canvas = new Canvas(Even(width), Even((int)Math.Round(timeline.Canvas.Height * factor)));
        return timeline with { Canvas = canvas, Layers = [.. timeline.Layers.Select(layer => layer.Scaled(factor))] };
    }

    private static int Even(int pixels) => Math.Max(16, pixels & ~1);
}
