using CsCheck;
using NetVips;
using OpenGen.Rendering.Drawing;

namespace OpenGen.Rendering.Tests;

public sealed class OutlineTests
{
    [Fact]
    public void An_outline_is_as_far_from_the_letters_as_it_is_wide_on_every_side()
    {
        const int Width = 24, Height = 17;
        Gen.Select(Gen.Int[0, Width * Height - 1].Array[1, 12], Gen.Double[0.5, 15]).Sample((covered, radius) =>
        {
            var mask = new byte[Width * Height];
            foreach (var at in covered) mask[at] = 255;

            using var image = Image.NewFromMemoryCopy<byte>(mask, Width, Height, 1, Enums.BandFormat.Uchar);
            using var grown = Outline.Grow(image, radius);
            var drawn = grown.WriteToMemory<byte>();

            for (var at = 0; at < mask.Length; at++)
            {
                var distance = covered.Min(
                    letter => Math.Sqrt(Math.Pow(at % Width - letter % Width, 2) + Math.Pow(at / Width - letter / Width, 2)));
                Assert.InRange(drawn[at] - Math.Clamp((radius + 1 - distance) * 255, 0, 255), -1.01, 0.01);
            }
        }, iter: 200);
    }

    [Fact]
    public void Letters_that_are_covered_in_part_at_their_edges_have_an_edge_as_smooth()
    {
        // The letter ends three tenths into the second pixel: its outline of 4 px ends three tenths into the sixth.
        using var image = Image.NewFromMemoryCopy<byte>(new byte[] { 255, 77, 0, 0, 0, 0, 0, 0 }, 8, 1, 1, Enums.BandFormat.Uchar);
        using var grown = Outline.Grow(image, 4);

        Assert.Equal([255, 255, 255, 255, 255], grown.WriteToMemory<byte>()[..5]);
        Assert.InRange(grown.WriteToMemory<byte>()[5], 76, 78);
        Assert.Equal(0, grown.WriteToMemory<byte>()[6]);
    }
}
