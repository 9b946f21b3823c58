using NetVips;

namespace OpenGen.Rendering.Drawing;

/// <summary>Grows a mask by a disc: the outline of letters of any script, emoji too.</summary>
/// <remarks>
/// 1. Every pixel's nearest one of the letters is found, exactly and in two passes: down the columns, then along the rows (Felzenszwalb and
/// Huttenlocher, "Distance Transforms of Sampled Functions", 2012). 2. What is nearer to it than the radius is outline. A pixel at the
/// letters' edge, covered in part, reaches less far by what it lacks: the outline's edge is as smooth as theirs.
/// </remarks>
internal static class Outline
{
    /// <summary>The square of a distance beyond every picture.</summary>
    private const float Far = 1e12f;

    /// <param name="mask">One band, 0–255; its size is kept.</param>
    /// <param name="radius">Pixels.</param>
    public static Image Grow(Image mask, double radius)
    {
        if (radius <= 0) return mask.CopyMemory();
        var (width, height) = (mask.Width, mask.Height);
        var pixels = mask.WriteToMemory<byte>();

        // 1
        var nearest = (Squares: Array.ConvertAll(pixels, pixel => pixel == 0 ? Far : 0), Cover: (byte[])pixels.Clone());
        var envelope = new Envelope(Math.Max(width, height));
        for (var x = 0; x < width; x++) envelope.Transform(nearest.Squares, nearest.Cover, x, width, height);
        for (var y = 0; y < height; y++) envelope.Transform(nearest.Squares, nearest.Cover, y * width, 1, width);

        // 2
        for (var i = 0; i < pixels.Length; i++)
            pixels[i] = Math.Max(pixels[i], (byte)Math.Clamp((radius - Math.Sqrt(nearest.Squares[i])) * 255 + nearest.Cover[i], 0, 255));
        return Image.NewFromMemoryCopy<byte>(pixels, width, height, 1, Enums.BandFormat.Uchar);
    }

    /// <summary>The lowest of many parabolas along a line, each standing on a pixel as high as its square.</summary>
    private sealed class Envelope(int longest)
    {
        private readonly (float Height, byte Cover)[] line = new (float, byte)[longest];
        private readonly int[] feet = new int[longest];
        private readonly float[] starts = new float[longest];

        /// <summary>
        /// Replaces the squares of one line by those of the distances along it, and what is covered by what the nearest pixel covers.
        /// </summary>
        public void Transform(Span<float> squares, Span<byte> cover, int first, int step, int count)
        {
            var parabolas = 0;
            for (var at = 0; at < count; at++)
            {
                line[at] = (squares[first + at * step], cover[first + at * step]);
                if (line[at].Height >= Far) continue;
                var start = float.NegativeInfinity;
                for (; parabolas > 0; parabolas--)
                {
                    var foot = feet[parabolas - 1];
                    start = (line[at].Height + (float)at * at - line[foot].Height - (float)foot * foot) / (2 * (at - foot));
                    if (start > starts[parabolas - 1]) break;
                    start = float.NegativeInfinity;
                }
                (feet[parabolas], starts[parabolas]) = (at, start);
                parabolas++;
            }
            if (parabolas == 0) return;

            var lowest = 0;
            for (var at = 0; at < count; at++)
            {
                while (lowest + 1 < parabolas && starts[lowest + 1] < at) lowest++;
                var along = (float)(at - feet[lowest]);
                (squares[first + at * step], cover[first + at * step]) = (
                    line[feet[lowest]].Height + along * along, line[feet[lowest]].Cover);
            }
        }
    }
}
