using OpenGen.Rendering.Composition;

namespace OpenGen.Rendering.Scenes;

/// <summary>A rectangle of whole pixels of the canvas.</summary>
internal readonly record struct Area(int X, int Y, int Width, int Height)
{
    public bool Holds(Area other) =>
        other.X >= X && other.Y >= Y && other.X + other.Width <= X + Width && other.Y + other.Height <= Y + Height;

    /// <summary>What covers both.</summary>
    public Area Union(Area other)
    {
        var (x, y) = (Math.Min(X, other.X), Math.Min(Y, other.Y));
        return new Area(x, y, Math.Max(X + Width, other.X + other.Width) - x, Math.Max(Y + Height, other.Y + other.Height) - y);
    }

    /// <summary>What covers it when it is turned and grown about a point.</summary>
    public Area Around(double centreX, double centreY, double degrees, double scale)
    {
        var (sin, cos) = Math.SinCos(degrees * Math.PI / 180);
        var corners = ((double X, double Y)[])[(X, Y), (X + Width, Y), (X, Y + Height), (X + Width, Y + Height)];
        var turned = corners.Select(corner => (
            X: centreX + scale * ((corner.X - centreX) * cos - (corner.Y - centreY) * sin),
            Y: centreY + scale * ((corner.X - centreX) * sin + (corner.Y - centreY) * cos))).ToList();
        var (x, y) = ((int)Math.Floor(turned.Min(corner => corner.X)), (int)Math.Floor(turned.Min(corner => corner.Y)));
        return new Area(x, y, (int)Math.Ceiling(turned.Max(corner => corner.X)) - x, (int)Math.Ceiling(turned.Max(corner => corner.Y)) - y);
    }

    /// <summary>What of it lies on the canvas, with even edges; two pixels when nothing does.</summary>
    public Area On(Canvas canvas)
    {
        var (left, top) = (Math.Clamp(X, 0, canvas.Width - 2) & ~1, Math.Clamp(Y, 0, canvas.Height - 2) & ~1);
        var (right, bottom) = (
            (Math.Clamp(X + Width, left + 2, canvas.Width) + 1) & ~1, (Math.Clamp(Y + Height, top + 2, canvas.Height) + 1) & ~1);
        return new Area(left, top, right - left, bottom - top);
    }
}
