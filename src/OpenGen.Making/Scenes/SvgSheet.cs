using System.Globalization;
using System.Text;

namespace OpenGen.Making.Scenes;

/// <summary>Vector shapes in the order they are laid down, written out as SVG. Coordinates are those of the <see cref="Stage"/>.</summary>
internal sealed class SvgSheet
{
    private readonly StringBuilder defs = new();
    private readonly StringBuilder body = new();
    private int ids;

    /// <summary>A gradient between two points; the result is a fill.</summary>
    public string Linear(double x1, double y1, double x2, double y2, params ReadOnlySpan<Stop> stops)
    {
        var id = $"d{++ids}";
        defs.Append($"<linearGradient id='{id}' gradientUnits='userSpaceOnUse' x1='{N(x1)}' y1='{N(y1)}' x2='{N(x2)}' y2='{N(y2)}'>");
        Stops(stops);
        defs.Append("</linearGradient>");
        return $"url(#{id})";
    }

    /// <summary>A round gradient; the focus may lie off the centre, as a highlight does.</summary>
    public string Radial(double x, double y, double radius, ReadOnlySpan<Stop> stops, double? focusX = null, double? focusY = null)
    {
        var id = $"d{++ids}";
        defs.Append(
            $"<radialGradient id='{id}' gradientUnits='userSpaceOnUse' cx='{N(x)}' cy='{N(y)}' r='{N(radius)}' fx='{N(focusX ?? x)}' "
                + $"fy='{N(focusY ?? y)}'>");
        Stops(stops);
        defs.Append("</radialGradient>");
        return $"url(#{id})";
    }

    /// <summary>A glow: full at the centre, eased out to nothing at the rim.</summary>
    public string Glow(double x, double y, double radius, Oklch colour, double opacity = 1) => Radial(x, y, radius,
        [new(0, colour, opacity), new(0.25, colour, opacity * 0.62), new(0.5, colour, opacity * 0.26), new(0.75, colour, opacity * 0.07),
            new(1, colour, 0)]);

    public void Path(string d, string fill, double opacity = 1) =>
        body.Append($"<path d='{d}' fill='{fill}'{Opacity(opacity)}/>");

    public void Path(string d, Oklch fill, double opacity = 1) => Path(d, fill.Hex(), opacity);

    public void Stroke(string d, string colour, double width, double opacity = 1, string cap = "round") =>
        body.Append(
            $"<path d='{d}' fill='none' stroke='{colour}' stroke-width='{N(width)}' stroke-linecap='{cap}' "
                + $"stroke-linejoin='round'{Opacity(opacity)}/>");

    public void Stroke(string d, Oklch colour, double width, double opacity = 1, string cap = "round") =>
        Stroke(d, colour.Hex(), width, opacity, cap);

    public void Circle(double x, double y, double radius, string fill, double opacity = 1) =>
        body.Append($"<circle cx='{N(x)}' cy='{N(y)}' r='{N(radius)}' fill='{fill}'{Opacity(opacity)}/>");

    public void Circle(double x, double y, double radius, Oklch fill, double opacity = 1) => Circle(x, y, radius, fill.Hex(), opacity);

    public void Ellipse(double x, double y, double rx, double ry, string fill, double opacity = 1, double turn = 0) =>
        body.Append($"<ellipse cx='{N(x)}' cy='{N(y)}' rx='{N(rx)}' ry='{N(ry)}' fill='{fill}'{Opacity(opacity)}{Turn(turn, x, y)}/>");

    public void Ellipse(double x, double y, double rx, double ry, Oklch fill, double opacity = 1, double turn = 0) =>
        Ellipse(x, y, rx, ry, fill.Hex(), opacity, turn);

    public void Rect(double x, double y, double width, double height, string fill, double opacity = 1, double round = 0, double turn = 0) =>
        body.Append(
            $"<rect x='{N(x)}' y='{N(y)}' width='{N(width)}' height='{N(height)}' rx='{N(round)}' "
                + $"fill='{fill}'{Opacity(opacity)}{Turn(turn, x + width / 2, y + height / 2)}/>");

    public void Rect(double x, double y, double width, double height, Oklch fill, double opacity = 1, double round = 0, double turn = 0) =>
        Rect(x, y, width, height, fill.Hex(), opacity, round, turn);

    /// <summary>A soft dark (or light) oval, as under a thing that stands on a surface.</summary>
    public void SoftOval(double x, double y, double rx, double ry, Oklch colour, double opacity)
    {
        Open($"translate({N(x)} {N(y)}) scale(1 {N(ry / rx, 4)})");
        Circle(
            0, 0, rx,
            Radial(
                0, 0, rx,
                [new(0, colour, opacity), new(0.45, colour, opacity * 0.7), new(0.75, colour, opacity * 0.22), new(1, colour, 0)]));
        Close();
    }

    /// <summary>Fills the whole stage, margin included.</summary>
    public void Fill(Stage stage, string fill, double opacity = 1) =>
        Rect(stage.Left, stage.Top, stage.Right - stage.Left, stage.Bottom - stage.Top, fill, opacity);

    /// <summary>Opens a group moved by an SVG transform; closed by <see cref="Close"/>.</summary>
    public void Open(string transform, double opacity = 1) => body.Append($"<g transform='{transform}'{Opacity(opacity)}>");

    /// <summary>Opens a group that shows only inside an outline; closed by <see cref="Close"/>.</summary>
    public void OpenClip(string outline)
    {
        var id = $"d{++ids}";
        defs.Append($"<clipPath id='{id}'><path d='{outline}'/></clipPath>");
        body.Append($"<g clip-path='url(#{id})'>");
    }

    public void Close() => body.Append("</g>");

    /// <summary>The document, showing the given window of the stage at the given size.</summary>
    public string Document(double left, double top, double width, double height, int pixelsWide, int pixelsHigh) =>
        $"<svg xmlns='http://www.w3.org/2000/svg' width='{pixelsWide}' height='{pixelsHigh}' viewBox='{N(left)} {N(top)} {N(width)} "
            + $"{N(height)}'><defs>{defs}</defs>{body}</svg>";

    /// <summary>A number as SVG wants it.</summary>
    public static string N(double value, int digits = 1) => Math.Round(value, digits).ToString(CultureInfo.InvariantCulture);

    private void Stops(ReadOnlySpan<Stop> stops)
    {
        foreach (var stop in stops)
            defs.Append(
                $"<stop offset='{N(stop.At, 3)}' stop-color='{stop.Colour.Hex()}'"
                    + $"{(stop.Opacity < 1 ? $" stop-opacity='{N(stop.Opacity, 3)}'" : "")}/>");
    }

    private static string Opacity(double opacity) => opacity < 1 ? $" opacity='{N(opacity, 3)}'" : "";

    private static string Turn(double degrees, double x, double y) =>
        degrees == 0 ? "" : $" transform='rotate({N(degrees, 2)} {N(x)} {N(y)})'";
}

/// <summary>A colour at a place of a gradient, 0–1.</summary>
internal readonly record struct Stop(double At, Oklch Colour, double Opacity = 1);
