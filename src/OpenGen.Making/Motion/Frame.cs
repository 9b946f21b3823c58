using System.Numerics;
using System.Runtime.Intrinsics;

namespace OpenGen.Making.Motion;

/// <summary>One frame of film as yuv420p, and the laying of plates onto it at any place and size, in fractions of a pixel.</summary>
/// <remarks>
/// FFmpeg's overlay and zoompan place by whole pixels, which shivers in slow moves. Here a plate is sampled between its pixels:
/// 1. two of its rows are mixed (SIMD), 2. the mixed row is sampled along x (SIMD when the size is unchanged), 3. the result is laid
/// over the frame (SIMD).
/// </remarks>
internal sealed class Frame(int width, int height)
{
    public int Width { get; } = width;

    public int Height { get; } = height;

    /// <summary>Y, then U, then V, as FFmpeg reads it.</summary>
    public byte[] Bytes { get; } = new byte[width * height * 3 / 2];

    /// <summary>Lays a plate over rows <paramref name="from"/> to <paramref name="to"/> (even numbers) of the frame.</summary>
    public void Lay(in Placed placed, int from, int to, Scratch scratch)
    {
        var plate = placed.Plate;
        if (placed.Opacity <= 0) return;
        var opacity = (int)Math.Round(Math.Min(1, placed.Opacity) * 256);
        LayPlane(
            plate.Y, plate.A, plate.Width, plate.Height, plate, placed.X, placed.Y, placed.Scale, opacity, 0, Width, from, to, scratch);
        // Chroma samples sit between luma pairs: the same place in half-size coordinates.
        var (chroma, quarter) = (Width * Height, Width * Height / 4);
        LayPlane(
            plate.U, plate.ChromaA, plate.ChromaWidth, plate.Height / 2, plate, placed.X / 2, placed.Y / 2, placed.Scale, opacity, chroma,
            Width / 2, from / 2, to / 2, scratch);
        LayPlane(
            plate.V, plate.ChromaA, plate.ChromaWidth, plate.Height / 2, plate, placed.X / 2, placed.Y / 2, placed.Scale, opacity,
            chroma + quarter, Width / 2, from / 2, to / 2, scratch);
    }

    private void LayPlane(
        byte[] source, byte[] alpha, int wide, int high, Plate plate, double px, double py, double scale, int opacity, int offset,
        int stride, int from, int to, Scratch scratch)
    {
        var half = wide != plate.Width;
        var firstX = Math.Max(0, (int)Math.Ceiling(px));
        var lastX = Math.Min(stride, (int)Math.Floor(px + wide * scale));
        if (lastX <= firstX) return;
        from = Math.Max(from, (int)Math.Ceiling(py));
        to = Math.Min(to, (int)Math.Floor(py + high * scale));
        for (var y = from; y < to; y++)
        {
            var sy = Math.Clamp((y + 0.5 - py) / scale - 0.5, 0, high - 1.001);
            var row = (int)sy;
            var down = (int)((sy - row) * 256);

            // The clear ends of these rows need no work.
            var (l1, r1) = half ? plate.Span[row * 2] : plate.Span[row];
            var (l2, r2) = half ? plate.Span[Math.Min(row * 2 + 3, plate.Height - 1)] : plate.Span[row + 1];
            if (half)
            {
                var (l3, r3) = plate.Span[row * 2 + 1];
                var (l4, r4) = plate.Span[Math.Min(row * 2 + 2, plate.Height - 1)];
                (l1, r1, l2, r2) = (Math.Min(l1, l3) / 2, (Math.Max(r1, r3) + 1) / 2, Math.Min(l2, l4) / 2, (Math.Max(r2, r4) + 1) / 2);
            }
            var (left, right) = (Math.Min(l1, l2) - 1, Math.Max(r1, r2) + 1);
            if (right <= left + 1) continue;
            var x0 = Math.Max(firstX, (int)Math.Floor(px + left * scale));
            var x1 = Math.Min(lastX, (int)Math.Ceiling(px + right * scale));
            if (x1 <= x0) continue;

            var solid = opacity == 256 && (half
                ? plate.Solid[row * 2] && plate.Solid[row * 2 + 1] && plate.Solid[Math.Min(row * 2 + 2, plate.Height - 1)]
                    && plate.Solid[Math.Min(row * 2 + 3, plate.Height - 1)]
                : plate.Solid[row] && plate.Solid[row + 1]);
            var count = x1 - x0;
            var target = Bytes.AsSpan(offset + y * stride + x0, count);
            var colours = scratch.Colours.AsSpan(0, count);
            Sample(source, wide, row, down, x0, px, scale, solid ? target : colours, scratch.Row);
            if (solid) continue;
            var covers = scratch.Covers.AsSpan(0, count);
            Sample(alpha, wide, row, down, x0, px, scale, covers, scratch.Row);
            Over(target, colours, covers, opacity);
        }
    }

    private static void Sample(byte[] plane, int wide, int row, int down, int x0, double px, double scale, Span<byte> into, byte[] mixed)
    {
        var start = (x0 + 0.5 - px) / scale - 0.5;
        var first = Math.Clamp((int)Math.Floor(start), 0, wide - 1);
        var last = Math.Clamp((int)Math.Ceiling(start + into.Length / scale) + 1, first + 1, wide);
        var line = mixed.AsSpan(0, last - first + 1);
        Mix(plane.AsSpan(row * wide + first, last - first), plane.AsSpan((row + 1) * wide + first, last - first), down, line);
        line[^1] = line[^2];
        if (scale == 1 && start >= 0 && start + into.Length <= wide - 1)
        {
            Mix(line[..into.Length], line.Slice(1, into.Length), (int)((start - first) * 256), into);
            return;
        }
        var step = (long)(65536 / scale);
        var at = (long)((start - first) * 65536);
        var end = ((long)line.Length - 2) << 16;
        var x = 0;
        var lanes = Vector128.Create((ushort)0, 1, 2, 3, 4, 5, 6, 7) * (ushort)(step - 65536);
        while (x < into.Length)
        {
            // Sizes are near 1, so eight neighbours mostly come from eight neighbours; only their fractions differ.
            if (x + 8 <= into.Length && at >= 0 && at + 8 * step < end && (at + 7 * step >> 16) - (at >> 16) == 7)
            {
                var from = (int)(at >> 16);
                var part8 = (Vector128.Create((ushort)at) + lanes) >>> 8;
                var a = Vector128.WidenLower(Vector64.ToVector128(Vector64.Create<byte>(line.Slice(from, 8))));
                var b = Vector128.WidenLower(Vector64.ToVector128(Vector64.Create<byte>(line.Slice(from + 1, 8))));
                var mixed8 = (a * (Vector128.Create((ushort)256) - part8) + b * part8 + Vector128.Create((ushort)128)) >>> 8;
                Vector128.Narrow(mixed8, mixed8).GetLower().CopyTo(into.Slice(x, 8));
                (x, at) = (x + 8, at + 8 * step);
                continue;
            }
            var place = at < 0 ? 0 : at > end ? end : at;
            var (i, part) = ((int)(place >> 16), (int)(place >> 8) & 255);
            into[x] = (byte)((line[i] * (256 - part) + line[i + 1] * part + 128) >> 8);
            (x, at) = (x + 1, at + step);
        }
    }

    /// <summary>a + (b − a) · part/256.</summary>
    internal static void Mix(ReadOnlySpan<byte> a, ReadOnlySpan<byte> b, int part, Span<byte> into)
    {
        var count = a.Length;
        var x = 0;
        if (part == 0)
        {
            a.CopyTo(into);
            return;
        }
        var (keep, take, round) = (new Vector<ushort>((ushort)(256 - part)), new Vector<ushort>((ushort)part), new Vector<ushort>(128));
        for (; x <= count - Vector<byte>.Count; x += Vector<byte>.Count)
        {
            Vector.Widen(new Vector<byte>(a[x..]), out var a0, out var a1);
            Vector.Widen(new Vector<byte>(b[x..]), out var b0, out var b1);
            Vector.Narrow((a0 * keep + b0 * take + round) >>> 8, (a1 * keep + b1 * take + round) >>> 8).CopyTo(into[x..]);
        }
        for (; x < count; x++) into[x] = (byte)((a[x] * (256 - part) + b[x] * part + 128) >> 8);
    }

    /// <summary>Premultiplied "over", the plate faded by opacity/256.</summary>
    private static void Over(Span<byte> target, ReadOnlySpan<byte> colours, ReadOnlySpan<byte> covers, int opacity)
    {
        var count = target.Length;
        var x = 0;
        var (fade, full, round) = (new Vector<ushort>((ushort)opacity), new Vector<ushort>(256), new Vector<ushort>(128));
        for (; x <= count - Vector<byte>.Count; x += Vector<byte>.Count)
        {
            Vector.Widen(new Vector<byte>(covers[x..]), out var a0, out var a1);
            Vector.Widen(new Vector<byte>(colours[x..]), out var c0, out var c1);
            Vector.Widen(new Vector<byte>(target[x..]), out var t0, out var t1);
            (a0, a1) = (a0 + (a0 >>> 7), a1 + (a1 >>> 7));
            if (opacity < 256) (a0, a1) = (a0 * fade >>> 8, a1 * fade >>> 8);   // 256 · 256 would overflow
            Vector.Narrow(Vector.Min((c0 * fade + t0 * (full - a0) + round) >>> 8, new Vector<ushort>(255)),
                Vector.Min((c1 * fade + t1 * (full - a1) + round) >>> 8, new Vector<ushort>(255))).CopyTo(target[x..]);
        }
        for (; x < count; x++)
        {
            var a = (covers[x] + (covers[x] >> 7)) * opacity >> 8;
            target[x] = (byte)Math.Min(255, (colours[x] * opacity + target[x] * (256 - a) + 128) >> 8);
        }
    }

    /// <summary>Adds a soft spot of light.</summary>
    public void Light(double x, double y, double radius, double strength, (byte Y, byte U, byte V) colour)
    {
        var reach = Math.Max(radius, 1.2);
        for (var row = Math.Max(0, (int)(y - reach)); row <= Math.Min(Height - 1, (int)(y + reach) + 1); row++)
            for (var column = Math.Max(0, (int)(x - reach)); column <= Math.Min(Width - 1, (int)(x + reach) + 1); column++)
            {
                var off = ((column - x) * (column - x) + (row - y) * (row - y)) / (reach * reach);
                if (off >= 1) continue;
                var part = (int)(strength * (1 - off) * (1 - off) * 256);
                ref var luma = ref Bytes[row * Width + column];
                luma = (byte)(luma + ((colour.Y - luma) * part >> 8));
                if (((row | column) & 1) != 0) continue;
                var at = Width * Height + row / 2 * (Width / 2) + column / 2;
                ref var u = ref Bytes[at];
                ref var v = ref Bytes[at + Width * Height / 4];
                u = (byte)(u + ((colour.U - u) * part >> 8));
                v = (byte)(v + ((colour.V - v) * part >> 8));
            }
    }
}

/// <summary>Where a plate lies in a frame.</summary>
/// <param name="Plate">What is laid.</param>
/// <param name="X">Frame pixels of its left edge.</param>
/// <param name="Y">Frame pixels of its upper edge.</param>
/// <param name="Scale">Frame pixels for one of the plate's.</param>
/// <param name="Opacity">0–1.</param>
internal readonly record struct Placed(Plate Plate, double X, double Y, double Scale, double Opacity = 1)
{
    /// <summary>Whether nothing behind it can be seen on these rows of a frame of the given width.</summary>
    public bool Hides(int from, int to, int width)
    {
        if (Opacity < 1 || X > 0 || X + Plate.Width * Scale < width) return false;
        var (first, last) = ((int)Math.Floor((from - Y) / Scale) - 2, (int)Math.Ceiling((to - Y) / Scale) + 2);
        if (first < 0 || last >= Plate.Height) return false;
        for (var row = first; row <= last; row++)
            if (!Plate.Solid[row]) return false;
        return true;
    }
}

/// <summary>Working rows of one thread.</summary>
internal sealed class Scratch(int width)
{
    public byte[] Row { get; } = new byte[width * 2 + 64];

    public byte[] Colours { get; } = new byte[width + 64];

    public byte[] Covers { get; } = new byte[width + 64];
}
