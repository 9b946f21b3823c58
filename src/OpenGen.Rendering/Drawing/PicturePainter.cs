using NetVips;
using OpenGen.Media;
using OpenGen.Rendering.Composition;
using OpenGen.Rendering.Scenes;

namespace OpenGen.Rendering.Drawing;

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

        using var scaled = Image.Thumbnail(
            layer.File, place.ScaledWidth, height: place.ScaledHeight, size: Enums.Size.Force, outputProfile: "srgb");
        using var shown = scaled.Crop(
            Math.Min(place.CropX, scaled.Width - place.Width), Math.Min(place.CropY, scaled.Height - place.Height), place.Width,
            place.Height);
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
        return mask.Embed((int)Math.Round(place.Box.Left) - place.X, (int)Math.Round(place.Box.Top) - place.Y, place.Width, place.Height)
            .CopyMemory();
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
