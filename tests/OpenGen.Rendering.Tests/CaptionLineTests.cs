using OpenGen.Rendering.Composition;
using OpenGen.Rendering.Drawing;
using OpenGen.Rendering.Scenes;

namespace OpenGen.Rendering.Tests;

public sealed class CaptionLineTests
{
    /// <summary>A word that were cut would leave lines narrower than the whole of it.</summary>
    [Theory, InlineData("chocolate,", "cherry,"), InlineData("a", "transformation"), InlineData("extraordinary", "of")]
    public void Lines_made_alike_in_length_never_cut_a_word(string first, string second)
    {
        var alone = Math.Max(WidthOf(first), WidthOf(second));
        Assert.InRange(WidthOf(first, second), alone, 1080);
    }

    private static int WidthOf(params string[] words)
    {
        var folder = Directory.CreateTempSubdirectory("opengen-lines-").FullName;
        try
        {
            var page = new CaptionPage(0, 30, [.. words.Select((word, i) => new CaptionWord(word, i * 5))]);
            var canvas = new Canvas(1080, 1920);
            var layer = new CaptionLayer(
                "Captions", new FrameSpan(0, 30), new Look(default, 0, 1, default, null), [page], CaptionTemplate.Bold,
                Defaults.Caption(CaptionTemplate.Bold, canvas), Defaults.Highlight(CaptionTemplate.Bold));
            return CaptionPainter.Paint(layer, canvas, layer.Span, folder, "captions", CancellationToken.None).Area.Width;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
