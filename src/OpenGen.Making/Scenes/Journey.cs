namespace OpenGen.Making.Scenes;

/// <summary>On the way: a road to the horizon, or balloons over the hills.</summary>
internal static class Journey
{
    public static IReadOnlyList<SceneLayer> Paint(Setting setting, Subject subject)
    {
        var dice = setting.Dice("journey");
        var places = setting.Prompt.Subjects.Where(other => other is not (Subject.Travel or Subject.Road) && ScenePainter.IsPlace(other))
            .ToList();
        if (places.Count > 0 && places[0] is Subject.Sea or Subject.City or Subject.Space or Subject.Lake)
            return ScenePainter.Place(setting, places[0]);
        List<SceneLayer> layers = [
            .. Landscape.Paint(setting, places.Count > 0 ? places[0] : dice.Pick(Subject.Hills, Subject.Mountains, Subject.Desert))];
        if (subject is Subject.Road) layers.Add(Road(setting));
        else if (setting.Prompt.Says("plane", "airplane", "flight", "airport")) layers.Insert(layers.Count - 2, Plane(setting));
        else layers.Insert(layers.Count - 2, Balloons(setting));
        return layers;
    }

    private static SceneLayer Road(Setting setting)
    {
        var (stage, palette, dice, sheet, u) = (setting.Stage, setting.Palette, setting.Dice("road"), new SvgSheet(), setting.Unit);
        var (top, low) = (stage.Height * 0.68, stage.Bottom);
        var tar = palette.Near.Mix(new(palette.Dark ? 0.22 : 0.36, 0.015, 270), 0.7);
        // The middle line as x(t), half width as w(t); t runs from the horizon to the camera.
        var bend = dice.Side() * stage.Width * dice.Between(0.10, 0.2);
        double Middle(double t) => stage.CentreX + bend * Math.Pow(1 - t, 1.3) * Math.Cos(t * 2.4);
        double Half(double t) => (5 + 400 * Math.Pow(t, 1.6)) * u;
        double Y(double t) => top + (low - top) * t;
        Outline Strip(double left, double right, double from, double to)
        {
            var (a, b) = (new List<(double, double)>(), new List<(double, double)>());
            for (var i = 0; i <= 10; i++)
            {
                var t = from + (to - from) * i / 10;
                a.Add((Middle(t) + left * Half(t), Y(t)));
                b.Add((Middle(t) + right * Half(t), Y(t)));
            }
            b.Reverse();
            return new Outline().Through(a).Through(b, goOn: true).Shut();
        }
        sheet.Path(Strip(-1.3, 1.3, 0, 1), palette.Ground(0.85).Lighter(0.03), 0.9);
        sheet.Path(Strip(-1, 1, 0, 1), sheet.Linear(0, top, 0, low, new(0, tar.Mix(palette.SkyLow, 0.4)), new(1, tar)));
        foreach (var side in (ReadOnlySpan<double>)[-1, 1])
            sheet.Path(Strip(side * 0.93 - 0.025, side * 0.93 + 0.025, 0.04, 1), new Oklch(0.94, 0.02, 90), 0.8);
        for (var i = 0; i < 9; i++)
        {
            var (from, to) = (Math.Pow((i + 0.2) / 9, 1.7), Math.Pow((i + 0.75) / 9, 1.7));
            sheet.Path(Strip(-0.035, 0.035, from, to), new Oklch(0.86, 0.14, 88), 0.95);
        }
        if (setting.Prompt.Says("car", "drive", "driving", "van", "vehicle", "automotive", "roadtrip"))
            Car(setting, sheet, Middle(0.5) + Half(0.5) * 0.48, Y(0.5) + 14 * u, 250 * u);
        return SceneLayer.Of(0.88, sheet);
    }

    /// <summary>A car from behind.</summary>
    private static void Car(Setting setting, SvgSheet sheet, double x, double foot, double w)
    {
        var tone = setting.Palette.Accent;
        var h = w * 0.72;
        sheet.SoftOval(x, foot, w * 0.62, w * 0.07, new(0.05, 0.01, 270), 0.7);
        foreach (var side in (ReadOnlySpan<int>)[-1, 1])
            sheet.Rect(x + side * w * 0.36 - w * 0.075, foot - h * 0.22, w * 0.15, h * 0.22, new Oklch(0.15, 0.01, 270), 1, w * 0.03);
        sheet.Path(
            new Outline().From(x - w * 0.36, foot - h * 0.55)
                .Curve(x - w * 0.31, foot - h * 0.92, x - w * 0.27, foot - h, x - w * 0.18, foot - h).To(x + w * 0.18, foot - h)
                .Curve(x + w * 0.27, foot - h, x + w * 0.31, foot - h * 0.92, x + w * 0.36, foot - h * 0.55).Shut(), tone.Darker(0.05));
        sheet.Path(
            new Outline().From(x - w * 0.295, foot - h * 0.59)
                .Curve(x - w * 0.26, foot - h * 0.85, x - w * 0.24, foot - h * 0.92, x - w * 0.16, foot - h * 0.92)
                .To(x + w * 0.16, foot - h * 0.92)
                .Curve(x + w * 0.24, foot - h * 0.92, x + w * 0.26, foot - h * 0.85, x + w * 0.295, foot - h * 0.59).Shut(),
            sheet.Linear(0, foot - h * 0.92, 0, foot - h * 0.59, new(0, setting.Palette.SkyTop), new(1, setting.Palette.SkyLow)));
        sheet.Path(
            new Outline().RoundBox(x - w * 0.44, foot - h * 0.60, w * 0.88, h * 0.48, w * 0.09),
            sheet.Linear(0, foot - h * 0.6, 0, foot - h * 0.1, new(0, tone.Lighter(0.10)), new(0.4, tone), new(1, tone.Darker(0.2))));
        foreach (var side in (ReadOnlySpan<int>)[-1, 1])
        {
            sheet.Circle(
                x + side * w * 0.35, foot - h * 0.44, w * 0.2,
                sheet.Glow(x + side * w * 0.35, foot - h * 0.44, w * 0.2, new(0.64, 0.24, 27), 0.7));
            sheet.Path(
                new Outline().RoundBox(x + side * w * 0.345 - w * 0.075, foot - h * 0.49, w * 0.15, h * 0.10, w * 0.03),
                new Oklch(0.64, 0.24, 27));
        }
        sheet.Path(new Outline().RoundBox(x - w * 0.1, foot - h * 0.36, w * 0.2, h * 0.10, w * 0.015), new Oklch(0.95, 0.01, 90));
        sheet.Rect(x - w * 0.43, foot - h * 0.20, w * 0.86, h * 0.07, new Oklch(0.22, 0.01, 270), 1, w * 0.02);
    }

    private static SceneLayer Balloons(Setting setting)
    {
        var (stage, palette, dice, sheet, u) = (setting.Stage, setting.Palette, setting.Dice("hotair"), new SvgSheet(), setting.Unit);
        foreach (var (ax, ay, size) in new[]
        {
            (dice.Between(0.28, 0.42), 0.30, 150.0),
            (dice.Between(0.66, 0.80), 0.19, 86.0),
            (dice.Between(0.58, 0.72), 0.46, 58.0),
            (dice.Between(0.12, 0.2), 0.48, 40.0),
        })
        {
            var (x, y, r) = (stage.Width * ax, stage.Height * ay, size * u);
            var (a, b) = (dice.Pick(palette.Accent, palette.Accent2), palette.Glow.Mix(palette.SkyLow, 0.15));
            var hull = new Outline().From(x - r * 0.2, y + r * 1.24)
                .Curve(x - r * 0.5, y + r * 0.9, x - r, y + r * 0.5, x - r, y - r * 0.05)
                .Curve(x - r, y - r * 1.3, x + r, y - r * 1.3, x + r, y - r * 0.05)
                .Curve(x + r, y + r * 0.5, x + r * 0.5, y + r * 0.9, x + r * 0.2, y + r * 1.24).Shut().ToString();
            sheet.Path(hull, a);
            sheet.OpenClip(hull);
            foreach (var (rx, tone) in new[] { (0.78, b), (0.52, a), (0.24, b) }) sheet.Ellipse(x, y + r * 0.1, r * rx, r * 1.35, tone);
            sheet.Rect(
                x - r, y - r * 1.2, r * 2, r * 2.6,
                sheet.Linear(x - r, 0, x + r, 0, new(0, palette.Glow, 0.22), new(0.4, palette.Near, 0), new(1, palette.Near, 0.42)));
            sheet.Close();
            foreach (var side in (ReadOnlySpan<double>)[-0.17, 0.17])
                sheet.Stroke(new Outline().From(x + side * r, y + r * 1.24).To(x + side * 0.8 * r, y + r * 1.56), palette.Near, r * 0.018);
            sheet.Rect(x - r * 0.16, y + r * 1.55, r * 0.32, r * 0.25, new Oklch(0.46, 0.08, 55).Mix(palette.Near, 0.2), 1, r * 0.05);
        }
        return SceneLayer.Of(0.45, sheet);
    }

    private static SceneLayer Plane(Setting setting)
    {
        var (stage, palette, dice, sheet, u) = (setting.Stage, setting.Palette, setting.Dice("plane"), new SvgSheet(), setting.Unit);
        var (x, y, l) = (stage.CentreX + stage.Width * 0.08, stage.Height * 0.26, 250 * u);
        var white = palette.Glow.Mix(new(0.97, 0.005, 240), 0.6);
        sheet.Open(
            $"translate({SvgSheet.N(x)} {SvgSheet.N(y)}) rotate({SvgSheet.N(dice.Between(-18, -9))}) scale({SvgSheet.N(l / 200, 4)})");
        sheet.Path(
            new Outline().From(-150, -3).To(-900, -9).To(-900, 12).To(-150, 7).Shut(),
            sheet.Linear(-150, 0, -900, 0, new(0, white, 0.8), new(1, white, 0)));
        sheet.Path(new Outline().From(-30, -12).To(-96, -96).To(-68, -98).To(46, -14).Shut(), white.Darker(0.16));
        sheet.Path(new Outline().From(-150, -10).To(-186, -76).To(-160, -78).To(-112, -14).Shut(), palette.Accent);
        sheet.Path(
            new Outline().From(-164, -12).Curve(-100, -22, 60, -24, 118, -18).Curve(156, -14, 172, -2, 172, 2)
                .Curve(166, 14, 130, 18, 90, 18).To(-90, 16).Curve(-130, 12, -164, 0, -164, -12).Shut(),
            sheet.Linear(0, -22, 0, 18, new(0, white), new(0.6, white.Darker(0.05)), new(1, white.Darker(0.28))));
        sheet.Path(new Outline().From(34, 6).To(-62, 104).To(-30, 104).To(84, 8).Shut(), white.Darker(0.09));
        sheet.Path(new Outline().From(-118, 2).To(-164, 40).To(-144, 41).To(-84, 4).Shut(), white.Darker(0.12));
        for (var i = 0; i < 15; i++) sheet.Circle(-92 + i * 14, -6, 2.8, palette.SkyTop.Darker(0.15));
        sheet.Path(new Outline().From(140, -12).Bend(154, -8, 160, -3).To(142, -3).Shut(), palette.SkyTop.Darker(0.2));
        sheet.Close();
        return SceneLayer.Of(0.45, sheet);
    }
}
