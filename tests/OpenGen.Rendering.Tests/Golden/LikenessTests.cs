using System.Text;

namespace OpenGen.Rendering.Tests.Golden;

/// <summary>What the comparison must not forgive: small changes, drawn for real and held against approved pictures.</summary>
public sealed class LikenessTests(GoldenSources sources)
{
    [Fact]
    public async Task The_same_layers_give_the_same_pixels()
    {
        var golden = GoldenComposition.Load("layers/kinds-mixed");
        var (first, _) = await sources.FrameAsync(golden.Json, golden.Frames[0]);
        var (second, _) = await sources.FrameAsync(golden.Json, golden.Frames[0]);

        Assert.Equal(first.WriteToMemory<byte>(), second.WriteToMemory<byte>());
    }

    [Theory]
    [InlineData("text/sizes", "\"top\": 160", "\"top\": 161", "text one pixel lower")]
    [InlineData("text/letter-spacing", "16px", "15px", "letters one pixel nearer")]
    [InlineData("text/outlines", "8px #1d3557", "none", "an outline missing")]
    [InlineData("text/outlines", "8px #1d3557", "7px #1d3557", "an outline one pixel thinner")]
    [InlineData("text/shadows", "24px", "16px", "a shadow less soft")]
    [InlineData("text/opacities", "0.6", "0.57", "a layer more see-through")]
    [InlineData("text/montserrat-weights", "\"fontWeight\": 500", "\"fontWeight\": 400", "another weight")]
    [InlineData("scripts/latin", "Čeština", "Ceština", "a caron missing")]
    [InlineData("scripts/arabic", "بَيْتٌ", "بيتٌ", "two vowel marks missing")]
    [InlineData("shape/kinds", "#2a9d8f", "#2a9d83", "a colour off by 12 levels of one channel")]
    [InlineData("shape/kinds", "\"left\": 60, \"top\": 60", "\"left\": 61, \"top\": 60", "an edge one pixel to the right")]
    [InlineData("image/corners", "24px", "20px", "corners less round")]
    [InlineData("image/filters", "blur(12px)", "blur(11px)", "a picture less blurred")]
    [InlineData("clip/trim", "\"videoStartTime\": 1", "\"videoStartTime\": 1.034", "a clip one frame later")]
    [InlineData(
        "caption/karaoke", "\"end\": 0.3}, {\"word\": \"scrolling\", \"start\": 0.3",
        "\"end\": 0.5}, {\"word\": \"scrolling\", \"start\": 0.5", "a word lit too late")]
    public async Task A_small_change_is_seen(string id, string from, string to, string change)
    {
        var golden = GoldenComposition.Load(id);
        var json = Encoding.UTF8.GetString(golden.Json);
        var place = json.IndexOf(from, json.IndexOf("\"layers\"", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.True(place >= 0, $"{id} no longer says {from}");
        var changed = string.Concat(json.AsSpan(0, place), to, json.AsSpan(place + from.Length));

        var (drawn, _) = await sources.FrameAsync(Encoding.UTF8.GetBytes(changed), golden.Frames[0]);
        using var approved = golden.Approved(golden.Frames[0]);
        var likeness = Likeness.Of(approved!, drawn);

        Assert.False(likeness.IsLike, $"{change}: {likeness}");
    }
}
