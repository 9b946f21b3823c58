namespace OpenGen.Making.Scenes;

/// <summary>A thing on a table or a pedestal, in a designed setting.</summary>
internal static class StillLife
{
    public static IReadOnlyList<SceneLayer> Paint(Setting setting, Subject subject, Subject? behind)
    {
        var (stage, dice, u) = (setting.Stage, setting.Dice("still"), setting.Unit);
        var foot = stage.Height * (stage.Tall ? 0.69 : 0.80);
        List<SceneLayer> layers = [];
        var pedestal = subject is Subject.Product or Subject.Beauty or Subject.Fashion or Subject.Finance or Subject.Health or Subject.Idea
            || (subject is Subject.Tech or Subject.Music && dice.Chance(0.5));
        if (behind is { } place && ScenePainter.IsPlace(place))
        {
            foreach (var layer in ScenePainter.Place(setting, place))
                layers.Add(
                    new SceneLayer(layer.Depth * 0.45)
                    {
                        Sheet = layer.Sheet,
                        Texture = layer.Texture,
                        Falls = layer.Falls,
                        Blur = layer.Texture is null ? 6 : 0,
                    });
            layers.Add(Tabletop(setting, foot));
            pedestal = false;
        }
        else if (pedestal) layers.AddRange(Podium(setting, foot));
        else
        {
            layers.AddRange(Studio(setting, foot));
            layers.Add(Tabletop(setting, foot));
        }
        // A tall frame leaves its upper third to captions and air.
        var at = pedestal ? foot - 34 * u : foot + 40 * u;
        var size = stage.Tall ? 1.0 : 0.86;
        layers.AddRange(Subjects(setting, subject, stage.CentreX, at, size * u));
        layers.Add(Foliage(setting, subject));
        return layers;
    }

    private static IEnumerable<SceneLayer> Subjects(Setting setting, Subject subject, double x, double foot, double u)
    {
        var (palette, prompt, dice) = (setting.Palette, setting.Prompt, setting.Dice("things"));
        var (back, front) = (new SvgSheet(), new SvgSheet());
        var flip = dice.Side();
        switch (subject)
        {
            case Subject.Coffee:
                if (dice.Chance(0.6)) Things.Books(setting, back, x - flip * 230 * u, foot - 40 * u, 330 * u, 3);
                else Interior.Plant(setting, back, x - flip * 270 * u, foot - 30 * u, 440 * u);
                Tableware.Cup(setting, front, x + flip * 60 * u, foot + 40 * u, 190 * u, steam: true);
                Beans(setting, front, x, foot + 90 * u, u);
                break;
            case Subject.Food:
                Tableware.Glass(setting, back, x + flip * 270 * u, foot - 50 * u, 400 * u);
                Tableware.Bowl(setting, front, x - flip * 40 * u, foot + 80 * u, 320 * u);
                break;
            case Subject.Drink:
                Tableware.Glass(setting, back, x - flip * 210 * u, foot - 50 * u, 430 * u);
                Tableware.Glass(setting, front, x + flip * 90 * u, foot + 50 * u, 560 * u);
                break;
            case Subject.Fitness:
                Things.Kettlebell(setting, back, x + flip * 190 * u, foot - 20 * u, 230 * u);
                Things.Dumbbell(setting, front, x - flip * 60 * u, foot + 90 * u, 560 * u);
                break;
            case Subject.Tech
                when prompt.Says("phone", "smartphone", "app", "mobile")
                    || (!prompt.Says("laptop", "computer", "code", "coding", "desk", "workspace", "office") && dice.Chance(0.4)):
                Chips(setting, back, x, foot - 330 * u, u, -flip);
                Things.Phone(setting, front, x, foot, 680 * u, flip * 7);
                break;
            case Subject.Tech:
                Interior.Lamp(setting, back, x - flip * 400 * u, foot - 10 * u, 560 * u);
                Interior.Plant(setting, back, x + flip * 360 * u, foot - 20 * u, 330 * u);
                Things.Laptop(setting, front, x, foot + 40 * u, 660 * u);
                Tableware.Cup(setting, front, x + flip * 330 * u, foot + 110 * u, 66 * u, steam: true);
                break;
            case Subject.Finance:
                Chips(setting, back, x, foot - 420 * u, u, flip);
                Things.Coins(setting, front, x, foot, 640 * u);
                break;
            case Subject.Books:
                Interior.Lamp(setting, back, x + flip * 280 * u, foot - 10 * u, 560 * u);
                Things.Books(setting, front, x - flip * 40 * u, foot + 40 * u, 460 * u, 5);
                Tableware.Cup(setting, front, x + flip * 290 * u, foot + 90 * u, 84 * u, steam: true);
                break;
            case Subject.Music:
                Things.Record(setting, back, x + flip * 120 * u, foot - 300 * u, 250 * u);
                Things.Headphones(setting, front, x - flip * 90 * u, foot + 20 * u, 400 * u);
                break;
            case Subject.Idea:
                Things.Bulb(setting, front, x, foot - 420 * u, 175 * u);
                break;
            case Subject.Celebration:
                var b = setting.Dice("balloons");
                Oklch[] tones = [palette.Accent, palette.Accent2, palette.Glow.Mix(palette.Accent, 0.4), palette.SkyTop];
                for (var i = 0; i < 6; i++)
                    Things.Balloon(
                        back, x + (i - 2.5) * 130 * u, foot - (560 + b.Between(0, 330)) * u, b.Between(84, 112) * u, tones[i % 4],
                        foot - 100 * u);
                Things.Gift(setting, front, x - flip * 60 * u, foot + 40 * u, 360 * u);
                Things.Gift(
                    setting with { Palette = palette with { Accent = palette.Accent2, Accent2 = palette.Accent } }, front,
                    x + flip * 210 * u, foot + 100 * u, 210 * u);
                Confetti(setting, front, tones);
                break;
            case Subject.Health:
                Things.Lotus(setting, front, x, foot, 380 * u);
                break;
            case Subject.Flowers:
                Flowers.Bouquet(setting, front, x, foot + 60 * u, 780 * u);
                break;
            case Subject.Fashion:
                Things.Bag(setting, front, x, foot, 470 * u);
                break;
            case Subject.Pet:
                yield return Pets.Sitting(setting, x, foot + 70 * u, 620 * u);
                yield break;
            default:
                var glass = palette.Accent with { L = Math.Clamp(palette.Accent.L, 0.45, 0.72), C = Math.Min(palette.Accent.C, 0.13) };
                Things.Bottle(setting, back, x - flip * 170 * u, foot - 14 * u, 470 * u, palette.Accent2 with { L = 0.62, C = 0.1 });
                Things.Bottle(setting, front, x + flip * 20 * u, foot, 620 * u, glass);
                Things.Jar(setting, front, x + flip * 240 * u, foot + 16 * u, 105 * u, glass.Lighter(0.06));
                break;
        }
        yield return SceneLayer.Of(0.58, back, 1.2);
        yield return SceneLayer.Of(0.72, front);
    }

    /// <summary>A wall with a great arch or disc on it and light from a window.</summary>
    private static IEnumerable<SceneLayer> Studio(Setting setting, double foot)
    {
        var (stage, palette, dice, u) = (setting.Stage, setting.Palette, setting.Dice("backdrop"), setting.Unit);
        var tone = palette.Dark ? palette.SkyMid : palette.SkyMid.Mix(palette.SkyLow, dice.Between(0.2, 0.7));
        tone = tone with { C = Math.Min(tone.C, 0.11) };
        var wall = new SvgSheet();
        wall.Fill(
            stage,
            wall.Linear(stage.Left, stage.Top, stage.Right, foot, new(0, tone.Lighter(0.07)), new(0.5, tone), new(1, tone.Darker(0.12))));
        yield return SceneLayer.Of(0.05, wall);
        var shape = new SvgSheet();
        var (cx, r) = (stage.CentreX, Math.Min(stage.Width, stage.Height) * dice.Between(0.33, 0.42));
        var ink = palette.SkyLow.Mix(palette.Accent2, dice.Between(0.15, 0.6)) with { C = 0.10 };
        switch (dice.Below(4))
        {
            case 0:
                shape.Circle(
                    cx, foot - r * 1.15, r, shape.Linear(0, foot - r * 2.1, 0, foot, new(0, ink.Lighter(0.07)), new(1, ink.Darker(0.07))));
                break;
            case 1:
                shape.Path(
                    new Outline().From(cx - r, stage.Bottom).To(cx - r, foot - r * 1.1).Arc(r, r, cx + r, foot - r * 1.1)
                        .To(cx + r, stage.Bottom).Shut(),
                    shape.Linear(cx - r, 0, cx + r, 0, new(0, ink.Darker(0.10)), new(0.25, ink), new(1, ink.Lighter(0.07))));
                break;
            case 2:
                Interior.Window(setting, shape, cx - 120 * u, foot - r * 2.1, r * 1.25, r * 1.5);
                break;
            default:
                for (var pane = 0; pane < 6; pane++)
                {
                    var (px, py) = (cx - 330 * u + pane % 2 * 230 * u, foot - 900 * u + pane / 2 * 240 * u);
                    shape.Path(
                        new Outline().From(px, py).To(px + 210 * u, py + 60 * u).To(px + 210 * u, py + 270 * u).To(px, py + 210 * u).Shut(),
                        palette.Glow, palette.Dark ? 0.16 : 0.5);
                }
                break;
        }
        yield return SceneLayer.Of(0.2, shape);
        yield return Interior.Beams(setting, foot);
    }

    private static SceneLayer Tabletop(Setting setting, double foot)
    {
        var (stage, palette, dice, sheet, u) = (setting.Stage, setting.Palette, setting.Dice("table"), new SvgSheet(), setting.Unit);
        var y = foot - 40 * u;
        var wood = dice.Chance(0.6)
            ? new Oklch(palette.Dark ? 0.36 : 0.60, 0.075, dice.Between(48, 70))
            : palette.Glow.Mix(palette.SkyLow, 0.5).Darker(palette.Dark ? 0.45 : 0.06);
        sheet.Rect(
            stage.Left, y, stage.Right - stage.Left, stage.Bottom - y,
            sheet.Linear(0, y, 0, stage.Bottom, new(0, wood.Lighter(0.06)), new(0.25, wood), new(1, wood.Darker(0.16))));
        sheet.Rect(stage.Left, y, stage.Right - stage.Left, 3 * u, palette.Glow, 0.45);
        var seed = dice.Next();
        for (var i = 0; i < 16; i++)
        {
            var gy = y + (stage.Bottom - y) * Math.Pow((i + 0.5) / 16, 1.4);
            var points = new List<(double X, double Y)>();
            for (var k = 0; k <= 8; k++)
                points.Add((stage.Left + (stage.Right - stage.Left) * k / 8, gy + (Noise.At(k * 0.7 + i * 3.1, seed) - 0.5) * 16 * u));
            sheet.Stroke(new Outline().Through(points), wood.Darker(0.11), dice.Between(1, 3) * u, 0.35);
        }
        return SceneLayer.Of(0.5, sheet);
    }

    /// <summary>Round steps in a studio, an arch or discs behind.</summary>
    private static IEnumerable<SceneLayer> Podium(Setting setting, double foot)
    {
        var (stage, palette, u) = (setting.Stage, setting.Palette, setting.Unit);
        var backdrop = Studio(setting, foot).ToList();
        foreach (var layer in backdrop) yield return layer;
        var tone = palette.Dark ? palette.SkyMid.Lighter(0.05) : palette.SkyMid.Mix(palette.SkyLow, 0.45);
        tone = tone with { C = Math.Min(tone.C, 0.09) };
        var floor = new SvgSheet();
        var y = foot + 60 * u;
        floor.Rect(
            stage.Left, y, stage.Right - stage.Left, stage.Bottom - y,
            floor.Linear(0, y, 0, stage.Bottom, new(0, tone.Darker(0.08)), new(0.2, tone), new(1, tone.Darker(0.10))));
        yield return SceneLayer.Of(0.35, floor);
        var steps = new SvgSheet();
        foreach (var (r, top, height, lift) in new[] { (430.0, 60.0, 130.0, -0.02), (340.0, -34.0, 96.0, 0.05) })
        {
            var step = tone.Lighter(lift);
            var ty = foot + top * u;
            steps.SoftOval(stage.CentreX, ty + height * u, r * 1.22 * u, r * 0.24 * u, palette.Near, 0.38);
            steps.Path(
                new Outline().From(stage.CentreX - r * u, ty).To(stage.CentreX - r * u, ty + height * u)
                    .Arc(r * u, r * 0.17 * u, stage.CentreX + r * u, ty + height * u, sweep: false).To(stage.CentreX + r * u, ty).Shut(),
                Tableware.Round(steps, stage.CentreX - r * u, stage.CentreX + r * u, step.Darker(0.03), 0.8));
            steps.Ellipse(
                stage.CentreX, ty, r * u, r * 0.17 * u,
                steps.Linear(stage.CentreX - r * u, 0, stage.CentreX + r * u, 0, new(0, step.Lighter(0.09)), new(1, step.Lighter(0.01))));
        }
        yield return SceneLayer.Of(0.55, steps);
    }

    /// <summary>Leaves that reach in from the corners, out of focus.</summary>
    private static SceneLayer Foliage(Setting setting, Subject subject)
    {
        var (stage, palette, dice, sheet, u) = (setting.Stage, setting.Palette, setting.Dice("foliage"), new SvgSheet(), setting.Unit);
        if (!setting.Plain && subject is not (Subject.Celebration or Subject.Tech or Subject.Idea or Subject.Finance or Subject.Pet)
            && dice.Chance(0.7))
        {
            var side = dice.Side();
            var tone = new Oklch(palette.Dark ? 0.26 : 0.42, 0.08, 150).Mix(palette.Near, 0.3);
            for (var i = 0; i < 3; i++)
            {
                var x = side > 0 ? stage.Width + 60 * u : -60 * u;
                var y = stage.Height * (0.05 + i * 0.07);
                Trees.Frond(
                    sheet, tone.Lighter(i * 0.03), x, y - 80 * u, x - side * 160 * u, y, x - side * (300 - i * 40) * u,
                    y + (180 + i * 60) * u, 74 * u);
            }
        }
        return SceneLayer.Of(1, sheet, 4);
    }

    private static void Beans(Setting setting, SvgSheet sheet, double x, double y, double u)
    {
        var dice = setting.Dice("beans");
        var bean = new Oklch(0.34, 0.06, 48);
        for (var i = 0; i < 13; i++)
        {
            var (bx, by, r, turn) = (
                x + dice.Between(-390, 390) * u, y + dice.Between(0, 150) * u, dice.Between(15, 21) * u, dice.Between(0, 180));
            sheet.SoftOval(bx + 5 * u, by + r * 0.5, r * 1.3, r * 0.6, new(0.1, 0.02, 50), 0.5);
            sheet.Ellipse(
                bx, by, r, r * 0.66,
                sheet.Radial(bx - r * 0.3, by - r * 0.3, r * 1.3, [new(0, bean.Lighter(0.12)), new(1, bean.Darker(0.08))]), 1, turn);
            sheet.Open($"rotate({SvgSheet.N(turn)} {SvgSheet.N(bx)} {SvgSheet.N(by)})");
            sheet.Stroke(
                new Outline().From(bx - r * 0.85, by).Curve(bx - r * 0.3, by - r * 0.25, bx + r * 0.3, by + r * 0.25, bx + r * 0.85, by),
                bean.Darker(0.16), r * 0.14);
            sheet.Close();
        }
    }

    /// <summary>Cards that float: a chart, a figure, a tick.</summary>
    private static void Chips(Setting setting, SvgSheet sheet, double x, double y, double u, int side)
    {
        var (palette, paper, ink) = (setting.Palette, new Oklch(0.985, 0.004, 250), new Oklch(0.38, 0.03, 260));
        foreach (var (dx, dy, w, h, kind) in new[]
        {
            (side * 265.0, -240.0, 290.0, 190.0, 0),
            (-side * 290.0, -60.0, 230.0, 96.0, 1),
            (side * 300.0, 120.0, 210.0, 96.0, 2),
        })
        {
            var (cx, cy) = (x + (dx - w / 2) * u, y + (dy - h / 2) * u);
            sheet.Path(new Outline().RoundBox(cx + 8 * u, cy + 18 * u, w * u, h * u, 24 * u), palette.Near, 0.22);
            sheet.Path(new Outline().RoundBox(cx, cy, w * u, h * u, 24 * u), paper);
            if (kind == 0)
            {
                for (var i = 0; i < 6; i++)
                {
                    var bar = (24 + i * 15 + (i == 3 ? -16 : 0)) * u;
                    sheet.Rect(
                        cx + (30 + i * 40) * u, cy + (h - 34) * u - bar, 24 * u, bar,
                        i == 5 ? palette.Accent with { L = 0.66 } : palette.Accent2 with { L = 0.76, C = 0.08 }, 1, 6 * u);
                }
                sheet.Rect(cx + 30 * u, cy + 26 * u, 96 * u, 13 * u, ink, 0.8, 6 * u);
            }
            else
            {
                sheet.Circle(cx + 50 * u, cy + h / 2 * u, 28 * u, (kind == 1 ? palette.Accent : palette.Accent2) with { L = 0.68 });
                if (kind == 1)
                    sheet.Stroke(
                        new Outline().From(cx + 38 * u, cy + h / 2 * u).To(cx + 47 * u, cy + (h / 2 + 10) * u)
                            .To(cx + 63 * u, cy + (h / 2 - 10) * u), paper, 6 * u);
                else sheet.Stroke(
                    new Outline().From(cx + 39 * u, cy + (h / 2 + 9) * u).To(cx + 61 * u, cy + (h / 2 - 10) * u)
                        .From(cx + 46 * u, cy + (h / 2 - 10) * u).To(cx + 61 * u, cy + (h / 2 - 10) * u)
                        .To(cx + 61 * u, cy + (h / 2 + 5) * u), paper, 6 * u);
                sheet.Rect(cx + 94 * u, cy + (h / 2 - 20) * u, 92 * u, 13 * u, ink, 0.85, 6 * u);
                sheet.Rect(cx + 94 * u, cy + (h / 2 + 7) * u, 62 * u, 11 * u, ink, 0.35, 5 * u);
            }
        }
    }

    private static void Confetti(Setting setting, SvgSheet sheet, Oklch[] tones)
    {
        var (stage, dice, u) = (setting.Stage, setting.Dice("confetti"), setting.Unit);
        for (var i = 0; i < 120; i++)
        {
            var (x, y) = (dice.Between(stage.Left, stage.Right), stage.Top + (stage.Bottom - stage.Top) * Math.Pow(dice.Unit(), 1.4));
            if (i % 4 == 0) sheet.Circle(x, y, dice.Between(4, 9) * u, tones[i / 4 % 4]);
            else sheet.Rect(
                x, y, dice.Between(8, 15) * u, dice.Between(14, 26) * u, tones[i % 4].Lighter(dice.Between(-0.06, 0.08)),
                dice.Between(0.7, 1), 2 * u, dice.Between(0, 180));
        }
    }
}
