namespace OpenGen.Rendering.Composition;

internal enum TextAlign { Start, Centre, End, Left, Right, Justify }

internal enum TextTransform { None, Uppercase, Lowercase, Capitalize }

/// <param name="Blur">The blur's radius of CSS, pixels: twice the standard deviation.</param>
internal readonly record struct TextShadow(double X, double Y, double Blur, Rgba Color);

/// <summary>Pixels on each side.</summary>
internal readonly record struct Padding(double Top, double Right, double Bottom, double Left);

/// <summary>How text looks; all lengths in pixels.</summary>
/// <param name="LineHeight">From one baseline to the next, pixels.</param>
/// <param name="Stroke">Width of the outline drawn around the letters, under their fill.</param>
internal sealed record TextStyle(
    string Family,
    double Size,
    int Weight,
    bool Italic,
    Rgba Color,
    TextAlign Align,
    double LineHeight,
    double LetterSpacing,
    TextTransform Transform,
    Rgba Background,
    Padding Padding,
    IReadOnlyList<TextShadow> Shadows,
    double Stroke,
    Rgba StrokeColor)
{
    /// <summary>On a canvas of another size.</summary>
    public TextStyle Scaled(double factor) => this with
    {
        Size = Size * factor,
        LineHeight = LineHeight * factor,
        LetterSpacing = LetterSpacing * factor,
        Padding = new Padding(Padding.Top * factor, Padding.Right * factor, Padding.Bottom * factor, Padding.Left * factor),
        Shadows = [.. Shadows.Select(shadow => new TextShadow(shadow.X * factor, shadow.Y * factor, shadow.Blur * factor, shadow.Color))],
        Stroke = Stroke * factor,
    };
}
