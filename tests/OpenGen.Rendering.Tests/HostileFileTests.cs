using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.IO.Compression;
using System.Net;
using System.Net.Sockets;
using System.Text;
using NetVips;
using OpenGen.Media;
using OpenGen.Rendering.Composition;
using OpenGen.Rendering.Pipeline;
using static OpenGen.Rendering.Tests.Media;

namespace OpenGen.Rendering.Tests;

/// <summary>Files made to read others, to call addresses, to fill memory or disk, or to never end.</summary>
public sealed class HostileFileTests(Media media)
{
    [Theory]
    [InlineData("#EXTM3U\n#EXT-X-TARGETDURATION:5\n#EXTINF:5,\nSECRET\n#EXT-X-ENDLIST\n", "is a playlist")]
    [InlineData("\u00ef\u00bb\u00bf#EXTM3U\n#EXT-X-MAP:URI=\"ADDRESS\"\n#EXTINF:5,\nADDRESS\n#EXT-X-ENDLIST\n", "is a playlist", Explicit = true)]
    [InlineData("ffconcat version 1.0\nfile 'SECRET'\n", "is a playlist")]
    [InlineData("file 'SECRET'\nfile 'ADDRESS'\n", null)]
    [InlineData(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"10\" height=\"10\"><image href=\"SECRET\" width=\"10\" height=\"10\"/><image "
            + "href=\"ADDRESS\" width=\"10\" height=\"10\"/></svg>                ", "is an SVG")]
    [InlineData(
        "<?xml version=\"1.0\"?><MPD "
            + "xmlns=\"urn:mpeg:dash:schema:mpd:2011\"><Period><AdaptationSet><Representation><BaseURL>ADDRESS</BaseURL></Representation></AdaptationSet></Period></MPD>", "is a playlist")]
    [InlineData("<?xml version=\"1.0\"?><!DOCTYPE x [<!ENTITY e SYSTEM \"file://SECRET\">]><svg>&e;</svg>", "is an SVG")]
    [InlineData(
        "v=0\r\no=- 0 0 IN IP4 127.0.0.1\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\nm=video 5004 RTP/AVP 96\r\na=rtpmap:96 H264/90000\r\n", null)]
    [InlineData("<asx version=\"3.0\"><entry><ref href=\"ADDRESS\"/></entry></asx>", null, Explicit = true)]
    [InlineData("RTSPtext rtsp://ADDRESS", null, Explicit = true)]
    public async Task A_file_that_names_other_files_is_no_media(string content, string? reason)
    {
        using var trap = new Trap(media.In($"trap-{Guid.NewGuid():n}"), media.RedClip);
        content = content.Replace("SECRET", trap.File, StringComparison.Ordinal).Replace("ADDRESS", trap.Address, StringComparison.Ordinal);
        var layers = new List<LayerInput> { Layer("shape", attributes: """{"durationInFrames":2}""") };
        foreach (var (ending, type) in ((string, string)[])[
            ("mp4", "clip"), ("gif", "image"), ("mp3", "sound"), ("m3u8", "clip"), ("svg", "image")])
        {
            var file = media.In($"hostile-{Guid.NewGuid():n}.{ending}");
            await File.WriteAllTextAsync(file, content, Encoding.Latin1, TestContext.Current.CancellationToken);
            Assert.Null(await new MediaProbe(media.Options).ReadAsync(file, TestContext.Current.CancellationToken));
            Assert.False(
                await new Thumbnailer(media.Options).MakeAsync(
                    file, file + ".jpg", cancellationToken: TestContext.Current.CancellationToken));
            layers.Add(Layer(type, file, """{"durationInFrames":2}""", position: layers.Count));
        }
        var video = await media.RenderAsync([.. layers]);

        Assert.Equal(5, video.Warnings.Count);
        if (reason is not null) Assert.All(video.Warnings, warning => Assert.Contains(reason, warning, StringComparison.Ordinal));
        Assert.False(trap.IsSprung);
    }

    [Fact]
    public async Task The_trap_tells_of_readers_and_callers()
    {
        using (var read = new Trap(media.In("trap-read"), media.RedClip))
        {
            await File.ReadAllBytesAsync(read.File, TestContext.Current.CancellationToken);
            Assert.True(read.IsSprung);
        }
        using var called = new Trap(media.In("trap-called"), media.RedClip);
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, new Uri(called.Address).Port, TestContext.Current.CancellationToken);
        Assert.True(called.IsSprung);
    }

    [Fact]
    public async Task A_film_whose_frames_are_said_to_be_elsewhere_is_not_followed()
    {
        using var trap = new Trap(media.In("trap-dref"), media.RedClip);
        var film = media.In("elsewhere.mov");
        await MakeAsync(["-i", media.RedClip, "-c", "copy", film]);
        var bytes = await File.ReadAllBytesAsync(film, TestContext.Current.CancellationToken);
        foreach (var target in (string[])[trap.File, "file://" + trap.File, trap.Address])
        {
            await File.WriteAllBytesAsync(film, WithReference(bytes, target), TestContext.Current.CancellationToken);
            await media.RenderAsync(
                Layer("shape", attributes: """{"durationInFrames":2}"""), Layer("clip", film, """{"durationInFrames":2}""", position: 1));
        }
        Assert.False(trap.IsSprung);
    }

    [Fact]
    public async Task What_is_attached_to_a_film_is_left_where_it_is()
    {
        var file = media.In("attached.mkv");
        var subtitles = media.In("subtitles.ass");
        await File.WriteAllTextAsync(
            subtitles,
            "[Script Info]\nScriptType: v4.00+\n[Events]\nFormat: Layer, Start, End, Style, Text\nDialogue: "
                + "0,0:00:00.00,0:00:05.00,Default,{\\fs200}HELLO\n", TestContext.Current.CancellationToken);
        await MakeAsync(
            ["-i", media.RedClip, "-i", subtitles, "-map", "0", "-map", "1", "-c:v", "copy", "-c:s", "ass", "-attach", subtitles,
                "-metadata:s:t", "mimetype=application/x-truetype-font", file]);
        var video = await media.RenderAsync(Layer("clip", file, """{"durationInFrames":3}"""));

        for (var y = 0; y < 1080; y += 108) RenderTests.Near((255, 0, 0), (await media.ColoursAsync(video.Path, 490, y, 100, 100))[1]);
    }

    [Fact]
    public async Task A_picture_of_a_hundred_thousand_pixels_square_is_refused_by_its_header()
    {
        var file = media.In("bomb.png");
        await File.WriteAllBytesAsync(file, PngHeader(100_000, 100_000), TestContext.Current.CancellationToken);

        Assert.Null(await new MediaProbe(media.Options).ReadAsync(file, TestContext.Current.CancellationToken));
        var video = await media.RenderAsync(
            Layer("shape", attributes: """{"durationInFrames":2}"""), Layer("image", file, name: "Bomb", position: 1));
        Assert.Contains(video.Warnings, warning => warning.Contains("\"Bomb\"", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_file_name_is_never_an_option_or_an_address()
    {
        var file = media.In("-i http:;[x]',%d.mp4");
        File.Copy(media.RedClip, file);
        var video = await media.RenderAsync(Layer("clip", file, """{"durationInFrames":3}"""));

        RenderTests.Near((255, 0, 0), (await media.ColoursAsync(video.Path, 100, 100, 100, 100))[1]);
    }

    [Fact]
    public async Task A_clip_with_a_broken_tail_is_played_as_far_as_it_goes()
    {
        var file = media.In("broken.mkv");
        await media.FFmpeg.RunAsync(["-i", media.CountingClip, "-c", "copy", file], null, TestContext.Current.CancellationToken);
        var bytes = await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken);
        await File.WriteAllBytesAsync(file, bytes[..(bytes.Length * 6 / 10)], TestContext.Current.CancellationToken);
        var video = await media.RenderAsync(Layer("clip", file, """{"durationInFrames":30}"""));

        Assert.Equal(30, (await media.ColoursAsync(video.Path, 400, 400, 100, 100)).Count);
    }

    [Fact]
    public async Task What_is_no_file_of_its_own_is_refused_and_never_waited_for()
    {
        var (folder, empty, pipe) = (media.In("folder"), media.In("empty.mp4"), media.In("pipe.mp4"));
        Directory.CreateDirectory(folder);
        await File.WriteAllBytesAsync(empty, [], TestContext.Current.CancellationToken);
        await CliWrap.Cli.Wrap("mkfifo").WithArguments([pipe]).ExecuteAsync(TestContext.Current.CancellationToken);
        (string Path,
            string Reason)[] sources = [
                (folder, "is a folder"), (empty, "is empty"), (pipe, "is empty"), ("/dev/zero", "is empty"),
                (media.In("gone.mp4"), "is not there any more")];
        foreach (var type in (string[])["clip", "image", "sound"])
        {
            var video = await media.RenderAsync(
                [Layer("shape", attributes: """{"durationInFrames":2}"""),
                    .. sources.Select((source, i) => Layer(type, source.Path, name: $"L{i}", position: i + 1))]);
            Assert.Equal(sources.Select((source, i) => $"Layer \"L{i}\": its file {source.Reason}; it is left out."), video.Warnings);
        }
    }

    [Fact]
    public async Task A_file_that_cannot_be_opened_says_what_to_do_instead()
    {
        var (heic, cut) = (media.In("photo.heic"), media.In("cut.mp4"));
        await File.WriteAllBytesAsync(
            heic, [0, 0, 0, 24, .. "ftypheic"u8, 0, 0, 0, 0, .. "mif1heic"u8, .. new byte[2000]], TestContext.Current.CancellationToken);
        var whole = await File.ReadAllBytesAsync(media.FlashAndClick, TestContext.Current.CancellationToken);
        await File.WriteAllBytesAsync(cut, whole[..(whole.Length / 2)], TestContext.Current.CancellationToken);
        var video = await media.RenderAsync(
            Layer("shape", attributes: """{"durationInFrames":2}"""), Layer("image", heic, position: 1), Layer("clip", cut, position: 2));

        Assert.Contains("is a HEIC picture that is broken", video.Warnings[0], StringComparison.Ordinal);
        Assert.Contains("moov", video.Warnings[1], StringComparison.Ordinal);
    }

    /// <summary>Gone before it is looked at again, and gone while the video is made.</summary>
    [Theory]
    [InlineData(2, "broken")]
    [InlineData(8, "No such file")]
    public async Task A_source_that_is_gone_when_it_is_needed_fails_the_render_clearly(double percent, string reason)
    {
        var file = media.In($"removed-{percent}.mp4");
        File.Copy(media.RedClip, file);
        var output = media.Output();
        var failed = await Assert.ThrowsAnyAsync<Exception>(() => new VideoRenderer(media.Options).RenderAsync(
            new CompositionInput("1:1", null, [Layer("clip", file, """{"durationInFrames":3}""")]), output,
            new Inline<RenderProgress>(done => { if (done.Percent >= percent) File.Delete(file); }),
            TestContext.Current.CancellationToken));

        Assert.Contains(reason, failed.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(output));
    }

    [Fact]
    public async Task A_picture_that_unfolds_to_more_than_its_file_says_is_opened_small_or_not_at_all()
    {
        // 100 million pixels in a few hundred kilobytes; a comment of 200 megabytes; a canvas of 16,383 pixels square, ten times.
        var (wide, comment, canvas) = (media.In("wide.png"), media.In("comment.png"), media.In("canvas.webp"));
        using (var black = Image.Black(10_000, 10_000, bands: 3))
            black.Copy(interpretation: Enums.Interpretation.Srgb).Pngsave(wide, compression: 9);
        await File.WriteAllBytesAsync(comment, PngWithComment(200_000_000), TestContext.Current.CancellationToken);
        using var pages = Image.Black(16, 160, bands: 3).Copy(interpretation: Enums.Interpretation.Srgb)
            .Mutate(image => image.Set(GValue.GIntType, "page-height", 16));
        pages.Webpsave(canvas);
        var webp = await File.ReadAllBytesAsync(canvas, TestContext.Current.CancellationToken);
        var header = webp.AsSpan().IndexOf("VP8X"u8);
        Assert.True(header > 0);
        ((byte[])[0xfe, 0x3f, 0, 0xfe, 0x3f, 0]).CopyTo(webp, header + 12);
        await File.WriteAllBytesAsync(canvas, webp, TestContext.Current.CancellationToken);

        var video = await media.RenderAsync(
            Layer("shape", attributes: """{"durationInFrames":2,"styles":{"fill":"#fff"}}"""),
            Layer("image", wide, """{"left":0,"top":0,"width":100,"height":100}""", "Wide", 1),
            Layer("image", comment, """{"left":100,"top":0,"width":100,"height":100}""", "Comment", 2),
            Layer("image", canvas, """{"left":200,"top":0,"width":100,"height":100}""", "Canvas", 3));
        RenderTests.Near((0, 0, 0), (await media.ColoursAsync(video.Path, 20, 20, 60, 60))[1]);
        Assert.Contains(video.Warnings, warning => warning.Contains("\"Canvas\"", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Films_of_absurd_rates_and_lengths_play_what_is_asked_of_them()
    {
        var (fast, slow, long_) = (media.In("fast.mkv"), media.In("slow.mkv"), media.In("long.mkv"));
        await MakeAsync(
            ["-f", "lavfi", "-i", "color=c=red:s=32x32:r=1000:d=1", "-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p",
                fast]);
        await MakeAsync(["-f", "lavfi", "-i", "color=c=red:s=32x32:r=1/1000:d=3000", "-c:v", "libx264", "-pix_fmt", "yuv420p", slow]);
        await MakeAsync(
            ["-f", "lavfi", "-i", "color=c=red:s=32x32:r=1/600:d=36000", "-f", "lavfi", "-i", "anullsrc=r=8000:cl=mono:d=36000", "-c:v",
                "libx264", "-pix_fmt", "yuv420p", "-c:a", "flac", "-frame_size", "32768", long_]);
        var video = await media.RenderAsync(
            Layer("clip", fast, """{"left":0,"top":0,"width":100,"height":100,"durationInFrames":9}"""),
            Layer(
                "clip", slow, """{"left":100,"top":0,"width":100,"height":100,"durationInFrames":9,"videoStartTime":1500}""", position: 1),
            Layer(
                "clip", long_, """{"left":200,"top":0,"width":100,"height":100,"durationInFrames":9,"videoStartTime":35000}""",
                position: 2),
            Layer(
                "clip", long_, """{"left":300,"top":0,"width":100,"height":100,"durationInFrames":9,"loop":true,"videoStartTime":1000}""",
                position: 3));

        Assert.Equal(9, video.Frames);
        for (var i = 0; i < 4; i++)
            Assert.True((await media.ColoursAsync(video.Path, i * 100 + 20, 20, 60, 60))[4] is { R: > 230, G: < 30 }, $"{i}");
        var whole = await Assert.ThrowsAsync<CompositionInvalidException>(() => media.RenderAsync(Layer("clip", long_)));
        Assert.Contains("600 s is the most", whole.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_animation_of_a_hundred_thousand_frames_costs_what_is_shown_of_it()
    {
        var file = media.In("endless.gif");
        await File.WriteAllBytesAsync(file, Gif(100_000), TestContext.Current.CancellationToken);
        var video = await media.RenderAsync(Layer("image", file, """{"durationInFrames":12}"""));

        Assert.Equal(12, (await media.ColoursAsync(video.Path, 400, 400, 100, 100)).Count);
    }

    [Theory]
    [InlineData(0.6)]
    [InlineData(0.1, Explicit = true)]
    [InlineData(0.0)]
    public async Task Files_that_end_too_early_never_end_the_render_too_early(double share) =>
        await RenderDamagedAsync((bytes, _) => bytes[..Math.Max(20, (int)(bytes.Length * share))]);

    [Theory]
    [InlineData(1)]
    [InlineData(2, Explicit = true)]
    public async Task Files_with_wrong_bytes_never_end_the_render_too_early(int seed) => await RenderDamagedAsync((bytes, name) =>
    {
        var random = new Random(seed * 31 + name.Length);
        for (var i = 0; i < 3 + bytes.Length / 200; i++) bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
        return bytes;
    });

    private async Task RenderDamagedAsync(Func<byte[], string, byte[]> damage)
    {
        string[] picture = ["-f", "lavfi", "-i", "testsrc2=s=96x96:r=30:d=1"], sound = ["-f", "lavfi", "-i", "sine=d=1"];
        (string Name, string Type, string[] Arguments)[] kinds =
        [
            ("d.mp4", "clip", [.. picture, .. sound, "-pix_fmt", "yuv420p"]),
            ("d-faststart.mp4", "clip", [.. picture, .. sound, "-pix_fmt", "yuv420p", "-movflags", "+faststart"]),
            ("d.webm", "clip", [.. picture, "-c:v", "libvpx", "-deadline", "realtime"]), ("d.mkv", "clip", [.. picture, .. sound]),
            ("d.avi", "clip", [.. picture, "-c:v", "mjpeg"]),
            ("d.ts", "clip", [.. picture, .. sound, "-c:v", "mpeg2video"]), ("d.gif", "image", picture),
            ("d-anim.webp", "image", [.. picture, "-c:v", "libwebp_anim"]),
            ("d.png", "image", [.. picture, "-frames:v", "1"]), ("d.jpg", "image", [.. picture, "-frames:v", "1"]),
            ("d.webp", "image", [.. picture, "-frames:v", "1"]),
            ("d.avif", "image", [.. picture, "-frames:v", "1", "-c:v", "libaom-av1", "-still-picture", "1", "-cpu-used", "8"]),
            ("d.bmp", "image", [.. picture, "-frames:v", "1"]), ("d.tiff", "image", [.. picture, "-frames:v", "1"]),
            ("d.mp3", "sound", sound), ("d.wav", "sound", sound), ("d.flac", "sound", sound), ("d.ogg", "sound", sound),
            ("d.m4a", "sound", sound),
        ];
        var layers = new List<LayerInput> { Layer("shape", attributes: """{"durationInFrames":30,"styles":{"fill":"#123"}}""") };
        foreach (var (name, type, arguments) in kinds)
        {
            var whole = media.In("whole-" + name);
            if (!File.Exists(whole))
            {
                var made = media.In($"{Guid.NewGuid():n}-{name}");
                await MakeAsync([.. arguments, made]);
                File.Move(made, whole, overwrite: true);
            }
            var file = media.In($"damaged-{Guid.NewGuid():n}-{name}");
            await File.WriteAllBytesAsync(
                file, damage(await File.ReadAllBytesAsync(whole, TestContext.Current.CancellationToken), name),
                TestContext.Current.CancellationToken);
            layers.Add(Layer(type, file, $$"""{"durationInFrames":30,"left":{{layers.Count * 50}},"top":0,"width":50,"height":50}""", name, layers.Count));
        }
        var video = await media.RenderAsync([.. layers]);

        Assert.Equal(30, (await media.ColoursAsync(video.Path, 0, 0, 8, 8)).Count);
    }

    private Task MakeAsync(string[] arguments) => media.FFmpeg.RunAsync(arguments, null, TestContext.Current.CancellationToken);

    /// <summary>The film with its first data reference, a URL, naming a target; its index must be its last box.</summary>
    private static byte[] WithReference(byte[] film, string target)
    {
        byte[] url = [.. Encoding.UTF8.GetBytes(target), 0];
        var at = film.AsSpan().IndexOf("url \0\0\0\u0001"u8);
        byte[] changed = [.. film[..(at + 7)], 0, .. url, .. film[(at + 8)..]];
        // Every box around it grows by as much.
        foreach (var box in (string[])["moov", "trak", "mdia", "minf", "dinf", "dref", "url "])
        {
            var start = film.AsSpan(0, at + 4).LastIndexOf(Encoding.ASCII.GetBytes(box)) - 4;
            BinaryPrimitives.WriteInt32BigEndian(
                changed.AsSpan(start), BinaryPrimitives.ReadInt32BigEndian(film.AsSpan(start)) + url.Length);
        }
        return changed;
    }

    private static byte[] Gif(int frames)
    {
        using var gif = new MemoryStream();
        gif.Write([.. "GIF89a"u8, 2, 0, 2, 0, 0x80, 0, 0, 0, 0, 0, 255, 255, 255]);
        for (var i = 0; i < frames; i++)
            gif.Write(
                [0x21, 0xf9, 4, 0, 10, 0, 0, 0, 0x2c, 0, 0, 0, 0, 2, 0, 2, 0, 0, 2, 3, (byte)(i % 2 == 0 ? 0x44 : 0x0c), 0x02, 0x05, 0]);
        gif.WriteByte(0x3b);
        return gif.ToArray();
    }

    private static byte[] PngWithComment(int length)
    {
        using var packed = new MemoryStream();
        using (var deflate = new ZLibStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            var zeros = new byte[1_000_000];
            for (var i = 0; i < length / zeros.Length; i++) deflate.Write(zeros);
        }
        using var pixels = new MemoryStream();
        using (var deflate = new ZLibStream(pixels, CompressionLevel.Fastest, leaveOpen: true))
            for (var row = 0; row < 16; row++) deflate.Write([0, .. Enumerable.Repeat((byte)200, 48)]);
        return [
            0x89, .. "PNG\r\n\x1a\n"u8, .. Chunk("IHDR"u8, Header(16, 16)), .. Chunk("zTXt"u8, [.. "Comment"u8, 0, 0, .. packed.ToArray()]),
            .. Chunk("IDAT"u8, pixels.ToArray()), .. Chunk("IEND"u8, [])];
    }

    private static byte[] PngHeader(int width, int height)
    {
        return [
            0x89, .. "PNG\r\n\x1a\n"u8, .. Chunk("IHDR"u8, Header(width, height)), .. Chunk("IDAT"u8, new byte[64]),
            .. Chunk("IEND"u8, [])];
    }

    private static byte[] Header(int width, int height)
    {
        var header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), height);
        (header[8], header[9]) = (8, 2);
        return header;
    }

    private static byte[] Chunk(ReadOnlySpan<byte> name, byte[] content)
    {
        var length = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(length, content.Length);
        byte[] body = [.. name, .. content];
        var crc = new byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(crc, Crc(body));
        return [.. length, .. body, .. crc];
    }

    private static uint Crc(byte[] bytes)
    {
        var crc = uint.MaxValue;
        foreach (var value in bytes)
        {
            crc ^= value;
            for (var bit = 0; bit < 8; bit++) crc = (crc & 1) == 1 ? crc >> 1 ^ 0xedb88320 : crc >> 1;
        }
        return ~crc;
    }

    /// <summary>A file that nobody may read, and an address that nobody may call.</summary>
    private sealed class Trap : IDisposable
    {
        private readonly TcpListener listener = new(IPAddress.Loopback, 0);
        private readonly FileSystemWatcher watcher;
        private readonly ConcurrentQueue<string?> reads = new();
        private readonly string sentinel;

        public Trap(string folder, string secret)
        {
            Directory.CreateDirectory(folder);
            File = Path.Combine(folder, "secret.mp4");
            sentinel = Path.Combine(folder, "sentinel");
            System.IO.File.Copy(secret, File);
            System.IO.File.WriteAllText(sentinel, "read last");
            listener.Start();
            watcher = new FileSystemWatcher(folder) { NotifyFilter = NotifyFilters.LastAccess, EnableRaisingEvents = true };
            watcher.Changed += (_, happened) => reads.Enqueue(happened.Name);
        }

        public string File { get; }

        public string Address => $"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/secret.mp4";

        /// <summary>
        /// Whether somebody read or called. What is read is told in order: with the sentinel, all that came before it is known.
        /// </summary>
        public bool IsSprung
        {
            get
            {
                System.IO.File.ReadAllText(sentinel);
                Assert.True(
                    SpinWait.SpinUntil(() => reads.Contains("sentinel"), TimeSpan.FromSeconds(20)), "Nothing is told of what is read.");
                return reads.Contains("secret.mp4") || listener.Pending();
            }
        }

        public void Dispose()
        {
            watcher.Dispose();
            listener.Dispose();
        }
    }
}
