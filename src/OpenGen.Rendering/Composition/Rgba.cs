using System.Globalization;

namespace OpenGen.Rendering.Composition;

/// <summary>A colour: red, green and blue 0–255 in sRGB, alpha 0–1.</summary>
internal readonly record struct Rgba(byte R, byte G, byte B, double A = 1)
{
    public static readonly Rgba Black = new(0, 0, 0);
    public static readonly Rgba White = new(255, 255, 255);
    public static readonly Rgba Transparent = new(0, 0, 0, 0);

    public bool IsOpaque => A >= 1;

    public bool IsInvisible => A <= 0;

    /// <summary>RRGGBB.</summary>
    public string Hex => string.Create(CultureInfo.InvariantCulture, $"{R:x2}{G:x2}{B:x2}");
}
