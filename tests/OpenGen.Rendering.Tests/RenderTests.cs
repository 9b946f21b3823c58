using System.Text;
using System.Text.Json.Nodes;
using CliWrap;
using OpenGen.Media;
using OpenGen.Rendering.Composition;
using OpenGen.Rendering.Pipeline;
using static OpenGen.Rendering.Tests.Media;

namespace OpenGen.Rendering.Tests;

public sealed class RenderTests(Media media)
{
    [Fact]
    public async Task A_render_has_the_streams_that_players_and_platforms_want()
    {
        var video = await media.RenderAsync(
            Layer("clip", media.FlashAndClick, """{"durationInFrames":45}"""),
            Layer("text", text: "Hello", position: 1));

        Assert.Equal(45, video.Frames);
        var probed = await ProbeAsync(video.Path);
        var picture = probed["streams"]![0]!;
        var sound = probed["streams"]![1]!;
        Assert.Equal("h264", picture["codec_name"]!.ToString());
        Assert.Equal("High", picture["profile"]!.ToString());
        Assert.Equal("yuv420p", picture["pix_fmt"]!.ToString());
        foreach (var tag in (string[])["color_space", "color_transfer", "color_primaries"]) Assert.Equal("bt709", picture[tag]!.ToString());
        Assert.Equal("30/1", picture["avg_frame_rate"]!.ToString());
        Assert.Equal("45", picture["nb_frames"]!.ToString());
        Assert.Equal(("1080", "1080"), (picture["width"]!.ToString(), picture["height"]!.ToString()));
        Assert.Equal("aac", sound["codec_name"]!.ToString());
        Assert.Equal("48000", sound["sample_rate"]!.ToString());
        Assert.Equal("2", sound["channels"]!.ToString());
        Assert.InRange(double.Parse(sound["duration"]!.ToString()), 1.5 - 1 / 30.0, 1.5 + 1 / 30.0);
        Assert.True(MoovComesFirst(video.Path));
    }

    [Fact]
    public async Task Colours_come_out_as_they_went_in()
    {
        var video = await media.RenderAsync(
            Layer("shape", attributes: """{"durationInFrames":6,"styles":{"fill":"#3366cc"}}"""),
            Layer(
                "shape", attributes: """{"left":0,"top":0,"width":200,"height":200,"styles":{"fill":"#ff8000","opacity":0.5}}""",
                position: 1),
            Layer("clip", media.RedClip, """{"left":400,"top":400,"width":200,"height":200,"durationInFrames":6}""", position: 2));

        Near((0x33, 0x66, 0xcc), (await media.ColoursAsync(video.Path, 700, 700, 100, 100))[3]);
        Near((0x99, 0x73, 0x66), (await media.ColoursAsync(video.Path, 50, 50, 100, 100))[3]);
        Near((0xff, 0, 0), (await media.ColoursAsync(video.Path, 450, 450, 100, 100))[3]);
    }

    [Fact]
    public async Task What_fades_over_a_coloured_background_begins_in_that_colour()
    {
        var composition = new CompositionInput(
            "1:1", "#d00000",
            [Layer(
                "shape", attributes: """{"durationInFrames":20,"styles":{"fill":"#fff","animation":{"enter":"fadeIn","duration":10}}}""")]);
        var video = await new VideoRenderer(media.Options).RenderAsync(
            composition, media.Output(), null, TestContext.Current.CancellationToken);

        Near((0xd0, 0, 0), (await media.ColoursAsync(video.Path, 400, 400, 200, 200))[0]);
    }

    [Fact]
    public async Task Layers_are_seen_in_their_frames_and_in_no_other()
    {
        var video = await media.RenderAsync(
            Layer("shape", attributes: """{"durationInFrames":20,"styles":{"fill":"#000"}}"""),
            Layer(
                "shape",
                attributes: """{"from":5,"durationInFrames":7,"left":100,"top":100,"width":300,"height":300,"styles":{"fill":"#fff"}}""",
                position: 1));

        var colours = await media.ColoursAsync(video.Path, 150, 150, 100, 100);
        Assert.Equal(20, colours.Count);
        Assert.Equal(Enumerable.Range(5, 7), Enumerable.Range(0, 20).Where(i => colours[i].R > 128));
    }

    [Fact]
    public async Task A_clip_plays_its_frames_from_its_trim_and_holds_the_last_one()
    {
        var video = await media.RenderAsync(Layer("clip", media.CountingClip, """{"from":2,"durationInFrames":24,"videoStartTime":0.5}"""));

        // Frame n of the source is 16 + 7·n in luma: 7 · 255 / 219 in RGB.
        var frames = (await media.ColoursAsync(video.Path, 400, 400, 200, 200))
            .Select(colour => (int)Math.Round(colour.R / (7 * 255 / 219.0))).ToList();
        Assert.Equal([0, 0, 15, 16, 17, 18], frames[..6]);
        Assert.All(frames[16..], frame => Assert.Equal(29, frame));
    }

    [Fact]
    public async Task A_trimmed_clip_loops_from_its_trim()
    {
        var video = await media.RenderAsync(
            Layer("clip", media.CountingClip, """{"durationInFrames":20,"videoStartTime":0.8,"loop":true}"""));

        var frames = (await media.ColoursAsync(video.Path, 400, 400, 200, 200))
            .Select(colour => (int)Math.Round(colour.R / (7 * 255 / 219.0))).ToList();
        Assert.Equal([24, 25, 26, 27, 28, 29, 24, 25, 26, 27, 28, 29, 24], frames[..13]);
    }

    [Fact]
    public async Task An_animated_layer_fades_in_stays_and_fades_out()
    {
        var video = await media.RenderAsync(
            Layer("shape", attributes: """{"durationInFrames":40,"styles":{"fill":"#000"}}"""),
            Layer(
                "shape",
                attributes: """{"from":5,"durationInFrames":30,"left":100,"top":100,"width":200,"height":200,"styles":{"fill":"#fff","animation":{"enter":"fadeIn","exit":"fadeOut","duration":10}}}""", position: 1));

        var shown = (await media.ColoursAsync(video.Path, 150, 150, 100, 100)).Select(colour => colour.R).ToList();
        Assert.All(shown[..5], level => Assert.InRange(level, 0, 6));
        Assert.InRange(shown[10], 90, 170);
        Assert.All(shown[16..25], level => Assert.InRange(level, 249, 255));
        Assert.InRange(shown[30], 80, 170);
        Assert.All(shown[35..], level => Assert.InRange(level, 0, 6));
    }

    [Theory]
    [InlineData("slideInLeft", 0, 450, 180, 180, 3)]
    [InlineData("slideInUp", 450, 900, 180, 180, 3)]
    public async Task A_slide_comes_in_from_its_side(string enter, int x, int y, int width, int height, int frame)
    {
        var video = await media.RenderAsync(
            Layer("shape", attributes: """{"durationInFrames":20,"styles":{"fill":"#000"}}"""),
            Layer("shape", attributes: $$$"""{"left":450,"top":450,"width":180,"height":180,"styles":{"fill":"#fff","animation":{"enter":"{{{enter}}}","duration":12} } }""", position: 1));

        var onTheWay = (await media.ColoursAsync(video.Path, x, y, width, height)).Select(colour => colour.R).ToList();
        var there = (await media.ColoursAsync(video.Path, 500, 500, 80, 80)).Select(colour => colour.R).ToList();
        Assert.True(onTheWay.Take(frame + 1).Max() > 60, string.Join(' ', onTheWay));
        Assert.InRange(there[0], 0, 6);
        Assert.InRange(there[15], 249, 255);
    }

    [Fact]
    public async Task The_poster_is_the_first_frame_that_is_not_black()
    {
        var video = await media.RenderAsync(Layer("shape", attributes: """{"from":8,"durationInFrames":8,"styles":{"fill":"#00aa00"}}"""));

        using var poster = NetVips.Image.NewFromFile(video.PosterPath);
        Assert.Equal((1080, 1080), (poster.Width, poster.Height));
        Assert.InRange(poster[1].Avg(), 150, 190);
    }

    [Fact]
    public async Task The_scratch_folder_is_empty_after_success_failure_and_cancelling()
    {
        // A folder of its own: other tests render beside this one.
        var renderer = new VideoRenderer(new RenderingOptions { ScratchFolder = media.In("own-scratch"), Preset = "superfast" });
        Task RenderAsync(LayerInput layer, string output, IProgress<RenderProgress>? progress, CancellationToken cancellationToken) =>
            renderer.RenderAsync(new CompositionInput("1:1", null, [layer]), output, progress, cancellationToken);
        var here = TestContext.Current.CancellationToken;

        await RenderAsync(Layer("shape", attributes: """{"durationInFrames":2}"""), media.Output(), null, here);
        await Assert.ThrowsAsync<CompositionInvalidException>(
            () => RenderAsync(Layer("image", "/nowhere.png"), media.Output(), null, here));
        using var cancellation = new CancellationTokenSource();
        var output = media.Output();
        var progress = new Inline<RenderProgress>(done => { if (done.Percent > 8) cancellation.Cancel(); });
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () =>
                RenderAsync(
                    Layer("shape", attributes: """{"durationInFrames":9000,"styles":{"fill":"#369"}}"""), output, progress,
                    cancellation.Token));

        Assert.False(File.Exists(output));
        // The list of fonts is the process's, and stays as long as that; the cache keeps whole files for the next time.
        var left = Directory.EnumerateFileSystemEntries(media.In("own-scratch")).Select(Path.GetFileName)
            .Where(name => name is not ("fontconfig" or "cache"));
        Assert.Empty(left);
    }

    [Fact]
    public async Task Progress_grows_to_a_hundred()
    {
        var seen = new List<double>();
        await new VideoRenderer(media.Options).RenderAsync(
            new CompositionInput("1:1", "#123", [Layer("text", text: "Hi", attributes: """{"durationInFrames":60}""")]), media.Output(),
            new Inline<RenderProgress>(done => seen.Add(done.Percent)), TestContext.Current.CancellationToken);

        Assert.Equal(100, seen[^1]);
        Assert.Equal(seen.Order(), seen);
    }

    [Fact]
    public async Task A_contact_sheet_shows_a_frame_a_second()
    {
        var sheet = media.In("sheet.png");
        await new ContactSheet(media.Options).MakeAsync(
            media.FlashAndClick, sheet, columns: 2, frameWidth: 100, TestContext.Current.CancellationToken);

        using var image = NetVips.Image.NewFromFile(sheet);
        Assert.Equal((2 * 100 + 3 * 4, 100 + 2 * 4), (image.Width, image.Height));
    }

    [Theory]
    [InlineData("photo")]
    [InlineData("clip")]
    public async Task A_thumbnail_is_a_jpeg_of_at_most_480_pixels(string kind)
    {
        var path = media.In($"thumb-{kind}.jpg");
        Assert.True(
            await new Thumbnailer(media.Options).MakeAsync(
                kind == "photo" ? media.Photo : media.RedClip, path, 120, TestContext.Current.CancellationToken));

        using var image = NetVips.Image.NewFromFile(path);
        Assert.Equal("jpegload", image.Get("vips-loader"));
        Assert.Equal(120, Math.Max(image.Width, image.Height));
        Assert.False(await new Thumbnailer(media.Options).MakeAsync(media.Music, path, 120, TestContext.Current.CancellationToken));
    }

    internal static void Near((int R, int G, int B) expected, (int R, int G, int B) actual)
    {
        Assert.InRange(actual.R, expected.R - 6, expected.R + 6);
        Assert.InRange(actual.G, expected.G - 6, expected.G + 6);
        Assert.InRange(actual.B, expected.B - 6, expected.B + 6);
    }

    private static async Task<JsonNode> ProbeAsync(string file)
    {
        var output = new StringBuilder();
        await Cli.Wrap("ffprobe").WithArguments(["-v", "error", "-show_streams", "-of", "json", file])
            .WithStandardOutputPipe(PipeTarget.ToStringBuilder(output)).ExecuteAsync(TestContext.Current.CancellationToken);
        return JsonNode.Parse(output.ToString())!;
    }

    private static bool MoovComesFirst(string file)
    {
        var bytes = File.ReadAllBytes(file);
        return bytes.AsSpan().IndexOf("moov"u8) < bytes.AsSpan().IndexOf("mdat"u8);
    }
}
