using CsCheck;
using OpenGen.Media;
using OpenGen.Rendering.Composition;
using OpenGen.Rendering.Drawing;
using OpenGen.Rendering.Graph;
using OpenGen.Rendering.Pipeline;
using OpenGen.Rendering.Scenes;
using static OpenGen.Rendering.Tests.Media;

namespace OpenGen.Rendering.Tests;

/// <summary>
/// A window of a timeline has, to the bit, the frames that the whole has there: stills, previews of a part and pieces made at once
/// rest on it.
/// </summary>
public sealed class WindowTests(Media media)
{
    private const string Coming = "\"styles\":{\"animation\":{\"enter\":\"fadeIn\",\"exit\":\"zoomOut\",\"duration\":8}}";

    [Fact]
    public async Task Pieces_have_the_frames_of_the_whole()
    {
        LayerInput[] layers =
        [
            Layer("clip", media.LongClip, """{"durationInFrames":100,"videoStartTime":0.3}""", position: 0),
            Layer(
                "image", media.Photo,
                """{"from":100,"durationInFrames":50,"styles":{"animation":{"enter":"fadeIn","exit":"fadeOut","duration":20}}}""",
                position: 1),
            Layer("text", text: "Words", attributes: $$"""{"from":10,"durationInFrames":70,"top":100,{{Coming}}}""", position: 2),
            Layer(
                "shape",
                attributes: """{"from":20,"durationInFrames":90,"left":10,"top":600,"width":99,"height":99,"rotation":30,"styles":{"fill":"#0f8","animation":{"enter":"slideInLeft","exit":"slideOutRight","duration":30}}}""", position: 3),
            Layer(
                "clip", media.FlashAndClick,
                """{"from":5,"durationInFrames":120,"left":700,"top":50,"width":300,"height":300,"loop":true,"styles":{"borderRadius":"50%","animation":{"enter":"pop","exit":"fadeOut","duration":25}}}""", position: 4),
            Layer("caption", captions: """[{"word":"one","start":0.5,"end":1},{"word":"two","start":1.2,"end":2},{"word":"three","start":3,"end":4}]""", attributes: $$"""{"durationInFrames":140,{{Coming}}}""", position: 5),
            Layer(
                "caption",
                captions: """[{"word":"uno","start":0.4,"end":1},{"word":"due","start":1.3,"end":2},{"word":"tre","start":3.1,"end":4}]""",
                attributes: """{"top":20,"template":"pop"}""", position: 6),
            Layer("progress", attributes: """{"top":900,"height":31,"ticks":[1,3],"styles":{"borderRadius":"15px"}}""", position: 7),
            Layer(
                "progress",
                attributes: """{"from":15,"durationInFrames":100,"left":33,"top":300,"width":601,"height":77,"rotation":20,"direction":"left","styles":{"fill":"#f80","animation":{"enter":"pop","exit":"fadeOut","duration":25}}}""", position: 8),
        ];
        await HasTheFramesOfTheWholeAsync(layers, [0, 13, 20, 61, 95, 104, 120, 139, 150]);
    }

    [Fact]
    public async Task What_is_hidden_in_a_piece_is_not_opened_for_it()
    {
        LayerInput[] layers =
        [
            Layer("clip", media.LongClip, """{"durationInFrames":100}"""),
            Layer(
                "clip", media.FlashAndClick,
                """{"from":20,"durationInFrames":50,"styles":{"animation":{"enter":"slideInLeft","exit":"zoomOut","duration":10}}}""",
                position: 1),
            Layer("text", text: "Above", attributes: """{"durationInFrames":100}""", position: 2),
        ];
        await HasTheFramesOfTheWholeAsync(layers, [0, 25, 30, 60, 65, 100]);

        using var scratch = new ScratchFolder(media.Options);
        var scene = await SceneAsync(layers, scratch);
        string[] Opened(int from, int end) =>
            [.. scene.Within(new FrameSpan(from, end - from)).Visuals.OfType<SceneClip>().Select(clip => clip.Layer.File)];
        Assert.Equal([media.FlashAndClick], Opened(30, 60));
        Assert.Equal([media.LongClip, media.FlashAndClick], Opened(29, 60));
        Assert.Equal([media.LongClip, media.FlashAndClick], Opened(30, 61));
    }

    [Theory]
    [InlineData("""{"from":700,"durationInFrames":800}""", "{}", 1, new[] { 0, 700, 1500, 2400 })]
    [InlineData(
        """{"from":700,"durationInFrames":1000,"styles":{"animation":{"enter":"slideInLeft","exit":"fadeOut","duration":20}}}""", "{}", 1,
        new[] { 0, 720, 1680, 2400 })]
    // Evenly where there are cores.
    [InlineData("""{"from":700,"durationInFrames":800}""", "{}", 2, new[] { 0, 700, 1200, 1500, 2400 })]
    // It hides nothing: too small, too clear, too short a time.
    [InlineData("""{"from":700,"durationInFrames":800,"left":0,"top":0,"width":1080,"height":1078}""", "{}", 1, new[] { 0, 2400 })]
    [InlineData("""{"from":700,"durationInFrames":800,"styles":{"opacity":0.99}}""", "{}", 1, new[] { 0, 2400 })]
    [InlineData("""{"from":700,"durationInFrames":60}""", "{}", 1, new[] { 0, 2400 })]
    // One that goes round for as long as nobody knows would be played from its beginning for every piece.
    [InlineData("""{"from":700,"durationInFrames":800}""", """{"from":0,"durationInFrames":2400,"loop":true}""", 1, new[] { 0, 2400 })]
    [InlineData(
        """{"from":700,"durationInFrames":1700}""", """{"from":690,"durationInFrames":1710,"loop":true}""", 1, new[] { 0, 700, 2400 })]
    public async Task Pieces_begin_where_another_layer_hides_what_is_below(string hiding, string above, int atOnce, int[] cuts)
    {
        List<LayerInput> layers =
        [
            Layer("clip", media.LongClip, """{"durationInFrames":2400}"""),
            Layer("clip", media.LongClip, hiding, position: 1),
            Layer("text", text: "Above", attributes: """{"from":20,"durationInFrames":2380}""", position: 2),
        ];
        if (above != "{}")
            layers.Add(Layer("clip", media.FlashAndClick, above[..^1] + ""","left":0,"top":0,"width":800,"height":800}""", position: 3));

        Assert.Equal(cuts, await CutsAsync([.. layers], atOnce));
    }

    [Fact]
    public async Task Pieces_begin_where_many_layers_are_over()
    {
        // Three cards of eight lines, one after the other, and a title over all of them.
        var layers = Enumerable.Range(0, 24).Select(i => Layer("text", text: $"Line {i}", attributes: $$"""{"from":{{i / 8 * 300}},"durationInFrames":300,"top":{{i % 8 * 100}}}""", position: i));
        Assert.Equal(
            [0, 300, 600, 900],
            await CutsAsync([.. layers, Layer("text", text: "Title", attributes: """{"durationInFrames":900}""", position: 24)], 1));
    }

    [Theory]
    [InlineData(5)]
    [InlineData(50, Explicit = true)]
    public async Task Any_piece_of_a_layer_that_comes_and_goes_has_its_frames(int layers)
    {
        var motion = Gen.OneOf("none", "fade", "slide", "zoom", "pop");
        static string In(string name) => name switch { "fade" => "fadeIn", "slide" => "slideInUp", "zoom" => "zoomIn", _ => name };
        static string Out(string name) => name switch { "fade" => "fadeOut", "slide" => "slideOutLeft", "zoom" => "zoomOut", _ => name };
        await Gen.Select(
            Gen.OneOf("clip", "image", "text", "caption", "progress"), motion, motion, Gen.Int[0, 30], Gen.Int[1, 60], Gen.Int[1, 40],
            Gen.Int[1, 60]).SampleAsync(
            async (type, enter, exit, from, frames, duration, cut) =>
            {
                var layer = Layer(
                    type, type switch { "clip" => media.LongClip, "image" => media.Photo, _ => null },
                    $$$"""{"from":{{{from}}},"durationInFrames":{{{frames}}},"left":100,"top":200,"width":400,"height":301,"styles":{"animation":{"enter":"{{{In(enter)}}}","exit":"{{{Out(exit)}}}","duration":{{{duration}}} } } }""",
                    position: 1, text: "Word", captions: """[{"word":"one","start":0.1,"end":0.4},{"word":"two","start":0.5,"end":1}]""");
                await HasTheFramesOfTheWholeAsync([layer, Layer("shape", attributes: $$"""{"durationInFrames":{{from + frames + 1}},"styles":{"fill":"#456"} }""")], [0, Math.Min(cut, from + frames), from + frames + 1]);
            },
            iter: layers, threads: 2);
    }

    [Fact]
    public async Task A_video_made_in_pieces_is_whole()
    {
        var options = new RenderingOptions { ScratchFolder = media.Options.ScratchFolder, Preset = "superfast", Segments = 3 };
        var steps = new List<double>();
        var video = await new VideoRenderer(options).RenderAsync(
            new CompositionInput("1:1", null, [Layer("clip", media.LongClip, """{"durationInFrames":201}"""), Layer("sound", media.Music)]),
            media.Output(), new Inline<RenderProgress>(done => steps.Add(done.Percent)), TestContext.Current.CancellationToken);

        Assert.Empty(video.Warnings);
        Assert.Equal(steps.Order(), steps);
        var pieces = await GreysAsync(video.Path);
        Assert.Equal(201, pieces.Count);
        var whole = await GreysAsync((await media.RenderAsync(Layer("clip", media.LongClip, """{"durationInFrames":201}"""))).Path);
        for (var i = 0; i < 201; i++) Assert.InRange(pieces[i] - whole[i], -2, 2);
        var facts = await new MediaProbe(media.Options).ReadAsync(video.Path, TestContext.Current.CancellationToken);
        Assert.Equal(6.7, facts!.Duration, 0.05);
    }

    [Fact]
    public async Task A_clip_whose_end_is_broken_holds_its_last_frame_in_pieces_and_stills_too()
    {
        var whole = await File.ReadAllBytesAsync(media.LongClip, TestContext.Current.CancellationToken);
        var broken = media.In("broken-tail.mp4");
        // Its index stands at the front and goes on; its pictures end.
        await File.WriteAllBytesAsync(broken, whole[..(whole.Length / 3)], TestContext.Current.CancellationToken);
        var options = new RenderingOptions { ScratchFolder = media.Options.ScratchFolder, Preset = "superfast", Segments = 3 };
        var layer = Layer("clip", broken, """{"durationInFrames":240}""");
        var video = await new VideoRenderer(options).RenderAsync(
            new CompositionInput("1:1", null, [layer]), media.Output(), null, TestContext.Current.CancellationToken);
        var still = media.In("held.png");
        await new VideoRenderer(options).FrameAsync(
            new CompositionInput("1:1", null, [layer]), 230, still, cancellationToken: TestContext.Current.CancellationToken);

        var greys = await GreysAsync(video.Path);
        Assert.Equal(240, greys.Count);
        Assert.InRange(greys[230], 25, 200);
        using var image = NetVips.Image.NewFromFile(still);
        Assert.InRange(image[0].Avg() - greys[230], -3, 3);
    }

    [Theory, InlineData("png"), InlineData("jpg")]
    public async Task A_still_is_the_frame_of_the_video(string ending)
    {
        LayerInput[] layers =
        [
            Layer("clip", media.LongClip, """{"durationInFrames":150}"""),
            Layer(
                "text", text: "Still",
                attributes: """{"from":100,"durationInFrames":50,"styles":{"color":"#f80","animation":{"enter":"zoomIn","duration":20}}}""",
                position: 1),
        ];
        var video = await media.RenderAsync(layers);
        var file = media.In($"still-{ending}.{ending}");
        Assert.Empty(
            await new VideoRenderer(media.Options).FrameAsync(
                new CompositionInput("1:1", null, layers), 110, file, cancellationToken: TestContext.Current.CancellationToken));

        using var still = NetVips.Image.NewFromFile(file);
        Assert.Equal((1080, 1080), (still.Width, still.Height));
        foreach (var (x, y) in ((int, int)[])[(100, 100), (440, 500), (540, 540), (900, 1000)])
        {
            using var part = still.Crop(x, y, 40, 40);
            var (r, g, b) = (await media.ColoursAsync(video.Path, x, y, 40, 40))[110];
            RenderTests.Near((r, g, b), ((int)part[0].Avg(), (int)part[1].Avg(), (int)part[2].Avg()));
        }
    }

    [Fact]
    public async Task A_frame_past_the_end_is_the_last_and_a_negative_one_is_refused()
    {
        var composition = new CompositionInput("1:1", null, [Layer("clip", media.CountingClip)]);
        var renderer = new VideoRenderer(media.Options);
        var file = media.In("last.png");
        await renderer.FrameAsync(composition, 5000, file, 108, TestContext.Current.CancellationToken);

        using var still = NetVips.Image.NewFromFile(file);
        Assert.Equal((108, 108), (still.Width, still.Height));
        Assert.InRange(still[0].Avg(), 7 * 29 * 255 / 219.0 - 3, 7 * 29 * 255 / 219.0 + 3);
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(
            () => renderer.FrameAsync(composition, -1, file, cancellationToken: TestContext.Current.CancellationToken));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(
            () => renderer.PreviewAsync(composition, 10, media.Output(), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_preview_is_the_video_with_fewer_pixels()
    {
        LayerInput[] layers =
        [
            Layer("clip", media.LongClip, """{"durationInFrames":60}"""),
            Layer(
                "image", media.Photo,
                """{"left":40,"top":700,"width":300,"height":300,"styles":{"borderRadius":"60px","filter":"blur(9px) sepia(1)"}}""",
                position: 1),
            Layer("image", media.Photo, """{"left":640,"top":640,"width":400,"height":400,"styles":{"objectFit":"none"}}""", position: 2),
            Layer(
                "text", text: "A preview of a text that takes two lines",
                attributes: """{"top":80,"styles":{"fontSize":"90px","padding":"20px","backgroundColor":"#204060","textShadow":"4px 4px 8px #000","WebkitTextStroke":"4px #000"}}""", position: 3),
            Layer(
                "shape",
                attributes: """{"left":100,"top":400,"width":500,"height":120,"rotation":10,"styles":{"fill":"#f40","stroke":"#fff","strokeWidth":12,"borderRadius":"30px"}}""", position: 4),
            Layer(
                "caption", captions: """[{"word":"one","start":0,"end":1},{"word":"two","start":1,"end":2}]""",
                attributes: """{"top":540}""", position: 5),
            Layer("progress", attributes: """{"height":40,"ticks":[0.5,1],"styles":{"borderRadius":"20px","tickWidth":30}}""", position: 7),
            Layer("sound", media.Music, position: 6),
        ];
        var composition = new CompositionInput("1:1", null, layers);
        var (video, preview) = (await media.RenderAsync(layers), media.Output());
        Assert.Empty(await new VideoRenderer(media.Options).PreviewAsync(composition, 360, preview, TestContext.Current.CancellationToken));

        var facts = await new MediaProbe(media.Options).ReadAsync(preview, TestContext.Current.CancellationToken);
        Assert.Equal((360, 360, true), (facts!.Width, facts.Height, facts.HasAudio));
        Assert.Equal(video.Frames, (await media.ColoursAsync(preview, 0, 0, 8, 8)).Count);
        var log = await media.FFmpeg.RunForLogAsync(
            [.. InputGuard.Pinned(video.Path, "mov"), .. InputGuard.Pinned(preview, "mov"), "-filter_complex",
                "[0:v]scale=360:360:flags=area[a];[a][1:v]ssim", "-an", "-f", "null", "-"], TestContext.Current.CancellationToken);
        Assert.Matches("All:0\\.9[3-9]", log);
    }

    [Fact]
    public async Task What_was_prepared_of_a_clip_serves_previews_of_every_width_and_trim()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        var clip = media.In("large.mp4");
        await media.FFmpeg.RunAsync(
            [.. InputGuard.Pinned(media.CountingClip, "mov"), "-vf", "scale=720:1280", "-c:v", "libx264", "-preset", "ultrafast", "-crf",
                "1", "-colorspace", "bt709", clip], null, cancellationToken);
        var options = media.Options.With(VideoEncoder.Software);
        options.CacheFolder = media.In("prepared");
        var renderer = new VideoRenderer(options);
        await renderer.PrepareAsync(clip, cancellationToken);
        await renderer.PrepareAsync(media.Music, cancellationToken);
        var film = Assert.Single(Films());

        foreach (var (width, start) in ((int, int)[])[(360, 0), (360, 12), (200, 5)])
        {
            var preview = media.Output();
            var layer = Layer("clip", clip, FormattableString.Invariant($$"""{"durationInFrames":12,"videoStartTime":{{start / 30.0:0.000000}} }"""));
            Assert.Empty(await renderer.PreviewAsync(new CompositionInput("9:16", null, [layer]), width, preview, cancellationToken));
            var greys = (await media.ColoursAsync(preview, 80, 80, 20, 20)).Select(colour => colour.R).ToList();
            Assert.Equal(12, greys.Count);
            for (var i = 0; i < 12; i++) Assert.InRange(greys[i], 7 * (start + i) * 255 / 219.0 - 4, 7 * (start + i) * 255 / 219.0 + 4);
        }
        Assert.Equal(film, Assert.Single(Films()));

        // Shown much larger than that, it has a film of its own.
        await renderer.PreviewAsync(new CompositionInput("9:16", null, [Layer("clip", clip)]), 700, media.Output(), cancellationToken);
        Assert.Equal(2, Films().Length);

        string[] Films() => Directory.GetFiles(options.CacheFolder, "*.mov", SearchOption.AllDirectories);
    }

    [Fact]
    public async Task A_clip_that_is_broken_or_gone_is_prepared_in_silence()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        var broken = media.In("broken.mp4");
        await File.WriteAllBytesAsync(broken, (await File.ReadAllBytesAsync(media.LongClip, cancellationToken))[..4000], cancellationToken);
        var renderer = new VideoRenderer(media.Options);
        await renderer.PrepareAsync(broken, cancellationToken);
        await renderer.PrepareAsync(media.In("none.mp4"), cancellationToken);
    }

    private async Task<List<int>> GreysAsync(string video) =>
        [.. (await media.ColoursAsync(video, 400, 400, 200, 200)).Select(colour => colour.R)];

    /// <returns>Where the pieces begin, and the end.</returns>
    private async Task<IEnumerable<int>> CutsAsync(LayerInput[] layers, int atOnce)
    {
        using var scratch = new ScratchFolder(media.Options);
        var pieces = Segments.Of(await SceneAsync(layers, scratch), new RenderingOptions { Segments = atOnce });
        return pieces.Select(piece => piece.From).Append(pieces[^1].End);
    }

    private async Task<Scene> SceneAsync(LayerInput[] layers, ScratchFolder scratch)
    {
        Fonts.Use(media.Options);
        var (timeline,
            _) = await new CompositionReader(media.Options, new MediaProbe(media.Options).ReadAsync).ReadAsync(
                new CompositionInput("1:1", null, layers), TestContext.Current.CancellationToken);
        return new SceneDrawer(scratch, []).Draw(timeline, TestContext.Current.CancellationToken);
    }

    private async Task HasTheFramesOfTheWholeAsync(LayerInput[] layers, int[] cuts)
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        using var scratch = new ScratchFolder(media.Options);
        var scene = await SceneAsync(layers, scratch);
        var whole = await HashesAsync(scene);
        Assert.Equal(cuts[^1], whole.Count);
        for (var i = 0; i + 1 < cuts.Length; i++)
        {
            if (cuts[i] == cuts[i + 1]) continue;
            var piece = await HashesAsync(scene.Within(new FrameSpan(cuts[i], cuts[i + 1] - cuts[i])));
            Assert.Equal(whole.GetRange(cuts[i], cuts[i + 1] - cuts[i]), piece);
        }

        async Task<List<string>> HashesAsync(Scene part)
        {
            var inputs = new InputList();
            var chains = VideoGraph.Build(part, "", inputs, threads: 2);
            var hashes = scratch.File("hashes");
            await new FFmpegCommand(inputs.Arguments, inputs.Texts).WriteTextsAsync(cancellationToken);
            await media.FFmpeg.RunAsync(
                [.. inputs.Arguments, "-filter_complex", string.Join(';', chains), "-map", "[video]", "-f", "framemd5",
                    InputGuard.Address(hashes)], null, cancellationToken);
            return [
                .. (await File.ReadAllLinesAsync(hashes, cancellationToken)).Where(line => !line.StartsWith('#'))
                    .Select(line => line.Split(',')[^1].Trim())];
        }
    }
}
