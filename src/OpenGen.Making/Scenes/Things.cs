namespace OpenGen.Making.Scenes;

/// <summary>Objects for still lifes, each standing with its foot at a point; light from the left.</summary>
internal static class Things
{
    public static readonly Oklch White = new(0.97, 0.008, 90);

    /// <summary>A dropper bottle with a plain label.</summary>
    public static void Bottle(Setting setting, SvgSheet sheet, double x, double foot, double h, Oklch glass)
    {
        var w = h * 0.21;
        sheet.SoftOval(x + w * 0.5, foot, w * 2.1, w * 0.3, setting.Palette.Near.Darker(0.08), 0.55);
        sheet.Rect(
            x - w * 0.34, foot - h * 0.80, w * 0.68, h * 0.12, Tableware.Round(sheet, x - w * 0.34, x + w * 0.34, glass.Darker(0.1)));
        sheet.Path(
            new Outline().RoundBox(x - w * 0.42, foot - h * 0.89, w * 0.84, h * 0.14, w * 0.08),
            Tableware.Round(sheet, x - w * 0.42, x + w * 0.42, new(0.80, 0.10, 85), 1.5));
        sheet.Path(
            new Outline().From(x - w * 0.24, foot - h * 0.885)
                .Curve(x - w * 0.34, foot - h * 1.02, x - w * 0.2, foot - h * 1.06, x, foot - h * 1.06)
                .Curve(x + w * 0.2, foot - h * 1.06, x + w * 0.34, foot - h * 1.02, x + w * 0.24, foot - h * 0.885).Shut(),
            Tableware.Round(sheet, x - w * 0.3, x + w * 0.3, new(0.24, 0.01, 60)));
        var body = new Outline().From(x - w * 0.34, foot - h * 0.72)
            .Curve(x - w * 0.6, foot - h * 0.70, x - w, foot - h * 0.68, x - w, foot - h * 0.56).To(x - w, foot - h * 0.05)
            .Bend(x - w, foot, x - w * 0.82, foot).To(x + w * 0.82, foot).Bend(x + w, foot, x + w, foot - h * 0.05)
            .To(x + w, foot - h * 0.56).Curve(x + w, foot - h * 0.68, x + w * 0.6, foot - h * 0.70, x + w * 0.34, foot - h * 0.72).Shut()
            .ToString();
        sheet.Path(body, Tableware.Round(sheet, x - w, x + w, glass));
        sheet.OpenClip(body);
        sheet.Rect(x - w, foot - h * 0.09, w * 2, h * 0.1, glass.Darker(0.15), 0.35);
        sheet.Rect(x - w, foot - h * 0.50, w * 2, h * 0.34, Tableware.Round(sheet, x - w, x + w, White, 0.55), 0.96);
        sheet.Rect(x - w * 0.5, foot - h * 0.40, w, h * 0.018, glass.Darker(0.2));
        sheet.Rect(x - w * 0.34, foot - h * 0.36, w * 0.68, h * 0.009, glass.Darker(0.1), 0.7);
        sheet.Rect(x - w * 0.34, foot - h * 0.335, w * 0.68, h * 0.009, glass.Darker(0.1), 0.7);
        sheet.Circle(x, foot - h * 0.45, w * 0.12, setting.Palette.Accent);
        sheet.Rect(x - w * 0.84, foot - h * 0.62, w * 0.12, h * 0.54, White, 0.5, w * 0.06);
        sheet.Rect(x + w * 0.80, foot - h * 0.6, w * 0.05, h * 0.5, White, 0.25, w * 0.03);
        sheet.Close();
    }

    /// <summary>A low jar with a metal lid.</summary>
    public static void Jar(Setting setting, SvgSheet sheet, double x, double foot, double w, Oklch tone)
    {
        var h = w * 0.95;
        sheet.SoftOval(x + w * 0.3, foot, w * 1.4, w * 0.2, setting.Palette.Near.Darker(0.08), 0.5);
        sheet.Path(new Outline().RoundBox(x - w, foot - h * 0.75, w * 2, h * 0.75, w * 0.16), Tableware.Round(sheet, x - w, x + w, tone));
        sheet.Rect(x - w, foot - h * 0.5, w * 2, h * 0.27, Tableware.Round(sheet, x - w, x + w, White, 0.5));
        sheet.Rect(x - w * 0.4, foot - h * 0.39, w * 0.8, h * 0.045, tone.Darker(0.2));
        sheet.Path(
            new Outline().RoundBox(x - w * 1.03, foot - h * 1.12, w * 2.06, h * 0.4, w * 0.09),
            Tableware.Round(sheet, x - w, x + w, new(0.80, 0.09, 85), 1.5));
        sheet.Ellipse(x, foot - h * 1.11, w * 0.98, w * 0.07, new Oklch(0.92, 0.06, 88));
    }

    /// <summary>A laptop seen from the front, something plausible on its screen.</summary>
    public static void Laptop(Setting setting, SvgSheet sheet, double x, double foot, double w)
    {
        var (palette, dice) = (setting.Palette, setting.Dice("screen"));
        var h = w * 0.60;
        var metal = new Oklch(0.82, 0.008, 250);
        sheet.SoftOval(x, foot + w * 0.01, w * 0.66, w * 0.045, palette.Near.Darker(0.08), 0.6);
        sheet.Path(
            new Outline().RoundBox(x - w * 0.46, foot - h - w * 0.03, w * 0.92, h + w * 0.01, w * 0.025), new Oklch(0.20, 0.01, 260));
        var (sx, sy, sw, sh) = (x - w * 0.44, foot - h - w * 0.01, w * 0.88, h - w * 0.04);
        var dark = dice.Chance(0.5);
        var (paper, ink) = dark
            ? (new Oklch(0.22, 0.03, 265), new Oklch(0.85, 0.02, 250))
            : (new Oklch(0.98, 0.005, 250), new Oklch(0.40, 0.03, 260));
        sheet.Rect(sx, sy, sw, sh, sheet.Linear(sx, sy, sx + sw, sy + sh, new(0, paper.Lighter(0.02)), new(1, paper.Darker(0.03))));
        if (setting.Prompt.Says("code", "coding", "developer", "programming", "algorithm", "software"))
        {
            for (var line = 0; line < 13; line++)
            {
                var lx = sx + sw * (0.07 + (line is 2 or 3 or 7 or 8 or 9 ? 0.06 : line is 4 or 5 ? 0.12 : 0));
                for (var part = 0; part < 3 + line % 2; part++)
                {
                    var pw = sw * dice.Between(0.05, 0.17);
                    sheet.Rect(
                        lx, sy + sh * (0.09 + line * 0.066), pw, sh * 0.026,
                        dice.Pick(palette.Accent, palette.Accent2, ink, ink.Muted(0.5)) with { L = dark ? 0.78 : 0.55 }, 1, sh * 0.012);
                    lx += pw + sw * 0.02;
                }
            }
        }
        else Dashboard(setting, sheet, sx, sy, sw, sh, paper, ink);
        sheet.Path(new Outline().From(sx, sy).To(sx + sw * 0.42, sy).To(sx + sw * 0.16, sy + sh).To(sx, sy + sh).Shut(), White, 0.05);
        sheet.Path(
            new Outline().From(x - w * 0.46, foot - w * 0.035).To(x + w * 0.46, foot - w * 0.035).To(x + w * 0.58, foot - w * 0.004)
                .To(x - w * 0.58, foot - w * 0.004).Shut(),
            sheet.Linear(0, foot - w * 0.035, 0, foot, new(0, metal.Darker(0.10)), new(1, metal)));
        sheet.Path(
            new Outline().From(x - w * 0.58, foot - w * 0.005).To(x + w * 0.58, foot - w * 0.005)
                .Bend(x + w * 0.57, foot + w * 0.016, x + w * 0.54, foot + w * 0.016).To(x - w * 0.54, foot + w * 0.016)
                .Bend(x - w * 0.57, foot + w * 0.016, x - w * 0.58, foot - w * 0.005).Shut(), metal.Darker(0.2));
        sheet.Rect(x - w * 0.07, foot - w * 0.005, w * 0.14, w * 0.009, metal.Darker(0.3), 1, w * 0.004);
    }

    /// <summary>Cards, a rising line and bars.</summary>
    public static void Dashboard(Setting setting, SvgSheet sheet, double x, double y, double w, double h, Oklch paper, Oklch ink)
    {
        var (palette, dice) = (setting.Palette, setting.Dice("dashboard"));
        var card = paper.Lighter(paper.L < 0.5 ? 0.06 : -0.035);
        var (a, b) = (palette.Accent with { L = 0.66, C = Math.Max(0.13, palette.Accent.C) }, palette.Accent2 with { L = 0.72 });
        sheet.Rect(x + w * 0.06, y + h * 0.07, w * 0.3, h * 0.035, ink, 0.85, h * 0.015);
        sheet.Circle(x + w * 0.91, y + h * 0.088, h * 0.03, a);
        for (var i = 0; i < 3; i++)
        {
            var cx = x + w * (0.06 + i * 0.30);
            sheet.Rect(cx, y + h * 0.16, w * 0.27, h * 0.18, card, 1, h * 0.02);
            sheet.Rect(cx + w * 0.025, y + h * 0.19, w * 0.1, h * 0.022, ink, 0.45, h * 0.01);
            sheet.Rect(cx + w * 0.025, y + h * 0.245, w * dice.Between(0.1, 0.19), h * 0.05, i == 1 ? a : ink, 0.95, h * 0.012);
        }
        sheet.Rect(x + w * 0.06, y + h * 0.39, w * 0.57, h * 0.52, card, 1, h * 0.02);
        sheet.Rect(x + w * 0.66, y + h * 0.39, w * 0.27, h * 0.52, card, 1, h * 0.02);
        var points = new List<(double X, double Y)>();
        for (var i = 0; i < 8; i++)
            points.Add((x + w * (0.085 + i * 0.074), y + h * (0.84 - 0.32 * Math.Pow(i / 7.0, 1.3) + dice.Between(-0.035, 0.035))));
        sheet.Path(
            new Outline().Through(points).To(points[^1].X, y + h * 0.87).To(points[0].X, y + h * 0.87).Shut(),
            sheet.Linear(0, y + h * 0.5, 0, y + h * 0.87, new(0, a, 0.5), new(1, a, 0)));
        sheet.Stroke(new Outline().Through(points), a, h * 0.016);
        sheet.Circle(points[^1].X, points[^1].Y, h * 0.022, a);
        for (var i = 0; i < 5; i++)
        {
            var bar = h * (0.10 + 0.055 * i + dice.Between(0, 0.06));
            sheet.Rect(x + w * (0.685 + i * 0.046), y + h * 0.87 - bar, w * 0.03, bar, i == 4 ? a : b, 1, w * 0.006);
        }
    }

    /// <summary>A phone standing upright, an app open on it.</summary>
    public static void Phone(Setting setting, SvgSheet sheet, double x, double foot, double h, double turn = -8)
    {
        var (palette, dice) = (setting.Palette, setting.Dice("phone"));
        var w = h * 0.49;
        sheet.Open($"rotate({SvgSheet.N(turn)} {SvgSheet.N(x)} {SvgSheet.N(foot - h / 2)})");
        sheet.Path(new Outline().RoundBox(x - w / 2 + w * 0.07, foot - h + w * 0.1, w, h, w * 0.15), palette.Near, 0.25);
        sheet.Path(
            new Outline().RoundBox(x - w / 2, foot - h, w, h, w * 0.15),
            sheet.Linear(
                x - w / 2, 0, x + w / 2, 0, new(0, new(0.48, 0.01, 260)), new(0.06, new(0.25, 0.01, 260)), new(0.94, new(0.2, 0.01, 260)),
                new(1, new(0.42, 0.01, 260))));
        var (sx, sy, sw, sh) = (x - w * 0.455, foot - h + w * 0.045, w * 0.91, h - w * 0.09);
        var screen = new Outline().RoundBox(sx, sy, sw, sh, w * 0.115).ToString();
        sheet.Path(
            screen,
            sheet.Linear(sx, sy, sx + sw, sy + sh, new(0, palette.Accent with { L = 0.62 }), new(1, palette.Accent2 with { L = 0.48 })));
        sheet.OpenClip(screen);
        sheet.Rect(sx, sy + sh * 0.36, sw, sh, White, 1, w * 0.1);
        sheet.Circle(sx + sw * 0.5, sy + sh * 0.19, sw * 0.16, White, 0.25);
        sheet.Circle(sx + sw * 0.5, sy + sh * 0.19, sw * 0.115, White, 0.95);
        sheet.Path(
            new Outline().From(sx + sw * 0.465, sy + sh * 0.165).To(sx + sw * 0.565, sy + sh * 0.19).To(sx + sw * 0.465, sy + sh * 0.215)
                .Shut(), palette.Accent with { L = 0.6 });
        for (var i = 0; i < 4; i++)
        {
            var y = sy + sh * (0.41 + i * 0.125);
            sheet.Rect(sx + sw * 0.07, y, sw * 0.86, sh * 0.105, new Oklch(0.955, 0.008, 250), 1, w * 0.045);
            sheet.Circle(
                sx + sw * 0.18, y + sh * 0.052, sw * 0.07,
                i % 2 == 0 ? palette.Accent with { L = 0.68 } : palette.Accent2 with { L = 0.72 });
            sheet.Rect(sx + sw * 0.31, y + sh * 0.028, sw * dice.Between(0.3, 0.5), sh * 0.017, new Oklch(0.35, 0.02, 260), 1, sh * 0.008);
            sheet.Rect(
                sx + sw * 0.31, y + sh * 0.062, sw * dice.Between(0.2, 0.36), sh * 0.013, new Oklch(0.72, 0.015, 260), 1, sh * 0.006);
        }
        sheet.Path(new Outline().From(sx, sy).To(sx + sw * 0.5, sy).To(sx - sw * 0.1, sy + sh).To(sx, sy + sh).Shut(), White, 0.07);
        sheet.Close();
        sheet.Rect(x - w * 0.13, sy + w * 0.035, w * 0.26, w * 0.065, new Oklch(0.08, 0, 0), 1, w * 0.033);
        sheet.Close();
    }

    public static void Dumbbell(Setting setting, SvgSheet sheet, double x, double foot, double w)
    {
        var palette = setting.Palette;
        var iron = new Oklch(0.30, 0.015, 260);
        var y = foot - w * 0.20;
        sheet.SoftOval(x + w * 0.03, foot, w * 0.6, w * 0.06, palette.Near.Darker(0.1), 0.65);
        var steel = sheet.Linear(
            0, y - w * 0.03, 0, y + w * 0.03, new(0, new(0.92, 0.005, 250)), new(0.4, new(0.78, 0.005, 250)), new(1, new(0.45, 0.01, 260)));
        sheet.Rect(x - w * 0.5, y - w * 0.03, w, w * 0.06, steel, 1, w * 0.03);
        foreach (var side in (ReadOnlySpan<int>)[-1, 1])
            foreach (var (at, half, thick, tone) in new[]
            {
                (0.235, 0.195, 0.085, iron),
                (0.325, 0.165, 0.075, iron.Lighter(0.03)),
                (0.40, 0.12, 0.06, palette.Accent.Darker(0.06)),
            })
                sheet.Path(new Outline().RoundBox(x + side * w * at - w * thick / 2, y - w * half, w * thick, w * half * 2, w * 0.025),
                    sheet.Linear(
                        0, y - w * half, 0, y + w * half, new(0, tone.Lighter(0.16)), new(0.22, tone.Lighter(0.05)), new(0.6, tone),
                        new(1, tone.Darker(0.12))));
        for (var i = 0; i < 14; i++) sheet.Rect(x - w * 0.16 + i * w * 0.0235, y - w * 0.028, w * 0.008, w * 0.056, iron, 0.25);
    }

    public static void Kettlebell(Setting setting, SvgSheet sheet, double x, double foot, double w)
    {
        var tone = setting.Palette.Accent.Darker(0.08);
        sheet.SoftOval(x + w * 0.15, foot, w * 0.9, w * 0.1, setting.Palette.Near.Darker(0.1), 0.65);
        sheet.Stroke(
            new Outline().From(x - w * 0.3, foot - w * 0.95)
                .Curve(x - w * 0.42, foot - w * 1.62, x + w * 0.42, foot - w * 1.62, x + w * 0.3, foot - w * 0.95),
            new Oklch(0.30, 0.015, 260), w * 0.19);
        sheet.Stroke(
            new Outline().From(x - w * 0.33, foot - w * 1.0)
                .Curve(x - w * 0.44, foot - w * 1.6, x + w * 0.3, foot - w * 1.62, x + w * 0.28, foot - w * 1.2), new Oklch(0.6, 0.01, 260),
            w * 0.035, 0.6);
        sheet.Path(
            new Outline().From(x - w * 0.42, foot).Curve(x - w * 0.82, foot - w * 0.35, x - w * 0.66, foot - w * 1.06, x, foot - w * 1.06)
                .Curve(x + w * 0.66, foot - w * 1.06, x + w * 0.82, foot - w * 0.35, x + w * 0.42, foot).Shut(),
            sheet.Radial(x - w * 0.2, foot - w * 0.7, w * 0.95, [new(0, tone.Lighter(0.16)), new(0.4, tone), new(1, tone.Darker(0.22))]));
        sheet.Circle(x, foot - w * 0.48, w * 0.22, White, 0.9);
        sheet.Circle(x, foot - w * 0.48, w * 0.15, tone.Darker(0.1));
    }

    public static void Books(Setting setting, SvgSheet sheet, double x, double foot, double w, int count)
    {
        var (palette, dice) = (setting.Palette, setting.Dice("books"));
        sheet.SoftOval(x, foot, w * 0.62, w * 0.06, palette.Near.Darker(0.1), 0.6);
        var y = foot;
        for (var i = 0; i < count; i++)
        {
            var (bw, bh) = (w * dice.Between(0.84, 1.0), w * dice.Between(0.11, 0.17));
            var bx = x - bw / 2 + dice.Between(-0.04, 0.04) * w;
            var tone = (i % 3) switch { 0 => palette.Accent, 1 => palette.Accent2, _ => palette.SkyTop.Mix(palette.Near, 0.2) } with
            {
                C = 0.11,
            };
            tone = tone with { L = Math.Clamp(tone.L, 0.40, 0.74) };
            y -= bh;
            sheet.Path(
                new Outline().RoundBox(bx, y, bw, bh, bh * 0.14),
                sheet.Linear(0, y, 0, y + bh, new(0, tone.Lighter(0.09)), new(0.25, tone), new(1, tone.Darker(0.14))));
            sheet.Path(
                new Outline().From(bx + bw * 0.93, y + bh * 0.12).To(bx + bw, y + bh * 0.12)
                    .Bend(bx + bw * 0.97, y + bh / 2, bx + bw, y + bh * 0.88).To(bx + bw * 0.93, y + bh * 0.88).Shut(),
                new Oklch(0.95, 0.03, 90));
            sheet.Rect(bx + bw * 0.08, y + bh * 0.12, bw * 0.02, bh * 0.76, White, 0.55);
            sheet.Rect(bx + bw * 0.30, y + bh * 0.40, bw * 0.34, bh * 0.2, White, 0.75, bh * 0.06);
        }
    }

    public static void Headphones(Setting setting, SvgSheet sheet, double x, double foot, double w)
    {
        var palette = setting.Palette;
        var shell = palette.Accent.Darker(0.05);
        sheet.SoftOval(x, foot, w * 0.55, w * 0.06, palette.Near.Darker(0.1), 0.6);
        sheet.Stroke(
            new Outline().From(x - w * 0.40, foot - w * 0.34)
                .Curve(x - w * 0.46, foot - w * 1.12, x + w * 0.46, foot - w * 1.12, x + w * 0.40, foot - w * 0.34), shell.Darker(0.1),
            w * 0.085);
        sheet.Stroke(
            new Outline().From(x - w * 0.41, foot - w * 0.42)
                .Curve(x - w * 0.46, foot - w * 1.11, x + w * 0.4, foot - w * 1.13, x + w * 0.41, foot - w * 0.5), shell.Lighter(0.13),
            w * 0.024, 0.8);
        foreach (var side in (ReadOnlySpan<int>)[-1, 1])
        {
            sheet.Path(
                new Outline().RoundBox(x + side * w * 0.31 - w * 0.075, foot - w * 0.44, w * 0.15, w * 0.40, w * 0.07),
                new Oklch(0.22, 0.01, 260));
            sheet.Path(
                new Outline().RoundBox(x + side * w * 0.41 - w * 0.085, foot - w * 0.46, w * 0.17, w * 0.44, w * 0.085),
                Tableware.Round(sheet, x + side * w * 0.41 - w * 0.09, x + side * w * 0.41 + w * 0.09, shell));
            sheet.Ellipse(x + side * w * 0.425, foot - w * 0.24, w * 0.035, w * 0.1, shell.Lighter(0.12));
        }
    }

    public static void Record(Setting setting, SvgSheet sheet, double x, double y, double r)
    {
        var palette = setting.Palette;
        sheet.SoftOval(x + r * 0.08, y + r * 0.14, r * 1.1, r * 1.1, palette.Near.Darker(0.1), 0.5);
        sheet.Circle(
            x, y, r,
            sheet.Linear(
                x - r, y - r, x + r, y + r, new(0, new(0.34, 0.01, 270)), new(0.3, new(0.16, 0.01, 270)), new(0.5, new(0.36, 0.01, 270)),
                new(0.7, new(0.15, 0.01, 270)), new(1, new(0.32, 0.01, 270))));
        for (var i = 0; i < 12; i++)
            sheet.Stroke(new Outline().Ring(x, y, r * (0.45 + i * 0.045), r * (0.45 + i * 0.045)), new Oklch(0.08, 0, 0), r * 0.006, 0.6);
        sheet.Circle(x, y, r * 0.36, palette.Accent);
        sheet.Circle(x, y, r * 0.25, palette.Accent2);
        sheet.Circle(x, y, r * 0.04, White);
    }

    public static void Bulb(Setting setting, SvgSheet sheet, double x, double y, double r)
    {
        var (palette, lamp) = (setting.Palette, new Oklch(0.93, 0.13, 92));
        sheet.Circle(x, y, r * 3.6, sheet.Glow(x, y, r * 3.6, lamp, 0.75));
        for (var i = 0; i < 12; i++)
        {
            var angle = i * Math.Tau / 12;
            var (near, far) = (r * 1.45, r * (i % 2 == 0 ? 1.95 : 1.75));
            if (Math.Sin(angle) > 0.8) continue;
            sheet.Stroke(
                new Outline().From(x + Math.Cos(angle) * near, y + Math.Sin(angle) * near)
                    .To(x + Math.Cos(angle) * far, y + Math.Sin(angle) * far), lamp.Lighter(0.04), r * 0.07);
        }
        sheet.Path(
            new Outline().From(x - r * 0.36, y + r * 1.24).Curve(x - r * 0.36, y + r * 0.9, x - r, y + r * 0.7, x - r, y)
                .Arc(r, r, x + r, y).Curve(x + r, y + r * 0.7, x + r * 0.36, y + r * 0.9, x + r * 0.36, y + r * 1.24).Shut(),
            sheet.Radial(x, y, r * 1.2, [new(0, lamp.Lighter(0.06)), new(0.6, lamp, 0.95), new(1, lamp.Darker(0.12), 0.9)]));
        sheet.Stroke(
            new Outline().From(x - r * 0.16, y + r * 1.2).To(x - r * 0.3, y + r * 0.25).To(x - r * 0.1, y + r * 0.4).To(x, y + r * 0.2)
                .To(x + r * 0.1, y + r * 0.4).To(x + r * 0.3, y + r * 0.25).To(x + r * 0.16, y + r * 1.2), new Oklch(0.66, 0.16, 60),
            r * 0.055);
        sheet.Ellipse(x - r * 0.48, y - r * 0.42, r * 0.13, r * 0.3, White, 0.8, 35);
        for (var i = 0; i < 3; i++)
            sheet.Path(
                new Outline().RoundBox(x - r * (0.37 - i * 0.02), y + r * (1.26 + i * 0.17), r * (0.74 - i * 0.04), r * 0.15, r * 0.07),
                Tableware.Round(sheet, x - r * 0.37, x + r * 0.37, new(0.66, 0.01, 250)));
        sheet.Ellipse(x, y + r * 1.80, r * 0.2, r * 0.1, palette.Near);
    }

    public static void Gift(Setting setting, SvgSheet sheet, double x, double foot, double w)
    {
        var palette = setting.Palette;
        var (box, band) = (palette.Accent, palette.Glow.Mix(palette.Accent2, 0.35));
        sheet.SoftOval(x + w * 0.1, foot, w * 0.72, w * 0.08, palette.Near.Darker(0.1), 0.6);
        sheet.Rect(
            x - w / 2, foot - w * 0.72, w, w * 0.72,
            sheet.Linear(x - w / 2, 0, x + w / 2, 0, new(0, box.Lighter(0.05)), new(1, box.Darker(0.13))), 1, w * 0.015);
        sheet.Rect(
            x - w * 0.09, foot - w * 0.72, w * 0.18, w * 0.72,
            sheet.Linear(x - w * 0.1, 0, x + w * 0.1, 0, new(0, band.Lighter(0.04)), new(1, band.Darker(0.09))));
        sheet.Rect(
            x - w * 0.55, foot - w * 0.89, w * 1.1, w * 0.2,
            sheet.Linear(x - w / 2, 0, x + w / 2, 0, new(0, box.Lighter(0.09)), new(1, box.Darker(0.09))), 1, w * 0.02);
        sheet.Rect(x - w * 0.09, foot - w * 0.89, w * 0.18, w * 0.2, band);
        foreach (var side in (ReadOnlySpan<int>)[-1, 1])
        {
            sheet.Path(
                new Outline().From(x, foot - w * 0.90)
                    .Curve(x + side * w * 0.12, foot - w * 1.28, x + side * w * 0.50, foot - w * 1.24, x + side * w * 0.40, foot - w * 1.02)
                    .Curve(x + side * w * 0.34, foot - w * 0.90, x + side * w * 0.14, foot - w * 0.89, x, foot - w * 0.90).Shut(),
                side < 0 ? band.Lighter(0.03) : band.Darker(0.06));
            sheet.Ellipse(x + side * w * 0.27, foot - w * 1.06, w * 0.08, w * 0.045, band.Darker(0.16), 1, side * -28);
        }
        sheet.Circle(x, foot - w * 0.92, w * 0.075, band.Darker(0.03));
    }

    public static void Balloon(SvgSheet sheet, double x, double y, double r, Oklch tone, double foot)
    {
        sheet.Stroke(
            new Outline().From(x, y + r * 1.25).Curve(x + r * 0.2, y + r * 2, x - r * 0.25, y + r * 2.6, x, foot),
            tone.Lighter(0.14).Muted(0.3), r * 0.025, 0.7);
        sheet.Path(
            new Outline().From(x, y + r * 1.2).Curve(x - r * 0.62, y + r * 0.86, x - r, y + r * 0.34, x - r, y - r * 0.1)
                .Curve(x - r, y - r * 1.22, x + r, y - r * 1.22, x + r, y - r * 0.1)
                .Curve(x + r, y + r * 0.34, x + r * 0.62, y + r * 0.86, x, y + r * 1.2).Shut(),
            sheet.Radial(x - r * 0.3, y - r * 0.4, r * 1.6, [new(0, tone.Lighter(0.16)), new(0.45, tone), new(1, tone.Darker(0.2))]));
        sheet.Path(
            new Outline().From(x, y + r * 1.16).To(x + r * 0.11, y + r * 1.32).To(x - r * 0.11, y + r * 1.32).Shut(), tone.Darker(0.1));
        sheet.Ellipse(x - r * 0.42, y - r * 0.46, r * 0.12, r * 0.25, White, 0.65, 30);
    }

    public static void Coins(Setting setting, SvgSheet sheet, double x, double foot, double w)
    {
        var (palette, gold) = (setting.Palette, new Oklch(0.80, 0.14, 85));
        int[] stacks = [3, 5, 8, 11];
        for (var s = 0; s < stacks.Length; s++)
        {
            var (cx, r) = (x + (s - 1.5) * w * 0.27, w * 0.115);
            sheet.SoftOval(cx + r * 0.2, foot, r * 1.35, r * 0.32, palette.Near.Darker(0.1), 0.6);
            for (var i = 0; i < stacks[s]; i++)
            {
                var y = foot - i * r * 0.30 - r * 0.1;
                var at = cx + Math.Sin(i * 2.3 + s) * r * 0.05;
                sheet.Path(
                    new Outline().From(at - r, y - r * 0.25).To(at - r, y).Arc(r, r * 0.28, at + r, y, sweep: false)
                        .To(at + r, y - r * 0.25).Shut(), Tableware.Round(sheet, at - r, at + r, gold.Darker(0.05), 1.3));
                sheet.Ellipse(at, y - r * 0.25, r, r * 0.28, gold.Lighter(0.07));
                sheet.Ellipse(at, y - r * 0.25, r * 0.76, r * 0.2, gold.Darker(0.03));
            }
        }
        var points = new List<(double X, double Y)>();
        for (var s = 0; s < stacks.Length; s++) points.Add((x + (s - 1.5) * w * 0.27, foot - stacks[s] * w * 0.115 * 0.30 - w * 0.19));
        points.Add((x + w * 0.62, foot - w * 0.72));
        sheet.Stroke(new Outline().Through(points), palette.Accent with { L = 0.72 }, w * 0.03);
        var (ex, ey) = points[^1];
        sheet.Path(
            new Outline().From(ex + w * 0.055, ey - w * 0.075).To(ex + w * 0.03, ey + w * 0.055).To(ex - w * 0.065, ey - w * 0.02).Shut(),
            palette.Accent with { L = 0.72 });
    }

    public static void Bag(Setting setting, SvgSheet sheet, double x, double foot, double w)
    {
        var (tone, gold) = (setting.Palette.Accent.Darker(0.06), new Oklch(0.82, 0.12, 86));
        sheet.SoftOval(x, foot, w * 0.62, w * 0.07, setting.Palette.Near.Darker(0.1), 0.6);
        sheet.Stroke(
            new Outline().From(x - w * 0.24, foot - w * 0.62)
                .Curve(x - w * 0.22, foot - w * 1.14, x + w * 0.22, foot - w * 1.14, x + w * 0.24, foot - w * 0.62), tone.Darker(0.12),
            w * 0.055);
        sheet.Path(
            new Outline().From(x - w * 0.40, foot - w * 0.66).To(x + w * 0.40, foot - w * 0.66)
                .Curve(x + w * 0.45, foot - w * 0.4, x + w * 0.52, foot - w * 0.05, x + w * 0.48, foot).To(x - w * 0.48, foot)
                .Curve(x - w * 0.52, foot - w * 0.05, x - w * 0.45, foot - w * 0.4, x - w * 0.40, foot - w * 0.66).Shut(),
            sheet.Linear(
                x - w * 0.5, foot - w * 0.6, x + w * 0.5, foot, new(0, tone.Lighter(0.09)), new(0.5, tone), new(1, tone.Darker(0.15))));
        sheet.Path(
            new Outline().From(x - w * 0.40, foot - w * 0.66).To(x + w * 0.40, foot - w * 0.66)
                .Curve(x + w * 0.44, foot - w * 0.36, x + w * 0.2, foot - w * 0.28, x, foot - w * 0.27)
                .Curve(x - w * 0.2, foot - w * 0.28, x - w * 0.44, foot - w * 0.36, x - w * 0.40, foot - w * 0.66).Shut(),
            tone.Lighter(0.035));
        sheet.Stroke(
            new Outline().From(x - w * 0.40, foot - w * 0.62)
                .Curve(x - w * 0.42, foot - w * 0.38, x - w * 0.2, foot - w * 0.30, x, foot - w * 0.29)
                .Curve(x + w * 0.2, foot - w * 0.30, x + w * 0.42, foot - w * 0.38, x + w * 0.40, foot - w * 0.62), tone.Lighter(0.14),
            w * 0.008, 0.7);
        sheet.Rect(x - w * 0.065, foot - w * 0.345, w * 0.13, w * 0.11, gold, 1, w * 0.02);
        sheet.Circle(x, foot - w * 0.29, w * 0.022, gold.Darker(0.25));
        foreach (var side in (ReadOnlySpan<int>)[-1, 1]) sheet.Circle(x + side * w * 0.24, foot - w * 0.615, w * 0.03, gold);
    }

    /// <summary>A lotus, for calm and health.</summary>
    public static void Lotus(Setting setting, SvgSheet sheet, double x, double foot, double w)
    {
        var palette = setting.Palette;
        sheet.Circle(x, foot - w * 0.4, w, sheet.Glow(x, foot - w * 0.4, w, palette.Glow, 0.55));
        sheet.SoftOval(x, foot, w * 0.75, w * 0.1, palette.Near, 0.45);
        var petal = palette.Accent with { C = Math.Min(palette.Accent.C, 0.13) };
        foreach (var (turns, reach, tone) in new[]
        {
            ((double[])[-74, -52, 52, 74], 0.70, petal.Darker(0.09)),
            ((double[])[-38, 38, -16, 16], 0.80, petal),
            ((double[])[-58, 58, -26, 26], 0.62, petal.Lighter(0.06)),
            ((double[])[0], 0.70, petal.Lighter(0.11)),
        })
            foreach (var turn in turns)
            {
                sheet.Open($"rotate({SvgSheet.N(turn)} {SvgSheet.N(x)} {SvgSheet.N(foot)})");
                var l = w * reach;
                sheet.Path(
                    new Outline().From(x, foot).Curve(x - l * 0.36, foot - l * 0.4, x - l * 0.2, foot - l * 0.8, x, foot - l)
                        .Curve(x + l * 0.2, foot - l * 0.8, x + l * 0.36, foot - l * 0.4, x, foot).Shut(),
                    sheet.Linear(0, foot - l, 0, foot, new(0, tone), new(0.6, tone.Lighter(0.07)), new(1, new(0.95, 0.06, 95))));
                sheet.Close();
            }
    }
}
