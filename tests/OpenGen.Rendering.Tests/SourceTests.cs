using OpenGen.Media;
using OpenGen.Rendering.Composition;
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
            ("sd.mp4", "clip",
                ["-vf", "format=rgb24,scale=out_color_matrix=bt601:out_range=tv,format=yuv420p", "-colorspace", "smpte170m"]),
            ("untagged.mp4", "clip", ["-vf", "format=rgb24,scale=out_color_matrix=bt601:out_range=tv,format=yuv420p"]),
            ("full.mp4", "clip", ["-vf", "format=rgb24,scale=out_color_matrix=bt709:out_range=pc,format=yuvj420p", "-colorspace", "bt709"]),
            ("rgb444.mp4", "clip", ["-vf", $"{Rgb},format=yuv444p", "-colorspace", "bt709"]),
            ("fast.webm", "clip",
                ["-vf", $"fps=60,{Rgb},format=yuv420p", "-c:v", "libvpx-vp9", "-deadline", "realtime", "-cpu-used", "8", "-colorspace",
                    "bt709"]),
            ("a.avif", "image", ["-frames:v", "1", "-c:v", "libaom-av1", "-still-picture", "1", "-cpu-used", "8"]),
            ("deep.png", "image", ["-frames:v", "1", "-pix_fmt", "rgb48be"]),
            ("palette.png", "image", ["-frames:v", "1", "-vf", "split[a][b];[a]palettegen=max_colors=4[p];[b][p]paletteuse"]),
            ("hevc.mp4", "clip",
                ["-vf", $"{Rgb},format=yuv420p10le", "-c:v", "libx265", "-x265-params", "log-level=none", "-colorspace", "bt709", "-tag:v",
                    "hvc1"]),
            ("av1.mp4", "clip", ["-vf", $"{Rgb},format=yuv420p", "-c:v", "libaom-av1", "-cpu-used", "8", "-colorspace", "bt709"]),
            ("png.mov", "clip", ["-vf", "format=rgba64be", "-c:v", "png"]),
            ("narrow.mov", "clip",
                ["-vf", "scale=80:120,setsar=2,format=rgb24,scale=out_color_matrix=bt601:out_range=tv,format=yuv422p10le", "-c:v",
                    "prores_ks"]),
            ("pixel.png", "image", ["-frames:v", "1", "-vf", "scale=1:1"]),
            ("odd.png", "image", ["-frames:v", "1", "-vf", "scale=101:77"]),
            ("strip.png", "image", ["-frames:v", "1", "-vf", "scale=3:2000"]),
            ("pixel.mkv", "clip", ["-vf", "scale=1:1,format=bgr0", "-c:v", "ffv1"]),
            ("odd.mkv", "clip", ["-vf", "scale=101:77,format=bgr0", "-c:v", "ffv1"]),
            ("strip.mkv", "clip", ["-vf", "scale=3:2000,format=bgr0", "-c:v", "ffv1"]),
            ("wide.mkv", "clip", ["-vf", $"scale=4000:2,{Rgb},format=yuv420p", "-c:v", "ffv1", "-colorspace", "bt709"]),
            ("camera.mpg", "clip",
                ["-vf", "scale=720:576:out_color_matrix=bt601:out_range=tv,setsar=16/15,setfield=tff", "-c:v", "mpeg2video", "-flags",
                    "+ildct+ilme", "-r", "25"]),
            ("pro.mov", "clip",
                ["-vf", "format=rgb24,scale=out_color_matrix=bt601:out_range=tv,format=yuva444p10le", "-c:v", "prores_ks", "-profile:v",
                    "4444"]),
        ];
        var layers = new List<LayerInput> { Layer("shape", attributes: """{"durationInFrames":4,"styles":{"fill":"#0000ff"}}""") };
        foreach (var (name, type, arguments) in sources)
        {
            await media.FFmpeg.RunAsync([.. red, .. arguments, media.In(name)], null, TestContext.Current.CancellationToken);
            layers.Add(Layer(type, media.In(name), $$"""{"durationInFrames":4,"left":{{80 * ((layers.Count - 1) % 13)}},"top":{{(layers.Count - 1) / 13 * 80}},"width":80,"height":80}""", name, layers.Count));
        }
        var video = await media.RenderAsync([.. layers]);

        Assert.Empty(video.Warnings);
        for (var i = 0; i < sources.Length; i++)
        {
            var (r, g, b) = (await media.ColoursAsync(video.Path, 80 * (i % 13) + 20, i / 13 * 80 + 20, 40, 40))[2];
            Assert.True(r >= 245 && g <= 10 && b <= 10, $"{sources[i].Name}: {r} {g} {b}");
        }
    }

    [Fact]
    public async Task A_turned_video_stands_upright_and_its_facts_say_so()
    {
        var lying = media.In("lying.mp4");
        var turned = media.In("turned.mp4");
        await media.FFmpeg.RunAsync(
            ["-f", "lavfi", "-i", "color=c=0xff0000:s=320x160:r=30:d=0.3,drawbox=x=160:w=160:h=160:c=0x0000ff:t=fill", "-pix_fmt",
                "yuv420p", lying], null, TestContext.Current.CancellationToken);
        await media.FFmpeg.RunAsync(
            ["-i", lying, "-c", "copy", "-metadata:s:v", "rotate=90", turned], null, TestContext.Current.CancellationToken);

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
        await media.FFmpeg.RunAsync(
            ["-f", "lavfi", "-i", "color=c=0xffffff:s=160x160:r=30:d=0.3,format=yuva420p,lutyuv=a=128", "-c:v", "libvpx-vp9",
                "-auto-alt-ref", "0", "-pix_fmt", "yuva420p", file], null, TestContext.Current.CancellationToken);
        var video = await media.RenderAsync(
            Layer("shape", attributes: """{"durationInFrames":4,"styles":{"fill":"#000"}}"""),
            Layer("clip", file, """{"durationInFrames":4,"styles":{"borderRadius":"20px"}}""", position: 1));

        Assert.InRange((await media.ColoursAsync(video.Path, 500, 500, 80, 80))[2].R, 110, 145);
    }

    [Theory]
    [InlineData("smpte2084", 0.5806, 228)]
    [InlineData("smpte2084", 0.36, 98, Explicit = true)]
    [InlineData("arib-std-b67", 0.75, 228)]
    public async Task High_dynamic_range_comes_out_as_bright_as_it_should(string transfer, double signal, int expected)
    {
        // White of 203 cd/m² in PQ, 20 cd/m² in PQ, white in HLG (BT.2408), once in a trimmed loop.
        var file = media.In($"hdr-{transfer}-{expected}.mp4");
        await MakeAsync([
            "-f", "lavfi", "-i",
            $"color=s=320x240:r=30:d=0.4,format=yuv420p10le,geq=lum={64 + (int)Math.Round(876 * signal)}:cb=512:cr=512",
            "-c:v", "libx265", "-x265-params", "log-level=none", "-color_primaries", "bt2020", "-color_trc", transfer, "-colorspace",
            "bt2020nc", file]);
        var video = await media.RenderAsync(
            Layer("clip", file, """{"left":0,"top":0,"width":200,"height":200,"durationInFrames":4}"""),
            Layer(
                "clip", file, """{"left":300,"top":0,"width":200,"height":200,"durationInFrames":4,"videoStartTime":0.1,"loop":true}""",
                position: 1));

        RenderTests.Near((expected, expected, expected), (await media.ColoursAsync(video.Path, 50, 50, 100, 100))[2]);
        RenderTests.Near((expected, expected, expected), (await media.ColoursAsync(video.Path, 350, 50, 100, 100))[2]);
        var poster = media.In("hdr-poster.png");
        Assert.True(await new Thumbnailer(media.Options).MakeAsync(file, poster, cancellationToken: TestContext.Current.CancellationToken));
        using var thumbnail = NetVips.Image.NewFromFile(poster);
        Assert.InRange(thumbnail.Avg(), expected - 8, expected + 8);
    }

    [Theory]
    [InlineData("mp4")]
    [InlineData("webm")]
    public async Task A_recording_of_a_screen_shows_at_each_moment_what_was_there_then(string container)
    {
        // Frames come when something changes: frame n is a grey of its own, from its moment until the next one's.
        double[] moments = [0, 0.1, 0.5, 0.6, 1.2, 2, 4];
        var file = media.In($"screen.{container}");
        var times = string.Join('+', moments.Select((moment, n) => FormattableString.Invariant($"eq(N,{n})*{moment}")));
        string[] codec = container == "webm"
            ? ["-c:v", "libvpx-vp9", "-deadline", "realtime", "-cpu-used", "8"]
            : ["-c:v", "libx264", "-pix_fmt", "yuv420p"];
        await MakeAsync([
            "-f", "lavfi", "-i", "color=c=black:s=160x160:r=30:d=0.23,geq=lum='16+36*N':cb=128:cr=128", "-vf", $"setpts='({times})/TB'",
            "-vsync", "vfr", "-enc_time_base", "1/1000", .. codec, file]);

        foreach (var start in (double[])[0, 0.8, 1.5])
        {
            var video = await media.RenderAsync(Layer("clip", file, FormattableString.Invariant($$"""{"durationInFrames":40,"videoStartTime":{{start}}}""")));
            var shown = (await media.ColoursAsync(video.Path, 400, 400, 100, 100))
                .Select(colour => (int)Math.Round(colour.R / (36 * 255 / 219.0))).ToList();
            Assert.Equal(
                Enumerable.Range(0, 40).Select(frame => moments.Count(moment => moment <= start + frame / 30.0 + 0.001) - 1), shown);
        }
        var looped = await media.RenderAsync(Layer("clip", file, """{"durationInFrames":20,"videoStartTime":0.8,"loop":true}"""));
        Assert.Equal(3, (int)Math.Round((await media.ColoursAsync(looped.Path, 400, 400, 100, 100))[5].R / (36 * 255 / 219.0)));
    }

    [Theory]
    [InlineData("24", Explicit = true)]
    [InlineData("25", Explicit = true)]
    [InlineData("30000/1001")]
    [InlineData("60")]
    public async Task A_clip_of_any_rate_runs_at_its_own_speed(string rate)
    {
        var file = media.In($"rate-{rate.Replace('/', '-')}.mp4");
        await MakeAsync(
            ["-f", "lavfi", "-i", $"color=c=black:s=160x160:r={rate}:d=1,geq=lum='16+7*min(N,30)':cb=128:cr=128", "-c:v", "libx264", "-crf",
                "1", "-pix_fmt", "yuv420p", file]);
        var frameRate = rate.Contains('/') ? 30000 / 1001.0 : double.Parse(rate, System.Globalization.CultureInfo.InvariantCulture);

        foreach (var start in (double[])[0, 0.25])
        {
            var video = await media.RenderAsync(Layer("clip", file, FormattableString.Invariant($$"""{"durationInFrames":14,"videoStartTime":{{start}}}""")));
            var shown = (await media.ColoursAsync(video.Path, 400, 400, 100, 100))
                .Select(colour => (int)Math.Round(colour.R / (7 * 255 / 219.0))).ToList();
            for (var frame = 0; frame < 14; frame++)
            {
                // No further from its moment than half of our frame and one of its own.
                var expected = Math.Min(30, (start + frame / 30.0) * frameRate);
                Assert.InRange(shown[frame], expected - frameRate / 60 - 1.01, expected + frameRate / 60 + 1.01);
            }
        }
    }

    [Fact]
    public async Task Fields_become_whole_frames()
    {
        // A bar that moves 16 pixels between the two fields: woven together they would show a comb.
        var file = media.In("comb.mpg");
        await MakeAsync([
            "-f", "lavfi", "-i",
            "color=c=black:s=320x240:r=50:d=0.5,geq=lum='if(between(X,16*mod(N,12),16*mod(N,12)+60),235,16)':cb=128:cr=128",
            "-vf", "tinterlace=interleave_top,setfield=tff", "-c:v", "mpeg2video", "-q:v", "2", "-flags", "+ildct+ilme", file]);
        Assert.True((await new MediaProbe(media.Options).ReadAsync(file, TestContext.Current.CancellationToken))!.IsInterlaced);

        var video = await media.RenderAsync(Layer("clip", file, """{"left":0,"top":0,"width":320,"height":240,"durationInFrames":8}"""));
        Assert.InRange(await CombAsync(video.Path), 0, 8);

        async Task<double> CombAsync(string path)
        {
            var frame = media.In("comb.png");
            await media.FFmpeg.RunAsync(
                ["-i", path, "-vf", "select=eq(n\\,4),crop=320:200:0:20,format=gray", "-frames:v", "1", frame], null,
                TestContext.Current.CancellationToken);
            using var picture = NetVips.Image.NewFromFile(frame);
            using var mask = NetVips.Image.NewFromArray(new[,] { { -1.0 }, { 2 }, { -1 } });
            using var lines = picture.Conv(mask);
            return lines.Abs().Avg();
        }
    }

    [Fact]
    public async Task Of_several_streams_the_one_meant_to_be_played_is_taken()
    {
        var file = media.In("streams.mov");
        string[] colour(string name) => ["-f", "lavfi", "-i", $"color=c={name}:s=160x120:r=30:d=0.5"];
        await MakeAsync([
            .. colour("blue"), .. colour("red"), "-f", "lavfi", "-i", "anullsrc=d=0.5", "-f", "lavfi", "-i", "sine=d=0.5",
            "-map", "0", "-map", "1", "-map", "2", "-map", "3", "-c:v", "libx264", "-pix_fmt", "yuv420p", "-c:a", "aac", "-timecode",
            "01:00:00:00",
            "-disposition:v:0", "0", "-disposition:v:1", "default", "-disposition:a:0", "0", "-disposition:a:1", "default", file]);
        var video = await media.RenderAsync(Layer("clip", file, """{"durationInFrames":10}"""));

        Assert.True((await media.ColoursAsync(video.Path, 400, 400, 100, 100))[3] is { R: > 230, B: < 20 });
        Assert.InRange(Level(await media.SamplesAsync(video.Path), 0.05, 0.3), -30, 0);
    }

    [Fact]
    public async Task A_song_with_a_cover_is_a_sound()
    {
        var file = media.In("cover.mp3");
        await MakeAsync(
            ["-i", media.Music, "-i", media.Photo, "-map", "0:a", "-map", "1:v", "-c:a", "copy", "-c:v", "mjpeg", "-disposition:v",
                "attached_pic", file]);
        var facts = await new MediaProbe(media.Options).ReadAsync(file, TestContext.Current.CancellationToken);
        Assert.Equal((MediaKind.Audio, 0), (facts!.Kind, facts.Width));

        var video = await media.RenderAsync(Layer("sound", file, """{"durationInFrames":10}"""), Layer("shape", position: 1));
        Assert.InRange(Level(await media.SamplesAsync(video.Path), 0.05, 0.3), -30, 0);
    }

    [Fact]
    public async Task A_film_that_does_not_know_its_length_or_begins_within_its_first_group_has_the_right_one()
    {
        // As browsers record; and as phones trim, by an edit list that begins between two key frames.
        var live = media.In("live.webm");
        await MakeAsync(
            ["-i", media.CountingClip, "-c:v", "libvpx", "-deadline", "realtime", "-cpu-used", "8", "-b:v", "4M", "-live", "1", live]);
        var edited = media.In("edited.mp4");
        await MakeAsync(["-ss", "0.5", "-i", media.CountingClip, "-c", "copy", edited]);
        var (first, second) = (
            await new MediaProbe(media.Options).ReadAsync(live, TestContext.Current.CancellationToken),
            await new MediaProbe(media.Options).ReadAsync(edited, TestContext.Current.CancellationToken));
        Assert.Equal(1, first!.Duration, 0.04);
        Assert.Equal(0.5, second!.Duration, 0.04);

        var video = await media.RenderAsync(Layer("clip", edited));
        Assert.Equal(15, video.Frames);
        Assert.Equal(
            [15, 16, 17],
            (await media.ColoursAsync(video.Path, 400, 400, 100, 100)).Take(3)
                .Select(colour => (int)Math.Round(colour.R / (7 * 255 / 219.0))));
    }

    /// <summary>As browsers record a window that is made larger.</summary>
    [Fact]
    public async Task A_film_that_changes_its_size_goes_on_and_so_do_the_layers_beside_it()
    {
        var (small, large, joined) = (media.In("small.ts"), media.In("large.ts"), media.In("resized.ts"));
        await MakeAsync(
            ["-f", "lavfi", "-i", "color=c=red:s=160x120:r=30:d=0.5", "-c:v", "libx264", "-bf", "0", "-pix_fmt", "yuv420p", small]);
        await MakeAsync(
            ["-f", "lavfi", "-i", "color=c=blue:s=320x240:r=30:d=0.5", "-c:v", "libx264", "-bf", "0", "-pix_fmt", "yuv420p",
                "-output_ts_offset", "0.5", large]);
        await File.WriteAllBytesAsync(
            joined,
            [.. await File.ReadAllBytesAsync(small, TestContext.Current.CancellationToken),
                .. await File.ReadAllBytesAsync(large, TestContext.Current.CancellationToken)], TestContext.Current.CancellationToken);
        var video = await media.RenderAsync(
            Layer("shape", attributes: """{"durationInFrames":40,"styles":{"fill":"#00ff00"}}"""),
            Layer("clip", joined, """{"durationInFrames":40,"left":0,"top":0,"width":400,"height":300}""", position: 1),
            Layer("clip", media.CountingClip, """{"durationInFrames":40,"left":500,"top":0,"width":100,"height":100}""", position: 2));

        var film = await media.ColoursAsync(video.Path, 100, 100, 100, 100);
        Assert.Equal(40, film.Count);
        Assert.True(film[5].R > 200 && film[25].B > 200 && film[38].B > 200);
        Assert.Equal(
            [.. Enumerable.Range(0, 30), .. Enumerable.Repeat(29, 10)],
            (await media.ColoursAsync(video.Path, 520, 20, 60, 60)).Select(colour => (int)Math.Round(colour.R / (7 * 255 / 219.0))));
    }

    [Fact]
    public async Task A_film_of_odd_size_goes_round_from_its_trim()
    {
        var file = media.In("odd.webm");
        await MakeAsync(
            ["-f", "lavfi", "-i", "color=c=red:s=101x77:r=30:d=0.5", "-vf", "format=yuv420p", "-c:v", "libvpx-vp9", "-deadline", "realtime",
                "-cpu-used", "8", file]);
        var video = await media.RenderAsync(Layer("clip", file, """{"durationInFrames":20,"videoStartTime":0.2,"loop":true}"""));

        Assert.True((await media.ColoursAsync(video.Path, 400, 400, 100, 100))[18].R > 200);
    }

    private Task MakeAsync(string[] arguments) => media.FFmpeg.RunAsync(arguments, null, TestContext.Current.CancellationToken);

    [Fact]
    public async Task Corners_filters_and_rotation_change_pixels_where_they_should()
    {
        var video = await media.RenderAsync(
            Layer("shape", attributes: """{"durationInFrames":3,"styles":{"fill":"#000"}}"""),
            Layer(
                "clip", media.RedClip,
                """{"durationInFrames":3,"left":0,"top":0,"width":400,"height":400,"styles":{"borderRadius":"50%","filter":"hue-rotate(120deg)"}}""", position: 1),
            Layer(
                "clip", media.RedClip,
                """{"durationInFrames":3,"left":500,"top":0,"width":400,"height":400,"styles":{"filter":"grayscale(1) brightness(2)"}}""",
                position: 2),
            Layer(
                "shape", attributes: """{"left":440,"top":600,"width":200,"height":20,"rotation":90,"styles":{"fill":"#fff"}}""",
                position: 3));

        RenderTests.Near((0, 0, 0), (await media.ColoursAsync(video.Path, 4, 4, 20, 20))[1]);
        // Chromium paints hue-rotate(120deg) of red as #007100.
        RenderTests.Near((0, 0x71, 0), (await media.ColoursAsync(video.Path, 180, 180, 40, 40))[1]);
        var grey = (await media.ColoursAsync(video.Path, 680, 180, 40, 40))[1];
        RenderTests.Near((108, 108, 108), grey);
        RenderTests.Near((255, 255, 255), (await media.ColoursAsync(video.Path, 534, 530, 12, 20))[1]);
        RenderTests.Near((0, 0, 0), (await media.ColoursAsync(video.Path, 450, 602, 60, 16))[1]);
    }
}
