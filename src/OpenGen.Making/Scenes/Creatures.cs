namespace OpenGen.Making.Scenes;

/// <summary>Small figures in a landscape, as silhouettes.</summary>
internal static class Creatures
{
    /// <summary>Somebody with a rucksack, seen from behind, looking into the distance.</summary>
    public static void Hiker(Setting setting, SvgSheet sheet, double x, double foot, double height, int facing)
    {
        var ink = setting.Palette.Near.Darker(0.05);
        var (h, s) = (height, facing);
        sheet.Stroke(new Outline().From(x - h * 0.07, foot).To(x - h * 0.045, foot - h * 0.46), ink, h * 0.085);
        sheet.Stroke(new Outline().From(x + h * 0.08, foot).To(x + h * 0.045, foot - h * 0.46), ink, h * 0.085);
        sheet.Path(
            new Outline().From(x - h * 0.10, foot - h * 0.42).Bend(x - h * 0.12, foot - h * 0.8, x - h * 0.03, foot - h * 0.83)
                .To(x + h * 0.04, foot - h * 0.83).Bend(x + h * 0.13, foot - h * 0.8, x + h * 0.10, foot - h * 0.42).Shut(), ink);
        var pack = setting.Palette.Accent.Darker(0.12);
        sheet.Path(new Outline().RoundBox(x - h * 0.105 - s * h * 0.02, foot - h * 0.80, h * 0.21, h * 0.31, h * 0.06), pack);
        sheet.Path(
            new Outline().RoundBox(x - h * 0.12 - s * h * 0.02, foot - h * 0.865, h * 0.24, h * 0.075, h * 0.035), pack.Lighter(0.09));
        sheet.Path(new Outline().RoundBox(x - h * 0.075 - s * h * 0.02, foot - h * 0.62, h * 0.15, h * 0.11, h * 0.03), pack.Darker(0.07));
        sheet.Circle(x + s * h * 0.01, foot - h * 0.925, h * 0.068, ink);
        sheet.Stroke(
            new Outline().From(x + s * h * 0.11, foot - h * 0.76).To(x + s * h * 0.17, foot - h * 0.55)
                .To(x + s * h * 0.235, foot - h * 0.58), ink, h * 0.05);
        sheet.Stroke(new Outline().From(x + s * h * 0.235, foot - h * 0.66).To(x + s * h * 0.28, foot), ink, h * 0.016);
    }

    public static void Camels(Setting setting, SvgSheet sheet, double foot)
    {
        var (stage, ink, u) = (setting.Stage, setting.Palette.Near.Darker(0.06), setting.Unit);
        for (var i = 0; i < 4; i++)
        {
            var (x, h) = (stage.CentreX + (i - 1.5) * 92 * u, 70 * u);
            foreach (var leg in (ReadOnlySpan<double>)[-0.42, -0.28, 0.26, 0.42])
                sheet.Stroke(new Outline().From(x + leg * h, foot - h * 0.45).To(x + (leg + 0.03) * h, foot), ink, h * 0.055);
            sheet.Path(
                new Outline().From(x - h * 0.52, foot - h * 0.42).Bend(x - h * 0.5, foot - h * 0.74, x - h * 0.22, foot - h * 0.72)
                    .Bend(x, foot - h * 1.15, x + h * 0.2, foot - h * 0.74)
                .Bend(x + h * 0.5, foot - h * 0.74, x + h * 0.62, foot - h * 0.5)
                    .Bend(x + h * 0.8, foot - h * 0.6, x + h * 0.78, foot - h * 0.98).To(x + h * 1.0, foot - h * 0.95)
                    .To(x + h * 1.0, foot - h * 0.84)
                .To(x + h * 0.89, foot - h * 0.82).Bend(x + h * 0.88, foot - h * 0.36, x + h * 0.45, foot - h * 0.36).Shut(), ink);
        }
    }
}
