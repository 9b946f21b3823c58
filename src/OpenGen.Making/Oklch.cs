namespace OpenGen.Making;

/// <summary>A colour in OKLCH (Björn Ottosson, https://bottosson.github.io/posts/oklab/).</summary>
/// <param name="L">Lightness, 0–1.</param>
/// <param name="C">Chroma, 0 to about 0.33.</param>
/// <param name="H">Hue in degrees.</param>
internal readonly record struct Oklch(double L, double C, double H)
{
    public Oklch Lighter(double by) => this with { L = Math.Clamp(L + by, 0, 1) };

    public Oklch Darker(double by) => Lighter(-by);

    public Oklch Turned(double degrees) => this with { H = H + degrees };

    public Oklch Muted(double factor) => this with { C = C * factor };

    /// <summary>The colour between this (0) and another (1), mixed in Oklab so that hues do not swing around the wheel.</summary>
    public Oklch Mix(Oklch other, double amount)
    {
        var (a1, b1) = Lab();
        var (a2, b2) = other.Lab();
        var (a, b) = (a1 + (a2 - a1) * amount, b1 + (b2 - b1) * amount);
        var hue = Math.Atan2(b, a) * 180 / Math.PI;
        return new(L + (other.L - L) * amount, Math.Sqrt(a * a + b * b), hue < 0 ? hue + 360 : hue);
    }

    /// <summary>#rrggbb; chroma is lowered until the colour lies within sRGB.</summary>
    public string Hex()
    {
        var (r, g, b) = Rgb();
        return $"#{r:x2}{g:x2}{b:x2}";
    }

    /// <summary>8-bit sRGB; chroma is lowered until the colour lies within sRGB.</summary>
    public (byte R, byte G, byte B) Rgb()
    {
        var chroma = C;
        for (var step = 0; ; step++)
        {
            var (r, g, b) = Linear(chroma);
            const double slack = 0.0005;
            var inside = r >= -slack && g >= -slack && b >= -slack && r <= 1 + slack && g <= 1 + slack && b <= 1 + slack;
            if (inside || step == 40) return (Byte(r), Byte(g), Byte(b));
            chroma *= 0.94;
        }
    }

    private (double A, double B) Lab() => (C * Math.Cos(H * Math.PI / 180), C * Math.Sin(H * Math.PI / 180));

    private (double R, double G, double B) Linear(double chroma)
    {
        var (a, b) = (this with { C = chroma }).Lab();
        var l = Cube(L + 0.3963377774 * a + 0.2158037573 * b);
        var m = Cube(L - 0.1055613458 * a - 0.0638541728 * b);
        var s = Cube(L - 0.0894841775 * a - 1.2914855480 * b);
        return (4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
            -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
            -0.0041960863 * l - 0.7034186147 * m + 1.7076147010 * s);
    }

    private static double Cube(double x) => x * x * x;

    private static byte Byte(double linear)
    {
        var x = Math.Clamp(linear, 0, 1);
        var encoded = x <= 0.0031308 ? 12.92 * x : 1.055 * Math.Pow(x, 1 / 2.4) - 0.055;
        return (byte)Math.Round(encoded * 255);
    }
}
