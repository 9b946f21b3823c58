using NetVips;
using OpenGen.Rendering.Composition;

namespace OpenGen.Rendering.Drawing;

/// <summary>Where a source's pixels land: the box, the source as scaled to it, and the part of it that shows.</summary>
/// <param name="Box">The layer's box, canvas pixels.</param>
/// <param name="ScaledWidth">The whole source, scaled.</param>
/// <param name="CropX">What is cut off at the left of the scaled source.</param>
/// <param name="X">Where the part that shows begins on the canvas.</param>
internal readonly record struct Placement(Box Box, int ScaledWidth, int ScaledHeight, int CropX, int CropY, int X, int Y, int Width, int Height)
{
    public static Placement Of(BoxHint hint, Fit fit, int sourceWidth, int sourceHeight, Canvas canvas, double density)
    {
        var width = Math.Min(hint.Width ?? canvas.Width, canvas.Width * 3);
        var height = Math.Min(hint.Height ?? canvas.Height, canvas.Height * 3);
        var box = new Box(hint.Left ?? (hint.Width is null ? 0 : (canvas.Width - width) / 2), hint.Top ?? (hint.Height is null ? 0 : (canvas.Height - height) / 2), width, height);

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

    /// <summary>The part that lies on the canvas; as it is where that would part a pixel of colour, which is two wide and two high.</summary>
    public Placement On(Canvas canvas)
    {
        var seen = new Area(X, Y, Width, Height).On(canvas);
        if ((X | Y) % 2 != 0 || !new Area(X, Y, Width, Height).Holds(seen)) return this;
        return this with { CropX = CropX + seen.X - X, CropY = CropY + seen.Y - Y, X = seen.X, Y = seen.Y, Width = seen.Width, Height = seen.Height };
    }

    private static int Even(double value) => Math.Max(2, (int)Math.Round(value / 2) * 2);
}

/// <summary>Draws image layers: decoded no larger than needed, upright, in sRGB, then filter, corners, opacity and rotation.</summary>
internal static class PicturePainter
{
    public static Picture Paint(ImageLayer layer, Canvas canvas)
    {
        using var header = Vips.Open(layer.File, Enums.Access.Sequential);
        var turned = header.Contains("orientation") && (int)header.Get("orientation") >= 5;
        var place = turned
            ? Placement.Of(layer.Look.Box, layer.Fit, header.Height, header.Width, canvas, layer.Density)
            : Placement.Of(layer.Look.Box, layer.Fit, header.Width, header.Height, canvas, layer.Density);

        using var scaled = Image.Thumbnail(layer.File, place.ScaledWidth, height: place.ScaledHeight, size: Enums.Size.Force, outputProfile: "srgb");
        using var shown = scaled.Crop(
            Math.Min(place.CropX, scaled.Width - place.Width), Math.Min(place.CropY, scaled.Height - place.Height), place.Width, place.Height);
        using var colours = shown.Colourspace(Enums.Interpretation.Srgb);
        using var rgba = colours.HasAlpha() ? colours.CopyMemory() : colours.Bandjoin(255).CopyMemory();
        var image = Round(Filter(rgba, layer.Filter), place, layer.Look.Radius);
        return new Picture(image.CopyMemory(), place.X, place.Y)
            .Rotated(layer.Look.Rotation, place.Box.CentreX, place.Box.CentreY)
            .Faded(layer.Look.Opacity)
            .Trimmed();
    }

    /// <summary>The part of a rounded box's mask that lies over what shows of the source; one band.</summary>
    public static Image RadiusMask(Placement place, CornerRadius radius)
    {
        using var mask = ShapePainter.RoundedMask(place.Box.Width, place.Box.Height, radius.For(place.Box.Width, place.Box.Height));
        return mask.Embed((int)Math.Round(place.Box.Left) - place.X, (int)Math.Round(place.Box.Top) - place.Y, place.Width, place.Height).CopyMemory();
    }

    private static Image Filter(Image rgba, CssFilter filter)
    {
        if (filter.IsNone) return rgba;
        var colour = rgba.ExtractBand(0, n: 3);
        foreach (var step in filter.Steps)
        {
            if (step.Kind == FilterKind.Blur)
            {
                if (step.Amount >= 0.5) colour = BlurKeepingEdges(colour, step.Amount);
                continue;
            }
            var m = CssFilter.Matrix(step);
            using var matrix = Image.NewFromArray(new[,] { { m[0], m[1], m[2] }, { m[4], m[5], m[6] }, { m[8], m[9], m[10] } });
            colour = (colour.Recomb(matrix) + new[] { m[3] * 255, m[7] * 255, m[11] * 255 }).Rint().Cast(Enums.BandFormat.Uchar);
        }
        return colour.Copy(interpretation: Enums.Interpretation.Srgb).Bandjoin(rgba[3]);
    }

    private static Image BlurKeepingEdges(Image colour, double sigma)
    {
        // The edge's pixels go on beyond it, or the frame would darken at its border.
        var margin = (int)Math.Ceiling(sigma * 3);
        return colour.Embed(margin, margin, colour.Width + 2 * margin, colour.Height + 2 * margin, extend: Enums.Extend.Copy)
            .Gaussblur(sigma, precision: Enums.Precision.Approximate)
            .Crop(margin, margin, colour.Width, colour.Height);
    }

    private static Image Round(Image rgba, Placement place, CornerRadius radius)
    {
        if (radius.IsZero) return rgba;
        using var mask = RadiusMask(place, radius);
        var alpha = (rgba[3] * mask / 255).Rint().Cast(Enums.BandFormat.Uchar);
        return rgba.ExtractBand(0, n: 3).Bandjoin(alpha).Copy(interpretation: Enums.Interpretation.Srgb);
    }
}
