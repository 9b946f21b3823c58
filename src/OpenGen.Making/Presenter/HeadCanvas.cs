using NetVips;
using OpenGen.Making.Motion;
using OpenGen.Making.Scenes;
using OpenGen.Media;

namespace OpenGen.Making.Presenter;

/// <summary>The face of one moment, put together from its parts in memory; turned and laid into the frame as one.</summary>
internal sealed class HeadCanvas
{
    // The window of a face that is drawn: ears and a dropped chin fit.
    private const double Left = -126, Top = -160, Wide = 252, High = 344;

    /// <summary>From here down, the face follows the jaw, from here on wholly.</summary>
    private const double JawFrom = 50, JawTo = 122;

    private readonly double scale;
    private readonly Appearance look;
    private readonly Plate skin;
    private readonly Placing nose, brows;
    private readonly Placing? glasses;
    private readonly Frame canvas;
    private readonly byte[] cover, chromaCover;
    private readonly Scratch scratch;
    private readonly DrawnOnce<MouthShape> mouths;
    private readonly DrawnOnce<(int Shut, int X, int Y)> eyes;

    /// <param name="scale">Pixels for each hundredth of half a face's width.</param>
    public HeadCanvas(Appearance look, double scale)
    {
        (this.look, this.scale) = (look, scale);
        skin = PlateOf(Face.Skin(look), Left, Top, Wide, High).Plate;
        nose = PlateOf(Face.Nose(look), -24, -6, 48, 68);
        brows = PlateOf(Face.Brows(look), -84, -66, 168, 44);
        if (look.Glasses)
        {
            var sheet = new SvgSheet();
            Portrait.Glasses(sheet, look.Dice("glasses"));
            glasses = PlateOf(sheet, -106, -40, 212, 80);
        }
        canvas = new Frame(skin.Width, skin.Height);
        (cover, chromaCover) = (new byte[skin.A.Length], new byte[skin.ChromaA.Length]);
        scratch = new Scratch(skin.Width);
        // Some 40 MB of mouths at most, and as much of eyes, however large the film is.
        var most = Math.Clamp((int)(40e6 / (108 * 92 * scale * scale * 2.75)), 24, 240);
        mouths = new(most, shape => PlateOf(Mouth.Draw(shape, look), -54, Mouth.Height - 26, 108, 92));
        eyes = new(most, eye => PlateOf(Face.Eyes(look, eye.Shut / 12.0, eye.X * 0.4, eye.Y * 0.4), -76, -32, 152, 60));
    }

    /// <summary>The face, for <see cref="TurnedLayer"/>.</summary>
    public TurnedLayer Layer
    {
        get
        {
            var (luma, chroma) = (skin.Y.Length, skin.U.Length);
            return new(
                new(canvas.Bytes, 0, luma), new(canvas.Bytes, luma, chroma), new(canvas.Bytes, luma + chroma, chroma), cover, chromaCover,
                canvas.Width, canvas.Height);
        }
    }

    /// <summary>Where a point of the face lies on the canvas, pixels.</summary>
    public (double X, double Y) At(double x, double y) => ((x - Left) * scale, (y - Top) * scale);

    public void Draw(in Pose pose)
    {
        var jaw = pose.Mouth.Open * Mouth.Jaw;
        Stretch(skin.Y, canvas.Bytes.AsSpan(0, skin.Y.Length), skin.Width, skin.Height, 1, jaw);
        Stretch(skin.U, canvas.Bytes.AsSpan(skin.Y.Length, skin.U.Length), skin.ChromaWidth, skin.Height / 2, 2, jaw);
        Stretch(skin.V, canvas.Bytes.AsSpan(skin.Y.Length + skin.U.Length, skin.V.Length), skin.ChromaWidth, skin.Height / 2, 2, jaw);
        Stretch(skin.A, cover, skin.Width, skin.Height, 1, jaw);
        Stretch(skin.ChromaA, chromaCover, skin.ChromaWidth, skin.Height / 2, 2, jaw);

        // What is nearer moves more.
        var eye = ((int)Math.Round(Math.Clamp(pose.Shut, 0, 1) * 12), (int)Math.Round(pose.LookX / 0.4), (int)Math.Round(pose.LookY / 0.4));
        Lay(eyes.Of(eye), pose.Turn, pose.Nod);
        Lay(brows, pose.Turn * 1.05, pose.Nod - pose.Brow);
        Lay(mouths.Of(pose.Mouth.Rounded()), pose.Turn * 1.05, pose.Nod * 0.9);
        Lay(nose, pose.Turn * 1.5, pose.Nod * 1.25);
        if (glasses is { } worn) Lay(worn, pose.Turn * 1.1, pose.Nod * 1.05);
    }

    private void Lay(in Placing part, double x, double y) =>
        canvas.Lay(new Placed(part.Plate, (part.X - Left + x) * scale, (part.Y - Top + y) * scale, 1), 0, canvas.Height, scratch);

    private Placing PlateOf(SvgSheet sheet, double x, double y, double wide, double high) =>
        new(Draw(sheet, x, y, wide, high, scale), x, y);

    /// <summary>Draws a window of a sheet.</summary>
    public static Plate Draw(SvgSheet sheet, double x, double y, double wide, double high, double scale) =>
        new(DrawImage(sheet, x, y, wide, high, scale));

    /// <summary>The same as a picture.</summary>
    public static Image DrawImage(SvgSheet sheet, double x, double y, double wide, double high, double scale)
    {
        var (width, height) = (Even(wide * scale), Even(high * scale));
        return Image.SvgloadBuffer(System.Text.Encoding.UTF8.GetBytes(sheet.Document(x, y, width / scale, height / scale, width, height)));
    }

    private static int Even(double length) => Math.Max(4, 2 * (int)Math.Ceiling(length / 2));

    /// <summary>Copies rows; those of the lower face come from above, as the jaw has gone down.</summary>
    private void Stretch(byte[] from, Span<byte> to, int width, int height, int size, double jaw)
    {
        for (var y = 0; y < height; y++)
        {
            var at = (y + 0.5) * size / scale + Top;
            var part = Math.Clamp((at - JawFrom) / (JawTo - JawFrom), 0, 1);
            var source = y - jaw * part * part * (3 - 2 * part) * scale / size;
            var row = Math.Clamp((int)Math.Floor(source), 0, height - 2);
            var down = (int)((source - row) * 256);
            var target = to.Slice(y * width, width);
            if (down <= 0) from.AsSpan(row * width, width).CopyTo(target);
            else Frame.Mix(from.AsSpan(row * width, width), from.AsSpan((row + 1) * width, width), Math.Min(down, 256), target);
        }
    }

    private readonly record struct Placing(Plate Plate, double X, double Y);

    /// <summary>Plates by what they show; the oldest go when there are many.</summary>
    private sealed class DrawnOnce<T>(int most, Func<T, Placing> draw) where T : notnull
    {
        private readonly Dictionary<T, Placing> drawn = [];
        private readonly Queue<T> order = new();

        public Placing Of(T what)
        {
            if (drawn.TryGetValue(what, out var plate)) return plate;
            if (order.Count >= most) drawn.Remove(order.Dequeue());
            order.Enqueue(what);
            return drawn[what] = draw(what);
        }
    }
}
