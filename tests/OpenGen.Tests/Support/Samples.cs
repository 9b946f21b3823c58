namespace OpenGen.Tests.Support;

/// <summary>The smallest files that are what they say.</summary>
internal static class Samples
{
    /// <summary>A picture of 8 × 8 pixels, drawn here.</summary>
    public static readonly byte[] Png = NetVips.Image.Black(8, 8, bands: 3).Linear([1, 1, 1], [200, 80, 40], uchar: true).PngsaveBuffer();
}
