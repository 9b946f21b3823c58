using NetVips;

namespace OpenGen.Rendering.Tests.Golden;

/// <summary>How like one picture is to another, at the window of 8 × 8 pixels where it is least so.</summary>
/// <remarks>
/// 1. Both become luma and two chromas (BT.709). 2. Structure is SSIM (Wang and others 2004) of each, the worst window of all: an average
/// would hide a missing accent. 3. SSIM forgives what is evenly too bright or too yellow, so colour is measured beside it: how far
/// the means of a window are apart.
/// </remarks>
/// <param name="Structure">SSIM, 1 when equal.</param>
/// <param name="Colour">Levels of 255, 0 when equal.</param>
internal sealed record Likeness(double Structure, Spot StructureAt, double Colour, Spot ColourAt)
{
    /// <summary>
    /// Measured: the same composition drawn twice gives 1 and 0. Text moved by one pixel of 1080 gives 0.79 and 5.8, the edge of a plain
    /// square 0.93 and 4.6, an outline of 7 px in place of 8 0.61 and 16, a blur of 11 px in place of 12 0.976 and 3.6, blue that is
    /// off by 12 levels
    /// 0.90 and 5.8 (<see cref="LikenessTests"/>).
    /// </summary>
    private const double LeastStructure = 0.97;

    private const double MostColour = 2;

    private const int Window = 8;
    private const int Step = 4;
    private const double C1 = 0.01 * 255 * 0.01 * 255;
    private const double C2 = 0.03 * 255 * 0.03 * 255;

    public bool IsLike => Structure >= LeastStructure && Colour <= MostColour;

    /// <summary>Compares two pictures of one size.</summary>
    public static Likeness Of(Image one, Image other)
    {
        var (first, second) = (Planes(one), Planes(other));
        var worst = new Likeness(1, default, 0, default);
        foreach (var y in Starts(one.Height))
        {
            foreach (var x in Starts(one.Width))
            {
                var structure = 1.0;
                var apart = 0.0;
                for (var plane = 0; plane < 3; plane++)
                {
                    var (similarity, distance) = Compare(first[plane], second[plane], x, y, one.Width);
                    structure = Math.Min(structure, similarity);
                    apart += distance * distance;
                }
                if (structure < worst.Structure) worst = worst with { Structure = structure, StructureAt = new Spot(x, y) };
                if (Math.Sqrt(apart) > worst.Colour) worst = worst with { Colour = Math.Sqrt(apart), ColourAt = new Spot(x, y) };
            }
        }
        return worst;
    }

    /// <summary>What differs, eight times as strong, on black.</summary>
    public static Image Difference(Image one, Image other) =>
        ((one - other).Abs() * 8).Cast(Enums.BandFormat.Uchar).Copy(interpretation: Enums.Interpretation.Srgb);

    private static IEnumerable<int> Starts(int length)
    {
        for (var at = 0; at < length - Window; at += Step) yield return at;
        yield return length - Window;
    }

    private static (double Similarity, double Distance) Compare(float[] one, float[] other, int left, int top, int width)
    {
        const int Count = Window * Window;
        double a = 0, b = 0, aa = 0, bb = 0, ab = 0;
        for (var y = top; y < top + Window; y++)
        {
            for (var x = left; x < left + Window; x++)
            {
                double p = one[y * width + x], q = other[y * width + x];
                (a, b, aa, bb, ab) = (a + p, b + q, aa + p * p, bb + q * q, ab + p * q);
            }
        }
        var (meanA, meanB) = (a / Count, b / Count);
        var (spreadA, spreadB, common) = (aa / Count - meanA * meanA, bb / Count - meanB * meanB, ab / Count - meanA * meanB);
        var similarity = (2 * meanA * meanB + C1) * (2 * common + C2) / ((meanA * meanA + meanB * meanB + C1) * (spreadA + spreadB + C2));
        return (similarity, Math.Abs(meanA - meanB));
    }

    private static float[][] Planes(Image rgb)
    {
        var pixels = rgb.WriteToMemory<byte>();
        var planes = new[] { new float[pixels.Length / 3], new float[pixels.Length / 3], new float[pixels.Length / 3] };
        for (var i = 0; i < planes[0].Length; i++)
        {
            var (r, g, b) = (pixels[i * 3], pixels[i * 3 + 1], pixels[i * 3 + 2]);
            var luma = 0.2126f * r + 0.7152f * g + 0.0722f * b;
            (planes[0][i], planes[1][i], planes[2][i]) = (luma, 128 + (b - luma) / 1.8556f, 128 + (r - luma) / 1.5748f);
        }
        return planes;
    }
}

/// <summary>The top left corner of a window, pixels.</summary>
internal readonly record struct Spot(int X, int Y);
