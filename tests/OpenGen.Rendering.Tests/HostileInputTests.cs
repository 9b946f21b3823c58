using static OpenGen.Rendering.Tests.Media;

namespace OpenGen.Rendering.Tests;

public sealed class HostileInputTests(Media media)
{
    [Fact]
    public async Task Text_with_the_syntax_of_filters_and_markup_is_drawn_as_text()
    {
        var hostile = "'],[x];movie=/etc/passwd,%{eif:1:d} \\:\\\\ </span><span size=\"1\"> &amp; \u0000\u0007\u202e \ud800 {{x}}\r\n" + new string('w', 100_000);
        var video = await media.RenderAsync(
            Layer("text", attributes: """{"durationInFrames":3,"styles":{"fontFamily":"'a\"/><b>;,x","color":"white"}}""", text: hostile, name: "'];[0:v]"),
            Layer("caption", attributes: """{"durationInFrames":3}""", captions: """[{"word":"</span>';[x]","start":0,"end":0.05}]""", position: 1));

        Assert.Equal(3, video.Frames);
        Assert.Contains(video.Warnings, warning => warning.Contains("control characters", StringComparison.Ordinal));
        Assert.Contains(video.Warnings, warning => warning.Contains("only the first", StringComparison.Ordinal));
        Assert.Contains(video.Warnings, warning => warning.Contains("is not installed", StringComparison.Ordinal));
        Assert.Contains(await media.ColoursAsync(video.Path, 100, 300, 800, 400), colour => colour.R > 10);
    }
}
