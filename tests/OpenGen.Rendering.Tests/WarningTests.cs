using OpenGen.Media;
using OpenGen.Rendering.Composition;
using static OpenGen.Rendering.Tests.Media;

namespace OpenGen.Rendering.Tests;

/// <summary>What a person is told of layers that come out otherwise than they were written.</summary>
public sealed class WarningTests(Media media)
{
    [Theory]
    [InlineData("text", null, """{"from":90}""", "Layer \"It\" begins after the end of the video and is left out.")]
    [InlineData("text", null, """{"content":"a\u0007b"}""", "Layer \"It\": control characters in its text are left out.")]
    [InlineData("text", null, """{"content":" \n "}""", "Layer \"It\" has no text and is left out.")]
    [InlineData("text", null, """{"styles":"bold"}""", "Layer \"It\": styles \"bold\" is not an object; it is ignored.")]
    [InlineData(
        "caption", null, """{"captions":"Hello"}""",
        "Layer \"It\": captions \"Hello\" is not a list of captions; it is ignored.|Layer \"It\" has no captions and is left out.")]
    [InlineData(
        "caption", null, """{"captions":[{"word":"a","start":0,"end":1},{"word":"b"},7]}""",
        "Layer \"It\": 2 of its captions have no text or no time and are left out.")]
    [InlineData(
        "caption", null, """{"captions":[{"word":"a","start":0,"end":1}],"template":"disco"}""",
        "Layer \"It\": template \"disco\" is none of karaoke, classic, pop, bold; it is ignored.")]
    [InlineData("clip", "music", "{}", "Layer \"It\": its file is sound without a picture; it is played and not shown.")]
    [InlineData("sound", "photo", "{}", "Layer \"It\": its file has no sound; it is left out.")]
    [InlineData("clip", null, "{}", "Layer \"It\" has no content and is left out.")]
    [InlineData(
        "clip", "flash", """{"videoStartTime":7}""",
        "Layer \"It\" is trimmed to 7 s, past the end of its source of 2 s; it starts at its beginning.")]
    [InlineData(
        "sound", "speech", """{"startFromSound":300}""",
        "Layer \"It\" is trimmed to 10 s, past the end of its source of 3.5 s; it starts at its beginning.")]
    [InlineData("sound", "music", """{"duck":"maybe"}""", "Layer \"It\": duck \"maybe\" is not true or false; it is ignored.")]
    [InlineData(
        "sound", "music", """{"styles":{"volume":3}}""", "Layer \"It\": styles.volume \"3\" is not a number from 0 to 1; it is ignored.")]
    public async Task Each_is_a_sentence_that_names_the_layer(string type, string? file, string attributes, string expected)
    {
        var source = file switch
        {
            "music" => media.Music,
            "photo" => media.Photo,
            "flash" => media.FlashAndClick,
            "speech" => media.Speech,
            _ => null,
        };
        var text = attributes.Contains("content", StringComparison.Ordinal) ? null : "Text";

        var (_,
            warnings) = await ReadAsync(
                new CompositionInput(
                    "1:1", null,
                    [Layer("shape", attributes: """{"durationInFrames":30}"""), Layer(type, source, attributes, "It", 1, text)]));

        Assert.Equal(expected.Split('|'), warnings);
    }

    [Fact]
    public async Task A_canvas_and_a_background_that_are_none_become_upright_and_black()
    {
        var (timeline, warnings) = await ReadAsync(new CompositionInput("21:9", "dusk", [Layer("shape")]));

        Assert.Equal((new Canvas(1080, 1920), Rgba.Black), (timeline.Canvas, timeline.Background));
        Assert.Equal(
            ["The aspect ratio \"21:9\" is not one of 9:16, 16:9, 1:1, 4:3, 3:4; 9:16 is used.",
                "The background colour \"dusk\" is not a colour; black is used."], warnings);
    }

    [Fact]
    public async Task Captions_of_which_nothing_lies_on_the_canvas_are_left_out()
    {
        var layer = Layer(
            "caption", attributes: """{"durationInFrames":3,"left":3000,"top":3000,"width":60}""",
            captions: """[{"word":"a","start":0,"end":1},{"word":"b.","start":1,"end":2},{"word":"c","start":2,"end":3}]""", name: "Far",
            position: 1);
        var video = await media.RenderAsync(Layer("shape", attributes: """{"durationInFrames":3}"""), layer);

        Assert.StartsWith("Layer \"Far\" cannot be drawn and is left out: ", Assert.Single(video.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_layer_more_than_the_most_is_a_failure()
    {
        var most = media.Options.MaxLayers;
        CompositionInput Of(int layers) => new("1:1", null, [.. Enumerable.Range(0, layers).Select(i => Layer("shape", position: i))]);

        Assert.Equal(most, (await ReadAsync(Of(most))).Timeline.Layers.Count);
        var fault = await Assert.ThrowsAsync<CompositionInvalidException>(() => ReadAsync(Of(most + 1)));
        Assert.Equal($"The video has {most + 1} layers; {most} is the most.", fault.Message);
    }

    [Theory]
    [InlineData("Background music", """{}""", true, false)]
    [InlineData("Background music", """{"duck":false}""", false, false)]
    [InlineData("Voice over", """{}""", false, true)]
    [InlineData("Rain", """{}""", false, false)]
    [InlineData("Rain", """{"duck":true}""", true, false)]
    public async Task A_sounds_name_says_whether_it_gives_way(string name, string attributes, bool ducks, bool isSpeech)
    {
        var (timeline, _) = await ReadAsync(new CompositionInput("1:1", null, [Layer("sound", media.Music, attributes, name)]));

        var sound = Assert.IsType<SoundLayer>(timeline.Layers[0]);
        Assert.Equal((ducks, isSpeech), (sound.Duck, sound.IsSpeech));
    }

    [Fact]
    public async Task What_a_layer_says_of_its_sources_length_does_not_matter()
    {
        var (timeline,
            warnings) = await ReadAsync(
                new CompositionInput("1:1", null, [Layer("clip", media.FlashAndClick, """{"totalDuration":9999}""")]));

        Assert.Equal(60, timeline.Frames);
        Assert.Empty(warnings);
    }

    private async Task<(Timeline Timeline, IReadOnlyList<string> Warnings)> ReadAsync(CompositionInput input) =>
        await new CompositionReader(media.Options, new MediaProbe(media.Options).ReadAsync).ReadAsync(
            input, TestContext.Current.CancellationToken);
}
