using NetVips;
using OpenGen.Media;
using OpenGen.Rendering.Composition;
using OpenGen.Rendering.Scenes;

namespace OpenGen.Rendering.Drawing;

/// <summary>A drawn RGBA picture and where its top left corner is on the canvas.</summary>
internal sealed record Picture(Image Image, int X, int Y) : IDisposable
{
    /// <summary>Without its empty edges; one empty pixel when nothing was drawn.</summary>
    public Picture Trimmed()
    {
        using var alpha = Image[3];
        var trim = alpha.FindTrim(threshold: 0.5, background: [0]);
        var (left, top, width, height) = ((int)trim[0], (int)trim[1], (int)trim[2], (int)trim[3]);
        if (width == 0 || height == 0) return this with { Image = Vips.Clear(2, 2) };
        // Even places and sizes: half-resolution chroma then lies under its luma.
        var (evenLeft, evenTop) = (EvenBelow(left + X) - X, EvenBelow(top + Y) - Y);
        var (w, h) = (EvenAbove(left + width - evenLeft), EvenAbove(top + height - evenTop));
        return new Picture(
            Image.Embed(-evenLeft, -evenTop, w, h, extend: NetVips.Enums.Extend.Background, background: [0, 0, 0, 0]), X + evenLeft,
            Y + evenTop);
    }

    /// <summary>The part that lies on the canvas.</summary>
    public Picture On(Composition.Canvas canvas)
    {
        var whole = new Area(X, Y, Image.Width, Image.Height);
        var seen = whole.On(canvas);
        return seen == whole || !whole.Holds(seen)
            ? this
            : new Picture(Image.Crop(seen.X - X, seen.Y - Y, seen.Width, seen.Height), seen.X, seen.Y);
    }

    /// <summary>Turned clockwise about a point of the canvas.</summary>
    public Picture Rotated(double degrees, double centreX, double centreY)
    {
        if (degrees % 360 == 0) return this;
        // A picture whose middle is the point stays in place when it turns.
        var reachX = Math.Max(Math.Abs(X - centreX), Math.Abs(X + Image.Width - centreX));
        var reachY = Math.Max(Math.Abs(Y - centreY), Math.Abs(Y + Image.Height - centreY));
        var (w, h) = ((int)Math.Ceiling(reachX) * 2, (int)Math.Ceiling(reachY) * 2);
        using var centred = Image.Embed(
            (int)Math.Round(X - centreX + w / 2.0), (int)Math.Round(Y - centreY + h / 2.0), w, h, extend: NetVips.Enums.Extend.Background,
            background: [0, 0, 0, 0]);
        using var premultiplied = centred.Premultiply();
        using var bicubic = Interpolate.NewFromName("bicubic");
        using var turned = premultiplied.Rotate(degrees, interpolate: bicubic, background: [0, 0, 0, 0]);
        var image = turned.Unpremultiply().Cast(NetVips.Enums.BandFormat.Uchar).Copy(interpretation: NetVips.Enums.Interpretation.Srgb);
        return new Picture(image, (int)Math.Round(centreX - image.Width / 2.0), (int)Math.Round(centreY - image.Height / 2.0));
    }

    public Picture Faded(double opacity)
    {
        if (opacity >= 1) return this;
        using var factors = Image.Linear([1, 1, 1, opacity], [0, 0, 0, 0]);
        return this with { Image = factors.Cast(NetVips.Enums.BandFormat.Uchar).Copy(interpretation: NetVips.Enums.Interpretation.Srgb) };
    }

    public void Dispose() => Image.Dispose();

    private static int EvenBelow(int value) => value & ~1;

    private static int EvenAbove(int value) => Math.Max(2, (value + 1) & ~1);
}
