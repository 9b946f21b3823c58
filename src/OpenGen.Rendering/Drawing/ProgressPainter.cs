using System.Globalization;
using System.Text;
using NetVips;
using OpenGen.Media;
using OpenGen.Rendering.Composition;
using OpenGen.Rendering.Scenes;

namespace OpenGen.Rendering.Drawing;

/// <summary>
/// Draws a progress bar for FFmpeg to put together, so that no picture is drawn for a frame: 1. the bar empty and full, with its
/// corners and ticks; 2. the matte, whose edge is round as the bar's corners are, at every part of a pixel that it may stand at.
/// All through SVG of our own making: numbers and colours only.
/// </summary>
internal static class ProgressPainter
{
    /// <summary>How finely a bar grows, parts of a pixel, and the pixels of the matte that it may take at most for that.</summary>
    private const int MostStrips = 8, MattePixels = 2_000_000;

    /// <param name="onCanvas">Whether what lies outside of the canvas is cut off.</param>
    /// <returns>The pictures, and where they lie.</returns>
    public static (ProgressPictures Bar, Area Area) Paint(
        ProgressLayer layer, Canvas canvas, bool onCanvas, ScratchFolder scratch, string name)
    {
        var hint = layer.Look.Box;
        var box = new Box(hint.Left!.Value, hint.Top!.Value, hint.Width!.Value, hint.Height!.Value);
        var area = AreaOf(box);
        if (onCanvas) area = area.On(canvas);
        box = box with { Left = box.Left - area.X, Top = box.Top - area.Y };

        // 1.
        var (emptyFile, fullFile) = (scratch.File(name + "-empty.rgba"), scratch.File(name + "-full.rgba"));
        using var full = Draw(area.Width, area.Height, Bar(layer, box, isFull: true));
        using var empty = Draw(area.Width, area.Height, Bar(layer, box, isFull: false));
        Write(full, full, layer, fullFile);
        Write(empty, full, layer, emptyFile);
        var matte = Matte(layer, box, area, scratch.File(name + "-matte.rgba"));
        return (new ProgressPictures(area.Width, area.Height, emptyFile, fullFile, matte), area);
    }

    /// <summary>The pixels that a box touches, with even edges: half-resolution chroma then lies under its luma.</summary>
    private static Area AreaOf(Box box)
    {
        var (left, top) = ((int)Math.Floor(box.Left) & ~1, (int)Math.Floor(box.Top) & ~1);
        var (right, bottom) = ((int)Math.Ceiling(box.Left + box.Width), (int)Math.Ceiling(box.Top + box.Height));
        return new Area(left, top, (right - left + 1) & ~1, (bottom - top + 1) & ~1);
    }

    private static string Bar(ProgressLayer layer, Box box, bool isFull)
    {
        var (rx, ry) = layer.Look.Radius.For(box.Width, box.Height);
        var shape = Rectangle(box, rx, ry);
        var ticks = string.Concat(layer.Ticks.Select(share => Tick(layer, box, share)));
        var svg = new StringBuilder(
            "<mask id=\"bar\" maskUnits=\"userSpaceOnUse\" x=\"-10000\" y=\"-10000\" width=\"30000\" height=\"30000\">");
        svg.Append(CultureInfo.InvariantCulture, $"<g fill=\"#fff\">{shape}</g>");
        if (layer.TickColor is null) svg.Append(CultureInfo.InvariantCulture, $"<g fill=\"#000\">{ticks}</g>");
        svg.Append("</mask><g mask=\"url(#bar)\">").Append(Painted(layer.Track, shape));
        if (isFull) svg.Append(Painted(layer.Fill, shape));
        if (layer.TickColor is { } color) svg.Append(Painted(color, ticks));
        return svg.Append("</g>").ToString();
    }

    private static string Tick(ProgressLayer layer, Box box, double share)
    {
        var width = Math.Max(1, layer.TickWidth);
        return layer.Direction switch
        {
            ProgressDirection.Right => Rectangle(box with { Left = box.Left + share * box.Width - width / 2, Width = width }),
            ProgressDirection.Left => Rectangle(box with { Left = box.Left + (1 - share) * box.Width - width / 2, Width = width }),
            ProgressDirection.Down => Rectangle(box with { Top = box.Top + share * box.Height - width / 2, Height = width }),
            ProgressDirection.Up => Rectangle(box with { Top = box.Top + (1 - share) * box.Height - width / 2, Height = width }),
        };
    }

    /// <summary>Pixels with their colour where they are see-through too: the edge between empty and full is not dark then.</summary>
    private static void Write(Image picture, Image full, ProgressLayer layer, string file)
    {
        using var alpha = picture[3];
        using var none = alpha < 1;
        using var own = picture.ExtractBand(0, n: 3);
        using var other = full.ExtractBand(0, n: 3);
        using var colours = none.Ifthenelse(other, own);
        using var joined = colours.Bandjoin(alpha);
        using var pixels = joined.Copy(interpretation: Enums.Interpretation.Srgb);
        var seen = new Picture(pixels, 0, 0).Faded(layer.Look.Opacity);
        Vips.WriteRaw(seen.Image, file);
        if (!ReferenceEquals(seen.Image, pixels)) seen.Dispose();
    }

    /// <summary>2. One strip for each part of a pixel.</summary>
    private static SlidingMatte Matte(ProgressLayer layer, Box box, Area area, string file)
    {
        var isUpright = layer.IsUpright;
        var (first, length, size, across) = isUpright
            ? (box.Top, box.Height, area.Height, area.Width)
            : (box.Left, box.Width, area.Width, area.Height);
        var growsOn = layer.Direction is ProgressDirection.Right or ProgressDirection.Down;
        var (begin, end) = growsOn ? (first, first + length) : (first + length, first);
        // Nobody sees a single frame's beginning.
        if (layer.Span.Frames == 1) begin = end;
        var edge = (int)Math.Floor(first + length) + 2;
        var strip = edge - (int)Math.Floor(first) + 2 + size;
        var strips = Math.Clamp(MattePixels / (strip * across), 1, MostStrips);

        var radius = layer.Look.Radius.For(box.Width, box.Height);
        var far = size + 2 * length + 10;
        var drawn = new Image[strips];
        try
        {
            for (var i = 0; i < strips; i++)
            {
                var at = edge + (double)i / strips;
                // Round at its edge alone: its other end is far outside.
                var (from, to) = growsOn ? (-far, at) : (at, strip + far);
                var covered = isUpright ? new Box(box.Left, from, box.Width, to - from) : new Box(from, box.Top, to - from, box.Height);
                var (width, height) = isUpright ? (across, strip) : (strip, across);
                using var picture = Draw(width, height, $"<g fill=\"#fff\">{Rectangle(covered, radius.X, radius.Y)}</g>");
                using var alpha = picture[3];
                drawn[i] = alpha.Bandjoin(alpha, alpha, alpha).CopyMemory();
            }
            using var all = Image.Arrayjoin(drawn, across: isUpright ? strips : 1);
            Vips.WriteRaw(all, file);
            return new SlidingMatte(all.Width, all.Height, file, strips, edge, isUpright, begin, end);
        }
        finally
        {
            foreach (var image in drawn) image?.Dispose();
        }
    }

    private static string Painted(Rgba color, string shapes) =>
        string.Create(CultureInfo.InvariantCulture, $"<g fill=\"#{color.Hex}\" fill-opacity=\"{color.A:0.###}\">{shapes}</g>");

    private static string Rectangle(Box box, double rx = 0, double ry = 0) => string.Create(
        CultureInfo.InvariantCulture,
        $"<rect x=\"{box.Left:0.####}\" y=\"{box.Top:0.####}\" width=\"{box.Width:0.####}\" height=\"{box.Height:0.####}\""
        + $" rx=\"{rx:0.####}\" ry=\"{ry:0.####}\"/>");

    private static Image Draw(int width, int height, string elements)
    {
        var svg = string.Create(
            CultureInfo.InvariantCulture,
            $"<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\">{elements}</svg>");
        using var loaded = Vips.OpenOwnSvg(Encoding.UTF8.GetBytes(svg));
        return loaded.CopyMemory();
    }
}
