namespace OpenGen.Making.Scenes;

/// <summary>A skyline in layers, its windows lit as the hour asks.</summary>
internal static class City
{
    public static IReadOnlyList<SceneLayer> Paint(Setting setting)
    {
        var (stage, palette, dice) = (setting.Stage, setting.Palette, setting.Dice("city"));
        var h = stage.Height;
        var ground = h * (stage.Tall ? dice.Between(0.80, 0.88) : 0.92);
        var sun = Sky.SunOf(setting, ground * 0.72);
        List<SceneLayer> layers = [.. Sky.Paint(setting, ground * 0.85, sun)];
        var tall = stage.Tall ? 1.0 : 1.15;
        layers.Add(Block(setting, "far", ground, h * 0.30 * tall, h * 0.44 * tall, 46, 96, 0.14));
        layers.Add(Block(setting, "mid", ground, h * 0.20 * tall, h * 0.42 * tall, 70, 130, 0.42));
        layers.Add(Air.Mist(setting, ground - h * 0.06, "smog"));
        layers.Add(Block(setting, "near", ground, h * 0.07 * tall, h * 0.27 * tall, 110, 200, 0.74));
        layers.Add(
            dice.Chance(0.5) || setting.Prompt.Says("street", "rain", "neon", "traffic", "subway")
                ? Street(setting, ground)
                : River(setting, ground));
        if (Air.Weathering(setting) is { } weather) layers.Add(weather);
        return layers;
    }

    private static SceneLayer Block(
        Setting setting, string name, double ground, double low, double high, double narrow, double broad, double near)
    {
        var (stage, palette, dice, sheet, u) = (setting.Stage, setting.Palette, setting.Dice(name), new SvgSheet(), setting.Unit);
        var (body, shade, windows, bright, neon) = (new Outline(), new Outline(), new Outline(), new Outline(), new Outline());
        var tone = palette.Ground(near);
        var lit = palette.Dark ? 0.42 : palette.Time is DayTime.Sunset ? 0.22 : 0.0;
        var cell = (7.5 + near * 13) * u;
        var top = double.MaxValue;
        var crowd = dice.Next();
        for (var x = stage.Left; x < stage.Right;)
        {
            var w = Math.Round(dice.Between(narrow, broad) * u / cell) * cell;
            // Towers stand together: the middle of a cluster is the tallest.
            var cluster = Noise.Fractal(x / (380 * u), crowd, 2);
            var height = (low + (high - low) * Math.Clamp((cluster - 0.25) * 1.6, 0, 1)) * dice.Between(0.72, 1.08);
            var y = ground - height;
            top = Math.Min(top, y);
            body.Box(x, y, w + 1, height + 40 * u);
            shade.Box(x + w * 0.7, y, w * 0.3, height + 40 * u);
            Roof(body, dice, x, y, w, u);
            for (var wy = y + cell * 1.1; wy < ground - cell; wy += cell * 1.35)
                for (var wx = x + cell * 0.5; wx < x + w - cell * 0.7; wx += cell)
                {
                    if (dice.Chance(0.12)) continue;
                    var on = dice.Chance(lit);
                    (on ? dice.Chance(0.25) ? bright : windows : shade).Box(wx, wy, cell * 0.48, cell * 0.72);
                }
            if (palette.Dark && near > 0.4 && dice.Chance(setting.Prompt.Manners.Contains(Manner.Neon) ? 0.6 : 0.15))
                Sign(neon, dice, x, y, w, height, u);
            x += w + (dice.Chance(0.25) ? cell * dice.Between(0.4, 1.6) : 0);
        }
        var haze = palette.SkyLow.Mix(palette.Far, 0.45);
        sheet.Path(body, sheet.Linear(0, top, 0, ground, new(0, tone), new(1, tone.Mix(haze, 0.5 * (1 - near)))));
        sheet.Path(shade, palette.Dark ? palette.Near.Darker(0.04) : palette.Near, 0.05 + 0.28 * near);
        var lamp = new Oklch(0.86, 0.12, 78);
        sheet.Path(windows, lamp.Mix(tone, 0.5 - near * 0.3), 0.85);
        sheet.Path(bright, lamp.Lighter(0.07).Mix(palette.Glow, 0.3).Mix(tone, 0.3 - near * 0.3));
        sheet.Stroke(neon, palette.Accent2, 14 * u, 0.22);
        sheet.Stroke(neon, palette.Accent2.Lighter(0.06), 6 * u, 0.75);
        sheet.Stroke(neon, palette.Accent2.Lighter(0.25), 2.2 * u);
        return SceneLayer.Of(0.15 + near * 0.65, sheet);
    }

    private static void Roof(Outline d, Dice dice, double x, double y, double w, double u)
    {
        switch (dice.Below(6))
        {
            case 0:
                d.Box(x + w * 0.2, y - 22 * u, w * 0.6, 23 * u).Box(x + w * 0.35, y - 40 * u, w * 0.3, 20 * u)
                    .Box(x + w * 0.49, y - 110 * u, w * 0.025, 72 * u);
                break;
            case 1:
                d.From(x, y + 1).To(x + w, y + 1).To(x + w, y - w * 0.35).Shut();
                break;
            case 2:
                d.From(x + w * 0.15, y + 1).Bend(x + w * 0.2, y - w * 0.38, x + w * 0.5, y - w * 0.44)
                    .Bend(x + w * 0.8, y - w * 0.38, x + w * 0.85, y + 1).Shut().Box(x + w * 0.485, y - w * 0.75, w * 0.03, w * 0.35);
                break;
            case 3:
                d.Box(x + w * 0.1, y - 12 * u, w * 0.25, 13 * u).Box(x + w * 0.5, y - 24 * u, w * 0.3, 25 * u);
                break;
            case 4:
                d.Box(x + w * 0.72, y - 54 * u, 3 * u, 55 * u);
                break;
        }
    }

    private static void Sign(Outline d, Dice dice, double x, double y, double w, double height, double u)
    {
        var (sx, sy) = (x + w * dice.Between(0.2, 0.7), y + height * dice.Between(0.12, 0.4));
        switch (dice.Below(3))
        {
            case 0: d.RoundBox(sx, sy, 26 * u, dice.Between(90, 170) * u, 6 * u); break;
            case 1: d.From(x + 4 * u, y + 8 * u).To(x + w - 4 * u, y + 8 * u); break;
            default: d.Ring(sx, sy, 20 * u, 20 * u); break;
        }
    }

    /// <summary>Water that carries the lights down in streaks.</summary>
    private static SceneLayer River(Setting setting, double ground)
    {
        var (stage, palette, dice, sheet, u) = (setting.Stage, setting.Palette, setting.Dice("river"), new SvgSheet(), setting.Unit);
        var wide = stage.Right - stage.Left;
        sheet.Rect(
            stage.Left, ground, wide, stage.Bottom - ground,
            sheet.Linear(
                0, ground, 0, stage.Bottom, new(0, palette.Ground(0.62)), new(0.25, palette.SkyLow.Mix(palette.Near, 0.45)),
                new(1, palette.SkyTop.Mix(palette.Near, 0.55))));
        sheet.Rect(stage.Left, ground - 5 * u, wide, 8 * u, palette.Near);
        for (var i = 0; i < 130; i++)
        {
            var (x, y) = (dice.Between(stage.Left, stage.Right), ground + 12 * u + (stage.Bottom - ground) * Math.Pow(dice.Unit(), 1.3));
            var colour = dice.Pick(
                new Oklch(0.86, 0.12, 78), palette.SkyLow, palette.Glow, palette.Dark ? palette.Accent2 : palette.SkyLow);
            sheet.Ellipse(x, y, dice.Between(14, 70) * u, dice.Between(1.4, 4) * u, colour, dice.Between(0.12, 0.5));
        }
        return SceneLayer.Of(0.9, sheet);
    }

    /// <summary>An avenue to the vanishing point, with lamps and the traces of traffic.</summary>
    private static SceneLayer Street(Setting setting, double ground)
    {
        var (stage, palette, dice, sheet, u) = (setting.Stage, setting.Palette, setting.Dice("street"), new SvgSheet(), setting.Unit);
        var vx = stage.CentreX + stage.Width * dice.Between(-0.1, 0.1);
        var road = palette.Near.Mix(palette.SkyMid, 0.12);
        sheet.Rect(
            stage.Left, ground, stage.Right - stage.Left, stage.Bottom - ground,
            sheet.Linear(0, ground, 0, stage.Bottom, new(0, road.Mix(palette.SkyLow, 0.35)), new(1, road.Darker(0.02))));
        var deep = stage.Bottom - ground;
        foreach (var (at, colour) in new[]
        {
            (-0.55, new Oklch(0.92, 0.06, 90)),
            (-0.40, new Oklch(0.92, 0.06, 90)),
            (0.40, new Oklch(0.62, 0.22, 27)),
            (0.55, new Oklch(0.62, 0.22, 27)),
        })
            for (var i = 0; i < 4; i++)
            {
                var x = vx + (at + i * 0.035) * stage.Width * 1.3;
                sheet.Stroke(
                    new Outline().From(vx + at * 30 * u, ground + 2 * u)
                        .Bend(vx + (x - vx) * 0.3, ground + deep * 0.2, x, stage.Bottom + 10), colour, (1.2 + i) * u,
                    palette.Dark ? 0.6 : 0.3);
            }
        for (var i = 0; i < 9; i++)
        {
            var (t, n) = (Math.Pow(i / 9.0, 2), Math.Pow((i + 0.5) / 9.0, 2));
            var (w0, w1) = (3 * u + 14 * u * t, 3 * u + 14 * u * n);
            sheet.Path(
                new Outline().From(vx - w0 / 2, ground + deep * t).To(vx + w0 / 2, ground + deep * t).To(vx + w1 / 2, ground + deep * n)
                    .To(vx - w1 / 2, ground + deep * n).Shut(), palette.Glow, 0.5);
        }
        var lamp = new Oklch(0.90, 0.10, 80);
        for (var i = 0; i < 4; i++)
            foreach (var side in (ReadOnlySpan<int>)[-1, 1])
            {
                var t = Math.Pow((i + 1) / 4.0, 1.9);
                var (x, y, h) = (vx + side * (40 * u + stage.Width * 0.56 * t), ground + deep * t * 0.82, (60 + 330 * t) * u);
                sheet.Stroke(
                    new Outline().From(x, y).To(x, y - h).Bend(x, y - h * 1.08, x - side * h * 0.16, y - h * 1.08),
                    palette.Near.Darker(0.04), (2 + 7 * t) * u);
                if (!palette.Dark) continue;
                sheet.Circle(
                    x - side * h * 0.18, y - h * 1.07, h * 0.35, sheet.Glow(x - side * h * 0.18, y - h * 1.07, h * 0.35, lamp, 0.75));
                sheet.Ellipse(x - side * h * 0.18, y - h * 1.07, h * 0.045, h * 0.022, lamp);
                sheet.SoftOval(x - side * h * 0.1, y + 4 * u, h * 0.3, h * 0.06, lamp, 0.5);
            }
        return SceneLayer.Of(0.9, sheet);
    }
}
