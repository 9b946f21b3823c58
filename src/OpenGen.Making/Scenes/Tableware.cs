namespace OpenGen.Making.Scenes;

/// <summary>Things to eat and drink, shaded as solid things: light from the left.</summary>
internal static class Tableware
{
    /// <summary>The gradient of a round body lit from the left.</summary>
    public static string Round(SvgSheet sheet, double x0, double x1, Oklch tone, double contrast = 1) => sheet.Linear(x0, 0, x1, 0,
        new(0, tone.Darker(0.07 * contrast)), new(0.18, tone.Lighter(0.06 * contrast)), new(0.32, tone.Lighter(0.03 * contrast)),
        new(0.65, tone.Darker(0.06 * contrast)), new(1, tone.Darker(0.2 * contrast)));

    /// <summary>A cup on its saucer; <paramref name="w"/> is half the cup's width.</summary>
    public static void Cup(Setting setting, SvgSheet sheet, double x, double foot, double w, bool steam)
    {
        var (palette, prompt) = (setting.Palette, setting.Prompt);
        var cup = setting.Dice("cup").Pick(new Oklch(0.96, 0.01, 85), palette.Accent, palette.Accent2.Lighter(0.05));
        var drink = prompt.Says("matcha")
            ? new Oklch(0.70, 0.13, 130)
            : prompt.Says("tea") ? new Oklch(0.60, 0.13, 60) : new Oklch(0.32, 0.06, 50);
        var saucer = cup.Darker(0.03);
        sheet.SoftOval(x + w * 0.25, foot + w * 0.10, w * 2.2, w * 0.42, palette.Near.Darker(0.08), 0.55);
        sheet.Ellipse(x, foot - w * 0.02, w * 1.72, w * 0.36, saucer.Darker(0.16));
        sheet.Ellipse(x, foot - w * 0.08, w * 1.72, w * 0.36, Round(sheet, x - w * 1.7, x + w * 1.7, saucer, 0.8));
        sheet.Ellipse(x, foot - w * 0.07, w * 1.1, w * 0.21, saucer.Darker(0.11), 0.8);
        sheet.Ellipse(x + w * 0.2, foot - w * 0.06, w * 0.8, w * 0.15, palette.Near, 0.25);
        sheet.Stroke(
            new Outline().From(x + w * 0.86, foot - w * 1.22)
                .Curve(x + w * 1.62, foot - w * 1.38, x + w * 1.58, foot - w * 0.42, x + w * 0.66, foot - w * 0.46), cup.Darker(0.10),
            w * 0.19);
        sheet.Stroke(
            new Outline().From(x + w * 0.88, foot - w * 1.25)
                .Curve(x + w * 1.56, foot - w * 1.38, x + w * 1.52, foot - w * 0.52, x + w * 0.7, foot - w * 0.52), cup.Lighter(0.02),
            w * 0.07);
        sheet.Path(
            new Outline().From(x - w, foot - w * 1.42)
                .Curve(x - w * 0.98, foot - w * 0.6, x - w * 0.74, foot - w * 0.14, x - w * 0.46, foot - w * 0.08)
                .Bend(x, foot + w * 0.04, x + w * 0.46, foot - w * 0.08)
                .Curve(x + w * 0.74, foot - w * 0.14, x + w * 0.98, foot - w * 0.6, x + w, foot - w * 1.42).Shut(),
            Round(sheet, x - w, x + w, cup));
        sheet.Ellipse(x, foot - w * 1.42, w, w * 0.27, cup.Lighter(0.03));
        sheet.Ellipse(x, foot - w * 1.40, w * 0.90, w * 0.225, cup.Darker(0.2));
        sheet.Ellipse(
            x, foot - w * 1.36, w * 0.86, w * 0.19,
            sheet.Radial(x - w * 0.2, foot - w * 1.4, w, [new(0, drink.Lighter(0.09)), new(1, drink.Darker(0.06))]));
        if (prompt.Says("latte", "cappuccino", "matcha", "barista") || setting.Dice("art").Chance(0.5))
        {
            var foam = new Oklch(0.93, 0.045, 85);
            sheet.Open(
                $"translate({SvgSheet.N(x)} {SvgSheet.N(foot - w * 1.36)}) scale({SvgSheet.N(w * 0.0082, 4)} {SvgSheet.N(w * 0.0021, 4)})");
            sheet.Path(
                new Outline().From(0, 74).Curve(-52, 32, -76, 4, -58, -30).Curve(-42, -58, -10, -50, 0, -22)
                    .Curve(10, -50, 42, -58, 58, -30).Curve(76, 4, 52, 32, 0, 74).Shut(), foam, 0.92);
            sheet.Path(
                new Outline().From(0, 46).Curve(-30, 20, -42, 4, -32, -14).Curve(-22, -28, -6, -24, 0, -6).Curve(6, -24, 22, -28, 32, -14)
                    .Curve(42, 4, 30, 20, 0, 46).Shut(), drink.Lighter(0.14), 0.7);
            sheet.Close();
        }
        sheet.Ellipse(x - w * 0.62, foot - w * 0.88, w * 0.07, w * 0.34, new Oklch(1, 0, 0), 0.4, 7);
        if (steam) Steam(setting, sheet, x, foot - w * 1.5, w);
    }

    public static void Steam(Setting setting, SvgSheet sheet, double x, double y, double w)
    {
        var mist = setting.Palette.Glow.Lighter(0.02);
        for (var i = -1; i <= 1; i++)
        {
            var (at, h) = (x + i * w * 0.42, w * (2.4 - Math.Abs(i) * 0.7));
            var d = new Outline().From(at, y).Curve(at - w * 0.5, y - h * 0.3, at + w * 0.55, y - h * 0.55, at + w * 0.04, y - h)
                .Curve(at + w * 0.82, y - h * 0.55, at - w * 0.2, y - h * 0.3, at + w * 0.10, y).Shut();
            sheet.Path(d, sheet.Linear(0, y, 0, y - h, new(0, mist, 0.05), new(0.35, mist, 0.5), new(1, mist, 0)));
        }
    }

    /// <summary>A bowl of food, seen a little from above.</summary>
    public static void Bowl(Setting setting, SvgSheet sheet, double x, double foot, double w)
    {
        var (palette, dice) = (setting.Palette, setting.Dice("bowl"));
        var bowl = dice.Pick(new Oklch(0.95, 0.015, 85), palette.Accent.Muted(0.8), new Oklch(0.36, 0.04, 250));
        sheet.SoftOval(x + w * 0.1, foot + w * 0.02, w * 1.25, w * 0.2, palette.Near.Darker(0.08), 0.6);
        sheet.Path(
            new Outline().From(x - w, foot - w * 0.62).Curve(x - w * 0.95, foot - w * 0.2, x - w * 0.5, foot, x - w * 0.34, foot)
                .To(x + w * 0.34, foot).Curve(x + w * 0.5, foot, x + w * 0.95, foot - w * 0.2, x + w, foot - w * 0.62).Shut(),
            Round(sheet, x - w, x + w, bowl));
        sheet.Ellipse(x, foot - w * 0.62, w, w * 0.38, bowl.Lighter(0.03));
        sheet.Ellipse(x, foot - w * 0.61, w * 0.93, w * 0.34, bowl.Darker(0.18));
        sheet.OpenClip(
            new Outline().From(x - w * 0.92, foot - w * 0.6).To(x - w * 0.92, foot - w * 1.6).To(x + w * 0.92, foot - w * 1.6)
                .To(x + w * 0.92, foot - w * 0.6).Arc(w * 0.92, w * 0.33, x - w * 0.92, foot - w * 0.6).Shut());
        Oklch[] greens = [new(0.62, 0.16, 135), new(0.72, 0.15, 125), new(0.52, 0.13, 145)];
        for (var i = 0; i < 30; i++)
        {
            var (px, py) = (x + dice.Between(-0.82, 0.82) * w, foot - w * dice.Between(0.45, 0.92));
            var turn = dice.Between(0, 180);
            sheet.Ellipse(px, py, w * 0.2, w * 0.09, greens[i % 3].Darker(0.08), 1, turn);
            sheet.Ellipse(px, py - w * 0.012, w * 0.185, w * 0.075, greens[i % 3], 1, turn);
        }
        void Tomato(double tx, double ty, double r)
        {
            sheet.Circle(
                tx, ty, r,
                sheet.Radial(
                    tx, ty, r * 1.1, [new(0, new(0.72, 0.19, 32)), new(0.6, new(0.60, 0.21, 28)), new(1, new(0.44, 0.17, 25))],
                    tx - r * 0.35, ty - r * 0.4));
            sheet.Ellipse(tx - r * 0.35, ty - r * 0.42, r * 0.2, r * 0.12, new Oklch(1, 0, 0), 0.75, -30);
        }
        // An egg, tomatoes, slices of avocado, seeds.
        sheet.Ellipse(x - w * 0.34, foot - w * 0.74, w * 0.27, w * 0.19, new Oklch(0.98, 0.012, 90), 1, -12);
        sheet.Circle(
            x - w * 0.32, foot - w * 0.75, w * 0.115,
            sheet.Radial(x - w * 0.32, foot - w * 0.75, w * 0.13, [new(0, new(0.86, 0.16, 85)), new(1, new(0.74, 0.17, 65))]));
        Tomato(x + w * 0.30, foot - w * 0.88, w * 0.15);
        Tomato(x + w * 0.56, foot - w * 0.74, w * 0.135);
        Tomato(x + w * 0.05, foot - w * 0.96, w * 0.12);
        for (var i = 0; i < 5; i++)
        {
            var ax = x + w * (-0.04 + i * 0.115);
            var ay = foot - w * (0.58 - i * 0.012);
            sheet.Ellipse(ax, ay, w * 0.075, w * 0.19, new Oklch(0.48, 0.11, 135), 1, 24);
            sheet.Ellipse(
                ax + w * 0.008, ay, w * 0.06, w * 0.17,
                sheet.Linear(ax - w * 0.1, 0, ax + w * 0.1, 0, new(0, new(0.80, 0.14, 122)), new(1, new(0.90, 0.10, 108))), 1, 24);
        }
        for (var i = 0; i < 34; i++)
            sheet.Ellipse(
                x + dice.Between(-0.75, 0.75) * w, foot - w * dice.Between(0.5, 0.92), w * 0.016, w * 0.009,
                dice.Chance(0.5) ? new Oklch(0.95, 0.03, 90) : new Oklch(0.22, 0.02, 60), 1, dice.Between(0, 180));
        sheet.Close();
        sheet.Ellipse(x - w * 0.72, foot - w * 0.36, w * 0.05, w * 0.17, new Oklch(1, 0, 0), 0.35, -24);
    }

    /// <summary>A tall glass with a drink, ice and a slice of fruit.</summary>
    public static void Glass(Setting setting, SvgSheet sheet, double x, double foot, double h)
    {
        var (palette, dice) = (setting.Palette, setting.Dice("glass"));
        var w = h * 0.24;
        var drink = setting.Prompt.Says("smoothie")
            ? new Oklch(0.74, 0.15, 350)
            : setting.Prompt.Says("wine")
                ? new Oklch(0.40, 0.15, 15)
                : setting.Prompt.Says("beer", "whiskey")
                    ? new Oklch(0.76, 0.15, 75)
                    : setting.Prompt.Says("water") ? new Oklch(0.88, 0.05, 220) : palette.Accent with { L = 0.72 };
        sheet.SoftOval(x + w * 0.3, foot + w * 0.03, w * 1.6, w * 0.28, palette.Near.Darker(0.08), 0.5);
        var cup = new Outline().From(x - w, foot - h).To(x - w * 0.78, foot - w * 0.1)
            .Bend(x, foot + w * 0.16, x + w * 0.78, foot - w * 0.1).To(x + w, foot - h).Shut().ToString();
        sheet.Path(
            cup, sheet.Linear(
                x - w, 0, x + w, 0, new(0, new(0.99, 0.012, 220), 0.75), new(0.2, new(0.97, 0.015, 220), 0.28),
                new(0.75, new(0.97, 0.015, 220), 0.22), new(1, new(0.85, 0.02, 220), 0.6)));
        sheet.OpenClip(cup);
        sheet.Rect(
            x - w, foot - h * 0.92, w * 2, h * 0.87,
            sheet.Linear(
                0, foot - h * 0.92, 0, foot, new(0, drink.Lighter(0.10).Turned(18)), new(0.5, drink),
                new(1, drink.Darker(0.13).Turned(-12))), 0.95);
        for (var i = 0; i < 6; i++)
        {
            var (ix, iy, s) = (x + dice.Between(-0.6, 0.4) * w, foot - h * dice.Between(0.55, 0.86), w * 0.5);
            sheet.Rect(ix, iy, s, s, new Oklch(0.98, 0.02, 220), 0.32, s * 0.16, dice.Between(-40, 40));
            sheet.Rect(ix + s * 0.12, iy + s * 0.1, s * 0.5, s * 0.2, new Oklch(1, 0, 0), 0.35, s * 0.1, dice.Between(-40, 40));
        }
        for (var i = 0; i < 22; i++)
            sheet.Circle(
                x + dice.Between(-0.7, 0.7) * w, foot - h * dice.Between(0.06, 0.8), w * dice.Between(0.02, 0.055), new Oklch(1, 0, 0),
                0.45);
        sheet.Close();
        sheet.Ellipse(x, foot - h * 0.92, w * 0.975, w * 0.19, drink.Lighter(0.15).Turned(18), 0.85);
        sheet.Stroke(new Outline().From(x + w * 0.25, foot - h * 0.3).To(x + w * 0.75, foot - h * 1.26), palette.Accent2, w * 0.13);
        foreach (var (r, tone) in new[]
        {
            (0.52, new Oklch(0.76, 0.17, 62)),
            (0.45, new Oklch(0.97, 0.03, 90)),
            (0.41, new Oklch(0.85, 0.15, 75)),
        }) sheet.Circle(x - w * 0.86, foot - h * 1.0, w * r, tone);
        for (var i = 0; i < 8; i++)
            sheet.Stroke(
                new Outline().From(x - w * 0.86, foot - h)
                    .To(x - w * 0.86 + Math.Cos(i * 0.785) * w * 0.4, foot - h + Math.Sin(i * 0.785) * w * 0.4), new Oklch(0.97, 0.03, 90),
                w * 0.035);
        sheet.Stroke(new Outline().Ring(x, foot - h, w, w * 0.2), new Oklch(1, 0.005, 220), w * 0.05, 0.75);
        sheet.Path(
            new Outline().From(x - w * 0.84, foot - h * 0.92).To(x - w * 0.66, foot - h * 0.92).To(x - w * 0.54, foot - h * 0.12)
                .To(x - w * 0.66, foot - h * 0.12).Shut(), new Oklch(1, 0, 0), 0.38);
        sheet.Path(
            new Outline().From(x + w * 0.78, foot - h * 0.9).To(x + w * 0.86, foot - h * 0.9).To(x + w * 0.68, foot - h * 0.16)
                .To(x + w * 0.63, foot - h * 0.16).Shut(), new Oklch(1, 0, 0), 0.25);
    }
}
