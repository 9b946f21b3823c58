namespace OpenGen.Making.Scenes;

/// <summary>Rooms: a living room to look at, and one out of focus behind a presenter.</summary>
internal static class Interior
{
    public static IReadOnlyList<SceneLayer> Paint(Setting setting)
    {
        var (stage, palette, dice, u) = (setting.Stage, setting.Palette, setting.Dice("interior"), setting.Unit);
        var floor = stage.Height * (stage.Tall ? 0.74 : 0.78);
        var (wall, low) = Wall(setting, floor);
        List<SceneLayer> layers = [wall];

        var back = new SvgSheet();
        Window(setting, back, stage.CentreX - 40 * u, floor - 430 * u - (stage.Tall ? 260 * u : 60 * u), 430 * u, 430 * u);
        Pictures(setting, back, stage.CentreX + 290 * u, floor - 640 * u);
        if (stage.Wide) Shelf(setting, back, stage.CentreX - 620 * u, floor - 520 * u, 320 * u);
        layers.Add(SceneLayer.Of(0.2, back));
        layers.Add(low);

        var middle = new SvgSheet();
        Lamp(setting, middle, stage.CentreX + 350 * u, floor + 30 * u, 640 * u);
        Sofa(setting, middle, stage.CentreX - 40 * u, floor + 70 * u, 640 * u);
        layers.Add(SceneLayer.Of(0.5, middle));
        var front = new SvgSheet();
        Rug(setting, front, stage.CentreX, floor + 200 * u);
        Table(setting, front, stage.CentreX + 30 * u, floor + 235 * u);
        Plant(setting, front, stage.CentreX - dice.Between(370, 410) * u, floor + 170 * u, 420 * u);
        layers.Add(SceneLayer.Of(0.75, front));
        layers.Add(Beams(setting, floor));
        return layers;
    }

    /// <summary>A room behind somebody: shelves, a plant, a lamp, all soft.</summary>
    public static IEnumerable<SceneLayer> Blurred(Setting setting)
    {
        var (stage, dice, u) = (setting.Stage, setting.Dice("blurred"), setting.Unit);
        var floor = stage.Height * 0.9;
        var (wall, _) = Wall(setting, floor);
        yield return wall;
        var sheet = new SvgSheet();
        var side = dice.Side();
        for (var i = 0; i < 3; i++)
            Shelf(setting, sheet, stage.CentreX + side * stage.Width * 0.28 - 170 * u, stage.Height * (0.20 + i * 0.15), 360 * u);
        if (dice.Chance(0.5)) Window(setting, sheet, stage.CentreX - side * stage.Width * 0.30, stage.Height * 0.16, 340 * u, 520 * u);
        else Pictures(setting, sheet, stage.CentreX - side * stage.Width * 0.30, stage.Height * 0.24);
        Lamp(setting, sheet, stage.CentreX - side * stage.Width * 0.40, stage.Height * 0.96, 820 * u);
        Plant(setting, sheet, stage.CentreX + side * stage.Width * 0.42, stage.Height * 0.92, 620 * u);
        yield return SceneLayer.Of(0.3, sheet, 9);
    }

    /// <summary>Wall and floor, in two layers.</summary>
    public static (SceneLayer Wall, SceneLayer Floor) Wall(Setting setting, double floor)
    {
        var (stage, palette, dice, u) = (setting.Stage, setting.Palette, setting.Dice("wall"), setting.Unit);
        var tone = palette.Dark ? palette.SkyMid.Lighter(0.04) : palette.SkyMid.Mix(palette.SkyLow, 0.45);
        tone = tone with { C = Math.Min(tone.C, 0.085) };
        var wall = new SvgSheet();
        wall.Fill(
            stage,
            wall.Linear(stage.Left, stage.Top, stage.Right, floor, new(0, tone.Lighter(0.06)), new(0.5, tone), new(1, tone.Darker(0.11))));
        if (dice.Chance(0.4))
            for (var x = stage.Left; x < stage.Right; x += 92 * u)
                wall.Rect(x, stage.Top, 3 * u, floor - stage.Top, tone.Darker(0.07), 0.4);
        var wood = new Oklch(palette.Dark ? 0.34 : 0.62, 0.07, 60).Mix(palette.Near, 0.18);
        var low = new SvgSheet();
        low.Rect(
            stage.Left, floor, stage.Right - stage.Left, stage.Bottom - floor,
            low.Linear(0, floor, 0, stage.Bottom, new(0, wood.Darker(0.06)), new(1, wood.Lighter(0.03))));
        for (var i = 0; i < 7; i++)
        {
            var y = floor + (stage.Bottom - floor) * Math.Pow((i + 0.6) / 7, 1.5);
            low.Rect(stage.Left, y, stage.Right - stage.Left, 2.4 * u, wood.Darker(0.12), 0.5);
        }
        low.Rect(stage.Left, floor - 22 * u, stage.Right - stage.Left, 22 * u, tone.Lighter(0.08));
        low.Rect(stage.Left, floor - 2 * u, stage.Right - stage.Left, 5 * u, wood.Darker(0.18), 0.6);
        return (SceneLayer.Of(0.05, wall), SceneLayer.Of(0.25, low));
    }

    public static void Window(Setting setting, SvgSheet sheet, double x, double y, double w, double h)
    {
        var (palette, u) = (setting.Palette, setting.Unit);
        var frame = palette.Dark ? new Oklch(0.5, 0.02, 80) : new Oklch(0.96, 0.01, 90);
        sheet.Circle(x, y + h / 2, h * 0.95, sheet.Glow(x, y + h / 2, h * 0.95, palette.Glow, palette.Dark ? 0.12 : 0.4));
        sheet.Rect(x - w / 2 - 14 * u, y - 14 * u, w + 28 * u, h + 28 * u, frame);
        sheet.OpenClip(new Outline().Box(x - w / 2, y, w, h));
        sheet.Rect(
            x - w / 2, y, w, h, sheet.Linear(0, y, 0, y + h, new(0, palette.SkyTop), new(0.6, palette.SkyMid), new(1, palette.SkyLow)));
        sheet.Circle(x + w * 0.2, y + h * 0.38, w * 0.1, palette.Glow);
        sheet.Path(
            new Outline().From(x - w / 2, y + h * 0.78).Bend(x - w * 0.2, y + h * 0.58, x + w * 0.05, y + h * 0.76)
                .Bend(x + w * 0.3, y + h * 0.62, x + w / 2, y + h * 0.74).To(x + w / 2, y + h).To(x - w / 2, y + h).Shut(),
            palette.Ground(0.4));
        sheet.Path(
            new Outline().From(x - w / 2, y + h * 0.90).Bend(x, y + h * 0.76, x + w / 2, y + h * 0.92).To(x + w / 2, y + h)
                .To(x - w / 2, y + h).Shut(), palette.Ground(0.65));
        sheet.Close();
        sheet.Rect(x - 5 * u, y, 10 * u, h, frame);
        sheet.Rect(x - w / 2, y + h * 0.46, w, 9 * u, frame);
        sheet.Rect(x - w / 2 - 30 * u, y + h + 12 * u, w + 60 * u, 18 * u, frame.Darker(0.06));
    }

    private static void Pictures(Setting setting, SvgSheet sheet, double x, double y)
    {
        var (palette, dice, u) = (setting.Palette, setting.Dice("pictures"), setting.Unit);
        foreach (var (dx, dy, w, h) in new[] { (-80.0, 0.0, 150.0, 210.0), (90, 60, 120, 150) })
        {
            sheet.Rect(x + (dx - w / 2 + 8) * u, y + (dy + 12) * u, w * u, h * u, palette.Near, 0.18);
            sheet.Rect(x + (dx - w / 2) * u, y + dy * u, w * u, h * u, new Oklch(0.30, 0.03, 60));
            sheet.Rect(x + (dx - w / 2 + 9) * u, y + (dy + 9) * u, (w - 18) * u, (h - 18) * u, new Oklch(0.95, 0.015, 90));
            sheet.Circle(x + dx * u, y + (dy + h * 0.42) * u, w * 0.24 * u, dice.Chance(0.5) ? palette.Accent : palette.Accent2);
            sheet.Path(
                new Outline().From(x + (dx - w * 0.3) * u, y + (dy + h * 0.78) * u)
                    .Bend(x + dx * u, y + (dy + h * 0.46) * u, x + (dx + w * 0.3) * u, y + (dy + h * 0.78) * u).Shut(),
                palette.Ground(0.7));
        }
    }

    public static void Shelf(Setting setting, SvgSheet sheet, double x, double y, double w)
    {
        var (palette, dice, u) = (setting.Palette, setting.Dice($"shelf{(int)y}"), setting.Unit);
        var wood = new Oklch(palette.Dark ? 0.36 : 0.58, 0.07, 58);
        sheet.Rect(x, y + 14 * u, w, 14 * u, palette.Near, 0.2);
        sheet.Rect(x, y, w, 16 * u, wood);
        var at = x + 14 * u;
        while (at < x + w - 50 * u)
        {
            if (dice.Chance(0.18))
            {
                var r = 30 * u;
                sheet.Path(
                    new Outline().From(at, y - r * 1.3).To(at + r * 1.7, y - r * 1.3).To(at + r * 1.45, y).To(at + r * 0.25, y).Shut(),
                    dice.Pick(palette.Glow, palette.Accent2));
                for (var leaf = 0; leaf < 7; leaf++)
                    sheet.Ellipse(
                        at + r * (0.85 + (leaf - 3) * 0.22), y - r * (1.9 + leaf % 3 * 0.22), r * 0.2, r * 0.62,
                        new Oklch(0.52 + leaf % 2 * 0.07, 0.11, 148), 1, (leaf - 3) * 17);
                at += r * 2 + 8 * u;
                continue;
            }
            var (bw, bh) = (dice.Between(16, 34) * u, dice.Between(86, 132) * u);
            var colour = dice.Pick(palette.Accent, palette.Accent2, palette.SkyTop, palette.Ground(0.6), palette.Glow.Darker(0.06))
                .Muted(0.8);
            sheet.Rect(
                at, y - bh, bw, bh, sheet.Linear(at, 0, at + bw, 0, new(0, colour.Lighter(0.05)), new(1, colour.Darker(0.08))), 1, 2 * u);
            sheet.Rect(at + bw * 0.2, y - bh * 0.82, bw * 0.6, bh * 0.06, palette.Glow, 0.5);
            at += bw + (dice.Chance(0.12) ? 24 * u : 2 * u);
        }
    }

    public static void Lamp(Setting setting, SvgSheet sheet, double x, double foot, double h)
    {
        var (palette, u) = (setting.Palette, setting.Unit);
        var lamp = new Oklch(0.92, 0.10, 82);
        sheet.Circle(x, foot - h * 0.86, h * 0.62, sheet.Glow(x, foot - h * 0.86, h * 0.62, lamp, palette.Dark ? 0.7 : 0.35));
        sheet.Rect(x - 4 * u, foot - h * 0.8, 8 * u, h * 0.8, palette.Near.Lighter(0.08));
        sheet.Ellipse(x, foot, 70 * u, 12 * u, palette.Near.Lighter(0.06));
        sheet.Path(
            new Outline().From(x - h * 0.09, foot - h).To(x + h * 0.09, foot - h).To(x + h * 0.15, foot - h * 0.76)
                .To(x - h * 0.15, foot - h * 0.76).Shut(),
            sheet.Linear(0, foot - h, 0, foot - h * 0.76, new(0, lamp.Darker(0.10)), new(1, lamp.Lighter(0.04))));
    }

    private static void Sofa(Setting setting, SvgSheet sheet, double x, double foot, double w)
    {
        var (palette, u) = (setting.Palette, setting.Unit);
        var cloth = palette.Accent with { C = Math.Min(palette.Accent.C, 0.12), L = palette.Dark ? 0.5 : 0.62 };
        var h = w * 0.46;
        string Down(double y0, double y1, Oklch tone) => sheet.Linear(0, y0, 0, y1, new(0, tone.Lighter(0.05)), new(1, tone.Darker(0.09)));
        sheet.SoftOval(x, foot + 8 * u, w * 0.58, 26 * u, palette.Near, 0.55);
        foreach (var side in (ReadOnlySpan<int>)[-1, 1])
            sheet.Path(
                new Outline().From(x + side * w * 0.40, foot - 40 * u).To(x + side * w * 0.43, foot + 6 * u)
                    .To(x + side * w * 0.455, foot + 6 * u).To(x + side * w * 0.46, foot - 40 * u).Shut(), new Oklch(0.36, 0.06, 55));
        sheet.Path(
            new Outline().RoundBox(x - w * 0.46, foot - h, w * 0.92, h * 0.8, 50 * u), Down(foot - h, foot - h * 0.2, cloth.Darker(0.03)));
        foreach (var side in (ReadOnlySpan<int>)[-1, 1])
        {
            sheet.Path(
                new Outline().RoundBox(x + (side < 0 ? -w * 0.405 : w * 0.008), foot - h * 0.94, w * 0.397, h * 0.58, 34 * u),
                Down(foot - h * 0.94, foot - h * 0.4, cloth.Lighter(0.015)));
            sheet.Path(
                new Outline().RoundBox(x + (side < 0 ? -w * 0.41 : w * 0.004), foot - h * 0.47, w * 0.406, h * 0.26, 28 * u),
                Down(foot - h * 0.47, foot - h * 0.2, cloth.Lighter(0.05)));
        }
        sheet.Path(new Outline().RoundBox(x - w * 0.47, foot - h * 0.27, w * 0.94, h * 0.2, 20 * u), cloth.Darker(0.09));
        foreach (var side in (ReadOnlySpan<int>)[-1, 1])
            sheet.Path(
                new Outline().RoundBox(x + side * w * 0.45 - w * 0.062, foot - h * 0.66, w * 0.124, h * 0.58, 40 * u),
                Down(foot - h * 0.66, foot - h * 0.1, cloth.Lighter(side < 0 ? 0.04 : -0.02)));
        foreach (var (at, tone, turn) in new[] { (-0.27, palette.Accent2, -10.0), (0.26, palette.Glow.Darker(0.04), 12.0) })
            sheet.Rect(
                x + at * w - w * 0.085, foot - h * 0.80, w * 0.17, w * 0.17, Down(foot - h * 0.8, foot - h * 0.4, tone.Muted(0.85)), 1,
                26 * u, turn);
    }

    private static void Rug(Setting setting, SvgSheet sheet, double x, double y)
    {
        var (palette, u) = (setting.Palette, setting.Unit);
        foreach (var (scale, tone) in new[]
        {
            (1.0, palette.Glow.Mix(palette.SkyLow, 0.4)),
            (0.88, palette.Accent2.Muted(0.6)),
            (0.80, palette.Glow.Mix(palette.SkyLow, 0.25)),
            (0.44, palette.Accent2.Muted(0.6).Lighter(0.06)),
            (0.37, palette.Glow.Mix(palette.SkyLow, 0.3)),
        })
            sheet.Ellipse(x, y, 470 * u * scale, 92 * u * scale, palette.Dark ? tone.Darker(0.3) : tone);
    }

    private static void Table(Setting setting, SvgSheet sheet, double x, double foot)
    {
        var (palette, u) = (setting.Palette, setting.Unit);
        var wood = new Oklch(palette.Dark ? 0.40 : 0.56, 0.08, 52);
        sheet.SoftOval(x, foot, 200 * u, 26 * u, palette.Near, 0.55);
        foreach (var leg in (ReadOnlySpan<int>)[-120, 0, 120])
            sheet.Stroke(new Outline().From(x + leg * 0.8 * u, foot - 120 * u).To(x + leg * 1.15 * u, foot), wood.Darker(0.16), 12 * u);
        sheet.Ellipse(x, foot - 112 * u, 200 * u, 40 * u, wood.Darker(0.12));
        sheet.Ellipse(
            x, foot - 124 * u, 200 * u, 40 * u, sheet.Linear(x - 200 * u, 0, x + 200 * u, 0, new(0, wood.Lighter(0.09)), new(1, wood)));
        Tableware.Cup(setting, sheet, x - 60 * u, foot - 118 * u, 62 * u, steam: true);
        sheet.Rect(x + 20 * u, foot - 140 * u, 120 * u, 14 * u, palette.Accent.Darker(0.08), 1, 3 * u);
        sheet.Rect(x + 28 * u, foot - 153 * u, 104 * u, 13 * u, palette.Accent2.Darker(0.05), 1, 3 * u);
    }

    /// <summary>A plant with large leaves in a pot.</summary>
    public static void Plant(Setting setting, SvgSheet sheet, double x, double foot, double h)
    {
        var (palette, dice, u) = (setting.Palette, setting.Dice($"plant{(int)x}"), setting.Unit);
        var leaf = new Oklch(palette.Dark ? 0.40 : 0.50, 0.10, 150).Mix(palette.Ground(0.7), 0.2);
        sheet.SoftOval(x, foot, h * 0.26, h * 0.045, palette.Near, 0.5);
        for (var i = 0; i < 11; i++)
        {
            var angle = -Math.PI / 2 + (i - 5) * 0.24 + dice.Between(-0.08, 0.08);
            var reach = h * dice.Between(0.5, 0.78) * (1 - Math.Abs(i - 5) * 0.035);
            var (ex, ey) = (x + Math.Cos(angle) * reach, foot - h * 0.24 + Math.Sin(angle) * reach);
            var (nx, ny) = (-Math.Sin(angle), Math.Cos(angle));
            var w = h * 0.075;
            var (mx, my) = ((x + ex) / 2 + nx * 10 * u, (foot - h * 0.24 + ey) / 2);
            var tone = leaf.Lighter(i % 3 * 0.035);
            sheet.Stroke(new Outline().From(x, foot - h * 0.24).Bend(mx, my, ex, ey), leaf.Darker(0.06), 5 * u);
            var (bx, by) = (x + (ex - x) * 0.45, foot - h * 0.24 + (ey - foot + h * 0.24) * 0.45);
            sheet.Path(
                new Outline().From(bx, by).Bend(mx + nx * w * 2 + (ex - mx) * 0.5, my + ny * w * 2 + (ey - my) * 0.5, ex, ey)
                    .Bend(mx - nx * w * 2 + (ex - mx) * 0.5, my - ny * w * 2 + (ey - my) * 0.5, bx, by).Shut(), tone);
            sheet.Stroke(new Outline().From(bx, by).To(ex, ey), tone.Lighter(0.09), 2 * u, 0.6);
        }
        var pot = dice.Chance(0.5) ? palette.Glow.Darker(0.05) : new Oklch(0.62, 0.11, 45);
        sheet.Path(
            new Outline().From(x - h * 0.15, foot - h * 0.28).To(x + h * 0.15, foot - h * 0.28).To(x + h * 0.115, foot)
                .To(x - h * 0.115, foot).Shut(),
            sheet.Linear(x - h * 0.15, 0, x + h * 0.15, 0, new(0, pot.Lighter(0.05)), new(0.4, pot), new(1, pot.Darker(0.16))));
        sheet.Rect(x - h * 0.165, foot - h * 0.31, h * 0.33, h * 0.055, pot.Darker(0.04), 1, 6 * u);
    }

    /// <summary>Light falling in through a window, across everything.</summary>
    public static SceneLayer Beams(Setting setting, double floor)
    {
        var (stage, palette, dice, sheet) = (setting.Stage, setting.Palette, setting.Dice("beams"), new SvgSheet());
        if (!palette.Dark)
        {
            var side = dice.Side();
            var from = stage.CentreX - side * stage.Width * 0.5;
            for (var i = 0; i < 3; i++)
            {
                var x = from + side * i * stage.Width * 0.2;
                sheet.Path(
                    new Outline().From(x, stage.Top).To(x + side * stage.Width * 0.13, stage.Top)
                        .To(x + side * stage.Width * 0.66, floor * 1.12).To(x + side * stage.Width * 0.42, floor * 1.12).Shut(),
                    sheet.Linear(0, stage.Top, 0, floor * 1.12, new(0, palette.Glow, 0.30), new(1, palette.Glow, 0)));
            }
        }
        return SceneLayer.Of(0.35, sheet, 8);
    }
}
