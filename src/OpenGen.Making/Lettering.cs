using System.Security;
using NetVips;
using OpenGen.Rendering;
using OpenGen.Rendering.Drawing;

namespace OpenGen.Making;

/// <summary>Sets words as pictures with a soft shadow, in any script.</summary>
internal sealed class Lettering(RenderingOptions options)
{
    private const string Face = "Inter, sans";

    /// <summary>How far the letters' top lies below the top of a line: words on one line are to be set this much lower.</summary>
    public double Drop(string word, double size, string weight = "Heavy") => Type(word, size, 0, weight, Enums.Align.Low).Yoffset;

    /// <summary>The clear space around the letters, for their shadow.</summary>
    public double Pad(double size) => Math.Ceiling(size * 0.22);

    /// <summary>
    /// Words as RGBA: letters of a size in pixels, wrapped at so many pixels (0: one line), with a shadow so strong (0–1). Taken as
    /// text, never as markup.
    /// </summary>
    public Image Draw(
        string text, double size, Oklch colour, double room, string weight = "Heavy", Enums.Align align = Enums.Align.Centre,
        double shadow = 0.55)
    {
        var drawn = Type(text, size, room, weight, align);
        var pad = (int)Pad(size);
        // Letters take the colour; emoji keep their own, so only grey pixels are tinted.
        var (r, g, b) = colour.Rgb();
        var alpha = drawn.ExtractBand(3);
        var flat = drawn.ExtractBand(0) + drawn.ExtractBand(1) + drawn.ExtractBand(2) < 24;
        var tint = drawn.NewFromImage(r, g, b).Cast(Enums.BandFormat.Uchar);
        var letters = flat.Ifthenelse(tint, drawn.ExtractBand(0, n: 3)).Bandjoin(alpha).Copy(interpretation: Enums.Interpretation.Srgb)
            .Embed(pad, pad, drawn.Width + 2 * pad, drawn.Height + 2 * pad);
        if (shadow <= 0) return letters.Cast(Enums.BandFormat.Uchar).CopyMemory();
        var cast = letters.ExtractBand(3).Gaussblur(size * 0.06) * shadow;
        var dark = cast.NewFromImage(8, 8, 14).Bandjoin(cast).Cast(Enums.BandFormat.Uchar).Copy(interpretation: Enums.Interpretation.Srgb);
        return dark.Wrap(0, (int)(-size * 0.03)).Composite2(letters, Enums.BlendMode.Over).Cast(Enums.BandFormat.Uchar).CopyMemory();
    }

    private Image Type(string text, double size, double room, string weight, Enums.Align align)
    {
        var markup = SecurityElement.Escape(text);
        var font = FormattableString.Invariant($"{Face} {weight} {Math.Max(4, size * 0.75):0.#}");   // 96 dpi: a point is 4/3 pixels
        Fonts.Use(options);
        return room > 0
            ? Image.Text(markup, font: font, dpi: 96, rgba: true, width: (int)room, align: align, wrap: Enums.TextWrap.WordChar)
            : Image.Text(markup, font: font, dpi: 96, rgba: true);
    }
}
