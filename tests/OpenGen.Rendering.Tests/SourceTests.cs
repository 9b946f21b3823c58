using OpenGen.Rendering.FFmpeg;
using static OpenGen.Rendering.Tests.Media;

namespace OpenGen.Rendering.Tests;

public sealed class SourceTests(Media media)
{
    private const string Rgb = "format=rgb24,scale=out_color_matrix=bt709:out_range=tv";

    [Fact]
    public async Task Sources_of_every_usual_kind_come_out_in_their_colours()
    {
        string[] red = ["-f", "lavfi", "-i", "color=c=0xff0000:s=160x120:r=30:d=0.5"];
        (string Name, string Type, string[] Arguments)[] sources =
        [
            ("a.bmp", "image", ["-frames:v", "1"]),
            ("a.tiff", "image", ["-frames:v", "1"]),
            ("a.jpg", "image", ["-frames:v", "1"]),
            ("a.webp", "image", ["-frames:v", "1", "-lossless", "1"]),
            ("a.gif", "image", ["-r", "10"]),
            ("sd.mp4", "clip", ["-vf", "format=rgb24,scale=out_color_matrix=bt601:out_range=tv,format=yuv420p", "-colorspace", "smpte170m"]),
            ("untagged.mp4", "clip", ["-vf", "format=rgb24,scale=out_color_matrix=bt601:out_range=tv,format=yuv420p"]),
            ("full.mp4", "clip", ["-vf", "format=rgb24,scale=out_color_matrix=bt709:out_range=pc,format=yuvj420p", "-colorspace", "bt709"]),
            ("rgb444.mp4", "clip", ["-vf", $"{Rgb},format=yuv444p", "-colorspace", "bt709"]),
            ("fast.webm", "clip", ["-vf", $"fps=60,{Rgb},format=yuv420p", "-c:v", "libvpx-vp9", "-deadline", "realtime", "-cpu-used", "8", "-colorspace", "bt709"]),
            ("pro.mov", "clip", ["-vf", "format=rgb24,scale=out_color_matrix=bt601:out_range=tv,format=yuva444p10le", "-c:v", "prores_ks", "-profile:v", "4444"]),
        ];
        var layers = new List<LayerInput> { Layer("shape", attributes: """{"durationInFrames":4,"styles":{"fill":"#0000ff"}}""") };
        foreach (var (name, type, arguments) in sources)
        {
            await media.FFmpeg.RunAsync([.. red, .. arguments, media.In(name)], null, TestContext.Current.CancellationToken);
            layers.Add(Layer(type, media.In(name), $$"""{"durationInFrames":4,"left":{{80 * (layers.Count - 1)}},"top":0,"width":80,"height":80}""", name, layers.Count));
        }
        var video = await media.RenderAsync([.. layers]);

        Assert.Empty(video.Warnings);
        for (var i = 0; i < sources.Length; i++)
        {
            var (r, g, b) = (await media.ColoursAsync(video.Path, 80 * i + 20, 20, 40, 40))[2];
            Assert.True(r >= 245 && g <= 10 && b <= 10, $"{sources[i].Name}: {r} {g} {b}");
        }
    }

    [Fact]
    public async Task A_turned_video_stands_upright_and_its_facts_say_so()
    {
        var lying = media.In("lying.mp4");
        var turned = media.In("turned.mp4");
        await media.FFmpeg.RunAsync(["-f", "lavfi", "-i", "color=c=0xff0000:s=320x160:r=30:d=0.3,drawbox=x=160:w=160:h=160:c=0x0000ff:t=fill", "-pix_fmt", "yuv420p", lying], null, TestContext.Current.CancellationToken);
        await media.FFmpeg.RunAsync(["-i", lying, "-c", "copy", "-metadata:s:v", "rotate=90", turned], null, TestContext.Current.CancellationToken);

        var facts = await new MediaProbe(media.Options).ReadAsync(turned, TestContext.Current.CancellationToken);
        Assert.Equal((160, 320), (facts!.Width, facts.Height));
        var video = await media.RenderAsync(Layer("clip", turned, """{"durationInFrames":4,"styles":{"objectFit":"contain"}}"""));
        var above = (await media.ColoursAsync(video.Path, 450, 100, 100, 100))[1];
        var below = (await media.ColoursAsync(video.Path, 450, 900, 100, 100))[1];
        Assert.True(above.R > 200 != below.R > 200 && above.B > 200 != below.B > 200, $"{above} {below}");
        Assert.InRange((await media.ColoursAsync(video.Path, 50, 500, 100, 100))[1].R, 0, 6);
    }

    [Fact]
    public async Task A_see_through_video_lets_the_layer_below_show()
    {
        var file = media.In("alpha.webm");
        await media.FFmpeg.RunAsync(["-f", "lavfi", "-i", "color=c=0xffffff:s=160x160:r=30:d=0.3,format=yuva420p,lutyuv=a=128", "-c:v", "libvpx-vp9", "-auto-alt-ref", "0", "-pix_fmt", "yuva420p", file], null, TestContext.Current.CancellationToken);
        var video = await media.RenderAsync(Layer("shape", attributes: """{"durationInFrames":4,"styles":{"fill":"#000"}}"""), Layer("clip", file, """{"durationInFrames":4,"styles":{"borderRadius":"20px"}}""", position: 1));

        Assert.InRange((await media.ColoursAsync(video.Path, 500, 500, 80, 80))[2].R, 110, 145);
    }

    [Fact]
    public async Task Corners_filters_and_rotation_change_pixels_where_they_should()
    {
        var video = await media.RenderAsync(
            Layer("shape", attributes: """{"durationInFrames":3,"styles":{"fill":"#000"}}"""),
            Layer("clip", media.RedClip, """{"durationInFrames":3,"left":0,"top":0,"width":400,"height":400,"styles":{"borderRadius":"50%","filter":"hue-rotate(120deg)"}}""", position: 1),
            Layer("clip", media.RedClip, """{"durationInFrames":3,"left":500,"top":0,"width":400,"height":400,"styles":{"filter":"grayscale(1) brightness(2)"}}""", position: 2),
            Layer("shape", attributes: """{"left":440,"top":600,"width":200,"height":20,"rotation":90,"styles":{"fill":"#fff"}}""", position: 3));

        RenderTests.Near((0, 0, 0), (await media.ColoursAsync(video.Path, 4, 4, 20, 20))[1]);
        // Chromium paints hue-rotate(120deg) of red as #007100.
        RenderTests.Near((0, 0x71, 0), (await media.ColoursAsync(video.Path, 180, 180, 40, 40))[1]);
        var grey = (await media.ColoursAsync(video.Path, 680, 180, 40, 40))[1];
        RenderTests.Near((108, 108, 108), grey);
        RenderTests.Near((255, 255, 255), (await media.ColoursAsync(video.Path, 534, 530, 12, 20))[1]);
        RenderTests.Near((0, 0, 0), (await media.ColoursAsync(video.Path, 450, 602, 60, 16))[1]);
    }
}
