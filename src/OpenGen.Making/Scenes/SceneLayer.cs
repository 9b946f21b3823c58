using NetVips;

namespace OpenGen.Making.Scenes;

/// <summary>One sheet of a scene, laid over those before it.</summary>
/// <param name="depth">0 stands still at the horizon, 1 is nearest to the camera and moves most.</param>
internal sealed class SceneLayer(double depth)
{
    public double Depth { get; } = depth;

    /// <summary>The layer's vector shapes; a layer has these or a <see cref="Texture"/>.</summary>
    public SvgSheet? Sheet { get; init; }

    /// <summary>The layer's colour at a point of the stage, for what shapes cannot say: clouds, nebulae, paper.</summary>
    public Func<double, double, Rgba>? Texture { get; init; }

    /// <summary>Softness from being out of focus, in thousandths of the shorter side.</summary>
    public double Blur { get; init; }

    /// <summary>Rain or snow: a film lets its own fall instead.</summary>
    public bool Falls { get; init; }

    public static SceneLayer Of(double depth, SvgSheet sheet, double blur = 0) => new(depth) { Sheet = sheet, Blur = blur };

    /// <summary>Draws a window of the stage as RGBA, 8 bits a channel.</summary>
    public Image Draw(Stage stage, double left, double top, int width, int height)
    {
        var image = Sheet is { } sheet
            ? Image.SvgloadBuffer(
                System.Text.Encoding.UTF8.GetBytes(sheet.Document(left, top, width, height, width, height)), unlimited: true)
            : DrawTexture(left, top, width, height);
        if (Blur <= 0) return image;
        // Blurred premultiplied, so that transparent black does not creep into the edges.
        return image.Premultiply().Gaussblur(Blur * stage.Unit).Unpremultiply().Cast(Enums.BandFormat.Uchar);
    }

    private Image DrawTexture(double left, double top, int width, int height)
    {
        const int coarse = 3;
        var (wide, high) = ((width + coarse - 1) / coarse + 1, (height + coarse - 1) / coarse + 1);
        var pixels = new byte[wide * high * 4];
        Parallel.For(0, high, y =>
        {
            for (var x = 0; x < wide; x++)
            {
                var colour = Texture!(left + x * coarse, top + y * coarse);
                var at = (y * wide + x) * 4;
                (pixels[at], pixels[at + 1], pixels[at + 2], pixels[at + 3]) = colour;
            }
        });
        return Image.NewFromMemory(pixels, wide, high, 4, Enums.BandFormat.Uchar)
            .Copy(interpretation: Enums.Interpretation.Srgb)
            .Premultiply()
            .Resize(coarse, kernel: Enums.Kernel.Cubic)
            .Unpremultiply()
            .Cast(Enums.BandFormat.Uchar)
            .ExtractArea(0, 0, width, height);
    }
}

/// <summary>An 8-bit colour with alpha, not premultiplied.</summary>
internal readonly record struct Rgba(byte R, byte G, byte B, byte A)
{
    public static Rgba Of(Oklch colour, double alpha)
    {
        var (r, g, b) = colour.Rgb();
        return new(r, g, b, (byte)Math.Round(Math.Clamp(alpha, 0, 1) * 255));
    }

    public Rgba Faded(double alpha) => this with { A = (byte)Math.Round(Math.Clamp(alpha, 0, 1) * 255) };
}

/// <summary>Colours along 0–1, worked out once: asking a texture's every pixel for OKLCH would be slow.</summary>
internal sealed class Ramp
{
    private readonly Rgba[] table = new Rgba[256];

    public Ramp(params ReadOnlySpan<Oklch> colours)
    {
        for (var i = 0; i < table.Length; i++)
        {
            var at = i / 255.0 * (colours.Length - 1);
            var low = Math.Min((int)at, colours.Length - 2);
            table[i] = Rgba.Of(colours[low].Mix(colours[low + 1], at - low), 1);
        }
    }

    public Rgba At(double t, double alpha) => table[(int)(Math.Clamp(t, 0, 1) * 255)].Faded(alpha);
}
