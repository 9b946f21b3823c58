using System.Globalization;
using System.Text;
using OpenGen.Rendering.Composition;

namespace OpenGen.Rendering.Scenes;

/// <summary>Pictures of one size and the frames of their layer at which they appear.</summary>
/// <param name="Folder">Where the pictures are.</param>
/// <param name="Name">What lists of them are named after.</param>
/// <param name="Shown">In their order, the first from frame 0.</param>
internal sealed record TrackPictures(string Folder, string Name, IReadOnlyList<(int From, string File)> Shown)
{
    /// <summary>The list by which FFmpeg's concat demuxer plays them from a frame of the layer on, and its path.</summary>
    /// <param name="begin">The first frame that is played.</param>
    /// <param name="frames">Frames of the layer.</param>
    public (string Path, string Text) List(int begin, int frames)
    {
        var list = new StringBuilder("ffconcat version 1.0\n");
        for (var i = 0; i < Shown.Count && Shown[i].From < frames; i++)
        {
            var end = Math.Min(frames, i + 1 < Shown.Count ? Shown[i + 1].From : frames);
            if (end <= begin) continue;
            var from = Math.Max(Shown[i].From, begin);
            // A list says when a picture appears, and not how long it stays: the last one appears again in the last frame.
            if (end == frames && from < end - 1) Append(Shown[i].File, from, from = end - 1);
            Append(Shown[i].File, from, end);
        }
        return (Path.Combine(Folder, string.Create(CultureInfo.InvariantCulture, $"{Name}-{begin}.ffconcat")), list.ToString());

        // Microseconds from rounded edges, so that errors never add up.
        void Append(string file, int from, int end)
        {
            var length = Microseconds(end - begin) - Microseconds(from - begin);
            list.Append(CultureInfo.InvariantCulture, $"file {file}\noption framerate 30\n");
            list.Append(CultureInfo.InvariantCulture, $"duration {length / 1_000_000}.{length % 1_000_000:d6}\n");
        }
    }

    private static long Microseconds(int frame) => (long)Math.Round(frame * 1_000_000.0 / Timeline.FramesPerSecond);
}
