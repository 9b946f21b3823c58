namespace OpenGen.Making;

/// <summary>Smooth value noise, the stuff of ridges, clouds and nebulae.</summary>
internal static class Noise
{
    /// <summary>0–1 along a line.</summary>
    public static double At(double x, ulong seed)
    {
        var cell = Math.Floor(x);
        var t = Smooth(x - cell);
        return Lattice((long)cell, 0, seed) * (1 - t) + Lattice((long)cell + 1, 0, seed) * t;
    }

    /// <summary>0–1 on a plane.</summary>
    public static double At(double x, double y, ulong seed)
    {
        var (cx, cy) = ((long)Math.Floor(x), (long)Math.Floor(y));
        var (tx, ty) = (Smooth(x - cx), Smooth(y - cy));
        var top = Lattice(cx, cy, seed) * (1 - tx) + Lattice(cx + 1, cy, seed) * tx;
        var low = Lattice(cx, cy + 1, seed) * (1 - tx) + Lattice(cx + 1, cy + 1, seed) * tx;
        return top * (1 - ty) + low * ty;
    }

    /// <summary>Octaves of <see cref="At(double, ulong)"/>, each twice as fine and <paramref name="gain"/> as strong; 0–1.</summary>
    public static double Fractal(double x, ulong seed, int octaves, double gain = 0.5)
    {
        double sum = 0, strength = 1, total = 0;
        for (var octave = 0; octave < octaves; octave++, strength *= gain, x *= 2.03)
        {
            sum += At(x, seed + (ulong)octave) * strength;
            total += strength;
        }
        return sum / total;
    }

    /// <summary>Octaves of <see cref="At(double, double, ulong)"/>; 0–1.</summary>
    public static double Fractal(double x, double y, ulong seed, int octaves, double gain = 0.5)
    {
        double sum = 0, strength = 1, total = 0;
        for (var octave = 0; octave < octaves; octave++, strength *= gain)
        {
            sum += At(x, y, seed + (ulong)octave) * strength;
            total += strength;
            (x, y) = (x * 1.62 - y * 1.18 + 3.7, x * 1.18 + y * 1.62 - 1.3);   // turned each time, so that the lattice does not show
        }
        return sum / total;
    }

    private static double Smooth(double t) => t * t * t * (t * (t * 6 - 15) + 10);

    private static double Lattice(long x, long y, ulong seed)
    {
        unchecked
        {
            var h = (ulong)x * 0x9E3779B97F4A7C15UL ^ (ulong)y * 0xC2B2AE3D27D4EB4FUL ^ (seed + 1) * 0x165667B19E3779F9UL;
            h = (h ^ (h >> 32)) * 0xD6E8FEB86659FD93UL;
            h = (h ^ (h >> 32)) * 0xD6E8FEB86659FD93UL;
            return (h >> 11) * (1.0 / (1UL << 53));
        }
    }
}
