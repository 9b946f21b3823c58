using System.Globalization;
using System.Text;
using NetVips;
using OpenGen.Media;
using OpenGen.Rendering.Scenes;

namespace OpenGen.Rendering.Drawing;

/// <summary>Writes pictures of one size, with the frames at which they appear.</summary>
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
        using var placed = picture.Image.Embed(
            picture.X - area.X, picture.Y - area.Y, area.Width, area.Height, extend: Enums.Extend.Background, background: [0, 0, 0, 0]);
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

    /// <summary>What has been shown, with nothing before the first picture.</summary>
    public TrackPictures Pictures()
    {
        if (shown.Count == 0 || shown[0].From > 0) shown.Insert(0, (0, Blank()));
        return new TrackPictures(folder, name, [.. shown]);
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

    private void Write(Image image, string file) =>
        image.Pngsave(Path.Combine(folder, file), compression: 1, filter: Enums.ForeignPngFilter.None);
}
