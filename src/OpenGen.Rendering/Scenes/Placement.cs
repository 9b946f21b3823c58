using OpenGen.Rendering.Composition;

namespace OpenGen.Rendering.Scenes;

/// <summary>Where a source's pixels land: the box, the source as scaled to it, and the part of it that shows.</summary>
/// <param name="Box">The layer's box, canvas pixels.</param>
/// <param name="ScaledWidth">The whole source, scaled.</param>
/// <param name="CropX">What is cut off at the left of the scaled source.</param>
/// <param name="X">Where the part that shows begins on the canvas.</param>
internal readonly record struct Placement(
    Box Box, int ScaledWidth, int ScaledHeight, int CropX, int CropY, int X, int Y, int Width, int Height)
{
    public static Placement Of(BoxHint hint, Fit fit, int sourceWidth, int sourceHeight, Canvas canvas, double density)
    {
        var width = Math.Min(hint.Width ?? canvas.Width, canvas.Width * 3);
        var height = Math.Min(hint.Height ?? canvas.Height, canvas.Height * 3);
        var box = new Box(
            hint.Left ?? (hint.Width is null ? 0 : (canvas.Width - width) / 2),
            hint.Top ?? (hint.Height is null ? 0 : (canvas.Height - height) / 2), width, height);

        var (boxX, boxY) = ((int)Math.Round(box.Left), (int)Math.Round(box.Top));
        var (boxW, boxH) = (Even(width), Even(height));
        var scale = fit switch
        {
            Fit.Cover => Math.Max((double)boxW / sourceWidth, (double)boxH / sourceHeight),
            Fit.Contain => Math.Min((double)boxW / sourceWidth, (double)boxH / sourceHeight),
            _ => density,
        };
        var (scaledW, scaledH) = fit == Fit.Fill ? (boxW, boxH) : (Even(sourceWidth * scale), Even(sourceHeight * scale));
        if (fit == Fit.Cover) (scaledW, scaledH) = (Math.Max(scaledW, boxW), Math.Max(scaledH, boxH));
        var (shownW, shownH) = (Math.Min(scaledW, boxW), Math.Min(scaledH, boxH));
        return new Placement(
            box, scaledW, scaledH,
            (scaledW - shownW) / 4 * 2, (scaledH - shownH) / 4 * 2,
            boxX + (boxW - shownW) / 2, boxY + (boxH - shownH) / 2, shownW, shownH);
    }

    /// <summary>
    /// The part that lies on the canvas; as it is where that would part a pixel of colour, which is two wide and two high.
    /// </summary>
    public Placement On(Canvas canvas)
    {
        var seen = new Area(X, Y, Width, Height).On(canvas);
        if ((X | Y) % 2 != 0 || !new Area(X, Y, Width, Height).Holds(seen)) return this;
        return this with
        {
            CropX = CropX + seen.X - X,
            CropY = CropY + seen.Y - Y,
            X = seen.X,
            Y = seen.Y,
            Width = seen.Width,
            Height = seen.Height,
        };
    }

    private static int Even(double value) => Math.Max(2, (int)Math.Round(value / 2) * 2);
}
