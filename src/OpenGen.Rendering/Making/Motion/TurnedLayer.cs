namespace OpenGen.Rendering.Making.Motion;

/// <summary>Premultiplied planes that can be laid into a frame turned about a point.</summary>
/// <param name="Cover">Alpha at full size.</param>
/// <param name="ChromaCover">Alpha at half size.</param>
internal readonly record struct TurnedLayer(ArraySegment<byte> Y, ArraySegment<byte> U, ArraySegment<byte> V, byte[] Cover, byte[] ChromaCover, int Width, int Height)
{
    /// <summary>Lays it over rows <paramref name="from"/> to <paramref name="to"/> (even numbers) of a frame.</summary>
    /// <param name="ownX">The layer's point, in its pixels, that comes to lie on …</param>
    /// <param name="x">… this point of the frame, and about which it is turned.</param>
    /// <param name="degrees">Clockwise, small.</param>
    public void Lay(Frame frame, double ownX, double ownY, double x, double y, double degrees, int from, int to)
    {
        var (sin, cos) = Math.SinCos(degrees * Math.PI / 180);
        var luma = frame.Width * frame.Height;
        LayPlane(frame.Bytes, 0, frame.Width, Y, Cover, Width, Height, ownX, ownY, x, y, sin, cos, from, to);
        LayPlane(frame.Bytes, luma, frame.Width / 2, U, ChromaCover, Width / 2, Height / 2, ownX / 2, ownY / 2, x / 2, y / 2, sin, cos, from / 2, to / 2);
        LayPlane(frame.Bytes, luma * 5 / 4, frame.Width / 2, V, ChromaCover, Width / 2, Height / 2, ownX / 2, ownY / 2, x / 2, y / 2, sin, cos, from / 2, to / 2);
    }

    private static unsafe void LayPlane(byte[] frame, int offset, int stride, ArraySegment<byte> colours, byte[] cover, int wide, int high,
        double ownX, double ownY, double x, double y, double sin, double cos, int from, int to)
    {
        fixed (byte* frameBytes = frame, source = colours.AsSpan(), alphas = cover)
        {
            var (stepX, stepY) = ((int)(cos * 65536), (int)(-sin * 65536));
            for (var row = from; row < to; row++)
            {
                // Where the row's first pixel comes from, and which of its pixels come from within.
                var dy = row + 0.5 - y;
                var (firstX, firstY) = (cos * (0.5 - x) + sin * dy + ownX - 0.5, -sin * (0.5 - x) + cos * dy + ownY - 0.5);
                var (low, high_) = (0.0, (double)stride);
                Narrow(firstX, cos, wide - 1.01, ref low, ref high_);
                Narrow(firstY, -sin, high - 1.01, ref low, ref high_);
                var (left, right) = ((int)Math.Ceiling(low), (int)Math.Floor(high_));
                if (right <= left) continue;
                var (sx, sy) = ((int)((firstX + left * cos) * 65536), (int)((firstY - left * sin) * 65536));
                var target = frameBytes + offset + row * stride;
                for (var column = left; column < right; column++, sx += stepX, sy += stepY)
                {
                    var at = (sy >> 16) * wide + (sx >> 16);
                    var a = alphas + at;
                    int a0 = a[0], a1 = a[1], a2 = a[wide], a3 = a[wide + 1];
                    var any = a0 | a1 | a2 | a3;
                    if (any == 0) continue;
                    int partX = (sx >> 8) & 255, partY = (sy >> 8) & 255;
                    var c = source + at;
                    var colour = Between(c[0], c[1], c[wide], c[wide + 1], partX, partY);
                    if ((a0 & a1 & a2 & a3) == 255)
                    {
                        target[column] = (byte)colour;
                        continue;
                    }
                    var alpha = Between(a0, a1, a2, a3, partX, partY);
                    target[column] = (byte)Math.Min(255, colour + (target[column] * (255 - alpha) + 127) / 255);
                }
            }
        }
    }

    private static int Between(int a, int b, int c, int d, int x, int y) =>
        ((a * (256 - x) + b * x) * (256 - y) + (c * (256 - x) + d * x) * y + 32768) >> 16;

    /// <summary>Keeps of low–high what maps to 0–most.</summary>
    private static void Narrow(double first, double step, double most, ref double low, ref double high)
    {
        if (Math.Abs(step) < 1e-9)
        {
            if (first < 0 || first > most) high = low;
            return;
        }
        var (a, b) = ((0 - first) / step, (most - first) / step);
        if (a > b) (a, b) = (b, a);
        (low, high) = (Math.Max(low, a), Math.Min(high, b));
    }
}
