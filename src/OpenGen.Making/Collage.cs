using System.Text;
using NetVips;
using OpenGen.Making.Scenes;

namespace OpenGen.Making;

/// <summary>
/// Lays given pictures upon a drawn one, as prints with white edges and shadows; or as its ground, when the prompt says so.
/// </summary>
internal static class Collage
{
    /// <summary>As many prints as a picture can carry without becoming a heap.</summary>
    private const int Most = 4;

    public static Image Lay(Image picture, IReadOnlyList<string> files, Setting setting)
    {
        var (stage, dice) = (setting.Stage, setting.Dice("collage"));
        if (setting.Prompt.Says("background", "backdrop"))
            return Upright(files[0], stage.Width, stage.Height, crop: true);

        picture = picture.Gaussblur(7 * setting.Unit).Cast(Enums.BandFormat.Uchar).CopyMemory();
        var count = Math.Min(files.Count, Most);
        var share = count switch { 1 => 0.78, 2 => 0.60, 3 => 0.52, _ => 0.46 };
        for (var i = 0; i < count; i++)
        {
            var (column, row) = count == 1 ? (0.5, 0.5) : stage.Wide
                ? ((i + 0.5) / count, 0.5 + (i % 2 == 0 ? -0.05 : 0.05))
                : (count < 4 ? 0.5 + (i % 2 == 0 ? -0.12 : 0.12) : 0.29 + i % 2 * 0.42,
                    (count < 4 ? (i + 0.7) / (count + 0.4) : 0.32 + i / 2 * 0.36));
            var boxWide = stage.Width * (stage.Wide ? Math.Min(share, 0.9 / count) : share);
            var boxHigh = stage.Height * (stage.Wide ? 0.7 : count == 1 ? 0.72 : 0.86 / (count < 4 ? count : 2));
            var print = Print(
                files[i], (int)boxWide, (int)boxHigh, setting.Unit, count == 1 ? dice.Between(-2.5, 2.5) : dice.Between(-6, 6));
            picture = picture.Composite2(
                print, Enums.BlendMode.Over, x: (int)(stage.Width * column - print.Width / 2.0),
                y: (int)(stage.Height * row - print.Height / 2.0)).CopyMemory();
        }
        return picture.Flatten().Cast(Enums.BandFormat.Uchar).CopyMemory();
    }

    private static Image Print(string file, int wide, int high, double unit, double turn)
    {
        var photo = Upright(file, wide, high, crop: false);
        var (edge, margin) = ((int)Math.Ceiling(16 * unit), (int)Math.Ceiling(70 * unit));
        var (w, h) = (photo.Width + 2 * edge, photo.Height + 2 * edge);
        var card = FormattableString.Invariant(
            $"<svg xmlns='http://www.w3.org/2000/svg' width='{w}' height='{h}'><rect width='{w}' height='{h}' rx='{14 * unit:0.#}' fill='#fff'/></svg>");
        var print = Image.SvgloadBuffer(Encoding.UTF8.GetBytes(card)).Composite2(photo, Enums.BlendMode.Over, x: edge, y: edge)
            .Cast(Enums.BandFormat.Uchar)
            .Embed(margin, margin, w + 2 * margin, h + 2 * margin).CopyMemory();
        var cast = print.ExtractBand(3).Gaussblur(22 * unit) * 0.5;
        var shadow = cast.NewFromImage(6, 6, 12).Bandjoin(cast).Cast(Enums.BandFormat.Uchar).Copy(interpretation: Enums.Interpretation.Srgb)
            .Wrap(0, (int)(-14 * unit));
        return shadow.Composite2(print, Enums.BlendMode.Over).Cast(Enums.BandFormat.Uchar).Similarity(angle: turn).CopyMemory();
    }

    private static Image Upright(string file, int wide, int high, bool crop)
    {
        var image = Image.Thumbnail(file, wide, height: high, crop: crop ? Enums.Interesting.Attention : Enums.Interesting.None)
            .Colourspace(Enums.Interpretation.Srgb);
        return (image.HasAlpha() ? image.Flatten() : image).ExtractBand(0, n: 3).Cast(Enums.BandFormat.Uchar).CopyMemory();
    }
}
