using System.Globalization;
using System.Text;
using NetVips;
using OpenGen.Media;
using OpenGen.Rendering.Composition;

namespace OpenGen.Rendering.Drawing;

/// <summary>Draws shapes through a small SVG of our own making: numbers and colours only, nothing of the user's text.</summary>
internal static class ShapePainter
{
    public static Picture Paint(ShapeLayer layer, Canvas canvas)
    {
        var hint = layer.Look.Box;
        var isLine = layer.Kind == ShapeKind.Line;
        var stroke = isLine ? Math.Max(layer.StrokeWidth, 1) : layer.StrokeWidth;
        var width = Math.Min(hint.Width ?? canvas.Width, canvas.Width * 3);
        var height = Math.Min(hint.Height ?? (isLine ? stroke : canvas.Height), canvas.Height * 3);
        var box = new Box(hint.Left ?? (canvas.Width - width) / 2, hint.Top ?? (canvas.Height - height) / 2, width, height);

        var x = (int)Math.Floor(box.Left) - 1;
        var y = (int)Math.Floor(box.Top) - 1;
        var image = Draw(
            (int)Math.Ceiling(box.Width) + 3, (int)Math.Ceiling(box.Height) + 3,
            Element(layer, box.Left - x, box.Top - y, width, height, stroke));
        return new Picture(image, x, y).Rotated(layer.Look.Rotation, box.CentreX, box.CentreY).Faded(layer.Look.Opacity).Trimmed();
    }

    /// <summary>A mask, white where a rounded box is; one band.</summary>
    public static Image RoundedMask(double width, double height, (double X, double Y) radius)
    {
        var (w, h) = ((int)Math.Round(width), (int)Math.Round(height));
        if (radius is { X: <= 0 } or { Y: <= 0 }) return (Image.Black(w, h) + 255).Cast(Enums.BandFormat.Uchar);
        using var drawn = Draw(
            w, h,
            string.Create(
                CultureInfo.InvariantCulture,
                $"<rect width=\"{width:0.###}\" height=\"{height:0.###}\" rx=\"{radius.X:0.###}\" ry=\"{radius.Y:0.###}\" fill=\"#fff\"/>"));
        return drawn[3].CopyMemory();
    }

    private static string Element(ShapeLayer layer, double x, double y, double width, double height, double stroke)
    {
        var paint = string.Create(CultureInfo.InvariantCulture, $"fill=\"#{layer.Fill.Hex}\" fill-opacity=\"{layer.Fill.A:0.###}\"");
        if (stroke > 0)
            paint += string.Create(
                CultureInfo.InvariantCulture,
                $" stroke=\"#{layer.Stroke.Hex}\" stroke-opacity=\"{layer.Stroke.A:0.###}\" stroke-width=\"{stroke:0.###}\"");
        // Strokes lie inside the box, as a CSS border does.
        var inset = Math.Min(stroke / 2, Math.Min(width, height) / 2);
        var (left, top, right, bottom) = (x + inset, y + inset, x + width - inset, y + height - inset);
        switch (layer.Kind)
        {
            case ShapeKind.Circle:
                return string.Create(
                    CultureInfo.InvariantCulture,
                    $"<ellipse cx=\"{x + width / 2:0.###}\" cy=\"{y + height / 2:0.###}\" rx=\"{(right - left) / 2:0.###}\" "
                        + $"ry=\"{(bottom - top) / 2:0.###}\" {paint}/>");
            case ShapeKind.Triangle:
                return string.Create(
                    CultureInfo.InvariantCulture,
                    $"<polygon points=\"{x + width / 2:0.###},{top:0.###} {right:0.###},{bottom:0.###} {left:0.###},{bottom:0.###}\" "
                        + $"stroke-linejoin=\"round\" {paint}/>");
            case ShapeKind.Line:
                var round = layer.Look.Radius.IsZero ? "butt" : "round";
                return string.Create(
                    CultureInfo.InvariantCulture,
                    $"<line x1=\"{x + (round == "round" ? inset : 0):0.###}\" y1=\"{y + height / 2:0.###}\" "
                        + $"x2=\"{x + width - (round == "round" ? inset : 0):0.###}\" y2=\"{y + height / 2:0.###}\" "
                        + $"stroke=\"#{layer.Stroke.Hex}\" stroke-opacity=\"{layer.Stroke.A:0.###}\" stroke-width=\"{stroke:0.###}\" "
                        + $"stroke-linecap=\"{round}\"/>");
            default:
                var (rx, ry) = layer.Look.Radius.For(width, height);
                return string.Create(
                    CultureInfo.InvariantCulture,
                    $"<rect x=\"{left:0.###}\" y=\"{top:0.###}\" width=\"{right - left:0.###}\" height=\"{bottom - top:0.###}\" "
                        + $"rx=\"{Math.Max(0, rx - inset):0.###}\" ry=\"{Math.Max(0, ry - inset):0.###}\" {paint}/>");
        }
    }

    private static Image Draw(int width, int height, string element)
    {
        var svg = $"<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\">{element}</svg>";
        using var loaded = Vips.OpenOwnSvg(Encoding.UTF8.GetBytes(svg));
        return loaded.CopyMemory();
    }
}
