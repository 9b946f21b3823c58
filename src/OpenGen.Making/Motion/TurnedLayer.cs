namespace OpenGen.Making.Motion;

/// <summary>Premultiplied planes that can be laid into a frame turned about a point.</summary>
/// <param name="Cover">Alpha at full size.</param>
/// <param name="ChromaCover">Alpha at half size.</param>
internal readonly record struct TurnedLayer(
    ArraySegment<byte> Y, ArraySegment<byte> U, ArraySegment<byte> V, byte[] Cover, byte[] ChromaCover, int Width, int Height)
{
    /// <summary>Lays it over rows <paramref name="from"/> to <paramref name="to"/> (even numbers) of a frame.</summary>
    /// <param name="ownX">The layer's point, in its pixels, that comes to lie on …</param>
    /// <param name="x">… this point of the frame, and about which it is turned.</param>
    /// <param name="degrees">Clockwise, small.</param>
    public void Lay(Frame frame, double ownX, double ownY, double x, double y, double degrees, int from, int to)
    {
        var (sin, cos) = Math.SinCos(degrees * Math.PI / 180);
        var luma = frame.Width * frame.Height;
        var at = new Turn(ownX, ownY, x, y, sin, cos);
        LayPlanes(frame.Bytes, 0, 0, frame.Width, Y, Y, Cover, Width, Height, at, from, to);
        LayPlanes(
            frame.Bytes, luma, luma * 5 / 4, frame.Width / 2, U, V, ChromaCover, Width / 2, Height / 2,
            new(ownX / 2, ownY / 2, x / 2, y / 2, sin, cos), from / 2, to / 2);
    }

    private readonly record struct Turn(double OwnX, double OwnY, double X, double Y, double Sin, double Cos);

    /// <summary>Lays one plane, or two that share their alpha.</summary>
    private static unsafe void LayPlanes(
        byte[] frame, int offset, int secondOffset, int stride, ArraySegment<byte> colours, ArraySegment<byte> second, byte[] cover,
        int wide, int high, in Turn turn, int from, int to)
    {
        var two = secondOffset != offset;
        var (sin, cos) = (turn.Sin, turn.Cos);
        fixed (byte* frameBytes = frame, source = colours.AsSpan(), source2 = second.AsSpan(), alphas = cover)
        {
            var (stepX, stepY) = ((int)(cos * 65536), (int)(-sin * 65536));
            for (var row = from; row < to; row++)
            {
                // Where the row's first pixel comes from, and which of its pixels come from within.
                var (dx, dy) = (0.5 - turn.X, row + 0.5 - turn.Y);
                var (firstX, firstY) = (cos * dx + sin * dy + turn.OwnX - 0.5, -sin * dx + cos * dy + turn.OwnY - 0.5);
                var (low, most) = (0.0, (double)stride);
                Narrow(firstX, cos, wide - 1.01, ref low, ref most);
                Narrow(firstY, -sin, high - 1.01, ref low, ref most);
                var (left, right) = ((int)Math.Ceiling(low), (int)Math.Floor(most));
                if (right <= left) continue;
                var (sx, sy) = ((int)((firstX + left * cos) * 65536), (int)((firstY - left * sin) * 65536));
                var target = frameBytes + offset + row * stride;
                var target2 = frameBytes + secondOffset + row * stride;
                for (var column = left; column < right; column++, sx += stepX, sy += stepY)
                {
                    var at = (sy >> 16) * wide + (sx >> 16);
                    var a = alphas + at;
                    int a0 = a[0], a1 = a[1], a2 = a[wide], a3 = a[wide + 1];
                    if ((a0 | a1 | a2 | a3) == 0) continue;
                    int partX = (sx >> 8) & 255, partY = (sy >> 8) & 255;
                    var keep = (a0 & a1 & a2 & a3) == 255 ? 0 : 255 - Between(a0, a1, a2, a3, partX, partY);
                    Over(target + column, source + at, wide, partX, partY, keep);
                    if (two) Over(target2 + column, source2 + at, wide, partX, partY, keep);
                }
            }
        }
    }

    private static unsafe void Over(byte* target, byte* c, int wide, int partX, int partY, int keep)
    {
        var colour = Between(c[0], c[1], c[wide], c[wide + 1], partX, partY);
        *target = keep == 0 ? (byte)colour : (byte)Math.Min(255, colour + (*target * keep + 127) / 255);
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
