using NetVips;
using OpenGen.Media;
using OpenGen.Rendering.Composition;
using static OpenGen.Rendering.Tests.Media;

namespace OpenGen.Rendering.Tests;

public sealed class PictureFileTests(Media media)
{
    [Fact]
    public async Task A_photo_stands_as_its_camera_was_held()
    {
        // As stored, and as EXIF's eight orientations have it shown: above left, above right, below left, below right.
        (int R, int G, int B) a = Red, b = Green, c = Blue, d = White;
        (int, int,
            int)[][] shown = [
                [a, b, c, d], [b, a, d, c], [d, c, b, a], [c, d, a, b], [a, c, b, d], [c, a, d, b], [d, b, c, a], [b, d, a, c]];
        using var stored = Quarters(120, 80, a, b, c, d);
        var layers = new List<LayerInput> { Layer("shape", attributes: """{"durationInFrames":2,"styles":{"fill":"#000"}}""") };
        for (var orientation = 1; orientation <= 8; orientation++)
        {
            using var tagged = stored.Mutate(image => image.Set(GValue.GIntType, "orientation", orientation));
            var file = media.In($"orientation-{orientation}.jpg");
            tagged.Jpegsave(file, q: 98, subsampleMode: Enums.ForeignSubsample.Off);
            var facts = await new MediaProbe(media.Options).ReadAsync(file, TestContext.Current.CancellationToken);
            Assert.Equal(orientation >= 5 ? (80, 120) : (120, 80), (facts!.Width, facts.Height));
            layers.Add(Layer("image", file, $$"""{"left":{{(orientation - 1) * 120}},"top":0,"width":120,"height":120,"styles":{"objectFit":"contain"} }""", position: orientation));
        }
        var video = await media.RenderAsync([.. layers]);

        for (var orientation = 1; orientation <= 8; orientation++)
        {
            var (left, top) = orientation >= 5 ? (20, 0) : (0, 20);
            var (width, height) = orientation >= 5 ? (80, 120) : (120, 80);
            for (var quarter = 0; quarter < 4; quarter++)
            {
                var (x, y) = (left + width / 2 * (quarter % 2) + 10, top + height / 2 * (quarter / 2) + 10);
                RenderTests.Near(
                    shown[orientation - 1][quarter], (await media.ColoursAsync(video.Path, (orientation - 1) * 120 + x, y, 16, 16))[1]);
            }
        }
    }

    [Fact]
    public async Task Pictures_in_any_colour_space_show_their_colours()
    {
        using var red = Plain(64, 64, 255, 0, 0);
        using var grey = Plain(64, 64, 128, 128, 128);
        using var wide = red.IccTransform("p3", inputProfile: "srgb", depth: 8);
        using var cmyk = grey.IccTransform("cmyk", inputProfile: "srgb", depth: 8);
        using var deep = grey.Colourspace(Enums.Interpretation.Rgb16);
        using var mono = grey.Colourspace(Enums.Interpretation.Bw);
        using var halfSeen = mono.Bandjoin(128);
        (string Name, Action<string> Save, (int, int, int) Expected)[] pictures =
        [
            // Stored in Display P3 as (234, 51, 35): shown unconverted it would be no pure red.
            ("p3.png", file => wide.Pngsave(file), (255, 0, 0)),
            ("cmyk.jpg", file => cmyk.Jpegsave(file, q: 98), (128, 128, 128)),
            ("deep.png", file => deep.Pngsave(file), (128, 128, 128)),
            ("mono.jpg", file => mono.Jpegsave(file, q: 98), (128, 128, 128)),
            // Half of grey on black.
            ("see-through.png", file => halfSeen.Pngsave(file), (64, 64, 64)),
            ("palette.png", file => red.Bandjoin(128).Copy(interpretation: Enums.Interpretation.Srgb).Pngsave(file, palette: true),
                (128, 0, 0)),
        ];
        var layers = new List<LayerInput> { Layer("shape", attributes: """{"durationInFrames":2,"styles":{"fill":"#000"}}""") };
        foreach (var (name, save, _) in pictures)
        {
            var file = media.In("colours-" + name);
            save(file);
            layers.Add(Layer("image", file, $$"""{"left":{{(layers.Count - 1) * 100}},"top":0,"width":100,"height":100}""", name, layers.Count));
        }
        var video = await media.RenderAsync([.. layers]);

        Assert.Empty(video.Warnings);
        for (var i = 0; i < pictures.Length; i++)
        {
            var (r, g, b) = (await media.ColoursAsync(video.Path, i * 100 + 30, 30, 40, 40))[1];
            var (er, eg, eb) = pictures[i].Expected;
            Assert.True(Math.Max(Math.Abs(r - er), Math.Max(Math.Abs(g - eg), Math.Abs(b - eb))) <= 12, $"{pictures[i].Name}: {r} {g} {b}");
        }
    }

    /// <summary>Four pages of 100, 500, 100 and 100 ms, each a grey of its own, see-through on their right.</summary>
    [Theory]
    [InlineData("webp", "clip")]
    [InlineData("webp", "image", Explicit = true)]
    [InlineData("gif", "image")]
    [InlineData("gif", "clip", Explicit = true)]
    public async Task An_animated_picture_keeps_its_delays_and_its_alpha_and_goes_round(string format, string type)
    {
        var file = media.In($"animated-{type}.{format}");
        int[] delays = [100, 500, 100, 100];
        var pages = Enumerable.Range(0, 4)
            .Select(page => Plain(60, 60, 60 * (page + 1), 60 * (page + 1), 60 * (page + 1), 255).Insert(Plain(30, 60, 0, 0, 0, 0), 30, 0))
            .ToArray();
        using var strip = Image.Arrayjoin(pages, across: 1).Copy(interpretation: Enums.Interpretation.Srgb).Mutate(image =>
        {
            image.Set(GValue.GIntType, "page-height", 60);
            image.Set(GValue.ArrayIntType, "delay", delays);
        });
        if (format == "webp") strip.Webpsave(file, lossless: true);
        else strip.Gifsave(file);

        var facts = await new MediaProbe(media.Options).ReadAsync(file, TestContext.Current.CancellationToken);
        Assert.Equal((MediaKind.Video, true), (facts!.Kind, facts.HasAlpha));
        Assert.Equal(0.8, facts.Duration, 0.011);

        var video = await media.RenderAsync(
            Layer("shape", attributes: """{"durationInFrames":48,"styles":{"fill":"#ff0000"}}"""),
            Layer(type, file, """{"left":0,"top":0,"width":600,"height":600,"durationInFrames":48,"loop":true}""", position: 1));
        var shown = (await media.ColoursAsync(video.Path, 50, 50, 100, 100)).Select(colour => (int)Math.Round(colour.G / 60.0)).ToList();
        int[] expected = [.. Enumerable.Repeat(1, 3), .. Enumerable.Repeat(2, 15), 3, 3, 3, 4, 4, 4];
        Assert.Equal([.. expected, .. expected], shown);
        RenderTests.Near((255, 0, 0), (await media.ColoursAsync(video.Path, 400, 50, 100, 100))[20]);
    }

    [Fact]
    public async Task A_trimmed_animation_goes_round_from_its_trim()
    {
        var file = media.In("trimmed.webp");
        var pages = Enumerable.Range(0, 4).Select(page => Plain(40, 40, 60 * (page + 1), 60 * (page + 1), 60 * (page + 1))).ToArray();
        using var strip = Image.Arrayjoin(pages, across: 1).Mutate(image =>
        {
            image.Set(GValue.GIntType, "page-height", 40);
            image.Set(GValue.ArrayIntType, "delay", (int[])[100, 100, 100, 100]);
        });
        strip.Webpsave(file, lossless: true);

        var video = await media.RenderAsync(Layer("image", file, """{"durationInFrames":12,"videoStartTime":0.2}"""));
        Assert.Equal(
            [3, 3, 3, 4, 4, 4, 3, 3, 3, 4, 4, 4],
            (await media.ColoursAsync(video.Path, 400, 400, 100, 100)).Select(colour => (int)Math.Round(colour.G / 60.0)));
    }

    [Fact]
    public async Task An_AVIF_that_calls_itself_a_picture_first_is_one()
    {
        var file = media.In("general.avif");
        await media.FFmpeg.RunAsync(
            ["-i", media.Photo, "-frames:v", "1", "-c:v", "libaom-av1", "-still-picture", "1", "-cpu-used", "8", file], null,
            TestContext.Current.CancellationToken);
        var bytes = await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken);
        "mif1"u8.CopyTo(bytes.AsSpan(8));
        await File.WriteAllBytesAsync(file, bytes, TestContext.Current.CancellationToken);

        Assert.Equal("avif", (await new MediaProbe(media.Options).ReadAsync(file, TestContext.Current.CancellationToken))?.VideoCodec);
    }

    private static Image Plain(int width, int height, params double[] colour) =>
        Image.Black(width, height, bands: colour.Length).Linear(Enumerable.Repeat(1.0, colour.Length).ToArray(), colour, uchar: true)
            .Copy(interpretation: Enums.Interpretation.Srgb);

    private static Image Quarters(int width, int height, params (int R, int G, int B)[] colours)
    {
        var quarters = colours.Select(colour => Plain(width / 2, height / 2, colour.R, colour.G, colour.B)).ToArray();
        return Image.Arrayjoin(quarters, across: 2).Copy(interpretation: Enums.Interpretation.Srgb);
    }
}
