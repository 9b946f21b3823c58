using NetVips;

namespace OpenGen.Making.Motion;

/// <summary>
/// A picture made ready to be moved: premultiplied BT.709 planes, chroma at half size, and which rows hide what is behind them.
/// </summary>
internal sealed class Plate
{
    public int Width { get; }

    public int Height { get; }

    public byte[] Y { get; }

    public byte[] U { get; }

    public byte[] V { get; }

    /// <summary>Alpha at full size and at chroma size.</summary>
    public byte[] A { get; }

    public byte[] ChromaA { get; }

    /// <summary>First and one past the last pixel of each row that is not clear.</summary>
    public (int From, int To)[] Span { get; }

    /// <summary>Rows without a clear pixel.</summary>
    public bool[] Solid { get; }

    public int ChromaWidth => Width / 2;

    /// <param name="image">sRGB with or without alpha; its size is cut to even numbers.</param>
    public Plate(Image image)
    {
        if (image.Bands < 3) image = image.Colourspace(Enums.Interpretation.Srgb);
        if (image.Bands == 3) image = image.Bandjoin(255);
        (Width, Height) = (image.Width & ~1, image.Height & ~1);
        if (image.Width != Width || image.Height != Height) image = image.ExtractArea(0, 0, Width, Height);
        var rgba = image.Cast(Enums.BandFormat.Uchar).WriteToMemory<byte>();
        (Y, A) = (new byte[Width * Height], new byte[Width * Height]);
        (U, V, ChromaA) = (new byte[Width * Height / 4], new byte[Width * Height / 4], new byte[Width * Height / 4]);
        Span = new (int, int)[Height];
        Solid = new bool[Height];
        Parallel.For(0, Height / 2, half => Convert(rgba, half));
    }

    private void Convert(byte[] rgba, int half)
    {
        for (var row = half * 2; row < half * 2 + 2; row++)
        {
            var (from, to, solid) = (Width, 0, true);
            for (var x = 0; x < Width; x++)
            {
                var at = (row * Width + x) * 4;
                int r = rgba[at], g = rgba[at + 1], b = rgba[at + 2], a = rgba[at + 3];
                // BT.709, 16–235; 16-bit fixed point.
                var luma = (11966 * r + 40254 * g + 4064 * b + (16 << 16) + 32768) >> 16;
                Y[row * Width + x] = (byte)((luma * a + 127) / 255);
                A[row * Width + x] = (byte)a;
                if (a != 255) solid = false;
                if (a == 0) continue;
                if (x < from) from = x;
                to = x + 1;
            }
            Span[row] = (from, to);
            Solid[row] = solid;
        }
        for (var cx = 0; cx < Width / 2; cx++)
        {
            int r = 0, g = 0, b = 0, sum = 0;
            for (var k = 0; k < 4; k++)
            {
                var at = ((half * 2 + (k >> 1)) * Width + cx * 2 + (k & 1)) * 4;
                int a = rgba[at + 3];
                (r, g, b, sum) = (r + rgba[at] * a, g + rgba[at + 1] * a, b + rgba[at + 2] * a, sum + a);
            }
            var into = half * (Width / 2) + cx;
            ChromaA[into] = (byte)((sum + 2) / 4);
            if (sum == 0) continue;
            (r, g, b) = (r / sum, g / sum, b / sum);
            var u = (-6596 * r - 22189 * g + 28784 * b + (128 << 16) + 32768) >> 16;
            var v = (28784 * r - 26145 * g - 2639 * b + (128 << 16) + 32768) >> 16;
            U[into] = (byte)(u * (sum / 4) / 255);
            V[into] = (byte)(v * (sum / 4) / 255);
        }
    }
}
