using NetVips;
using OpenGen.Rendering.Composition;
using OpenGen.Rendering.Pipeline;
using OpenGen.Rendering.Tests.Golden;
using static OpenGen.Rendering.Tests.Media;

namespace OpenGen.Rendering.Tests;

/// <summary>What every type of layer must have; what a new one lacks, these and the compiler name.</summary>
public sealed class LayerTypeTests(Media media)
{
    public static TheoryData<LayerType> Types => [.. Enum.GetValues<LayerType>()];

    [Theory, MemberData(nameof(Types))]
    public async Task Every_type_is_read_drawn_and_made_smaller(LayerType type)
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        var renderer = new VideoRenderer(media.Options);
        var composition = new CompositionInput("1:1", null, [Sample(type) with { Type = type }]);
        var preview = media.Output();
        Assert.Empty(await renderer.PreviewAsync(composition, 108, preview, cancellationToken));
        if (type == LayerType.Sound)
        {
            Assert.True((await media.SamplesAsync(preview)).Max() > 0.01, "nothing is heard");
            return;
        }
        var (whole, small) = (media.In($"whole-{type}.png"), media.In($"small-{type}.png"));
        Assert.Empty(await renderer.FrameAsync(composition, 5, whole, cancellationToken: cancellationToken));
        Assert.Empty(await renderer.FrameAsync(composition, 5, small, 108, cancellationToken));

        using var picture = Image.NewFromFile(whole);
        using var shrunk = picture.Resize(0.1, kernel: Enums.Kernel.Linear);
        using var drawnSmall = Image.NewFromFile(small);
        Assert.True(picture.Max() > 200, "nothing is seen");
        Assert.InRange(drawnSmall.Avg() / shrunk.Avg(), 0.85, 1.15);
    }

    [Theory, MemberData(nameof(Types))]
    public void Every_type_that_is_seen_has_approved_pictures_and_all_are_documented(LayerType type)
    {
        if (type != LayerType.Sound)
            Assert.Contains(
                GoldenComposition.All, id => id.StartsWith($"{type.Name()}{Path.DirectorySeparatorChar}", StringComparison.Ordinal));
        var table = File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Rendering.md"))
            .Single(line => line.StartsWith("| `layers[].layer_type`", StringComparison.Ordinal));
        Assert.Contains($"`{type.Name()}`", table, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_name_is_of_one_type_and_every_type_has_its_own()
    {
        Assert.Equal(LayerTypes.Names, LayerTypes.Names.Distinct());
        Assert.All(LayerTypes.Names, name => Assert.NotNull(LayerTypes.Named(name)));
        Assert.All(Enum.GetValues<LayerType>(), type => Assert.Equal(type, LayerTypes.Named(type.Name())));
        Assert.All(new[] { null, "", "hologram", "Text" }, name => Assert.Null(LayerTypes.Named(name)));
    }

    /// <summary>Something of each type, in pixels of the canvas, so that what is not made smaller is too large.</summary>
    private LayerInput Sample(LayerType type) => type switch
    {
        LayerType.Text => Of(text: "Words", attributes: """{"styles":{"fontSize":"200px","WebkitTextStroke":"9px #fff"}}"""),
        LayerType.Clip => Of(media.RedClip, """{"left":200,"top":200,"width":500,"height":500}"""),
        LayerType.Sound => Of(media.Music),
        LayerType.Caption => Of(captions: """[{"word":"Words","start":0,"end":1}]""", attributes: """{"styles":{"fontSize":"200px"}}"""),
        LayerType.Image => Of(media.Photo, """{"left":200,"top":200,"width":500,"height":500}"""),
        LayerType.Shape =>
            Of(attributes: """{"left":200,"top":200,"width":500,"height":500,"styles":{"stroke":"#fff","strokeWidth":60}}"""),
        LayerType.Progress =>
            Of(attributes: """{"durationInFrames":6,"left":200,"top":200,"width":500,"height":500,"ticks":[0.1],"styles":{"tickWidth":100,"borderRadius":"90px"}}"""),
    };

    private static LayerInput Of(
        string? file = null, string attributes = """{"durationInFrames":10}""", string? text = null, string? captions = null) =>
        Layer("text", file, attributes, text: text, captions: captions);
}
