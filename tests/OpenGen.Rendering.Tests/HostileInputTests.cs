using System.Text.Json.Nodes;
using OpenGen.Rendering.Composition;
using static OpenGen.Rendering.Tests.Media;

namespace OpenGen.Rendering.Tests;

public sealed class HostileInputTests(Media media)
{
    [Fact]
    public async Task Text_with_the_syntax_of_filters_and_markup_is_drawn_as_text()
    {
        var hostile = "'],[x];movie=/etc/passwd,%{eif:1:d} \\:\\\\ </span><span size=\"1\"> &amp; \u0000\u0007\u202e \ud800 {{x}}\r\n"
            + new string('w', 100_000);
        var video = await media.RenderAsync(
            Layer(
                "text", attributes: """{"durationInFrames":3,"styles":{"fontFamily":"'a\"/><b>;,x","color":"white"}}""", text: hostile,
                name: "'];[0:v]"),
            Layer(
                "caption", attributes: """{"durationInFrames":3}""", captions: """[{"word":"</span>';[x]","start":0,"end":0.05}]""",
                position: 1));

        Assert.Equal(3, video.Frames);
        Assert.Contains(video.Warnings, warning => warning.Contains("control characters", StringComparison.Ordinal));
        Assert.Contains(video.Warnings, warning => warning.Contains("only the first", StringComparison.Ordinal));
        Assert.Contains(video.Warnings, warning => warning.Contains("is not installed", StringComparison.Ordinal));
        Assert.Contains(await media.ColoursAsync(video.Path, 100, 300, 800, 400), colour => colour.R > 10);
    }

    /// <summary>What no field expects, and what some take for a command.</summary>
    private static readonly string[] Values =
    [
        "\"'],[x];movie=/etc/passwd;[y]\"", "\"</span><span size='1'>%{eif:1:d}\\\\:,;\"", "\"\\u0000\\ud800\\u202e\"", "1e308", "-1e308",
        "\"NaN\"", "\"Infinity\"", "-1", "2147483647", "0.0000001",
        "\"99999999999999999999px 1e400em -5%\"", "\"rgba(1e999,-1,NaN,50)\"", "\"url(http://127.0.0.1/x)\"", "[[[[[[]]]]]]",
        "{\"enter\":{\"enter\":1},\"duration\":1e9}", "true", "\"\"", "\"blur(1e9px) blur(999px) brightness(1e300) hue-rotate(1e308deg)\"",
    ];

    private static readonly string[] Fields =
    [
        "from", "totalDuration", "width", "height", "left", "top", "rotation", "videoStartTime", "startFromSound", "loop", "fadeIn",
        "fadeOut", "duck", "template", "shape", "content",
    ];

    private static readonly string[] Styles =
    [
        "opacity", "objectFit", "borderRadius", "filter", "animation", "volume", "fontSize", "fontFamily", "fontWeight", "fontStyle",
        "color", "textAlign", "lineHeight", "letterSpacing",
        "textTransform", "backgroundColor", "padding", "textShadow", "WebkitTextStroke", "highlightColor", "fill", "stroke", "strokeWidth",
    ];

    public static TheoryData<string> Types => ["text", "caption", "shape", "image", "clip", "sound"];

    [Theory]
    [MemberData(nameof(Types))]
    public async Task No_value_of_any_field_breaks_a_render(string type)
    {
        var layers = new List<LayerInput> { Layer("shape", attributes: """{"durationInFrames":2}""") };
        string[] values = [.. Values, $"\"{new string('9', 10_000)}\"", new string('9', 300)];
        for (var i = 0; i < values.Length; i++)
        {
            // In each layer another value for each field: in all of them together, every field has had every value.
            string Value(int field) => values[(field + i) % values.Length];
            var fields = string.Concat(Fields.Select((field, at) => $"\"{field}\":{Value(at)},"));
            var styles = string.Join(',', Styles.Select((field, at) => $"\"{field}\":{Value(at)}"));
            layers.Add(Layer(
                type, type switch { "image" => media.Photo, "clip" => media.RedClip, "sound" => media.Music, _ => null }, $$"""{{{fields}}"durationInFrames":2,"styles":{{{styles}}} }""",
                values[i], layers.Count, type == "text" && i % 2 == 0 ? "text" : null,
                type == "caption" ? """[{"word":"word","start":0,"end":0.05}]""" : null));
        }
        // A layer that begins at its frame 2147483647 would be a video of that length.
        foreach (var layer in layers) layer.Attributes.Remove("from");
        var video = await media.RenderAsync([.. layers]);

        Assert.Equal(2, (await media.ColoursAsync(video.Path, 0, 0, 8, 8)).Count);
        Assert.NotEmpty(video.Warnings);
        Assert.All(video.Warnings, warning => Assert.InRange(warning.Length, 1, 400));
    }

    [Theory]
    [InlineData("""{"from":2147483647}""")]
    [InlineData("""{"durationInFrames":2147483647}""")]
    [InlineData("""{"from":99999999,"durationInFrames":99999999}""")]
    public async Task A_video_of_years_is_refused(string attributes)
    {
        var refused = await Assert.ThrowsAnyAsync<CompositionInvalidException>(
            () =>
                media.RenderAsync(
                    Layer("shape", attributes: attributes), Layer("shape", attributes: """{"from":20000,"durationInFrames":1}""")));
        Assert.Contains("600 s is the most", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Values_nested_a_thousand_deep_are_ignored_like_others()
    {
        JsonNode deep = new JsonArray();
        for (var i = 0; i < 1000; i++) deep = new JsonArray(deep);
        var layer = Layer("text", attributes: """{"durationInFrames":2}""", text: "Text");
        layer.Attributes["styles"] = deep;
        layer.Attributes["rotation"] = deep.DeepClone();

        Assert.Equal(
            2, (await media.RenderAsync(layer)).Warnings.Count(warning => warning.Contains("is ignored", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_hundred_thousand_captions_with_any_times_are_read_and_those_in_the_video_drawn()
    {
        var words = string.Join(',', Enumerable.Range(0, 100_000).Select(i => FormattableString.Invariant($$"""{"word":"w{{i}}","start":{{i * 0.2:0.0}},"end":{{i * 0.2 + 0.1:0.0}}}""")));
        const string Odd =
            """{"word":"a","start":"NaN","end":1},{"word":"b","start":1e300,"end":1e301},{"word":"c","start":-5,"end":-4},{"word":"d","start":0.3,"end":0.1},{"word":{"x":1},"start":0.2,"end":0.2},{"text":"no time"},7,null,"e",[[]],{"words":[{"words":[]}]}""";
        var video = await media.RenderAsync(
            Layer("caption", attributes: """{"durationInFrames":12}""", captions: $"[{words},{Odd}]"),
            Layer("caption", attributes: """{"durationInFrames":12}""", captions: $$"""[{"word":"{{new string('W', 100_000)}}","start":0,"end":1}]""", position: 1));

        Assert.Equal(12, (await media.ColoursAsync(video.Path, 0, 0, 8, 8)).Count);
        Assert.Contains(video.Warnings, warning => warning.Contains("captions have no text or no time", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Stacks_of_marks_and_directions_within_directions_are_drawn()
    {
        var video = await media.RenderAsync(
            Layer("text", attributes: """{"durationInFrames":2}""", text: "a" + new string('\u0301', 2_999)),
            Layer(
                "text", attributes: """{"durationInFrames":2}""", text: string.Concat(Enumerable.Repeat("\u202e\u2066\u202aa", 700)),
                position: 1),
            Layer(
                "text",
                attributes: """{"durationInFrames":2,"styles":{"fontSize":"2000px","padding":"2000px","textShadow":"500px 500px 500px red","WebkitTextStroke":"100px red"}}""", text: new string('W', 3_000), position: 2));
        Assert.Equal(2, (await media.ColoursAsync(video.Path, 0, 0, 8, 8)).Count);
    }
}
