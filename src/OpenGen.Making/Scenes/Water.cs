namespace OpenGen.Making.Scenes;

/// <summary>Sea and lake: light on water, waves, what floats.</summary>
internal static class Water
{
    public static IReadOnlyList<SceneLayer> Sea(Setting setting)
    {
        var (stage, palette, dice) = (setting.Stage, setting.Palette, setting.Dice("sea"));
        var h = stage.Height;
        var horizon = h * dice.Between(0.46, 0.56);
        if (setting.Prompt.Colours.Count == 0 && palette.Time is DayTime.Day or DayTime.Dawn)
        {
            var water = new Oklch(0.55, 0.11, dice.Between(205, 245));
            setting = setting with
            {
                Palette = palette = palette with
                {
                    Far = palette.Far.Mix(water.Lighter(0.16), 0.6),
                    Near = palette.Near.Mix(water.Darker(0.26), 0.8),
                },
            };
        }
        var sun = Sky.SunOf(setting, horizon);
        List<SceneLayer> layers = [.. Sky.Paint(setting, horizon, sun)];
        if (dice.Chance(0.6)) layers.Add(Landscape.Ridge(setting, "coast", horizon + h * 0.004, h * 0.075, 300, 0.12, 5, sharp: true));
        var says = setting.Prompt;
        layers.Add(Surface(setting, horizon, sun));

        var afloat = new SvgSheet();
        if (says.Says("lighthouse")) Lighthouse(setting, afloat, horizon);
        else if (says.Says("boat", "sail", "sailing", "yacht", "ship") || dice.Chance(0.45))
            Sailboat(setting, afloat, stage.Width * dice.Between(0.24, 0.76), horizon + h * 0.05, h * 0.12);
        layers.Add(SceneLayer.Of(0.35, afloat));

        var beach = says.Says(
            "beach", "palm", "tropical", "island", "summer", "vacation", "shore", "holiday", "hawaii", "maldives", "coast", "surf")
            || dice.Chance(0.3);
        for (var i = 0; i < 3; i++) layers.Add(Swell(setting, i, horizon + h * (0.15 + 0.11 * i), beach && i == 2));
        if (beach)
        {
            layers.Add(Shore(setting));
            if (!says.Says("surf", "surfer", "lighthouse"))
            {
                var palms = new SvgSheet();
                var side = dice.Side();
                var edge = side > 0 ? stage.Width * -0.02 : stage.Width * 1.02;
                Trees.Palm(setting, palms, dice, edge, h * 1.0, h * dice.Between(0.58, 0.68), side);
                Trees.Palm(setting, palms, dice, edge + side * stage.Width * 0.10, h * 1.02, h * dice.Between(0.40, 0.48), side);
                layers.Add(SceneLayer.Of(1, palms));
            }
        }
        layers.Add(Air.Birds(setting, horizon));
        if (Air.Weathering(setting) is { } weather) layers.Add(weather);
        return layers;
    }

    /// <summary>Water from the horizon down, with the path of light under the sun.</summary>
    private static SceneLayer Surface(Setting setting, double horizon, Sky.Sun sun)
    {
        var (stage, palette, dice, sheet, u) = (setting.Stage, setting.Palette, setting.Dice("surface"), new SvgSheet(), setting.Unit);
        var far = palette.Far.Mix(palette.SkyLow, 0.35);
        sheet.Rect(stage.Left, horizon, stage.Right - stage.Left, stage.Bottom - horizon,
            sheet.Linear(0, horizon, 0, stage.Height, new(0, far), new(0.3, palette.Ground(0.35)), new(1, palette.Ground(0.85))));
        sheet.Rect(stage.Left, horizon - 1.5 * u, stage.Right - stage.Left, 5 * u, palette.SkyLow.Mix(palette.Glow, 0.4), 0.7);
        var depth = stage.Bottom - horizon;
        var glare = palette.Glow.Mix(palette.SkyLow, 0.2);
        sheet.Open($"translate({SvgSheet.N(sun.X)} {SvgSheet.N(horizon)}) scale({SvgSheet.N(0.42, 3)} 1)");
        sheet.OpenClip(new Outline().Box(-stage.Width * 3, 0, stage.Width * 6, depth));
        sheet.Circle(0, 0, depth * 0.9, sheet.Glow(0, 0, depth * 0.9, glare, palette.Dark ? 0.32 : 0.5));
        sheet.Close();
        sheet.Close();
        Ripples(sheet, dice, stage, horizon, depth, glare, palette.Ground(0.75), sun.X, sun.Radius, u);
        return SceneLayer.Of(0.2, sheet);
    }

    private static void Ripples(
        SvgSheet sheet, Dice dice, Stage stage, double horizon, double depth, Oklch glare, Oklch dark, double sunX, double radius, double u)
    {
        var (bright, faint, shade) = (new Outline(), new Outline(), new Outline());
        for (var i = 0; i < 420; i++)
        {
            var t = Math.Pow(dice.Unit(), 1.7);
            var y = horizon + 3 * u + depth * t;
            var w = (7 + 80 * t) * u * dice.Between(0.5, 1.3);
            var thick = (1.0 + 5 * t) * u;
            if (i < 190)
            {
                var spread = (radius * 0.75 + depth * t * 0.26) * (dice.Unit() + dice.Unit() + dice.Unit() - 1.5) * 0.95;
                Lens(bright, sunX + spread, y, w * 0.7, thick);
            }
            else Lens(i % 2 == 0 ? faint : shade, dice.Between(stage.Left, stage.Right), y, w * 1.2, thick);
        }
        sheet.Path(shade, dark, 0.30);
        sheet.Path(faint, glare, 0.14);
        sheet.Path(bright, glare, 0.8);
    }

    private static void Lens(Outline d, double x, double y, double half, double thick) =>
        d.From(x - half, y).Bend(x, y - thick, x + half, y).Bend(x, y + thick * 0.7, x - half, y).Shut();

    /// <summary>A swell with foam on its back.</summary>
    private static SceneLayer Swell(Setting setting, int index, double y, bool last)
    {
        var (stage, palette, dice, sheet, u) = (
            setting.Stage, setting.Palette, setting.Dice($"swell{index}"), new SvgSheet(), setting.Unit);
        var seed = dice.Next();
        var amp = (14 + index * 16) * u;
        var points = new List<(double X, double Y)>();
        for (var x = stage.Left - 20; x <= stage.Right + 40; x += 36 * u)
            points.Add((x, y - amp * Noise.Fractal(x / ((150 + index * 90) * u), seed, 2)));
        var tone = palette.Ground(0.45 + index * 0.17);
        var d = new Outline().Through(points).To(stage.Right + 40, stage.Bottom).To(stage.Left - 20, stage.Bottom).Shut();
        sheet.Path(
            d, sheet.Linear(
                0, y - amp, 0, y + stage.Height * 0.15, new(0, tone.Mix(palette.SkyLow, 0.30)), new(0.35, tone, 0.92),
                new(1, tone, last ? 0.75 : 0.6)));
        sheet.Stroke(new Outline().Through(points), palette.Glow.Mix(tone, 0.25), (1.5 + index * 1.2) * u, 0.55);
        var foam = new Outline();
        for (var i = 0; i < 26 + index * 12; i++)
        {
            var x = dice.Between(stage.Left, stage.Right);
            Lens(foam, x, Trees.Height(points, x) + dice.Between(5, 60 + index * 30) * u, dice.Between(10, 34 + index * 14) * u,
                dice.Between(1.2, 3.4) * u);
        }
        sheet.Path(foam, palette.Glow, 0.30);
        return SceneLayer.Of(0.45 + index * 0.17, sheet);
    }

    private static SceneLayer Shore(Setting setting)
    {
        var (stage, palette, dice, sheet, u) = (setting.Stage, setting.Palette, setting.Dice("shore"), new SvgSheet(), setting.Unit);
        var sand = palette.Dark ? palette.Near.Mix(new(0.4, 0.05, 70), 0.5) : new Oklch(0.86, 0.065, 80).Mix(palette.SkyLow, 0.3);
        var side = dice.Side();
        var (l, r) = side > 0 ? (0.80, 0.93) : (0.93, 0.80);
        var h = stage.Height;
        Outline Edge(double off) =>
            new Outline().From(stage.Left, h * l + off)
                .Curve(stage.Width * 0.3, h * (l + 0.035) + off, stage.Width * 0.55, h * (r - 0.055) + off, stage.Right, h * r + off)
            .To(stage.Right, stage.Bottom).To(stage.Left, stage.Bottom).Shut();
        sheet.Path(Edge(-34 * u), palette.Ground(0.5).Mix(palette.Glow, 0.3), 0.45);
        sheet.Path(Edge(-14 * u), palette.Glow, 0.9);
        sheet.Path(Edge(2 * u), sand.Darker(0.10));
        sheet.Path(Edge(26 * u), sheet.Linear(0, h * 0.8, 0, stage.Bottom, new(0, sand), new(1, sand.Darker(0.10))));
        for (var i = 0; i < 60; i++)
        {
            var x = dice.Between(stage.Left, stage.Right);
            sheet.Circle(
                x, h * Math.Max(l, r) + dice.Between(50 * u, stage.Bottom - h * Math.Max(l, r)), dice.Between(1, 3) * u, sand.Darker(0.18),
                0.4);
        }
        return SceneLayer.Of(0.85, sheet);
    }

    /// <summary>A still lake: the land above laid upside down upon it, broken by streaks.</summary>
    public static SceneLayer Mirror(Setting setting, double waterline, Sky.Sun sun)
    {
        var (stage, palette, dice, sheet, u) = (setting.Stage, setting.Palette, setting.Dice("mirror"), new SvgSheet(), setting.Unit);
        var depth = stage.Bottom - waterline;
        sheet.Rect(stage.Left, waterline, stage.Right - stage.Left, depth,
            sheet.Linear(
                0, waterline, 0, stage.Bottom, new(0, palette.Ground(0.5).Mix(palette.SkyLow, 0.3)),
                new(0.22, palette.SkyLow.Mix(palette.Ground(0.3), 0.35)), new(0.6, palette.SkyMid.Mix(palette.Near, 0.25)),
                new(1, palette.SkyTop.Mix(palette.Near, 0.45))));
        var seed = dice.Next();
        foreach (var (tall, tone) in new[] { (0.24, 0.22), (0.15, 0.38), (0.07, 0.6) })
        {
            var points = new List<(double X, double Y)>();
            for (var x = stage.Left; x <= stage.Right + 20; x += 14 * u)
                points.Add(
                    (x, waterline + stage.Height * tall * (1 - Math.Abs(2 * Noise.Fractal(x / (330 * u) + tall * 50, seed, 4) - 1) * 1.2)));
            sheet.Path(
                new Outline().Through(points).To(stage.Right + 20, waterline).To(stage.Left, waterline).Shut(), palette.Ground(tone), 0.42);
        }
        Ripples(
            sheet, dice, stage, waterline, depth, palette.Glow.Mix(palette.SkyLow, 0.3), palette.Ground(0.7), sun.X, sun.Radius * 0.7, u);
        return SceneLayer.Of(0.42, sheet);
    }

    public static void Rowboat(Setting setting, SvgSheet sheet, double x, double y)
    {
        var (palette, u) = (setting.Palette, setting.Unit);
        var hull = palette.Accent.Darker(0.2).Mix(palette.Near, 0.25);
        sheet.SoftOval(x, y + 26 * u, 170 * u, 16 * u, palette.Near, 0.6);
        sheet.Path(
            new Outline().From(x - 140 * u, y - 22 * u).Bend(x, y + 4 * u, x + 140 * u, y - 26 * u)
                .Bend(x + 112 * u, y + 28 * u, x, y + 28 * u).Bend(x - 112 * u, y + 28 * u, x - 140 * u, y - 22 * u).Shut(),
            sheet.Linear(0, y - 20 * u, 0, y + 30 * u, new(0, hull.Lighter(0.12)), new(1, hull.Darker(0.1))));
        sheet.Path(
            new Outline().From(x - 134 * u, y - 20 * u).Bend(x, y - 16 * u, x + 134 * u, y - 24 * u)
                .Bend(x, y + 14 * u, x - 134 * u, y - 20 * u).Shut(), hull.Darker(0.16));
        sheet.Stroke(new Outline().From(x - 60 * u, y - 8 * u).To(x - 40 * u, y + 2 * u), hull.Lighter(0.2), 8 * u);
        sheet.Stroke(new Outline().From(x + 30 * u, y - 10 * u).To(x + 46 * u, y + 1 * u), hull.Lighter(0.2), 8 * u);
        sheet.Stroke(new Outline().From(x + 10 * u, y - 12 * u).To(x + 170 * u, y + 30 * u), hull.Lighter(0.2), 5 * u);
    }

    private static void Sailboat(Setting setting, SvgSheet sheet, double x, double y, double size)
    {
        var (palette, dice) = (setting.Palette, setting.Dice("sailboat"));
        var sail = palette.Glow.Mix(palette.SkyLow, 0.12);
        sheet.SoftOval(x, y + size * 0.03, size * 0.5, size * 0.05, palette.Near, 0.5);
        sheet.Path(
            new Outline().From(x - size * 0.34, y - size * 0.10).To(x + size * 0.36, y - size * 0.10)
                .Bend(x + size * 0.26, y + size * 0.03, x + size * 0.12, y + size * 0.03).To(x - size * 0.2, y + size * 0.03).Shut(),
            palette.Near);
        sheet.Path(
            new Outline().From(x - size * 0.01, y - size).Bend(x + size * 0.32, y - size * 0.5, x + size * 0.32, y - size * 0.15)
                .To(x - size * 0.01, y - size * 0.15).Shut(), sail);
        sheet.Path(
            new Outline().From(x - size * 0.04, y - size * 0.88).Bend(x - size * 0.22, y - size * 0.4, x - size * 0.32, y - size * 0.15)
                .To(x - size * 0.04, y - size * 0.15).Shut(), dice.Chance(0.5) ? palette.Accent : sail.Darker(0.12));
        sheet.Rect(x - size * 0.03, y - size * 1.02, size * 0.016, size * 0.94, palette.Near);
        for (var i = 0; i < 6; i++)
            sheet.Rect(
                x - size * (0.2 - i * 0.012), y + size * (0.07 + i * 0.05), size * (0.34 - i * 0.045), size * 0.014, sail, 0.4 - i * 0.05);
    }

    private static void Lighthouse(Setting setting, SvgSheet sheet, double horizon)
    {
        var (stage, palette, dice) = (setting.Stage, setting.Palette, setting.Dice("lighthouse"));
        var side = dice.Side();
        var x = stage.CentreX + side * stage.Width * 0.24;
        var foot = horizon + stage.Height * 0.03;
        var h = stage.Height * 0.27;
        var lamp = new Oklch(0.95, 0.09, 90);
        if (palette.Time is not DayTime.Day)
            foreach (var beam in (ReadOnlySpan<int>)[-1, 1])
                sheet.Path(
                    new Outline().From(x, foot - h * 0.93).To(x + beam * stage.Width * 1.3, foot - h * 1.35)
                        .To(x + beam * stage.Width * 1.3, foot - h * 0.75).Shut(),
                    sheet.Linear(x, 0, x + beam * stage.Width * 0.9, 0, new(0, lamp, 0.5), new(1, lamp, 0)));
        sheet.Path(
            new Outline().From(x - h * 0.75, foot + h * 0.1).To(x - h * 0.45, foot - h * 0.06).To(x - h * 0.2, foot - h * 0.13)
                .To(x + h * 0.2, foot - h * 0.12).To(x + h * 0.5, foot - h * 0.02).To(x + h * 0.85, foot + h * 0.1).Shut(),
            palette.Ground(0.8));
        var white = palette.Glow.Mix(palette.SkyLow, 0.2);
        var tower = new Outline().From(x - h * 0.12, foot - h * 0.1).To(x - h * 0.075, foot - h * 0.84).To(x + h * 0.075, foot - h * 0.84)
            .To(x + h * 0.12, foot - h * 0.1).Shut().ToString();
        sheet.Path(
            tower,
            sheet.Linear(
                x - h * 0.12, 0, x + h * 0.12, 0, new(0, white), new(0.45, white.Darker(0.03)),
                new(1, white.Darker(palette.Dark ? 0.4 : 0.22))));
        sheet.OpenClip(tower);
        for (var i = 0; i < 3; i++)
            sheet.Rect(
                x - h * 0.2, foot - h * (0.72 - i * 0.24), h * 0.4, h * 0.12,
                sheet.Linear(x - h * 0.12, 0, x + h * 0.12, 0, new(0, new(0.58, 0.19, 27)), new(1, new(0.36, 0.13, 20))));
        sheet.Close();
        sheet.Rect(x - h * 0.105, foot - h * 0.865, h * 0.21, h * 0.03, palette.Near);
        sheet.Rect(x - h * 0.05, foot - h * 0.955, h * 0.10, h * 0.09, lamp);
        sheet.Path(
            new Outline().From(x - h * 0.075, foot - h * 0.955).Bend(x, foot - h * 1.08, x + h * 0.075, foot - h * 0.955).Shut(),
            new Oklch(0.45, 0.15, 25));
        sheet.Circle(x, foot - h * 0.91, h * 0.32, sheet.Glow(x, foot - h * 0.91, h * 0.32, lamp, palette.Dark ? 0.8 : 0.3));
    }
}
