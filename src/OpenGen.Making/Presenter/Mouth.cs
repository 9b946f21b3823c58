using OpenGen.Making.Scenes;

namespace OpenGen.Making.Presenter;

/// <summary>Draws a mouth. The middle of the line between closed lips is at <see cref="Height"/>.</summary>
internal static class Mouth
{
    /// <summary>How far below the eyes the lips meet.</summary>
    public const double Height = 84;

    /// <summary>How far the chin goes down for each of the opening.</summary>
    public const double Jaw = 0.5;

    public static SvgSheet Draw(in MouthShape shape, Appearance look)
    {
        var sheet = new SvgSheet();
        sheet.Open($"translate(0 {SvgSheet.N(Height)})");
        var line = new Lips(shape, look.Woman ? 1 : 0.8);
        var (lip, shade) = (look.Lip, look.Shade);

        // The hollow below the lower lip.
        sheet.SoftOval(0, line.Bottom + line.Thick + 6, shape.Wide * 0.72, 8, shade.Darker(0.06), look.Beard ? 0 : 0.5);
        sheet.Path(
            line.Lower(),
            sheet.Linear(0, line.Bottom - 2, 0, line.Bottom + line.Thick, new(0, lip.Lighter(0.035)), new(1, lip.Darker(0.02))));
        sheet.Path(
            line.Upper(), sheet.Linear(0, -line.Top - line.Thin, 0, -line.Top + 4, new(0, lip.Darker(0.01)), new(1, lip.Darker(0.07))));
        if (line.Thick > 7)
            sheet.Ellipse(
                0, line.Bottom + line.Thick * 0.42, shape.Wide * 0.3, line.Thick * 0.16, lip.Lighter(0.14), look.Woman ? 0.42 : 0.2);

        if (shape.Open > 1.2) Inside(sheet, shape, line);
        var seam = Math.Clamp(1 - shape.Open / 6, 0, 1);
        if (seam > 0) sheet.Stroke(line.Seam(), lip.Darker(0.2).Muted(0.8), 2.6, 0.85 * seam);
        foreach (var side in (ReadOnlySpan<int>)[-1, 1])
            sheet.Stroke(
                new Outline().From(side * (shape.Wide + 2), line.Corner - 3)
                    .Bend(side * (shape.Wide + 5.5), line.Corner, side * (shape.Wide + 3), line.Corner + 4.5), shade.Darker(0.07), 2.4,
                0.6 * (1 - shape.Pout));
        sheet.Close();
        return sheet;
    }

    private static void Inside(SvgSheet sheet, in MouthShape shape, Lips line)
    {
        var opening = line.Opening();
        sheet.Path(
            opening, sheet.Linear(0, -line.Top, 0, line.Bottom, new(0, new Oklch(0.20, 0.06, 18)), new(1, new Oklch(0.30, 0.10, 20))));
        sheet.OpenClip(opening);
        var (wide, tall) = (shape.Wide, line.Top + line.Bottom);
        var flesh = new Oklch(0.62, 0.135, 20);
        if (shape.Tongue > 0.05)
        {
            var top = line.Bottom - tall * (0.12 + 0.55 * shape.Tongue);
            sheet.Path(
                new Outline().From(-wide * 0.72, line.Bottom + 8).Curve(-wide * 0.7, top - 1, -wide * 0.3, top - 2, 0, top + 1.5)
                    .Curve(wide * 0.3, top - 2, wide * 0.7, top - 1, wide * 0.72, line.Bottom + 8).Shut(),
                sheet.Linear(0, top, 0, line.Bottom + 4, new(0, flesh), new(1, flesh.Darker(0.07))));
        }
        var white = new Oklch(0.975, 0.008, 90);
        if (shape.Lower > 0.05)
        {
            var height = Math.Min(7, tall * 0.5) * shape.Lower;
            sheet.Path(
                new Outline().From(-wide, line.Bottom + 6).To(-wide, line.Bottom - height * 0.4)
                    .Bend(0, line.Bottom - height * 1.1, wide, line.Bottom - height * 0.4).To(wide, line.Bottom + 6).Shut(),
                white.Darker(0.05));
        }
        if (shape.Teeth > 0.05)
        {
            var height = Math.Min(11.5, Math.Max(tall * 0.42, Math.Min(5, tall * 0.8))) * shape.Teeth;
            var edge = -line.Top + height;
            sheet.Path(
                new Outline().From(-wide - 4, -line.Top - 12).To(wide + 4, -line.Top - 12).To(wide * 0.93, line.Corner + height * 0.2)
                    .Curve(wide * 0.6, edge + 0.6, wide * 0.3, edge + 1, 0, edge + 1)
                    .Curve(-wide * 0.3, edge + 1, -wide * 0.6, edge + 0.6, -wide * 0.93, line.Corner + height * 0.2).Shut(),
                sheet.Linear(0, -line.Top, 0, edge, new(0, white.Darker(0.08)), new(0.4, white), new(1, white)));
        }
        if (shape.Tip > 0.05)
        {
            // Between the teeth, or raised behind them.
            var y = -line.Top + tall * 0.62;
            sheet.Ellipse(
                0, y + 3, wide * 0.44, (3 + tall * 0.22) * Math.Min(1, shape.Tip * 1.2), flesh.Lighter(0.03), Math.Min(1, shape.Tip * 1.6));
        }
        sheet.Close();
    }

    /// <summary>The lines of the lips about the middle of the mouth.</summary>
    /// <param name="full">How full the lips are; 1 is usual.</param>
    private readonly struct Lips(MouthShape shape, double full)
    {
        private readonly double wide = shape.Wide;

        /// <summary>Cubic handles: those of an ellipse when the lips are rounded.</summary>
        private readonly double side = 0.3 + 0.25 * Math.Max(shape.Pout, Math.Min(1, shape.Open / 44)), middle = 0.46 + 0.09 * shape.Pout;

        public double Top { get; } = shape.Open * 0.24;

        public double Bottom { get; } = shape.Open * 0.76;

        public double Corner { get; } = -shape.Smile - 1 + shape.Open * 0.13;

        /// <summary>Of the upper lip.</summary>
        public double Thin { get; } = full * (8.5 + 2.2 * shape.Pout) * (1 - 0.42 * shape.Press) * (1 - 0.1 * Math.Min(1, shape.Open / 34));

        /// <summary>Of the lower lip.</summary>
        public double Thick { get; } = full * (11.5 + 2.5 * shape.Pout) * (1 - 0.4 * shape.Press)
            * (1 - 0.12 * Math.Min(1, shape.Open / 34));

        public string Opening()
        {
            var path = new Outline().From(-wide, Corner);
            Above(path);
            return path.Curve(wide - (1 - side) * 4, Corner + (Bottom - Corner) * (side + 0.25), wide * middle, Bottom, 0, Bottom)
                .Curve(-wide * middle, Bottom, -wide + (1 - side) * 4, Corner + (Bottom - Corner) * (side + 0.25), -wide, Corner).Shut();
        }

        public string Seam()
        {
            var path = new Outline().From(-wide - 1, Corner);
            return path.Bend(-wide * 0.5, 1.2, 0, 0).Bend(wide * 0.5, 1.2, wide + 1, Corner);
        }

        public string Upper()
        {
            var (peak, rise) = (-Top - Thin, 0.72 * (1 - shape.Pout) + 0.6 * shape.Pout);
            var round = 0.72 + 0.3 * shape.Pout;   // rounded lips are full towards the corners
            return new Outline().From(-wide - 3.5, Corner - 0.5)
                .Curve(
                    -wide * round, Corner + (peak - Corner) * rise, -wide * (0.42 + 0.14 * shape.Pout), peak - 1.6, -wide * 0.2, peak - 1.2)
                .Bend(-wide * 0.08, peak - 0.6, 0, peak + 1.6)
                .Bend(wide * 0.08, peak - 0.6, wide * 0.2, peak - 1.2)
                .Curve(
                    wide * (0.42 + 0.14 * shape.Pout), peak - 1.6, wide * round, Corner + (peak - Corner) * rise, wide + 3.5, Corner - 0.5)
                .Curve(wide * 0.6, -Top + 3.5, wide * 0.3, -Top + 3, 0, -Top + 3)
                .Curve(-wide * 0.3, -Top + 3, -wide * 0.6, -Top + 3.5, -wide - 3.5, Corner - 0.5).Shut();
        }

        public string Lower()
        {
            var low = Bottom + Thick;
            return new Outline().From(-wide - 2.5, Corner)
                .Curve(-wide * 0.86, Corner + (low - Corner) * (0.55 + 0.3 * side), -wide * 0.5, low, 0, low)
                .Curve(wide * 0.5, low, wide * 0.86, Corner + (low - Corner) * (0.55 + 0.3 * side), wide + 2.5, Corner)
                .Curve(wide * 0.6, Math.Min(Bottom, 0) - 2, -wide * 0.6, Math.Min(Bottom, 0) - 2, -wide - 2.5, Corner).Shut();
        }

        private void Above(Outline path) =>
            path.Curve(-wide + (1 - side) * 6, Corner - (Corner + Top) * (side + 0.2), -wide * middle, -Top, 0, -Top)
                .Curve(wide * middle, -Top, wide - (1 - side) * 6, Corner - (Corner + Top) * (side + 0.2), wide, Corner);
    }
}
