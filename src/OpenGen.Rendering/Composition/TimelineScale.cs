namespace OpenGen.Rendering.Composition;

/// <summary>A timeline made smaller for previews: every length in pixels shrinks with the canvas, so that it is drawn small instead of drawn large and scaled.</summary>
internal static class TimelineScale
{
    /// <param name="width">Pixels, 16 or more; the height follows. A timeline that is not wider stays as it is.</param>
    public static Timeline ScaledTo(this Timeline timeline, int width)
    {
        if (width >= timeline.Canvas.Width) return timeline;
        var factor = Even(width) / (double)timeline.Canvas.Width;
        var canvas = new Canvas(Even(width), Even((int)Math.Round(timeline.Canvas.Height * factor)));
        return timeline with { Canvas = canvas, Layers = [.. timeline.Layers.Select(layer => Scaled(layer, factor))] };
    }

    private static Layer Scaled(Layer layer, double factor) => layer switch
    {
        ClipLayer clip => clip with { Look = Scaled(clip.Look, factor), Filter = Scaled(clip.Filter, factor), Density = clip.Density * factor },
        ImageLayer image => image with { Look = Scaled(image.Look, factor), Filter = Scaled(image.Filter, factor), Density = image.Density * factor },
        TextLayer text => text with { Look = Scaled(text.Look, factor), Style = Scaled(text.Style, factor) },
        ShapeLayer shape => shape with { Look = Scaled(shape.Look, factor), StrokeWidth = shape.StrokeWidth * factor },
        CaptionLayer caption => caption with { Look = Scaled(caption.Look, factor), Style = Scaled(caption.Style, factor) },
        _ => layer,
    };

    private static Look Scaled(Look look, double factor) => look with
    {
        Box = new BoxHint(look.Box.Left * factor, look.Box.Top * factor, look.Box.Width * factor, look.Box.Height * factor),
        Radius = look.Radius with { Pixels = look.Radius.Pixels * factor },
    };

    private static TextStyle Scaled(TextStyle style, double factor) => style with
    {
        Size = style.Size * factor,
        LineHeight = style.LineHeight * factor,
        LetterSpacing = style.LetterSpacing * factor,
        Padding = new Padding(style.Padding.Top * factor, style.Padding.Right * factor, style.Padding.Bottom * factor, style.Padding.Left * factor),
        Shadows = [.. style.Shadows.Select(shadow => new TextShadow(shadow.X * factor, shadow.Y * factor, shadow.Blur * factor, shadow.Color))],
        Stroke = style.Stroke * factor,
    };

    private static CssFilter Scaled(CssFilter filter, double factor) =>
        filter.BlurSigma <= 0 ? filter : new CssFilter([.. filter.Steps.Select(step => step.Kind == FilterKind.Blur ? step with { Amount = step.Amount * factor } : step)]);

    private static int Even(int pixels) => Math.Max(16, pixels & ~1);
}
