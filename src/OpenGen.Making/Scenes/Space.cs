namespace OpenGen.Making.Scenes;

/// <summary>Stars, nebulae, planets.</summary>
internal static class Space
{
    public static IReadOnlyList<SceneLayer> Paint(Setting setting)
    {
        var (stage, dice) = (setting.Stage, setting.Dice("space"));
        List<SceneLayer> layers = [
            Void(setting), Nebula(setting), Stars(setting, "fine", 520, 1.1, 0.02), Stars(setting, "bright", 60, 3.4, 0.12)];
        var side = dice.Side();
        var big = dice.Between(230, 360) * setting.Unit;
        var onGround = setting.Prompt.Says("astronaut", "alien", "surface", "crater") || dice.Chance(0.35);
        layers.Add(
            Planet(
                setting, "main", stage.CentreX + side * stage.Width * dice.Between(0.05, 0.22),
                stage.Height * (onGround ? 0.36 : dice.Between(0.38, 0.56)), big,
                setting.Prompt.Says("saturn", "ring") || dice.Chance(0.45), 0.3));
        layers.Add(
            Planet(
                setting, "small", stage.CentreX - side * stage.Width * dice.Between(0.22, 0.36), stage.Height * dice.Between(0.12, 0.24),
                big * dice.Between(0.16, 0.28), false, 0.5));
        if (setting.Prompt.Says("rocket", "spaceship", "launch")) layers.Add(Rocket(setting));
        if (onGround)
        {
            layers.Add(Landscape.Ridge(Rock(setting), "r0", stage.Height * 0.80, stage.Height * 0.10, 340, 0.42, 5, sharp: true));
            layers.Add(Landscape.Ridge(Rock(setting), "r1", stage.Height * 0.90, stage.Height * 0.08, 480, 0.85, 4, sharp: false));
            if (setting.Prompt.Says("astronaut")) layers.Add(Astronaut(setting));
        }
        return layers;
    }

    private static Setting Rock(Setting setting) => setting with
    {
        Palette = setting.Palette with
        {
            Far = setting.Palette.Accent.Muted(0.6).Darker(0.30),
            SkyLow = setting.Palette.SkyLow.Muted(0.8),
            Near = setting.Palette.Near.Lighter(0.02),
        },
    };

    private static SceneLayer Void(Setting setting)
    {
        var (stage, palette, sheet) = (setting.Stage, setting.Palette, new SvgSheet());
        var black = palette.SkyTop with { L = Math.Min(palette.SkyTop.L, 0.17) };
        sheet.Fill(
            stage,
            sheet.Linear(
                0, stage.Top, stage.Width * 0.3, stage.Bottom, new(0, black), new(0.6, black.Lighter(0.05).Turned(15)),
                new(1, black.Darker(0.03))));
        return SceneLayer.Of(0, sheet);
    }

    private static SceneLayer Nebula(Setting setting)
    {
        var (stage, palette, dice) = (setting.Stage, setting.Palette, setting.Dice("nebula"));
        var seed = dice.Next();
        var named = setting.Prompt.Colours.Count > 0;
        var hue = named ? palette.SkyMid.H : dice.Between(190, 400);
        var ramp = new Ramp(
            new(0.16, 0.08, hue), new(0.38, 0.17, hue), new(0.58, 0.19, hue + (named ? 22 : 55)), new(0.80, 0.13, hue + (named ? 40 : 90)),
            new(0.96, 0.05, hue + 100));
        var angle = dice.Between(-0.9, 0.9);
        var (cos, sin) = (Math.Cos(angle), Math.Sin(angle));
        var scale = 1 / (520 * setting.Unit);
        return new SceneLayer(0.01)
        {
            Texture = (x, y) =>
            {
                var (px, py) = ((x - stage.CentreX) * scale, (y - stage.Height * 0.48) * scale);
                var (along, across) = (px * cos + py * sin, -px * sin + py * cos);
                var warp = Noise.Fractal(along * 1.1, across * 1.1, seed + 5, 3) - 0.5;
                var d = Noise.Fractal(along * 1.2 + warp * 1.6, across * 1.9 + warp * 1.2, seed, 6, 0.55);
                var dust = Noise.Fractal(along * 2.2 - warp, across * 3.2 + warp * 2, seed + 9, 5);
                var band = Math.Exp(-across * across * 0.85);
                var light = Math.Clamp((d - 0.36) * 2.5, 0, 1) * (0.25 + 0.75 * band) * Math.Clamp(1.5 - dust * 1.35, 0.2, 1);
                return ramp.At(light * 0.95, Math.Clamp(light * 1.5, 0, 0.95));
            },
        };
    }

    private static SceneLayer Stars(Setting setting, string name, int count, double size, double depth)
    {
        var (stage, dice, sheet, u) = (setting.Stage, setting.Dice(name), new SvgSheet(), setting.Unit);
        for (var i = 0; i < count; i++)
        {
            var (x, y) = (dice.Between(stage.Left, stage.Right), dice.Between(stage.Top, stage.Bottom));
            var r = (0.5 + Math.Pow(dice.Unit(), 4) * size) * u;
            var colour = new Oklch(0.97, 0.035, dice.Pick(245.0, 70, 215, 30, 280));
            if (r > 1.9 * u)
            {
                sheet.Circle(x, y, r * 6, sheet.Glow(x, y, r * 6, colour, 0.55));
                sheet.Path(
                    new Outline().From(x - r * 7, y).Bend(x, y - r * 0.3, x + r * 7, y).Bend(x, y + r * 0.3, x - r * 7, y)
                        .From(x, y - r * 7).Bend(x - r * 0.3, y, x, y + r * 7).Bend(x + r * 0.3, y, x, y - r * 7).Shut(), colour, 0.6);
            }
            sheet.Circle(x, y, r, colour, dice.Between(0.35, 1));
        }
        return SceneLayer.Of(depth, sheet);
    }

    private static SceneLayer Planet(Setting setting, string name, double x, double y, double r, bool ringed, double depth)
    {
        var (palette, dice, sheet) = (setting.Palette, setting.Dice("planet" + name), new SvgSheet());
        var named = setting.Prompt.Colours.Count > 0;
        var base_ = named
            ? palette.Accent.Turned(dice.Between(-15, 15))
            : new Oklch(dice.Between(0.62, 0.74), dice.Between(0.09, 0.16), dice.Between(0, 360));
        if (setting.Prompt.Says("mars")) base_ = new(0.62, 0.14, 42);
        if (setting.Prompt.Says("moon", "lunar") && name == "main") base_ = new(0.80, 0.015, 85);
        var tilt = dice.Between(-28, 28);
        var air = base_.Lighter(0.16).Turned(dice.Between(-30, 30));
        sheet.Circle(x, y, r * 1.5, sheet.Glow(x, y, r * 1.5, air, 0.42));
        sheet.Open($"rotate({SvgSheet.N(tilt)} {SvgSheet.N(x)} {SvgSheet.N(y)})");
        if (ringed) Rings(sheet, dice, x, y, r, base_, back: true);
        sheet.OpenClip(new Outline().Ring(x, y, r, r));
        sheet.Circle(x, y, r, base_);
        if (setting.Prompt.Says("moon", "lunar") && name == "main") Craters(sheet, dice, x, y, r, base_);
        else Bands(sheet, dice, x, y, r, base_);
        sheet.Close();
        sheet.Close();
        // Day side and night side, then the thin bright edge of the air.
        var (lx, ly) = (x - r * 0.48, y - r * 0.5);
        sheet.Circle(
            x, y, r,
            sheet.Radial(
                lx, ly, r * 1.75,
                [new(0, new(1, 0.02, 90), 0.30), new(0.25, new(1, 0.02, 90), 0.0), new(0.5, new(0.1, 0.05, base_.H + 40), 0.15),
                    new(0.78, new(0.08, 0.05, base_.H + 40), 0.80), new(1, new(0.05, 0.03, base_.H + 40), 0.96)]));
        sheet.Circle(
            x, y, r * 1.005,
            sheet.Radial(x + r * 0.09, y + r * 0.09, r * 1.1, [new(0, air, 0), new(0.86, air, 0), new(0.985, air, 0.75), new(1, air, 0.9)]),
            0.75);
        if (ringed)
        {
            sheet.Open($"rotate({SvgSheet.N(tilt)} {SvgSheet.N(x)} {SvgSheet.N(y)})");
            Rings(sheet, dice, x, y, r, base_, back: false);
            sheet.Close();
        }
        return SceneLayer.Of(depth, sheet);
    }

    private static void Bands(SvgSheet sheet, Dice dice, double x, double y, double r, Oklch tone)
    {
        for (var at = -1.0; at < 1;)
        {
            var thick = dice.Between(0.04, 0.2);
            var colour = tone.Lighter(dice.Between(-0.13, 0.11)).Turned(dice.Between(-22, 22));
            var (y0, y1) = (y + at * r, y + (at + thick) * r);
            var bow = r * 0.10 * (1 - Math.Abs(at));
            sheet.Path(
                new Outline().From(x - r, y0).Curve(x - r * 0.4, y0 + bow, x + r * 0.3, y0 + bow * 1.6, x + r, y0).To(x + r, y1)
                    .Curve(x + r * 0.4, y1 + bow, x - r * 0.3, y1 + bow * 0.6, x - r, y1).Shut(), colour, 0.8);
            at += thick * dice.Between(0.8, 1.5);
        }
        for (var i = 0; i < 5; i++)
            sheet.Ellipse(
                x + dice.Between(-0.6, 0.6) * r, y + dice.Between(-0.5, 0.6) * r, r * dice.Between(0.05, 0.17),
                r * dice.Between(0.02, 0.055), tone.Lighter(dice.Between(-0.16, 0.14)), 0.6);
    }

    private static void Craters(SvgSheet sheet, Dice dice, double x, double y, double r, Oklch tone)
    {
        for (var i = 0; i < 9; i++)
            sheet.Ellipse(
                x + dice.Between(-0.7, 0.7) * r, y + dice.Between(-0.7, 0.7) * r, r * dice.Between(0.12, 0.36), r * dice.Between(0.1, 0.28),
                tone.Darker(0.13), 0.35, dice.Between(0, 90));
        for (var i = 0; i < 34; i++)
        {
            var (cx, cy, cr) = (
                x + dice.Between(-0.92, 0.92) * r, y + dice.Between(-0.92, 0.92) * r, r * (0.02 + 0.10 * Math.Pow(dice.Unit(), 3)));
            sheet.Circle(cx, cy, cr, tone.Darker(0.12), 0.8);
            sheet.Circle(cx + cr * 0.14, cy + cr * 0.14, cr * 0.86, tone.Darker(0.04), 0.9);
        }
    }

    private static void Rings(SvgSheet sheet, Dice dice, double x, double y, double r, Oklch tone, bool back)
    {
        _ = dice;
        sheet.OpenClip(new Outline().Box(x - r * 3, back ? y - r * 2 : y, r * 6, r * 2));
        foreach (var (at, width, opacity, lift) in new[]
        {
            (1.36, 0.05, 0.5, 0.10),
            (1.50, 0.17, 0.75, 0.16),
            (1.70, 0.14, 0.6, 0.05),
            (1.86, 0.03, 0.5, 0.15),
            (1.98, 0.07, 0.35, 0.1),
        })
            sheet.Stroke(new Outline().Ring(x, y, r * at, r * at * 0.27), tone.Lighter(lift).Muted(0.65), r * width * 0.62, opacity);
        sheet.Close();
    }

    private static SceneLayer Rocket(Setting setting)
    {
        var (stage, palette, dice, sheet, u) = (setting.Stage, setting.Palette, setting.Dice("rocket"), new SvgSheet(), setting.Unit);
        var (x, y, h) = (stage.CentreX + dice.Between(-0.12, 0.12) * stage.Width, stage.Height * 0.6, 330 * u);
        var white = new Oklch(0.95, 0.015, 240);
        sheet.Open($"rotate({SvgSheet.N(dice.Between(10, 26))} {SvgSheet.N(x)} {SvgSheet.N(y)})");
        sheet.Path(
            new Outline().From(x - h * 0.11, y + h * 0.38).Curve(x - h * 0.16, y + h * 0.7, x - h * 0.06, y + h * 1.1, x, y + h * 1.75)
                .Curve(x + h * 0.06, y + h * 1.1, x + h * 0.16, y + h * 0.7, x + h * 0.11, y + h * 0.38).Shut(),
            sheet.Linear(
                0, y + h * 0.38, 0, y + h * 1.75, new(0, new(0.97, 0.09, 95)), new(0.2, new(0.82, 0.17, 70), 0.95),
                new(0.5, new(0.66, 0.21, 40), 0.6), new(1, new(0.5, 0.18, 20), 0)));
        sheet.Circle(x, y + h * 0.55, h * 0.7, sheet.Glow(x, y + h * 0.55, h * 0.7, new(0.85, 0.15, 70), 0.55));
        foreach (var side in (ReadOnlySpan<int>)[-1, 1])
            sheet.Path(
                new Outline().From(x + side * h * 0.13, y + h * 0.05)
                    .Bend(x + side * h * 0.32, y + h * 0.2, x + side * h * 0.30, y + h * 0.46)
                    .Bend(x + side * h * 0.2, y + h * 0.32, x + side * h * 0.10, y + h * 0.34).Shut(),
                palette.Accent.Darker(side > 0 ? 0.16 : 0.04));
        var body = new Outline().From(x, y - h * 0.55)
            .Curve(x + h * 0.20, y - h * 0.3, x + h * 0.2, y + h * 0.1, x + h * 0.11, y + h * 0.38).To(x - h * 0.11, y + h * 0.38)
            .Curve(x - h * 0.2, y + h * 0.1, x - h * 0.2, y - h * 0.3, x, y - h * 0.55).Shut().ToString();
        sheet.Path(
            body, sheet.Linear(x - h * 0.17, 0, x + h * 0.17, 0, new(0, white), new(0.45, white.Darker(0.03)), new(1, white.Darker(0.36))));
        sheet.OpenClip(body);
        sheet.Rect(
            x - h, y - h * 0.6, h * 2, h * 0.3,
            sheet.Linear(x - h * 0.17, 0, x + h * 0.17, 0, new(0, palette.Accent), new(1, palette.Accent.Darker(0.2))));
        sheet.Rect(x - h, y + h * 0.27, h * 2, h * 0.06, palette.Accent.Darker(0.1));
        sheet.Close();
        sheet.Circle(x, y - h * 0.1, h * 0.085, white.Darker(0.35));
        sheet.Circle(
            x, y - h * 0.1, h * 0.066,
            sheet.Linear(
                x - h * 0.06, y - h * 0.16, x + h * 0.06, y - h * 0.04, new(0, new(0.85, 0.09, 220)), new(1, new(0.35, 0.10, 250))));
        sheet.Path(
            new Outline().From(x, y + h * 0.12).Bend(x + h * 0.035, y + h * 0.3, x + h * 0.02, y + h * 0.48).To(x - h * 0.02, y + h * 0.48)
                .Bend(x - h * 0.035, y + h * 0.3, x, y + h * 0.12).Shut(), palette.Accent.Darker(0.1));
        sheet.Close();
        return SceneLayer.Of(0.75, sheet);
    }

    private static SceneLayer Astronaut(Setting setting)
    {
        var (stage, palette, dice, sheet, u) = (setting.Stage, setting.Palette, setting.Dice("astronaut"), new SvgSheet(), setting.Unit);
        var (x, y, h) = (stage.CentreX + dice.Side() * stage.Width * 0.13, stage.Height * 0.90, 270 * u);
        var white = new Oklch(0.92, 0.015, 240);
        var suit = sheet.Linear(x - h * 0.2, 0, x + h * 0.25, 0, new(0, white), new(0.5, white.Darker(0.07)), new(1, white.Darker(0.45)));
        sheet.SoftOval(x, y, h * 0.36, h * 0.05, new(0.05, 0.02, 270), 0.8);
        sheet.Path(new Outline().RoundBox(x - h * 0.17, y - h * 0.74, h * 0.34, h * 0.36, h * 0.07), white.Darker(0.4));
        foreach (var side in (ReadOnlySpan<int>)[-1, 1])
        {
            sheet.Stroke(new Outline().From(x + side * h * 0.07, y - h * 0.4).To(x + side * h * 0.09, y - h * 0.05), suit, h * 0.125);
            sheet.Path(
                new Outline().RoundBox(x + side * h * 0.09 - h * 0.075, y - h * 0.07, h * 0.15, h * 0.08, h * 0.035), white.Darker(0.3));
            sheet.Stroke(
                new Outline().From(x + side * h * 0.14, y - h * 0.66)
                    .Bend(x + side * h * 0.25, y - h * 0.55, x + side * h * 0.22, y - h * 0.38), suit, h * 0.105);
        }
        sheet.Path(new Outline().RoundBox(x - h * 0.15, y - h * 0.73, h * 0.3, h * 0.38, h * 0.09), suit);
        sheet.Rect(x - h * 0.08, y - h * 0.62, h * 0.16, h * 0.11, white.Darker(0.22), 1, h * 0.02);
        sheet.Circle(x - h * 0.04, y - h * 0.565, h * 0.018, palette.Accent);
        sheet.Circle(x + h * 0.02, y - h * 0.565, h * 0.018, palette.Accent2);
        sheet.Circle(x, y - h * 0.86, h * 0.165, suit);
        var gold = new Oklch(0.80, 0.13, 80);
        sheet.Path(
            new Outline().RoundBox(x - h * 0.118, y - h * 0.95, h * 0.236, h * 0.185, h * 0.085),
            sheet.Linear(
                x - h * 0.1, y - h, x + h * 0.1, y - h * 0.78, new(0, gold.Lighter(0.12)), new(0.4, gold.Darker(0.12)),
                new(1, new(0.22, 0.08, 290))));
        sheet.Ellipse(x - h * 0.055, y - h * 0.905, h * 0.028, h * 0.016, new Oklch(1, 0, 0), 0.85, -25);
        return SceneLayer.Of(0.95, sheet);
    }
}
