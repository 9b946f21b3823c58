using CsCheck;
using OpenGen.Media;
using OpenGen.Rendering.Composition;
using OpenGen.Rendering.Drawing;
using OpenGen.Rendering.Graph;
using OpenGen.Rendering.Pipeline;
using static OpenGen.Rendering.Tests.Media;

namespace OpenGen.Rendering.Tests;

public sealed class GraphTests(Media media)
{
    [Fact]
    public async Task The_same_composition_gives_the_same_arguments()
    {
        LayerInput[] layers =
        [
            Layer("clip", media.RedClip, """{"durationInFrames":30,"styles":{"filter":"sepia(1)","borderRadius":"9px"}}"""),
            Layer("text", text: "Hello", attributes: """{"styles":{"animation":{"enter":"zoomIn","exit":"slideOutUp"}}}""", position: 1),
        ];

        var (first, second) = (await ArgumentsAsync(layers), await ArgumentsAsync(layers));
        Assert.Equal(first, second);
        Assert.Contains("-filter_complex", first);
    }

    [Fact]
    public async Task Building_a_command_writes_no_file_and_says_which_ones_it_needs()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        Fonts.Use(media.Options);
        using var scratch = new ScratchFolder(media.Options);
        LayerInput[] layers = [Layer("caption", captions: """[{"word":"one","start":0,"end":1},{"word":"two","start":1,"end":2}]""")];
        var reader = new CompositionReader(media.Options, new MediaProbe(media.Options).ReadAsync);
        var (timeline, _) = await reader.ReadAsync(new CompositionInput("1:1", null, layers), cancellationToken);
        var scene = new SceneDrawer(scratch, []).Draw(timeline, cancellationToken);
        var before = Directory.GetFiles(scratch.Path);

        var command = RenderCommand.Picture(scene.Within(new FrameSpan(20, 10)), "out.mp4", media.Options);

        Assert.Equal(before, Directory.GetFiles(scratch.Path));
        Assert.StartsWith("ffconcat", Assert.Single(command.Texts).Value, StringComparison.Ordinal);
        await command.WriteTextsAsync(cancellationToken);
        Assert.Equal(before.Length + 1, Directory.GetFiles(scratch.Path).Length);
    }

    [Fact]
    public async Task No_text_of_a_user_is_in_the_arguments()
    {
        var arguments = await ArgumentsAsync([
            Layer("clip", media.RedClip, """{"durationInFrames":30,"secret":"HOSTILE1","styles":{"filter":"HOSTILE2(1)"}}""", "HOSTILE3"),
            Layer("text", text: "HOSTILE4", attributes: """{"styles":{"fontFamily":"HOSTILE5"}}""", position: 1),
            Layer("caption", captions: """[{"word":"HOSTILE6","start":0,"end":1}]""", position: 2)]);

        Assert.DoesNotContain(arguments, argument => argument.Contains("HOSTILE", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Full_size_clips_one_after_the_other_are_joined_and_not_overlaid()
    {
        var arguments = await ArgumentsAsync([
            Layer("clip", media.RedClip, """{"durationInFrames":30}"""),
            Layer("image", media.Photo, """{"from":40,"durationInFrames":20}""", position: 1)]);

        var graph = arguments[arguments.ToList().IndexOf("-filter_complex") + 1];
        Assert.Contains("concat=n=3", graph, StringComparison.Ordinal);
        Assert.DoesNotContain("overlay", graph, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_input_is_a_file_with_a_named_format_and_the_file_protocol_alone()
    {
        var arguments = (await ArgumentsAsync([
            Layer("clip", media.RedClip, """{"durationInFrames":30,"styles":{"borderRadius":"50%"},"left":10}"""),
            Layer("text", text: "a", position: 1),
            Layer("caption", captions: """[{"word":"a","start":0,"end":1}]""", position: 2),
            Layer("progress", position: 3)])).ToList();

        var start = 0;
        var inputs = 0;
        for (var i = 0; i < arguments.Count; i++)
        {
            if (arguments[i] != "-i") continue;
            var options = arguments[start..i];
            Assert.Equal("file", options[options.IndexOf("-protocol_whitelist") + 1]);
            Assert.Contains("-f", options);
            Assert.StartsWith("file:/", arguments[i + 1], StringComparison.Ordinal);
            start = i + 2;
            inputs++;
        }
        Assert.Equal(7, inputs);
    }

    [Theory]
    [InlineData(6)]
    [InlineData(60, Explicit = true)]
    public async Task Any_composition_within_limits_renders_to_its_length(int compositions)
    {
        var styles = Gen.OneOf(
            "{}", """{"opacity":0.4}""", """{"borderRadius":"30%"}""", """{"objectFit":"contain","borderRadius":"12px"}""",
            """{"objectFit":"none"}""",
            """{"filter":"blur(9px) hue-rotate(90deg)"}""", """{"filter":"contrast(2) saturate(0) brightness(1.5)","opacity":0.9}""",
            """{"animation":{"enter":"fadeIn","exit":"zoomOut","duration":3}}""",
            """{"animation":{"enter":"pop","exit":"slideOutDown","duration":90}}""",
            """{"animation":{"enter":"slideInRight","exit":"fadeOut"},"borderRadius":"20px"}""");
        var layer = Gen.Select(
            Gen.OneOf("clip", "image", "text", "shape", "caption", "sound", "progress"), styles, Gen.Int[0, 6], Gen.Int[1, 8],
            Gen.OneOf(
                "", "\"left\":-101,\"top\":33,\"width\":333,\"height\":77.5,", "\"left\":900,\"top\":2000,\"width\":50,\"height\":51,"),
            Gen.OneOf(0.0, 17, -90, 720.5), Gen.Bool)
            .Select(
                (type, style, from, frames, box, rotation, loop) => (type, frames: from + frames, attributes: FormattableString.Invariant(
                $$"""{"from":{{from}},"durationInFrames":{{frames}},{{box}}"rotation":{{rotation}},"loop":{{(loop ? "true" : "false")}},"videoStartTime":{{(loop ? 0.5 : 0)}},"styles":{{style}} }""")));
        await layer.Array[1, 5].SampleAsync(
            async drawn =>
            {
                var layers = drawn.Select((one, i) => Layer(
                    one.type,
                    one.type switch { "clip" => media.FlashAndClick, "image" => media.Photo, "sound" => media.Music, _ => null },
                    one.attributes, position: i, text: "Ab\ncd",
                    captions: """[{"word":"one","start":0,"end":0.1},{"word":"two","start":0.1,"end":0.2}]""")).ToArray();
                var video = await media.RenderAsync(layers);

                Assert.Equal(drawn.Max(one => one.frames), video.Frames);
                Assert.Equal(video.Frames, (await media.ColoursAsync(video.Path, 0, 0, 64, 64)).Count);
            },
            iter: compositions, threads: 2);
    }

    private async Task<IReadOnlyList<string>> ArgumentsAsync(LayerInput[] layers)
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        Fonts.Use(media.Options);
        using var scratch = new ScratchFolder(media.Options);
        var (timeline,
            _) = await new CompositionReader(media.Options, new MediaProbe(media.Options).ReadAsync).ReadAsync(
                new CompositionInput("9:16", null, layers), cancellationToken);
        var scene = new SceneDrawer(scratch, []).Draw(timeline, cancellationToken);
        return [
            .. RenderCommand.Picture(scene, "out.mp4", media.Options).Arguments.Select(
                argument => argument.Replace(scratch.Path, "/scratch", StringComparison.Ordinal))];
    }
}
