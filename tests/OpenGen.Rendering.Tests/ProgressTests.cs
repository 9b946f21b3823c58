using OpenGen.Rendering.Composition;
using static OpenGen.Rendering.Tests.Media;

namespace OpenGen.Rendering.Tests;

/// <summary>How much of a progress bar is full in which frame.</summary>
public sealed class ProgressTests(Media media)
{
    private const string Box = "\"left\":100,\"top\":100,\"width\":240,\"height\":240";

    [Theory]
    [InlineData("right", 100, 100, 120, 240)]
    [InlineData("left", 220, 100, 120, 240)]
    [InlineData("down", 100, 100, 240, 120)]
    [InlineData("up", 100, 220, 240, 120)]
    public async Task A_bar_is_empty_in_its_first_frame_full_in_its_last_and_grows_evenly_between(
        string direction, int x, int y, int width, int height)
    {
        var video = await media.RenderAsync(Bar($$"""{"durationInFrames":31,{{Box}},"direction":"{{direction}}","styles":{"fill":"#fff","trackColor":"transparent"} }"""));

        Assert.Empty(video.Warnings);
        var whole = await media.ColoursAsync(video.Path, 100, 100, 240, 240);
        Assert.Equal(31, whole.Count);
        for (var i = 0; i < 31; i++) Assert.InRange(whole[i].R - 255 * i / 30.0, -3, 3);
        RenderTests.Near(White, (await media.ColoursAsync(video.Path, x, y, width, height))[15]);
    }

    [Fact]
    public async Task Without_a_time_of_its_own_it_fills_until_the_video_ends()
    {
        var video = await media.RenderAsync(
            Layer("shape", attributes: """{"durationInFrames":45,"styles":{"fill":"#000"}}"""),
            Layer("clip", media.RedClip, """{"left":0,"top":900,"width":100,"height":100}""", position: 1),
            Bar($$"""{"from":14,{{Box}},"styles":{"fill":"#fff","trackColor":"transparent"} }"""));

        var bar = await media.ColoursAsync(video.Path, 100, 100, 240, 240);
        Assert.Equal(45, bar.Count);
        Assert.All(bar.Take(15), colour => Assert.InRange(colour.G, 0, 3));
        Assert.InRange(bar[29].G, 124, 131);
        Assert.InRange(bar[44].G, 252, 255);
    }

    [Fact]
    public async Task A_bar_of_one_frame_is_full()
    {
        var video = await media.RenderAsync(Bar($$"""{"durationInFrames":1,{{Box}},"styles":{"fill":"#fff"} }"""));

        RenderTests.Near(White, Assert.Single(await media.ColoursAsync(video.Path, 100, 100, 240, 240)));
    }

    [Fact]
    public async Task The_edge_moves_by_parts_of_a_pixel()
    {
        // 24 pixels in ten seconds: a twelfth of a pixel a frame, where a whole one would be ten levels at once.
        var video = await media.RenderAsync(
            Bar("""{"durationInFrames":300,"left":100,"top":100,"width":24,"height":200,"styles":{"fill":"#fff","trackColor":"#000"}}"""));

        var greys = (await media.ColoursAsync(video.Path, 100, 100, 24, 200)).Select(colour => colour.R).ToList();
        for (var i = 1; i < greys.Count; i++) Assert.InRange(greys[i] - greys[i - 1], -2, 5);
        Assert.InRange(greys[^1], 250, 255);
    }

    [Theory]
    [InlineData("", 0, 0, 0)]
    [InlineData(",\"tickColor\":\"#00f\"", 0, 0, 255)]
    public async Task A_tick_is_a_gap_or_a_mark_that_the_bar_reaches_at_its_time(string color, int r, int g, int b)
    {
        var video = await media.RenderAsync(Bar(
            $$"""{"durationInFrames":31,"left":0,"top":100,"width":1080,"height":200,"ticks":[0.5],"styles":{"fill":"#fff","trackColor":"#f00","tickWidth":40{{color}} } }"""));

        RenderTests.Near((r, g, b), (await media.ColoursAsync(video.Path, 526, 120, 28, 160))[3]);
        RenderTests.Near((r, g, b), (await media.ColoursAsync(video.Path, 526, 120, 28, 160))[30]);
        var before = await media.ColoursAsync(video.Path, 484, 120, 28, 160);
        RenderTests.Near(Red, before[13]);
        RenderTests.Near(White, before[15]);
        var behind = await media.ColoursAsync(video.Path, 568, 120, 28, 160);
        RenderTests.Near(Red, behind[15]);
        RenderTests.Near(White, behind[17]);
    }

    [Fact]
    public async Task Of_more_ticks_than_a_bar_can_have_the_first_are_drawn_and_a_warning_says_so()
    {
        var ticks = string.Join(
            ',', Enumerable.Range(0, LayerInput.MostTicks + 1).Select(i => i / 100.0)
                .Select(second => second.ToString(System.Globalization.CultureInfo.InvariantCulture)));
        var video = await media.RenderAsync(Bar($$"""{"durationInFrames":31,"ticks":[{{ticks}}]}"""));

        Assert.Equal("Layer \"Bar\": only the first 50 of its 51 ticks are used.", Assert.Single(video.Warnings));
    }

    private static LayerInput Bar(string attributes) => Layer("progress", attributes: attributes, name: "Bar", position: 2);
}
