using OpenGen.Media;
using OpenGen.Rendering.Composition;
using OpenGen.Rendering.Drawing;
using static OpenGen.Rendering.Tests.Media;

namespace OpenGen.Rendering.Tests;

public sealed class PaintedPictureTests(Media media)
{
    /// <summary>An animation scales to even sizes: a picture of an odd one would be stretched by a pixel while it stands still.</summary>
    [Theory]
    [InlineData("text", 0), InlineData("text", 17), InlineData("shape", 0), InlineData("shape", 45), InlineData("image", 0),
        InlineData("image", -30)]
    public async Task Whatever_is_painted_has_even_edges(string type, double rotation)
    {
        var input = Layer(type, media.Photo, FormattableString.Invariant($$"""{"left":101,"top":33,"width":335,"height":201,"rotation":{{rotation}},"styles":{"opacity":0.7,"backgroundColor":"#369"} }"""), text: "Odd");
        var (timeline,
            _) = await new CompositionReader(media.Options, new MediaProbe(media.Options).ReadAsync).ReadAsync(
                new CompositionInput("1:1", null, [input]), TestContext.Current.CancellationToken);

        using var picture = timeline.Layers[0] switch
        {
            TextLayer layer => TextPainter.Paint(layer, timeline.Canvas),
            ShapeLayer layer => ShapePainter.Paint(layer, timeline.Canvas),
            var layer => PicturePainter.Paint((ImageLayer)layer, timeline.Canvas),
        };

        Assert.All([picture.X, picture.Y, picture.Image.Width, picture.Image.Height], edge => Assert.Equal(0, edge % 2));
        Assert.InRange(picture.Image.Width, 40, 480);
    }
}
