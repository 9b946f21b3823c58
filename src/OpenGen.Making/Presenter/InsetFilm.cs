using NetVips;
using OpenGen.Making.Motion;
using OpenGen.Making.Scenes;

namespace OpenGen.Making.Presenter;

/// <summary>The user's picture under a gentle camera, and before it, in a lower corner, a presenter in a round frame.</summary>
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
        picture = new Film(
            new Album([Album.Load(path, stage.Width, stage.Height)], setting, loop / (double)FilmWriter.FramesPerSecond), null, null,
            setting);

        var size = Even(Math.Min(stage.Width * 0.42, stage.Height * 0.38));
        rim = Even(size * 0.06);
        var edge = Even(Math.Min(stage.Width, stage.Height) * 0.05);
        left = IsRatherLeft(path, stage) ? stage.Width - size - edge : edge;
        // Captions and a platform's buttons are at the very bottom of a tall picture.
        top = Even(stage.Height - size - (stage.Tall ? stage.Height * 0.115 : edge));
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
        Cut(inner.Bytes, own * 5 / 4, inner.Width / 2, chromaMask, frame.Bytes, luma * 5 / 4 + left / 2 + top / 2 * (frame.Width / 2),
            frame.Width / 2);
        frame.Lay(new Placed(ring, left - rim, top - rim, 1), 0, frame.Height, scratch);
    }

    /// <summary>
    /// Whether what one looks at first (skin, strong colours, edges) is left of the middle, so that the presenter keeps to the right.
    /// </summary>
    private static bool IsRatherLeft(string path, Stage stage)
    {
        const int small = 320;
        using var picture = Image.Thumbnail(
            path, small, height: Math.Clamp(small * stage.Height / stage.Width, small / 8, small * 8), size: Enums.Size.Both,
            crop: Enums.Interesting.Attention);
        using var cut = picture.Smartcrop(small / 8, small / 8, out var x, out _, interesting: Enums.Interesting.Attention);
        return x < small * 0.45;
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
                disc[y * size + x] = (byte)(255
                    * Math.Clamp(
                        middle - 0.5 - Math.Sqrt((x + 0.5 - middle) * (x + 0.5 - middle) + (y + 0.5 - middle) * (y + 0.5 - middle)), 0, 1));
        return disc;
    }

    /// <summary>A white ring and its shadow.</summary>
    private string Ring(int size)
    {
        var sheet = new SvgSheet();
        var (middle, radius) = (size / 2.0, size / 2.0);
        var dark = new Oklch(0.15, 0.02, 260);
        for (var i = 0; i < 24; i++)
            sheet.Stroke(
                new Outline().Ring(middle, middle + rim * 0.14, radius - rim * 0.2, radius - rim * 0.2), dark, rim * (0.3 + i * 0.085),
                0.024);
        sheet.Stroke(new Outline().Ring(middle, middle, radius - rim * 0.12, radius - rim * 0.12), new Oklch(0.99, 0.003, 90), rim * 0.36);
        return sheet.Document(-rim, -rim, size + 2 * rim, size + 2 * rim, size + 2 * rim, size + 2 * rim);
    }

    private static int Even(double length) => 2 * (int)Math.Round(length / 2);
}
