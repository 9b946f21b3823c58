namespace OpenGen.Making.Scenes;

/// <summary>Compositions without a subject; which one, and every measure of it, comes from the prompt's words.</summary>
internal static class AbstractArt
{
    public static IReadOnlyList<SceneLayer> Paint(Setting setting)
    {
        var dice = setting.Dice("abstract");
        var says = setting.Prompt;
        if (says.Manners.Contains(Manner.Geometric)) return dice.Chance(0.6) ? Bauhaus(setting) : Arches(setting);
        if (says.Says("wave", "fluid", "liquid", "flow", "silk", "swirl")) return Ribbons(setting);
        if (says.Says("gradient", "blob", "mesh", "glow")) return Aura(setting);
        return dice.Below(6) switch
        {
            0 => Ribbons(setting),
            1 => Bauhaus(setting),
            2 => Aura(setting),
            3 => Contours(setting),
            4 => Arches(setting),
            _ => Marble(setting),
        };
    }

    private static Oklch[] Inks(Setting setting)
    {
        var p = setting.Palette;
        return [p.Accent, p.Accent2, p.SkyLow, p.SkyMid, p.Ground(0.45), p.Near, p.Glow.Mix(p.SkyLow, 0.3)];
    }

    /// <summary>Silk: sheets of colour folded one over another.</summary>
    private static IReadOnlyList<SceneLayer> Ribbons(Setting setting)
    {
        var (stage, palette, dice) = (setting.Stage, setting.Palette, setting.Dice("ribbons"));
        var back = new SvgSheet();
        back.Fill(
            stage,
            back.Linear(
                0, stage.Top, stage.Width * 0.4, stage.Bottom, new(0, palette.SkyTop), new(0.55, palette.SkyMid), new(1, palette.SkyLow)));
        List<SceneLayer> layers = [SceneLayer.Of(0, back)];
        var inks = Inks(setting);
        const int count = 8;
        for (var i = 0; i < count; i++)
        {
            var sheet = new SvgSheet();
            var seed = dice.Next();
            var baseline = stage.Top + (stage.Bottom - stage.Top) * ((i + 0.9) / (count + 0.6));
            var amp = stage.Height * dice.Between(0.06, 0.16);
            var tilt = stage.Height * dice.Between(-0.14, 0.14);
            var points = new List<(double X, double Y)>();
            for (var k = -1; k <= 8; k++)
            {
                var t = k / 7.0;
                points.Add(
                    (stage.Left + (stage.Right - stage.Left) * t,
                        baseline + (Noise.Fractal(t * 2.2, seed, 2) - 0.5) * 2 * amp + tilt * (t - 0.5)));
            }
            var ink = inks[(i * 3 + (int)(seed % 3)) % inks.Length].Mix(palette.Ground(i / (double)count), 0.45);
            // The fold's shadow on the sheet below, then the fold.
            sheet.Path(
                new Outline().Through([.. points.Select(point => (point.X, point.Y - 26 * setting.Unit))]).To(stage.Right, stage.Bottom)
                    .To(stage.Left, stage.Bottom).Shut(),
                sheet.Linear(
                    0, baseline - amp - 60 * setting.Unit, 0, baseline + amp, new(0, palette.Near, 0), new(1, palette.Near, 0.35)));
            var d = new Outline().Through(points).To(stage.Right, stage.Bottom).To(stage.Left, stage.Bottom).Shut();
            sheet.Path(
                d, sheet.Linear(
                    stage.Left, baseline - amp, stage.Right * dice.Between(0.4, 1), baseline + stage.Height * 0.3,
                    new(0, ink.Lighter(0.12)), new(0.35, ink), new(0.7, ink.Darker(0.14)), new(1, ink.Lighter(0.06).Turned(18))));
            sheet.Stroke(new Outline().Through(points), palette.Glow, 2 * setting.Unit, 0.35);
            layers.Add(SceneLayer.Of(0.15 + 0.85 * i / count, sheet));
        }
        return layers;
    }

    /// <summary>A grid of quarter circles, discs, bars and dots.</summary>
    private static IReadOnlyList<SceneLayer> Bauhaus(Setting setting)
    {
        var (stage, palette, dice) = (setting.Stage, setting.Palette, setting.Dice("bauhaus"));
        var (back, front) = (new SvgSheet(), new SvgSheet());
        var paper = palette.Dark ? palette.Near.Lighter(0.06) : palette.Glow.Mix(palette.SkyLow, 0.35);
        back.Fill(stage, paper.Hex());
        var inks = Inks(setting);
        var cell = Math.Min(stage.Width, stage.Height) / (setting.Plain ? 3.0 : dice.Pick(4.0, 5.0));
        var (columns, rows) = ((int)Math.Ceiling(stage.Width / cell) + 2, (int)Math.Ceiling(stage.Height / cell) + 2);
        var (x0, y0) = ((stage.Width - columns * cell) / 2, (stage.Height - rows * cell) / 2);
        for (var row = 0; row < rows; row++)
            for (var column = 0; column < columns; column++)
            {
                var (x, y) = (x0 + column * cell, y0 + row * cell);
                var (a, b) = (inks[dice.Below(inks.Length)], inks[dice.Below(inks.Length)]);
                if (Math.Abs(a.L - b.L) < 0.1) b = a.L > 0.55 ? b.Darker(0.28) : b.Lighter(0.28);
                if (setting.Plain && dice.Chance(0.45)) continue;
                front.Rect(x, y, cell + 0.5, cell + 0.5, dice.Chance(0.25) ? paper : a);
                Tile(front, dice, x, y, cell, b, inks[dice.Below(inks.Length)]);
            }
        return [SceneLayer.Of(0, back), SceneLayer.Of(0.4, front)];
    }

    private static void Tile(SvgSheet sheet, Dice dice, double x, double y, double c, Oklch ink, Oklch second)
    {
        var turn = dice.Below(4) * 90;
        sheet.Open($"rotate({turn} {SvgSheet.N(x + c / 2)} {SvgSheet.N(y + c / 2)})");
        switch (dice.Below(8))
        {
            case 0: sheet.Path(new Outline().From(x, y).To(x + c, y).Arc(c, c, x, y + c).Shut(), ink); break;
            case 1: sheet.Circle(x + c / 2, y + c / 2, c * 0.36, ink); sheet.Circle(x + c / 2, y + c / 2, c * 0.17, second); break;
            case 2: for (var i = 0; i < 4; i++) sheet.Rect(x, y + c * (0.06 + i * 0.25), c, c * 0.125, ink); break;
            case 3: sheet.Path(new Outline().From(x, y).To(x + c, y + c).To(x, y + c).Shut(), ink); break;
            case 4:
                sheet.Path(new Outline().From(x, y + c / 2).Arc(c / 2, c / 2, x + c, y + c / 2).Shut(), ink);
                sheet.Path(new Outline().From(x, y + c).Arc(c / 2, c / 2, x + c, y + c).Shut(), second);
                break;
            case 5:
                for (var i = 0; i < 3; i++)
                    for (var j = 0; j < 3; j++) sheet.Circle(x + c * (0.2 + i * 0.3), y + c * (0.2 + j * 0.3), c * 0.075, ink); break;
            case 6:
                sheet.Path(new Outline().From(x, y).To(x + c, y).Arc(c, c, x, y + c).Shut(), ink);
                sheet.Path(new Outline().From(x, y).To(x + c * 0.6, y).Arc(c * 0.6, c * 0.6, x, y + c * 0.6).Shut(), second);
                sheet.Path(new Outline().From(x, y).To(x + c * 0.25, y).Arc(c * 0.25, c * 0.25, x, y + c * 0.25).Shut(), ink.Lighter(0.12));
                break;
            default:
                sheet.Path(
                new Outline().From(x + c / 2, y).Arc(c / 2, c / 2, x + c, y + c / 2).Arc(c / 2, c / 2, x + c / 2, y + c)
                    .Arc(c / 2, c / 2, x, y + c / 2).Arc(c / 2, c / 2, x + c / 2, y).Shut(), ink); break;
        }
        sheet.Close();
    }

    /// <summary>Blurred lights that run into one another, a disc of glass before them.</summary>
    private static IReadOnlyList<SceneLayer> Aura(Setting setting)
    {
        var (stage, palette, dice) = (setting.Stage, setting.Palette, setting.Dice("aura"));
        var seed = dice.Next();
        var ramp = new Ramp(
            palette.Dark ? palette.Near : palette.SkyTop, palette.SkyMid, palette.Accent2.Mix(palette.SkyMid, 0.5),
            palette.SkyLow.Mix(palette.Accent, 0.2), palette.SkyLow, palette.Glow);
        var scale = 1 / (dice.Between(620, 900) * setting.Unit);
        var lights = new SceneLayer(0)
        {
            Texture = (x, y) =>
            {
                var warp = Noise.Fractal(x * scale, y * scale, seed + 3, 2) - 0.5;
                return ramp.At((Noise.Fractal(x * scale * 0.9 + warp * 1.5, y * scale * 0.9 - warp * 1.2, seed, 2) - 0.16) * 1.4, 1);
            },
        };
        var sheet = new SvgSheet();
        var r = dice.Between(250, 340) * setting.Unit;
        var (cx, cy) = (stage.CentreX + dice.Between(-0.08, 0.08) * stage.Width, stage.Height * dice.Between(0.42, 0.56));
        sheet.SoftOval(cx + r * 0.1, cy + r * 0.2, r * 1.25, r * 1.2, palette.Near, 0.4);
        sheet.Circle(
            cx, cy, r,
            sheet.Linear(
                cx - r, cy - r, cx + r, cy + r, new(0, palette.Glow, 0.95), new(0.35, palette.Accent, 0.9),
                new(0.75, palette.Accent2, 0.92), new(1, palette.Near, 0.9)));
        sheet.Circle(
            cx, cy, r,
            sheet.Radial(
                cx + r * 0.1, cy + r * 0.12, r * 1.05, [new(0, palette.Glow, 0), new(0.78, palette.Glow, 0), new(1, palette.Glow, 0.5)]));
        var small = new SvgSheet();
        for (var i = 0; i < 4; i++)
        {
            var (angle, away, sr) = (dice.Between(0, 6.28), r * dice.Between(1.15, 1.6), r * dice.Between(0.05, 0.2));
            var (x, y) = (cx + Math.Cos(angle) * away, cy + Math.Sin(angle) * away);
            small.SoftOval(x + sr * 0.2, y + sr * 0.4, sr * 1.3, sr * 1.3, palette.Near, 0.35);
            small.Circle(
                x, y, sr,
                small.Linear(x - sr, y - sr, x + sr, y + sr, new(0, palette.Glow), new(0.5, palette.Accent2), new(1, palette.Near)));
        }
        return [lights, SceneLayer.Of(0.45, sheet), SceneLayer.Of(0.85, small)];
    }

    /// <summary>Contour lines of an unknown country, some of its levels filled: cut paper with shadows.</summary>
    private static IReadOnlyList<SceneLayer> Contours(Setting setting)
    {
        var (stage, palette, dice) = (setting.Stage, setting.Palette, setting.Dice("contours"));
        var (cx, cy) = (stage.Width * dice.Between(0.3, 0.7), stage.Height * dice.Between(0.35, 0.65));
        var seed = dice.Next();
        var back = new SvgSheet();
        back.Fill(stage, palette.Near.Mix(palette.SkyTop, 0.3).Hex());
        List<SceneLayer> layers = [SceneLayer.Of(0, back)];
        const int levels = 8;
        var reach = Math.Sqrt(stage.Width * (double)stage.Width + stage.Height * (double)stage.Height) * 0.6;
        for (var level = levels; level >= 1; level--)
        {
            var sheet = new SvgSheet();
            var points = new List<(double X, double Y)>();
            for (var k = 0; k < 64; k++)
            {
                var angle = k / 64.0 * Math.Tau;
                var (nx, ny) = (Math.Cos(angle) * 1.2, Math.Sin(angle) * 1.2);
                var r = reach * level / levels * (0.55 + 0.9 * Noise.Fractal(nx + level * 0.16, ny - level * 0.13, seed, 3));
                points.Add((cx + Math.Cos(angle) * r, cy + Math.Sin(angle) * r * 0.95));
            }
            var t = 1 - (level - 1) / (levels - 1.0);
            var ink = t < 0.5
                ? palette.Ground(0.9 - t * 1.2).Mix(palette.SkyMid, t)
                : palette.SkyMid.Mix(level % 3 == 0 ? palette.Accent : palette.SkyLow, (t - 0.5) * 2);
            for (var shadow = 3; shadow >= 1; shadow--)
                sheet.Path(
                    new Outline().Blob(
                        [.. points.Select(point => (point.X + shadow * 3 * setting.Unit, point.Y + shadow * 7 * setting.Unit))]),
                    palette.Near.Darker(0.1), 0.13);
            sheet.Path(
                new Outline().Blob(points),
                sheet.Linear(
                    cx - reach * 0.5, cy - reach * 0.5, cx + reach * 0.5, cy + reach * 0.5, new(0, ink.Lighter(0.05)),
                    new(1, ink.Darker(0.05))));
            sheet.Stroke(new Outline().Blob(points), ink.Lighter(0.12), 1.6 * setting.Unit, 0.7);
            layers.Add(SceneLayer.Of(1 - level / (levels + 1.0), sheet));
        }
        return layers;
    }

    /// <summary>Arches, discs and stems on a quiet wall.</summary>
    private static IReadOnlyList<SceneLayer> Arches(Setting setting)
    {
        var (stage, palette, dice, u) = (setting.Stage, setting.Palette, setting.Dice("arches"), setting.Unit);
        var back = new SvgSheet();
        var wall = palette.Dark ? palette.SkyTop : palette.Glow.Mix(palette.SkyLow, 0.45);
        back.Fill(stage, back.Linear(0, stage.Top, 0, stage.Bottom, new(0, wall), new(1, wall.Darker(0.05))));
        var inks = Inks(setting);
        var disc = new SvgSheet();
        disc.Circle(
            stage.Width * dice.Between(0.3, 0.7), stage.Height * dice.Between(0.24, 0.36), dice.Between(150, 230) * u, palette.Accent);
        var arches = new SvgSheet();
        var foot = stage.Bottom;
        for (var i = 0; i < 3; i++)
        {
            var (w, h) = (stage.Width * dice.Between(0.36, 0.6), stage.Height * dice.Between(0.34, 0.62));
            var x = stage.Width * (0.18 + i * 0.32 + dice.Between(-0.08, 0.08));
            var ink = inks[(i * 2 + dice.Below(3)) % inks.Length];
            for (var ring = 0; ring < 5; ring++)
            {
                var rw = w * (1 - ring * 0.19);
                var rh = h - w * ring * 0.095;
                if (rw < 20 * u) break;
                var tone = ring % 2 == 0 ? ink.Lighter(ring * 0.02) : wall.Darker(0.02);
                arches.Path(
                    new Outline().From(x - rw / 2, foot).To(x - rw / 2, foot - rh + rw / 2)
                        .Arc(rw / 2, rw / 2, x + rw / 2, foot - rh + rw / 2).To(x + rw / 2, foot).Shut(), tone);
            }
        }
        var leaves = new SvgSheet();
        for (var i = 0; i < 2; i++)
        {
            var (x, y) = (stage.Width * (i == 0 ? 0.12 : 0.88) + dice.Between(-30, 30) * u, stage.Bottom);
            var reach = stage.Height * dice.Between(0.34, 0.5);
            var lean = (i == 0 ? 1 : -1) * stage.Width * 0.12;
            Trees.Frond(leaves, palette.Near.Mix(inks[4], 0.3), x, y, x, y - reach * 0.6, x + lean, y - reach, 90 * u);
        }
        return [SceneLayer.Of(0, back), SceneLayer.Of(0.2, disc), SceneLayer.Of(0.5, arches), SceneLayer.Of(0.95, leaves)];
    }

    /// <summary>Veined stone with leaf of gold, or ink in water.</summary>
    private static IReadOnlyList<SceneLayer> Marble(Setting setting)
    {
        var (palette, dice) = (setting.Palette, setting.Dice("marble"));
        var seed = dice.Next();
        var ramp = new Ramp(palette.Near, palette.Ground(0.5), palette.SkyMid, palette.SkyLow, palette.Glow);
        var vein = new Ramp(palette.Accent, palette.Accent.Lighter(0.2));
        var scale = 1 / (dice.Between(480, 700) * setting.Unit);
        return
        [
            new SceneLayer(0)
            {
                Texture = (x, y) =>
                {
                    var (px, py) = (x * scale, y * scale);
                    var (qx, qy) = (Noise.Fractal(px, py, seed, 4), Noise.Fractal(px + 5.2, py + 1.3, seed + 1, 4));
                    var n = Noise.Fractal(px + 2.6 * qx, py + 2.6 * qy, seed + 2, 5);
                    var line = Math.Abs(Noise.Fractal(px + 2.2 * qy, py + 2.2 * qx, seed + 4, 4) - 0.5);
                    return line < 0.012 ? vein.At(1 - line / 0.012, 1) : ramp.At((n - 0.25) * 1.8, 1);
                },
            },
        ];
    }
}
