using NetVips;
using OpenGen.Rendering.Drawing;
using OpenGen.Rendering.Scenes;

namespace OpenGen.Rendering.Tests;

public sealed class PictureTrackTests
{
    [Fact]
    public void A_picture_that_takes_anothers_place_in_its_frame_leaves_those_before_and_after_as_they_are()
    {
        var folder = Directory.CreateTempSubdirectory("opengen-track-");
        try
        {
            // As captions do it: a page is cleared in the very frame in which the next begins.
            var track = new PictureTrack(folder.FullName, "t", new Area(0, 0, 4, 4));
            track.Show(0, Shade(10));
            track.Clear(10);
            track.Show(10, Shade(20));
            track.Show(20, Shade(30));
            var files = track.Pictures().List(0, 30).Text.Split('\n').Where(l => l.StartsWith("file ", StringComparison.Ordinal))
                .Select(l => Path.Combine(folder.FullName, l[5..]));
            // The last one stands to the end, and appears again in the last frame.
            Assert.Equal([10, 20, 30, 30], files.Select(f => Image.NewFromFile(f)[0, 0][0]));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static Picture Shade(double value) =>
        new(Image.Black(4, 4, bands: 4).Linear([1, 1, 1, 1], [value, value, value, 255], uchar: true)
            .Copy(interpretation: Enums.Interpretation.Srgb), 0, 0);
}
