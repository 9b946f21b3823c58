using NetVips;
using OpenGen.Rendering.Composition;
using OpenGen.Rendering.Scenes;

namespace OpenGen.Rendering.Drawing;

/// <summary>What lies behind letters, and where its top left corner is on the canvas.</summary>
internal sealed record Backing(Bitmap Bitmap, int X, int Y);

/// <summary>Draws text layers: background box, shadows, outline and letters, from back to front.</summary>
internal static class TextPainter
{
    public static Picture Paint(TextLayer layer, Canvas canvas)
    {
        var style = layer.Style;
        var hint = layer.Look.Box;
        var margin = canvas.Width * Defaults.TextMargin;
        var room = hint.Width
            ?? (hint.Left is { } left ? Math.Max(canvas.Width - left - margin, canvas.Width * 0.2) : canvas.Width - 2 * margin);
        var inked = TextInk.Draw(
            [new TextRun(Transform(layer.Text, style.Transform), style.Color)], style, room - style.Padding.Left - style.Padding.Right);
        var box = Place(inked, style, hint, canvas);
        var under = Under(inked, style, box, layer.Look.Radius);
        return Over(under, inked, style, box).Rotated(layer.Look.Rotation, box.CentreX, box.CentreY).Faded(layer.Look.Opacity).Trimmed();
    }

    /// <summary>The text's box: as given, else hugging the text and centred on the canvas.</summary>
    public static Box Place(Inked inked, TextStyle style, BoxHint hint, Canvas canvas)
    {
        var width = Math.Min(hint.Width ?? inked.Image.Width + style.Padding.Left + style.Padding.Right, canvas.Width * 3);
        var height = Math.Min(hint.Height ?? inked.Height + style.Padding.Top + style.Padding.Bottom, canvas.Height * 3);
        return new Box(hint.Left ?? (canvas.Width - width) / 2, hint.Top ?? (canvas.Height - height) / 2, width, height);
    }

    /// <summary>Everything behind the letters: background, shadows, outline. The letters' colours do not matter to it.</summary>
    public static Backing Under(Inked inked, TextStyle style, Box box, CornerRadius radius)
    {
        // 1. A picture with room for the box, for letters beyond it, and for all that surrounds them.
        var (inkX, inkY) = InkPlace(inked, style, box);
        var (x, y, width, height) = Extent(inked, style, box);

        var bitmap = new Bitmap(width, height);

        // 2. The box.
        if (!style.Background.IsInvisible)
        {
            using var mask = ShapePainter.RoundedMask(box.Width, box.Height, radius.For(box.Width, box.Height));
            using var placed = mask.Embed((int)Math.Round(box.Left) - x, (int)Math.Round(box.Top) - y, width, height);
            bitmap.Lay(placed.WriteToMemory<byte>(), style.Background);
        }

        // 3. The letters' shape, grown by the outline, cast as shadows and then drawn itself.
        if (style.Shadows.Count > 0 || style.Stroke > 0)
        {
            using var alpha = inked.Image[3];
            using var placed = alpha.Embed(inkX - x, inkY - y, width, height);
            using var shape = Outline.Grow(placed, style.Stroke);
            foreach (var shadow in style.Shadows.Reverse())
            {
                using var cast = shape.Embed((int)Math.Round(shadow.X), (int)Math.Round(shadow.Y), width, height);
                using var soft = shadow.Blur >= 1 ? cast.Gaussblur(shadow.Blur / 2, precision: Enums.Precision.Integer) : cast.Copy();
                bitmap.Lay(soft.WriteToMemory<byte>(), shadow.Color);
            }
            if (style.Stroke > 0) bitmap.Lay(shape.WriteToMemory<byte>(), style.StrokeColor);
        }
        return new Backing(bitmap, x, y);
    }

    /// <summary>All that may be drawn on, canvas pixels.</summary>
    public static Area Extent(Inked inked, TextStyle style, Box box)
    {
        var (inkX, inkY) = InkPlace(inked, style, box);
        var reach = (int)Math.Ceiling(
            style.Stroke + 2
                + style.Shadows.Select(shadow => Math.Max(Math.Abs(shadow.X), Math.Abs(shadow.Y)) + shadow.Blur * 1.5).DefaultIfEmpty(0)
                    .Max());
        var x = (int)Math.Floor(Math.Min(box.Left, inkX)) - reach;
        var y = (int)Math.Floor(Math.Min(box.Top, inkY)) - reach;
        var right = (int)Math.Ceiling(Math.Max(box.Left + box.Width, inkX + inked.Image.Width)) + reach;
        var bottom = (int)Math.Ceiling(Math.Max(box.Top + box.Height, inkY + inked.Image.Height)) + reach;
        return new Area(x, y, right - x, bottom - y);
    }

    /// <summary>The letters on top of what is behind them, which stays as it is.</summary>
    public static Picture Over(Backing under, Inked inked, TextStyle style, Box box)
    {
        var (inkX, inkY) = InkPlace(inked, style, box);
        var bitmap = new Bitmap(under.Bitmap.Width, under.Bitmap.Height, under.Bitmap.Pixels.ToArray());
        bitmap.Lay(Bitmap.Of(inked.Image), inkX - under.X, inkY - under.Y);
        return new Picture(bitmap.ToImage(), under.X, under.Y);
    }

    public static string Transform(string text, TextTransform transform) => transform switch
    {
        // .NET changes letter for letter; this one becomes two.
        TextTransform.Uppercase => text.ToUpperInvariant().Replace("ß", "SS", StringComparison.Ordinal),
        TextTransform.Lowercase => text.ToLowerInvariant(),
        TextTransform.Capitalize =>
            string.Concat(text.Select((letter, i) => i == 0 || char.IsWhiteSpace(text[i - 1]) ? char.ToUpperInvariant(letter) : letter)),
        _ => text,
    };

    private static (int X, int Y) InkPlace(Inked inked, TextStyle style, Box box)
    {
        var inner = box.Width - style.Padding.Left - style.Padding.Right;
        var space = inner - inked.Image.Width;
        var atLeft = style.Align switch
        {
            TextAlign.Centre => space / 2,
            TextAlign.Left => 0,
            TextAlign.Right => space,
            TextAlign.End => inked.IsRightToLeft ? 0 : space,
            _ => inked.IsRightToLeft ? space : 0,
        };
        return ((int)Math.Round(box.Left + style.Padding.Left + atLeft), (int)Math.Round(box.Top + style.Padding.Top - inked.Top));
    }
}
