using NetVips;
using OpenGen.Making;

namespace OpenGen.Rendering.Tests.Making;

public sealed class ImageMakerTests : IDisposable
{
    private readonly Workbench bench = new();

    public void Dispose() => bench.Dispose();

    private async Task<string> DrawAsync(
        string prompt, int width = 270, int height = 480, int variation = 0, string name = "picture.png", params string[] references)
    {
        var path = bench.File(name);
        await new ImageMaker(bench.Options).DrawAsync(new ImageBrief(prompt, width, height, variation, references), path, Workbench.Stop);
        return path;
    }

    /// <summary>32 × 32 pixels in CIELAB.</summary>
    private static float[] Thumbnail(string path) =>
        Image.Thumbnail(path, 32, height: 32, size: Enums.Size.Force).Colourspace(Enums.Interpretation.Lab).Cast(Enums.BandFormat.Float)
            .WriteToMemory<float>();

    /// <summary>Mean ΔE of two thumbnails.</summary>
    private static double Distance(float[] one, float[] other) => Enumerable.Range(0, one.Length / 3)
        .Average(
            i => Math.Sqrt(
                Math.Pow(one[i * 3] - other[i * 3], 2) + Math.Pow(one[i * 3 + 1] - other[i * 3 + 1], 2)
                    + Math.Pow(one[i * 3 + 2] - other[i * 3 + 2], 2)));

    [Theory]
    [InlineData("Misty mountains at dawn")]
    [InlineData("watercolor city in the rain, \"Hello\"")]
    [InlineData("a smiling man presents a product")]
    public async Task The_same_brief_gives_the_same_bytes(string prompt)
    {
        var first = await File.ReadAllBytesAsync(await DrawAsync(prompt, name: "a.png"), Workbench.Stop);
        var second = await File.ReadAllBytesAsync(await DrawAsync(prompt, name: "b.png"), Workbench.Stop);

        Assert.Equal(first, second);
    }

    [Fact]
    public async Task Ten_prompts_give_ten_clearly_different_pictures()
    {
        string[] prompts =
        [
            "A calm beach at sunset", "A calm beach in the morning", "City skyline at night", "Snowy mountains", "Coffee on a table",
            "A woman presenting a product", "Saturn in space", "Autumn forest", "Three lessons about patience", "Our quarterly plan",
        ];
        var pictures = new List<float[]>();
        foreach (var prompt in prompts) pictures.Add(Thumbnail(await DrawAsync(prompt)));

        for (var i = 0; i < prompts.Length; i++)
            for (var j = i + 1; j < prompts.Length; j++)
                Assert.True(
                    Distance(pictures[i], pictures[j]) > 12,
                    $"“{prompts[i]}” and “{prompts[j]}” are only {Distance(pictures[i], pictures[j]):0.0} apart");
    }

    [Fact]
    public async Task Another_variation_is_another_picture_of_the_same_thing()
    {
        var first = Thumbnail(await DrawAsync("desert at noon"));
        var second = Thumbnail(await DrawAsync("desert at noon", variation: 1));

        Assert.True(Distance(first, second) > 4);
    }

    [Theory]
    [InlineData("green hills", 148)]
    [InlineData("abstract waves in blue", 262)]
    [InlineData("a red city skyline", 25)]
    [InlineData("purple mountains", 305)]
    [InlineData("pink studio with a bottle", 355)]
    public async Task A_named_colour_rules_the_picture(string prompt, double hue)
    {
        var pixels = Thumbnail(await DrawAsync(prompt));

        // CIELAB's hues lie near enough to OKLCH's for a tolerance of 50 degrees.
        var (a, b) = (Enumerable.Range(0, 1024).Average(i => pixels[i * 3 + 1]), Enumerable.Range(0, 1024).Average(i => pixels[i * 3 + 2]));
        var off = Math.Abs(((Math.Atan2(b, a) * 180 / Math.PI - hue) % 360 + 540) % 360 - 180);
        Assert.True(off < 50, $"the mean hue is {off:0} degrees off");
        Assert.True(Math.Sqrt(a * a + b * b) > 6, "the picture has hardly any colour");
    }

    [Theory]
    [InlineData(108, 192, "png")]
    [InlineData(192, 108, "png")]
    [InlineData(150, 150, "jpg")]
    [InlineData(160, 120, "jpg")]
    [InlineData(121, 163, "png")]
    public async Task A_picture_has_the_size_and_format_asked_for(int width, int height, string format)
    {
        var path = await DrawAsync("lake with a boat", width, height, name: $"sized.{format}");

        using var image = Image.NewFromFile(path);
        Assert.Equal((width, height, 3), (image.Width, image.Height, image.Bands));
        Assert.Equal(format == "jpg" ? "jpegload" : "pngload", (string)image.Get("vips-loader"));
    }

    [Fact]
    public async Task A_quoted_title_is_set_in_light_type_over_the_picture()
    {
        static double Light(string path)
        {
            var top = Image.NewFromFile(path).ExtractArea(0, 0, 270, 240);
            return (top > 244).Cast(Enums.BandFormat.Float).Avg();
        }

        var without = await DrawAsync("night forest", name: "without.png");
        var with = await DrawAsync("night forest \"Breathe slowly\"", name: "with.png");

        Assert.True(Light(with) > Light(without) + 8);
    }

    [Fact]
    public async Task A_reference_picture_is_seen_in_the_picture()
    {
        var reference = bench.File("magenta.png");
        (Image.Black(300, 300) + new double[] { 255, 0, 255 }).Cast(Enums.BandFormat.Uchar).Pngsave(reference);

        using var picture = Image.NewFromFile(await DrawAsync("calm sea", references: reference));

        var magenta = ((picture[0] > 240) & (picture[1] < 30) & (picture[2] > 240)).Avg() / 255;
        Assert.InRange(magenta, 0.15, 0.7);
    }

    [Theory]
    [InlineData(8, 100)]
    [InlineData(100, 9000)]
    public async Task A_size_out_of_range_is_refused(int width, int height) =>
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => DrawAsync("sea", width, height));

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("日本の山、朝")]
    [InlineData("<svg onload='x'> & \"<b>&amp;\"")]
    public async Task Any_text_at_all_gives_a_picture(string prompt) => Assert.True(new FileInfo(await DrawAsync(prompt)).Length > 2000);
}
