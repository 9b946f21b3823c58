using OpenGen.Media;
using OpenGen.Rendering.Composition;
using static OpenGen.Rendering.Tests.Media;

namespace OpenGen.Rendering.Tests;

public sealed class ReaderTests(Media media)
{
    private async Task<(Timeline Timeline, IReadOnlyList<string> Warnings)> ReadAsync(CompositionInput input) =>
        await new CompositionReader(media.Options, new MediaProbe(media.Options).ReadAsync).ReadAsync(
            input, TestContext.Current.CancellationToken);

    private Task<(Timeline Timeline, IReadOnlyList<string> Warnings)> ReadAsync(params LayerInput[] layers) =>
        ReadAsync(new CompositionInput("9:16", null, layers));

    [Theory]
    [InlineData("text", """{"styles":{"fontSize":"huge"}}""", "styles.fontSize", "huge")]
    [InlineData("text", """{"styles":{"color":"sort of blue"}}""", "styles.color", "sort of blue")]
    [InlineData("text", """{"styles":{"opacity":7}}""", "styles.opacity", "7")]
    [InlineData("text", """{"styles":{"textShadow":"much"}}""", "styles.textShadow", "much")]
    [InlineData("text", """{"styles":{"animation":{"enter":"explode"}}}""", "styles.animation.enter", "explode")]
    [InlineData("text", """{"styles":{"textAlign":"middle"}}""", "styles.textAlign", "middle")]
    [InlineData("text", """{"styles":{"padding":"1px 2px 3px 4px 5px"}}""", "styles.padding", "1px 2px 3px 4px 5px")]
    [InlineData("text", """{"from":-3}""", "from", "-3")]
    [InlineData("text", """{"durationInFrames":"long"}""", "durationInFrames", "long")]
    [InlineData("text", """{"rotation":[]}""", "rotation", "[]")]
    [InlineData("shape", """{"shape":"hexagon"}""", "shape", "hexagon")]
    [InlineData("progress", """{"direction":"inwards"}""", "direction", "inwards")]
    [InlineData("progress", """{"edge":"left","direction":"right"}""", "edge", "left")]
    [InlineData("progress", """{"direction":"down","edge":"top"}""", "edge", "top")]
    [InlineData("progress", """{"ticks":2}""", "ticks", "2")]
    [InlineData("progress", """{"ticks":[1,"noon",2]}""", "ticks", "noon")]
    [InlineData("progress", """{"durationInFrames":90,"ticks":[3.1]}""", "ticks", "3.1")]
    [InlineData("progress", """{"styles":{"trackColor":"dusk"}}""", "styles.trackColor", "dusk")]
    [InlineData("progress", """{"styles":{"tickWidth":0}}""", "styles.tickWidth", "0")]
    [InlineData("image", """{"styles":{"filter":"sparkle(3)"}}""", "styles.filter", "sparkle(3)")]
    [InlineData("image", """{"styles":{"objectFit":"squeeze"}}""", "styles.objectFit", "squeeze")]
    [InlineData("image", """{"styles":{"borderRadius":"round"}}""", "styles.borderRadius", "round")]
    public async Task A_value_that_cannot_be_read_is_ignored_with_a_warning_that_names_it(
        string type, string attributes, string field, string value)
    {
        var (timeline, warnings) = await ReadAsync(Layer(type, media.Photo, attributes, "The hook", text: "Hello"));

        Assert.Single(timeline.Layers);
        var warning = Assert.Single(warnings);
        Assert.Contains("\"The hook\"", warning, StringComparison.Ordinal);
        Assert.Contains(field, warning, StringComparison.Ordinal);
        Assert.Contains(value, warning, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Unknown_fields_are_ignored_in_silence()
    {
        var (_,
            warnings) = await ReadAsync(
                Layer("text", attributes: """{"glitter":true,"styles":{"WebkitFontSmoothing":"antialiased"}}""", text: "Hello"));

        Assert.Empty(warnings);
    }

    [Theory]
    [InlineData("""{}""", """{"durationInFrames":90}""", 90)]
    [InlineData("""{}""", """{}""", 150)]
    [InlineData("""{"from":30}""", """{}""", 180)]
    [InlineData("""{"durationInFrames":20}""", """{"from":10,"durationInFrames":20}""", 30)]
    public async Task A_timeline_of_stills_lasts_until_the_last_end_or_five_seconds(string first, string second, int frames)
    {
        var (timeline, _) = await ReadAsync(Layer("text", attributes: first, text: "a"), Layer("shape", attributes: second, position: 1));

        Assert.Equal(frames, timeline.Frames);
    }

    [Fact]
    public async Task A_clip_lasts_as_long_as_what_is_left_of_its_source_and_stills_as_long_as_the_rest()
    {
        var (timeline, _) = await ReadAsync(
            Layer("video", media.FlashAndClick, """{"from":12,"videoStartTime":0.5}"""), Layer("text", text: "a", position: 1),
            Layer("audio", media.Music, """{"loop":true}""", position: 2));

        Assert.Equal(12 + 45, timeline.Frames);
        Assert.Equal(new FrameSpan(0, 57), timeline.Layers[1].Span);
        Assert.Equal(new FrameSpan(0, 57), timeline.Layers[2].Span);
    }

    [Theory]
    [InlineData("9:16", 1080, 1920)]
    [InlineData("16:9", 1920, 1080)]
    [InlineData("1:1", 1080, 1080)]
    [InlineData("4:3", 1440, 1080)]
    [InlineData("3:4", 1080, 1440)]
    public async Task Each_aspect_ratio_has_its_canvas(string ratio, int width, int height)
    {
        var (timeline, warnings) = await ReadAsync(new CompositionInput(ratio, "tomato", [Layer("shape")]));

        Assert.Equal(new Canvas(width, height), timeline.Canvas);
        Assert.Equal(new Rgba(255, 99, 71), timeline.Background);
        Assert.Empty(warnings);
    }

    [Fact]
    public async Task A_layer_without_content_is_left_out_with_a_warning()
    {
        var (timeline,
            warnings) = await ReadAsync(
                Layer("shape"), Layer("image", null, name: "Photo", position: 1), Layer("text", name: "Hook", position: 2),
                Layer("caption", name: "Words", position: 3));

        Assert.Single(timeline.Layers);
        Assert.Equal(["Photo", "Hook", "Words"], warnings.Select(warning => warning.Split('"')[1]));
    }

    [Fact]
    public async Task Nothing_left_is_a_failure_that_names_the_layers()
    {
        var fault = await Assert.ThrowsAsync<CompositionInvalidException>(
            () => ReadAsync(Layer("image", null, name: "Photo"), Layer("text", name: "Hook", position: 1)));

        Assert.Contains("\"Photo\", \"Hook\"", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ten_minutes_are_the_most()
    {
        await ReadAsync(Layer("shape", attributes: """{"durationInFrames":18000}"""));
        var fault = await Assert.ThrowsAsync<CompositionInvalidException>(
            () => ReadAsync(Layer("shape", attributes: """{"durationInFrames":18001}""")));

        Assert.Contains("600", fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("#f80", 255, 136, 0, 1)]
    [InlineData("#ff880080", 255, 136, 0, 0.5)]
    [InlineData("rgb(255, 136, 0)", 255, 136, 0, 1)]
    [InlineData("rgba(255 136 0 / 50%)", 255, 136, 0, 0.5)]
    [InlineData("hsl(32, 100%, 50%)", 255, 136, 0, 1)]
    [InlineData("HSLA(120deg, 100%, 25%, .25)", 0, 128, 0, 0.25)]
    [InlineData("RebeccaPurple", 102, 51, 153, 1)]
    public void Colours_of_CSS_are_read(string text, int r, int g, int b, double alpha)
    {
        Assert.True(CssColor.TryRead(text, out var color));
        Assert.Equal((r, g, b), (color.R, color.G, color.B));
        Assert.Equal(alpha, color.A, 0.01);
    }

    [Theory]
    [InlineData("#12345")]
    [InlineData("rgb(1,2)")]
    [InlineData("rgb(1,2,x)")]
    [InlineData("url(x)")]
    [InlineData("")]
    public void What_is_no_colour_is_refused(string text) => Assert.False(CssColor.TryRead(text, out _));

    [Fact]
    public void Filters_do_what_a_browser_does()
    {
        // Values that Chromium paints for #ff8000.
        (string Filter, int R, int G, int B)[] cases =
        [
            ("grayscale(1)", 146, 146, 146), ("invert(100%)", 0, 127, 255), ("brightness(50%)", 128, 64, 0), ("contrast(0)", 128, 128, 128),
            ("sepia(1)", 199, 177, 138),
        ];
        foreach (var (text, r, g, b) in cases)
        {
            var (red, green, blue) = CssFilter.Read(text, out var unread).Apply(1, 128 / 255.0, 0);
            Assert.Empty(unread);
            RenderTests.Near((r, g, b), ((int)Math.Round(red * 255), (int)Math.Round(green * 255), (int)Math.Round(blue * 255)));
        }
    }
}
