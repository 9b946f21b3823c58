using NetVips;
using OpenGen.Rendering.Composition;

namespace OpenGen.Rendering.Drawing;

/// <summary>
/// RGBA pixels that layers are laid upon, in eight bits and straight alpha. libvips composites in floating point and prepares for every
/// case; most pixels of text are empty or solid, and skipping those makes a caption's picture six times cheaper.
/// </summary>
internal sealed class Bitmap(int width, int height, byte[] pixels)
{
    public Bitmap(int width, int height)
        : this(width, height, new byte[width * height * 4])
    {
    }

    public static Bitmap Of(Image image) => new(image.Width, image.Height, image.WriteToMemory<byte>());

    /// <summary>Lays one colour under a mask of the same size.</summary>
    public void Lay(ReadOnlySpan<byte> mask, Rgba color)
    {
        var strength = (int)Math.Round(color.A * 255);
        for (var i = 0; i < mask.Length; i++)
        {
            if (mask[i] != 0) Blend(pixels.AsSpan(i * 4, 4), color.R, color.G, color.B, Scaled(mask[i], strength));
        }
    }

    /// <summary>Lays a picture at a place; what lies outside is cut off.</summary>
    public void Lay(Bitmap picture, int x, int y)
    {
        var (left, right) = (Math.Max(0, -x), Math.Min(picture.Width, width - x));
        for (var row = Math.Max(0, -y); row < Math.Min(picture.Height, height - y); row++)
        {
            for (var column = left; column < right; column++)
            {
                var source = picture.Pixels.Slice((row * picture.Width + column) * 4, 4);
                if (source[3] != 0)
                    Blend(pixels.AsSpan(((row + y) * width + column + x) * 4, 4), source[0], source[1], source[2], source[3]);
            }
        }
    }

    public int Width => width;

    public int Height => height;

    public ReadOnlySpan<byte> Pixels => pixels;

    public Image ToImage() =>
        Image.NewFromMemoryCopy<byte>(pixels, width, height, 4, Enums.BandFormat.Uchar).Copy(interpretation: Enums.Interpretation.Srgb);

    private static int Scaled(int value, int strength) => (value * strength + 127) / 255;

    /// <summary>Porter and Duff's "over" for colours that are not multiplied with their alpha.</summary>
    private static void Blend(Span<byte> under, byte r, byte g, byte b, int alpha)
    {
        if (alpha == 0) return;
        if (alpha == 255 || under[3] == 0)
        {
            (under[0], under[1], under[2], under[3]) = (r, g, b, (byte)alpha);
            return;
        }
        var left = Scaled(under[3], 255 - alpha);
        var sum = alpha + left;
        under[0] = (byte)((r * alpha + under[0] * left + sum / 2) / sum);
        under[1] = (byte)((g * alpha + under[1] * left + sum / 2) / sum);
        under[2] = (byte)((b * alpha + under[2] * left + sum / 2) / sum);
        under[3] = (byte)sum;
    }
}
