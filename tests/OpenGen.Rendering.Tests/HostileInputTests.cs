using System.Buffers.Binary;
using OpenGen.Rendering.FFmpeg;
using static OpenGen.Rendering.Tests.Media;

namespace OpenGen.Rendering.Tests;

public sealed class HostileInputTests(Media media)
{
    [Theory]
    [InlineData("#EXTM3U\n#EXT-X-TARGETDURATION:5\n#EXTINF:5,\nSECRET\n#EXT-X-ENDLIST\n")]
    [InlineData("ffconcat version 1.0\nfile 'SECRET'\n")]
    [InlineData("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"10\" height=\"10\"><image href=\"SECRET\" width=\"10\" height=\"10\"/></svg>                ")]
    [InlineData("<?xml version=\"1.0\"?><MPD xmlns=\"urn:mpeg:dash:schema:mpd:2011\"><Period><AdaptationSet><Representation><BaseURL>SECRET</BaseURL></Representation></AdaptationSet></Period></MPD>")]
    [InlineData("v=0\r\no=- 0 0 IN IP4 127.0.0.1\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\nm=video 5004 RTP/AVP 96\r\na=rtpmap:96 H264/90000\r\n")]
    public async Task A_file_that_names_other_files_is_no_media(string content)
    {
        var file = media.In($"hostile-{Guid.NewGuid():n}.mp4");
        await File.WriteAllTextAsync(file, content.Replace("SECRET", media.RedClip, StringComparison.Ordinal), TestContext.Current.CancellationToken);

        Assert.Null(await new MediaProbe(media.Options).ReadAsync(file, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_picture_of_a_hundred_thousand_pixels_square_is_refused_by_its_header()
    {
        var file = media.In("bomb.png");
        await File.WriteAllBytesAsync(file, PngHeader(100_000, 100_000), TestContext.Current.CancellationToken);

        Assert.Null(await new MediaProbe(media.Options).ReadAsync(file, TestContext.Current.CancellationToken));
        var video = await media.RenderAsync(Layer("shape", attributes: """{"durationInFrames":2}"""), Layer("image", file, name: "Bomb", position: 1));
        Assert.Contains(video.Warnings, warning => warning.Contains("\"Bomb\"", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Text_with_the_syntax_of_filters_and_markup_is_drawn_as_text()
    {
        var hostile = "'],[x];movie=/etc/passwd,%{eif:1:d} \\:\\\\ </span><span size=\"1\"> &amp; \u0000\u0007\u202e \ud800 {{x}}\r\n" + new string('w', 100_000);
        var video = await media.RenderAsync(
            Layer("text", attributes: """{"durationInFrames":3,"styles":{"fontFamily":"'a\"/><b>;,x","color":"white"}}""", text: hostile, name: "'];[0:v]"),
            Layer("caption", attributes: """{"durationInFrames":3}""", captions: """[{"word":"</span>';[x]","start":0,"end":0.05}]""", position: 1));

        Assert.Equal(3, video.Frames);
        Assert.Contains(video.Warnings, warning => warning.Contains("control characters", StringComparison.Ordinal));
        Assert.Contains(video.Warnings, warning => warning.Contains("only the first", StringComparison.Ordinal));
        Assert.Contains(video.Warnings, warning => warning.Contains("is not installed", StringComparison.Ordinal));
        Assert.Contains(await media.ColoursAsync(video.Path, 100, 300, 800, 400), colour => colour.R > 10);
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

    private static byte[] PngHeader(int width, int height)
    {
        var header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), height);
        header[8] = 8;
        header[9] = 2;
        return [0x89, .. "PNG\r\n\x1a\n"u8, .. Chunk("IHDR"u8, header), .. Chunk("IDAT"u8, new byte[64]), .. Chunk("IEND"u8, [])];
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
}
