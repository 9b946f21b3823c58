using NetVips;
using OpenGen.Rendering.Making.Motion;
using OpenGen.Rendering.Making.Scenes;

namespace OpenGen.Rendering.Making.Presenter;

/// <summary>The user's picture under a gentle camera, and before it, low on the left, a presenter in a round frame.</summary>
internal sealed class InsetFilm
{
    /// <summary>After this the camera is where it began, frames.</summary>
    private const int Loop = 12 * FilmWriter.FramesPerSecond;

    private readonly Film picture;
    private readonly PresenterFilm presenter;
    private readonly Frame inner;
    private readonly Plate ring;
    private readonly byte[] mask, chromaMask;
    private readonly int loop, left, top, rim;
    private readonly Scratch scratch;

    /// <param name="setting">The picture's.</param>
    public InsetFilm(string path, Setting setting, Func<Setting, PresenterFilm> presenterOf, int frames)
    {
        var stage = setting.Stage;
        // A short film has one move; a long one repeats it, as it closes on itself.
        loop = Math.Min(frames, Loop);
        picture = new Film(new Album([Album.Load(path, stage.Width, stage.Height)], setting, loop / (double)FilmWriter.FramesPerSecond), null, null, setting);

        var size = Even(Math.Min(stage.Width * 0.46, stage.Height * 0.42));
        rim = Even(size * 0.06);
        left = Even(Math.Min(stage.Width, stage.Height) * 0.05);
        // Captions and a platform's buttons are at the very bottom of a tall picture.
        top = Even(stage.Height - size - (stage.Tall ? stage.Height * 0.115 : left));
        presenter = presenterOf(setting with { Stage = new Stage(size, size) });
        inner = new Frame(size, size);
        ring = new Plate(Image.SvgloadBuffer(System.Text.Encoding.UTF8.GetBytes(Ring(size))));
        scratch = new Scratch(Math.Max(stage.Width, ring.Width));
        (mask, chromaMask) = (Disc(size), Disc(size / 2));
    }

    public void Draw(Frame frame, int number)
    {
        picture.Draw(frame, number % loop / (double)loop);
        presenter.Draw(inner, number);
        var (luma, own) = (frame.Width * frame.Height, inner.Width * inner.Height);
        Cut(inner.Bytes, 0, inner.Width, mask, frame.Bytes, left + top * frame.Width, frame.Width);
        Cut(inner.Bytes, own, inner.Width / 2, chromaMask, frame.Bytes, luma + left / 2 + top / 2 * (frame.Width / 2), frame.Width / 2);
        Cut(inner.Bytes, own * 5 / 4, inner.Width / 2, chromaMask, frame.Bytes, luma * 5 / 4 + left / 2 + top / 2 * (frame.Width / 2), frame.Width / 2);
        frame.Lay(new Placed(ring, left - rim, top - rim, 1), 0, frame.Height, scratch);
    }

    private static void Cut(byte[] from, int start, int size, byte[] mask, byte[] to, int at, int stride)
    {
        for (var y = 0; y < size; y++)
            for (var x = 0; x < size; x++)
            {
                int cover = mask[y * size + x];
                if (cover == 0) continue;
                ref var target = ref to[at + y * stride + x];
                target = (byte)((from[start + y * size + x] * cover + target * (255 - cover) + 127) / 255);
            }
    }

    /// <summary>255 inside a circle as wide as the square, 0 outside, softened at the edge.</summary>
    private static byte[] Disc(int size)
    {
        var disc = new byte[size * size];
        var middle = size / 2.0;
        for (var y = 0; y < size; y++)
            for (var x = 0; x < size; x++)
                disc[y * size + x] = (byte)(255 * Math.Clamp(middle - 0.5 - Math.Sqrt((x + 0.5 - middle) * (x + 0.5 - middle) + (y + 0.5 - middle) * (y + 0.5 - middle)), 0, 1));
        return disc;
    }

    /// <summary>A white ring and its shadow.</summary>
    private string Ring(int size)
    {
        var sheet = new SvgSheet();
        var (middle, radius) = (size / 2.0, size / 2.0);
        var dark = new Oklch(0.15, 0.02, 260);
        for (var i = 0; i < 8; i++) sheet.Stroke(new Outline().Ring(middle, middle + rim * 0.16, radius + 1, radius + 1), dark, rim * (0.5 + i * 0.16), 0.055);
        sheet.Stroke(new Outline().Ring(middle, middle, radius - rim * 0.12, radius - rim * 0.12), new Oklch(0.99, 0.003, 90), rim * 0.36);
        return sheet.Document(-rim, -rim, size + 2 * rim, size + 2 * rim, size + 2 * rim, size + 2 * rim);
    }

    private static int Even(double length) => 2 * (int)Math.Round(length / 2);
}
