using System.Globalization;
using System.Text;
using NetVips;
using OpenGen.Rendering.Composition;

namespace OpenGen.Rendering.Drawing;

/// <summary>Writes pictures of one size with the frames at which they appear, as a list for FFmpeg's concat demuxer.</summary>
internal sealed class PictureTrack(string folder, string name, Area area)
{
    private readonly List<(int From, string File)> shown = [];
    private string? blank;
    private int written;

    /// <summary>Shows a picture from a frame on; frames never go back, and the last picture of a frame wins.</summary>
    public void Show(int from, Picture picture)
    {
        // Not by the number of pictures shown: one that takes another's place in its frame would write over the one before.
        var file = $"{name}-{written++}.png";
        using var placed = picture.Image.Embed(picture.X - area.X, picture.Y - area.Y, area.Width, area.Height, extend: Enums.Extend.Background, background: [0, 0, 0, 0]);
        Write(placed, file);
        Add(from, file);
    }

    /// <summary>Shows what another track of the same folder and area shows.</summary>
    public void Append(PictureTrack other)
    {
        foreach (var (from, file) in other.shown) Add(from, file);
    }

    /// <summary>Shows nothing from a frame on.</summary>
    public void Clear(int from) => Add(from, Blank());

    /// <summary>Writes the list that plays the track from a frame of its layer on.</summary>
    /// <param name="begin">The first frame that is played.</param>
    /// <param name="frames">Frames of the layer.</param>
    /// <returns>The list's path.</returns>
    public string WriteList(int begin, int frames)
    {
        if (shown.Count == 0 || shown[0].From > 0) shown.Insert(0, (0, Blank()));
        var list = new StringBuilder("ffconcat version 1.0\n");
        for (var i = 0; i < shown.Count && shown[i].From < frames; i++)
        {
            var end = Math.Min(frames, i + 1 < shown.Count ? shown[i + 1].From : frames);
            if (end <= begin) continue;
            var from = Math.Max(shown[i].From, begin);
            // A list says when a picture appears, and not how long it stays: the last one appears again in the last frame.
            if (end == frames && from < end - 1) List(shown[i].File, from, from = end - 1);
            List(shown[i].File, from, end);
        }
        var listFile = Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"{name}-{begin}.ffconcat"));
        File.WriteAllText(listFile, list.ToString());
        return listFile;

        // Microseconds from rounded edges, so that errors never add up.
        void List(string file, int from, int end)
        {
            var length = Microseconds(end - begin) - Microseconds(from - begin);
            list.Append(CultureInfo.InvariantCulture, $"file {file}\noption framerate 30\nduration {length / 1_000_000}.{length % 1_000_000:d6}\n");
        }
    }

    private void Add(int from, string file)
    {
        if (shown.Count > 0 && shown[^1].From >= from) shown.RemoveAt(shown.Count - 1);
        shown.Add((from, file));
    }

    private string Blank()
    {
        if (blank is not null) return blank;
        blank = $"{name}-blank.png";
        using var clear = Vips.Clear(area.Width, area.Height);
        Write(clear, blank);
        return blank;
    }

    private void Write(Image image, string file) => image.Pngsave(Path.Combine(folder, file), compression: 1, filter: Enums.ForeignPngFilter.None);

    private static long Microseconds(int frame) => (long)Math.Round(frame * 1_000_000.0 / Timeline.FramesPerSecond);
}
