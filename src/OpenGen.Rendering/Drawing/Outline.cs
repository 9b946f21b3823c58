using NetVips;

namespace OpenGen.Rendering.Drawing;

/// <summary>Grows a mask by a disc: the outline of letters of any script, emoji too.</summary>
internal static class Outline
{
    /// <param name="mask">One band, 0–255; its size is kept.</param>
    /// <param name="radius">Pixels.</param>
    public static Image Grow(Image mask, double radius)
    {
        // A disc grown by a disc is a disc of both radii, and rings of at most 5 px leave no holes.
        var passes = (int)Math.Ceiling(radius / 5);
        var grown = mask.CopyMemory();
        for (var i = 0; i < passes; i++)
        {
            using var smaller = grown;
            using var larger = GrowOnce(smaller, radius / passes);
            grown = larger.CopyMemory();
        }
        return grown;
    }

    private static Image GrowOnce(Image mask, double radius)
    {
        var offsets = new HashSet<(int, int)>();
        for (var i = 0; i < 16; i++)
        {
            var (sin, cos) = Math.SinCos(i * Math.PI / 8);
            offsets.Add(((int)Math.Round(cos * radius), (int)Math.Round(sin * radius)));
        }
        offsets.Remove((0, 0));
        var moved = offsets.Select(offset => mask.Embed(offset.Item1, offset.Item2, mask.Width, mask.Height)).ToArray();
        return moved.Length == 0 ? mask.Copy() : mask.Bandrank(moved, index: moved.Length);
    }
}
