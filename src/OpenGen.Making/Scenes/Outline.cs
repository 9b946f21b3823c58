using System.Text;
using static OpenGen.Making.Scenes.SvgSheet;

namespace OpenGen.Making.Scenes;

/// <summary>Writes the path language of SVG.</summary>
internal sealed class Outline
{
    private readonly StringBuilder path = new();

    public Outline From(double x, double y) => Add($"M{N(x)} {N(y)}");

    public Outline To(double x, double y) => Add($"L{N(x)} {N(y)}");

    public Outline Bend(double cx, double cy, double x, double y) => Add($"Q{N(cx)} {N(cy)} {N(x)} {N(y)}");

    public Outline Curve(double ax, double ay, double bx, double by, double x, double y) =>
        Add($"C{N(ax)} {N(ay)} {N(bx)} {N(by)} {N(x)} {N(y)}");

    public Outline Arc(double rx, double ry, double x, double y, bool sweep = true, bool large = false) =>
        Add($"A{N(rx)} {N(ry)} 0 {(large ? 1 : 0)} {(sweep ? 1 : 0)} {N(x)} {N(y)}");

    public Outline Shut() => Add("Z");

    public Outline Box(double x, double y, double width, double height) => Add($"M{N(x)} {N(y)}h{N(width)}v{N(height)}h{N(-width)}z");

    public Outline Ring(double x, double y, double rx, double ry) =>
        Add($"M{N(x - rx)} {N(y)}a{N(rx)} {N(ry)} 0 1 0 {N(2 * rx)} 0a{N(rx)} {N(ry)} 0 1 0 {N(-2 * rx)} 0z");

    public Outline RoundBox(double x, double y, double width, double height, double r) => Add(
        $"M{N(x + r)} {N(y)}h{N(width - 2 * r)}a{N(r)} {N(r)} 0 0 1 {N(r)} {N(r)}v{N(height - 2 * r)}a{N(r)} {N(r)} 0 0 1 {N(-r)} "
            + $"{N(r)}h{N(2 * r - width)}a{N(r)} {N(r)} 0 0 1 {N(-r)} {N(-r)}v{N(2 * r - height)}a{N(r)} {N(r)} 0 0 1 {N(r)} {N(-r)}z");

    /// <summary>A smooth line through points (Catmull–Rom as Béziers), going on from the point before when there is one.</summary>
    public Outline Through(IReadOnlyList<(double X, double Y)> points, bool goOn = false)
    {
        if (!goOn) From(points[0].X, points[0].Y);
        else To(points[0].X, points[0].Y);
        for (var i = 0; i < points.Count - 1; i++)
        {
            var before = points[Math.Max(i - 1, 0)];
            var (a, b) = (points[i], points[i + 1]);
            var after = points[Math.Min(i + 2, points.Count - 1)];
            Curve(a.X + (b.X - before.X) / 6, a.Y + (b.Y - before.Y) / 6, b.X - (after.X - a.X) / 6, b.Y - (after.Y - a.Y) / 6, b.X, b.Y);
        }
        return this;
    }

    /// <summary>A closed smooth shape through points.</summary>
    public Outline Blob(IReadOnlyList<(double X, double Y)> points)
    {
        var n = points.Count;
        From(points[0].X, points[0].Y);
        for (var i = 0; i < n; i++)
        {
            var (before, a, b, after) = (points[(i + n - 1) % n], points[i], points[(i + 1) % n], points[(i + 2) % n]);
            Curve(a.X + (b.X - before.X) / 6, a.Y + (b.Y - before.Y) / 6, b.X - (after.X - a.X) / 6, b.Y - (after.Y - a.Y) / 6, b.X, b.Y);
        }
        return Shut();
    }

    public override string ToString() => path.ToString();

    public static implicit operator string(Outline outline) => outline.ToString();

    private Outline Add(string text)
    {
        path.Append(text);
        return this;
    }
}
