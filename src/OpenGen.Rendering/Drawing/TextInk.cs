using System.Globalization;
using System.Security;
using System.Text;
using NetVips;
using OpenGen.Rendering.Composition;

namespace OpenGen.Rendering.Drawing;

/// <summary>Some text in one colour.</summary>
internal readonly record struct TextRun(string Text, Rgba Color);

/// <summary>Letters, drawn and nothing else: no outline, no shadow.</summary>
/// <param name="Image">RGBA, as wide as the ink.</param>
/// <param name="Top">Where the first line's box begins, pixels from the image's top; the image holds ink above it and below the last
/// line.</param>
/// <param name="Height">All lines' boxes, pixels.</param>
internal sealed record Inked(Image Image, int Top, int Height, bool IsRightToLeft);

/// <summary>
/// Sets text through Pango: shaping, both directions, fallback fonts and colour emoji in one call.
/// </summary>
/// <remarks>
/// libvips gives the ink and not the lines' boxes, and without them "ace" and "Ág" would sit at different heights.
/// So one invisible H stands on a line of its own above the text and one below: with absolute line heights, the image's
/// top is the upper H's cap line and its bottom the lower H's baseline, and every line's box follows.
/// </remarks>
internal static class TextInk
{
    private const int PangoUnits = 1024;
    private const char LeftToRightMark = '\u200e';
    private const char RightToLeftMark = '\u200f';

    /// <param name="width">Pixels at which lines wrap.</param>
    public static Inked Draw(IReadOnlyList<TextRun> runs, TextStyle style, double width)
    {
        var text = string.Concat(runs.Select(run => run.Text));
        var isRightToLeft = Script.IsRightToLeft(text) ?? false;
        var mark = Mark(isRightToLeft);

        var markup = new StringBuilder();
        markup.Append(
            CultureInfo.InvariantCulture,
            $"<span font_family=\"{Escape(style.Family)},sans-serif\" size=\"{Units(style.Size)}\" weight=\"{style.Weight}\"");
        markup.Append(CultureInfo.InvariantCulture, $" line_height=\"{Math.Max(PangoUnits + 1, Units(style.LineHeight))}\"");
        if (style.Italic) markup.Append(" style=\"italic\"");
        if (style.LetterSpacing != 0 && !Script.Joins(text))
            markup.Append(CultureInfo.InvariantCulture, $" letter_spacing=\"{Units(style.LetterSpacing)}\"");
        if (Script.Language(text) is { } language) markup.Append(CultureInfo.InvariantCulture, $" lang=\"{language}\"");
        markup.Append(" insert_hyphens=\"no\">");
        AppendStrut(markup, mark);
        var marks = LineMarks(text, style.Align, isRightToLeft);
        var line = 0;
        markup.Append('\n').Append(marks[line]);
        foreach (var run in runs)
        {
            markup.Append(
                CultureInfo.InvariantCulture,
                $"<span foreground=\"#{run.Color.Hex}\" fgalpha=\"{Math.Clamp((int)(run.Color.A * 65536), 1, 65535)}\">");
            var parts = run.Text.Split('\n');
            markup.Append(Escape(parts[0]));
            foreach (var part in parts.Skip(1)) markup.Append('\n').Append(marks[++line]).Append(Escape(part));
            markup.Append("</span>");
        }
        markup.Append('\n');
        AppendStrut(markup, mark);
        markup.Append("</span>");

        using var drawn = Image.Text(
            markup.ToString(),
            font: "Inter 10",
            width: Math.Clamp((int)Math.Round(width), 8, 16_000),
            align: Alignment(style.Align, isRightToLeft),
            justify: style.Align == TextAlign.Justify,
            dpi: 72,
            rgba: true,
            wrap: Enums.TextWrap.WordChar);

        // The first line's box is centred on its capitals, a line below those of the upper H.
        var cap = CapHeight(style);
        var top = (int)Math.Round(style.LineHeight / 2 + cap / 2);
        var height = (int)Math.Max(1, Math.Round(drawn.Height - cap - style.LineHeight));

        // Accents and tails may leave their line's box, by less than this.
        var beyond = (int)Math.Ceiling(style.Size * 0.6);
        var first = Math.Max(0, top - beyond);
        var last = Math.Min(drawn.Height, top + height + beyond);
        using var lines = drawn.Crop(0, first, drawn.Width, Math.Max(1, last - first));
        return new Inked(lines.CopyMemory(), top - first, height, isRightToLeft);
    }

    /// <summary>
    /// What gives each line its direction. Centred lines have their own; others that of the whole text, for Pango would set a line
    /// of another direction at the other side.
    /// </summary>
    private static IReadOnlyList<char> LineMarks(string text, TextAlign align, bool isRightToLeft) =>
        [.. text.Split('\n').Select(line => Mark(align == TextAlign.Centre ? Script.IsRightToLeft(line) ?? isRightToLeft : isRightToLeft))];

    private static char Mark(bool isRightToLeft) => isRightToLeft ? RightToLeftMark : LeftToRightMark;

    private static void AppendStrut(StringBuilder markup, char mark) => markup.Append(mark).Append("<span fgalpha=\"1\">H</span>");

    private static double CapHeight(TextStyle style)
    {
        using var letter = Image.Text(
            string.Create(
                CultureInfo.InvariantCulture,
                $"<span font_family=\"{Escape(style.Family)},sans-serif\" size=\"{Units(style.Size)}\" weight=\"{style.Weight}\">H</span>"),
            font: "Inter 10", dpi: 72, rgba: true);
        return letter.Height;
    }

    private static Enums.Align Alignment(TextAlign align, bool isRightToLeft) => align switch
    {
        TextAlign.Centre => Enums.Align.Centre,
        // Pango's low is the side where a line begins: the right one in Arabic and Hebrew.
        TextAlign.Start or TextAlign.Justify => Enums.Align.Low,
        TextAlign.End => Enums.Align.High,
        TextAlign.Left => isRightToLeft ? Enums.Align.High : Enums.Align.Low,
        _ => isRightToLeft ? Enums.Align.Low : Enums.Align.High,
    };

    private static int Units(double pixels) => (int)Math.Round(pixels * PangoUnits);

    private static string Escape(string text) => SecurityElement.Escape(text);
}
