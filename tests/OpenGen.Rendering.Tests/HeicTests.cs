using NetVips;
using OpenGen.Making;
using OpenGen.Media;
using OpenGen.Rendering.Composition;
using OpenGen.Rendering.Drawing;
using OpenGen.Rendering.Pipeline;
using static OpenGen.Rendering.Tests.Media;

namespace OpenGen.Rendering.Tests;

public sealed class HeicTests(Media media)
{
    [Fact]
    public async Task A_phones_photo_of_tiles_stands_as_its_header_says_and_its_EXIF_turns_it_no_further()
    {
        (int R, int G, int B) a = Red, b = Green, c = Blue, d = White;
        (int, int, int)[][] shown = [[a, b, c, d], [b, d, a, c], [d, c, b, a], [c, a, d, b]];
        var tiles = new List<byte[]>();
        foreach (var colour in ((int R, int G, int B)[])[a, b, c, d])
            tiles.Add(await EncodedAsync($"tile-{tiles.Count}", Plain(64, 64, colour.R, colour.G, colour.B)));
        var layers = new List<LayerInput>();
        for (byte turns = 0; turns < 4; turns++)
        {
            var file = media.In($"turned-{turns}.heic");
            await File.WriteAllBytesAsync(file, Heic.Tiled(tiles, turns, orientation: 6), TestContext.Current.CancellationToken);
            layers.Add(Layer("image", file, $$"""{"left":{{turns * 128}},"top":0,"width":128,"height":128,"durationInFrames":2}""", position: turns));
        }
        var video = await media.RenderAsync([.. layers]);

        Assert.Empty(video.Warnings);
        for (var turns = 0; turns < 4; turns++)
            for (var quarter = 0; quarter < 4; quarter++)
                RenderTests.Near(
                    shown[turns][quarter],
                    (await media.ColoursAsync(video.Path, turns * 128 + quarter % 2 * 64 + 16, quarter / 2 * 64 + 16, 32, 32))[1]);
    }

    [Fact]
    public async Task A_turned_HEIC_has_the_size_that_is_shown()
    {
        // heif-enc writes a property of 16 bytes that only describes: a turn takes its place.
        var bytes = await EncodedAsync("lying", Plain(240, 160, 255, 0, 0).Insert(Plain(120, 160, 0, 0, 255), 120, 0));
        Assert.Equal((240, 160), await SizeAsync("lying"));
        var at = bytes.AsSpan().IndexOf("pixi"u8);
        ((byte[])[.. "irot"u8, 1]).CopyTo(bytes, at);
        await File.WriteAllBytesAsync(media.In("standing.heic"), bytes, TestContext.Current.CancellationToken);
        Assert.Equal((160, 240), await SizeAsync("standing"));

        var thumbnail = media.In("standing.jpg");
        Assert.True(
            await new Thumbnailer(media.Options).MakeAsync(
                media.In("standing.heic"), thumbnail, cancellationToken: TestContext.Current.CancellationToken));
        using var small = Image.NewFromFile(thumbnail);
        Assert.Equal((160, 240), (small.Width, small.Height));
        var (above, below) = (small[80, 60], small[80, 180]);
        Assert.True(above is [< 30, _, > 220] && below is [> 220, _, < 30], $"{above[0]} {below[0]}");

        async Task<(int, int)> SizeAsync(string name)
        {
            var facts = await new MediaProbe(media.Options).ReadAsync(media.In(name + ".heic"), TestContext.Current.CancellationToken);
            return (facts!.Width, facts.Height);
        }
    }

    [Fact]
    public async Task HEICs_show_their_colours_and_let_through_what_is_below()
    {
        var red = Plain(64, 64, 255, 0, 0);
        (string Name, Image Picture, (int R, int G, int B) Expected)[] pictures =
        [
            ("wide", red.IccTransform("p3", inputProfile: "srgb", depth: 8), (255, 0, 0)),
            ("deep", Plain(64, 64, 128, 128, 128).Colourspace(Enums.Interpretation.Rgb16), (128, 128, 128)),
            ("see-through", red.Bandjoin(128).Copy(interpretation: Enums.Interpretation.Srgb), (128, 0, 0)),
            ("odd", Plain(101, 77, 0, 255, 0), (0, 255, 0)),
        ];
        var layers = new List<LayerInput> { Layer("shape", attributes: """{"durationInFrames":2,"styles":{"fill":"#000"}}""") };
        foreach (var (name, picture, _) in pictures)
        {
            await EncodedAsync(name, picture);
            layers.Add(Layer("image", media.In(name + ".heic"), $$"""{"left":{{(layers.Count - 1) * 100}},"top":0,"width":100,"height":100}""", name, layers.Count));
        }
        var video = await media.RenderAsync([.. layers]);

        Assert.Empty(video.Warnings);
        for (var i = 0; i < pictures.Length; i++)
            Close(pictures[i].Expected, (await media.ColoursAsync(video.Path, i * 100 + 30, 30, 40, 40))[1], pictures[i].Name);
    }

    [Fact]
    public async Task Of_several_pictures_in_a_HEIC_the_one_that_is_meant_is_shown()
    {
        await EncodedAsync("both", Plain(64, 64, 255, 0, 0), Plain(128, 64, 0, 0, 255));
        var bytes = await File.ReadAllBytesAsync(media.In("both.heic"), TestContext.Current.CancellationToken);
        await File.WriteAllBytesAsync(media.In("second.heic"), Heic.With(bytes, "pitm", 0, 2), TestContext.Current.CancellationToken);
        var video = await media.RenderAsync(
            Layer("image", media.In("both.heic"), """{"left":0,"top":0,"width":100,"height":100,"durationInFrames":2}"""),
            Layer("image", media.In("second.heic"), """{"left":100,"top":0,"width":100,"height":100,"durationInFrames":2}""", position: 1));

        Close(Red, (await media.ColoursAsync(video.Path, 30, 30, 40, 40))[1], "first");
        Close(Blue, (await media.ColoursAsync(video.Path, 130, 30, 40, 40))[1], "second");
    }

    [Fact]
    public async Task A_maker_takes_HEICs_as_other_pictures()
    {
        await EncodedAsync("reference", Plain(64, 64, 255, 0, 0));
        var drawn = media.In("collage.png");
        await new ImageMaker(media.Options).DrawAsync(
            new ImageBrief("as a background", 64, 64, References: [media.In("reference.heic")]), drawn,
            TestContext.Current.CancellationToken);

        using var picture = Image.NewFromFile(drawn);
        Assert.True(picture[32, 32] is [> 240, < 15, < 15, ..]);
    }

    [Fact]
    public async Task HEICs_that_are_broken_or_lie_are_left_out_with_a_warning_each()
    {
        var whole = await EncodedAsync("whole", Photo(240, 160));
        (string Name, byte[] Bytes, string Reason)[] files =
        [
            ("cut", whole[..(whole.Length * 6 / 10)], "is a HEIC picture that is broken"),
            ("header", whole[..200], "is a HEIC picture that is broken"),
            ("huge", Heic.With(whole, "ispe", [.. Heic.Number(100_000), .. Heic.Number(100_000)]), "has too many pixels"),
            ("wrapped", Heic.With(whole, "ispe", [.. Heic.Number(-1), .. Heic.Number(-1)]), "has too many pixels"),
            ("flat", Heic.With(whole, "ispe", [.. Heic.Number(0), .. Heic.Number(160)]), "is a HEIC picture that is broken"),
            ("garbage", [.. whole[..28], .. new byte[2000].Select((_, i) => (byte)(i * 37))], "is a HEIC picture that is broken"),
            ("noise", [.. whole[..^800], .. new byte[800].Select((_, i) => (byte)(i * i * 37))], ""),
            ("nobody", Heic.With(whole, "pitm", 0, 9), "is a HEIC picture that is broken"),
        ];
        var layers = new List<LayerInput> { Layer("shape", attributes: """{"durationInFrames":2}""") };
        foreach (var (name, bytes, _) in files)
        {
            await File.WriteAllBytesAsync(media.In(name + ".heic"), bytes, TestContext.Current.CancellationToken);
            layers.Add(Layer("image", media.In(name + ".heic"), name: name, position: layers.Count));
        }
        var video = await media.RenderAsync([.. layers]);

        foreach (var (name, _, reason) in files.Where(file => file.Reason.Length > 0))
            Assert.Contains(
                video.Warnings,
                warning =>
                    warning.StartsWith($"Layer \"{name}\": its file is a HEIC", StringComparison.Ordinal)
                        && warning.Contains(reason, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_HEIC_that_unfolds_to_more_than_its_header_says_is_not_opened()
    {
        var whole = await EncodedAsync("unfolds", Photo(240, 160));
        var file = media.In("small-it-says.heic");
        await File.WriteAllBytesAsync(
            file, Heic.With(whole, "ispe", [.. Heic.Number(16), .. Heic.Number(16)]), TestContext.Current.CancellationToken);
        var options = new RenderingOptions { ScratchFolder = media.In("heic-unfolds"), MaxImagePixels = 1000 };

        Assert.NotNull(await new MediaProbe(options).ReadAsync(file, TestContext.Current.CancellationToken));
        await Assert.ThrowsAsync<HeicNotOpenedException>(
            () => new HeicConverter(options, new RenderCache(options)).PngAsync(file, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task No_header_however_damaged_is_more_than_no_HEIC()
    {
        var whole = await EncodedAsync("fuzzed", Photo(64, 64));
        var file = media.In("damaged.heic");
        var random = new Random(7);
        for (var i = 0; i < 3000; i++)
        {
            var bytes = whole[..500];
            for (var change = 0; change < 1 + i % 6; change++)
                bytes[random.Next(20, 400)] = random.Next(3) switch { 0 => 0, 1 => 255, _ => (byte)random.Next(256) };
            if (i % 5 == 0) bytes = bytes[..random.Next(20, 500)];
            await File.WriteAllBytesAsync(file, bytes, TestContext.Current.CancellationToken);
            HeicFile.TryRead(file, media.Options, out var facts);
            if (facts is not null) Assert.InRange((long)facts.Width * facts.Height, 1, media.Options.MaxImagePixels);
        }
    }

    [Fact]
    public async Task Without_the_program_a_HEIC_is_left_out_and_the_warning_says_what_to_install()
    {
        await EncodedAsync("unopened", Plain(64, 64, 255, 0, 0));
        var options = new RenderingOptions
        {
            ScratchFolder = media.In("heic-missing"),
            Preset = "ultrafast",
            HeifConvertPath = "no-such-heif-convert",
        };
        var layers = new CompositionInput(
            "1:1", null,
            [Layer("shape", attributes: """{"durationInFrames":2}"""),
                Layer("image", media.In("unopened.heic"), name: "Photo", position: 1)]);
        var video = await new VideoRenderer(options).RenderAsync(layers, media.Output(), null, TestContext.Current.CancellationToken);

        Assert.Contains("Layer \"Photo\": its file is a HEIC", Assert.Single(video.Warnings), StringComparison.Ordinal);
        Assert.Contains("install libheif-examples", video.Warnings[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_HEIC_that_takes_too_long_is_given_up_and_leaves_nothing()
    {
        await EncodedAsync("slow", Plain(64, 64, 255, 0, 0));
        var program = media.In("slow-heif-convert");
        await File.WriteAllTextAsync(program, "#!/bin/sh\necho half > \"$2\"\nexec sleep 60\n", TestContext.Current.CancellationToken);
        File.SetUnixFileMode(program, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        var options = new RenderingOptions
        {
            ScratchFolder = media.In("heic-slow"),
            CacheFolder = media.In("heic-slow-cache"),
            FFmpegTimeLimit = TimeSpan.FromSeconds(1),
            HeifConvertPath = program,
        };
        var failed = await Assert.ThrowsAsync<HeicNotOpenedException>(
            () =>
                new HeicConverter(options, new RenderCache(options)).PngAsync(
                    media.In("slow.heic"), TestContext.Current.CancellationToken));

        Assert.Contains("its limit of 1 s", failed.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFileSystemEntries(options.ScratchFolder));
    }

    private static void Close((int R, int G, int B) expected, (int R, int G, int B) shown, string what) =>
        Assert.True(
            Math.Max(Math.Abs(shown.R - expected.R), Math.Max(Math.Abs(shown.G - expected.G), Math.Abs(shown.B - expected.B))) <= 12,
            $"{what}: {shown}");

    private async Task<byte[]> EncodedAsync(string name, params Image[] pictures)
    {
        var files = new List<string>();
        foreach (var picture in pictures)
        {
            files.Add(media.In($"{name}-{files.Count}-for-heic.png"));
            picture.Pngsave(files[^1], keep: Enums.ForeignKeep.Icc);
        }
        await Heic.EncodeAsync(media.In(name + ".heic"), [.. files]);
        return await File.ReadAllBytesAsync(media.In(name + ".heic"), TestContext.Current.CancellationToken);
    }

    private static Image Plain(int width, int height, params double[] colour) =>
        Image.Black(width, height, bands: colour.Length).Linear(Enumerable.Repeat(1.0, colour.Length).ToArray(), colour, uchar: true)
            .Copy(interpretation: Enums.Interpretation.Srgb);

    /// <summary>Something that takes more than a few bytes.</summary>
    private static Image Photo(int width, int height) =>
        Image.Gaussnoise(width, height, mean: 128, sigma: 60, seed: 3).Cast(Enums.BandFormat.Uchar)
            .Copy(interpretation: Enums.Interpretation.Bw).Colourspace(Enums.Interpretation.Srgb);
}
