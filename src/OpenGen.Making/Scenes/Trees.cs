namespace OpenGen.Making.Scenes;

using Line = IReadOnlyList<(double X, double Y)>;

/// <summary>What grows.</summary>
internal static class Trees
{
    /// <summary>Firs along a ridge; <paramref name="density"/> is how many stand in the space of one's width.</summary>
    public static void Pines(
        Setting setting, SvgSheet sheet, Line line, string name, double low, double high, Oklch colour, double density, bool edges = false)
    {
        var (dice, u, d) = (setting.Dice(name), setting.Unit, new Outline());
        var step = (low + high) / 2 * 0.34 / density * u;
        var clump = dice.Next();
        for (var x = line[0].X; x < line[^1].X; x += step * dice.Between(0.6, 1.4))
        {
            var thick = Noise.At(x / (high * 4 * u), clump);
            if (thick < 0.42 && density < 0.9) continue;
            if (edges && Math.Abs(x - setting.Stage.CentreX) < setting.Stage.Width * 0.26) continue;
            Fir(d, dice, x, Height(line, x) + 6 * u, dice.Between(low, high) * (0.65 + thick * 0.6) * u);
        }
        sheet.Path(d, colour);
    }

    /// <summary>One fir: boughs that widen and droop downwards.</summary>
    public static void Fir(Outline d, Dice dice, double x, double foot, double height)
    {
        var half = height * dice.Between(0.17, 0.23);
        var tiers = height > 60 ? 7 : 4;
        d.From(x, foot - height);
        for (var i = 1; i <= tiers; i++)
        {
            var (t, w) = (i / (double)tiers, half * Math.Pow(i / (double)tiers, 0.85) * dice.Between(0.85, 1.12));
            d.To(x + w, foot - height * (1 - t * 0.93));
            if (i < tiers) d.To(x + w * 0.5, foot - height * (1 - t * 0.93) - height * 0.018);
        }
        d.To(x + half * 0.12, foot - height * 0.07).To(x + half * 0.12, foot).To(x - half * 0.12, foot)
            .To(x - half * 0.12, foot - height * 0.07);
        for (var i = tiers; i >= 1; i--)
        {
            var (t, w) = (i / (double)tiers, half * Math.Pow(i / (double)tiers, 0.85) * dice.Between(0.85, 1.12));
            if (i < tiers) d.To(x - w * 0.5, foot - height * (1 - t * 0.93) - height * 0.018);
            d.To(x - w, foot - height * (1 - t * 0.93));
        }
        d.Shut();
    }

    /// <summary>Broad-leaved trees in groups, lit from above.</summary>
    public static void Round(Setting setting, SvgSheet sheet, Line line, string name, double low, double high, Oklch colour, double density)
    {
        var (dice, u) = (setting.Dice(name), setting.Unit);
        var clump = dice.Next();
        var (shade, light) = (new Outline(), new Outline());
        for (var x = line[0].X; x < line[^1].X; x += (low + high) * 0.3 * u / Math.Max(density, 0.1) * dice.Between(0.5, 1.2))
        {
            if (Noise.At(x / (high * 5 * u), clump) < 0.52) continue;
            var r = dice.Between(low, high) * 0.5 * u;
            var y = Height(line, x) + r * 0.1;
            shade.Box(x - r * 0.07, y - r, r * 0.14, r * 1.05);
            for (var i = 0; i < 5; i++)
            {
                var (bx, by, br) = (x + dice.Between(-0.55, 0.55) * r, y - r * dice.Between(0.95, 1.75), r * dice.Between(0.42, 0.66));
                shade.Ring(bx, by, br, br * 0.94);
                light.Ring(bx - br * 0.18, by - br * 0.24, br * 0.62, br * 0.55);
            }
        }
        sheet.Path(shade, colour);
        sheet.Path(light, colour.Lighter(0.07), 0.55);
    }

    public static void Grass(Setting setting, SvgSheet sheet, Line line, string name, Oklch colour)
    {
        var (dice, u, d) = (setting.Dice(name), setting.Unit, new Outline());
        for (var x = line[0].X; x < line[^1].X; x += dice.Between(3, 9) * u)
        {
            var (y, h, lean) = (Height(line, x) + 8 * u, dice.Between(16, 58) * u, dice.Between(-12, 16) * u);
            d.From(x - 2.4 * u, y).Bend(x, y - h * 0.6, x + lean, y - h).Bend(x + 3 * u, y - h * 0.5, x + 2.4 * u, y).Shut();
        }
        sheet.Path(d, colour);
    }

    /// <summary>Wild flowers near the camera.</summary>
    public static void Meadow(Setting setting, SvgSheet sheet, Line line, string name)
    {
        var (stage, palette, dice, u) = (setting.Stage, setting.Palette, setting.Dice(name), setting.Unit);
        for (var i = 0; i < 46; i++)
        {
            var x = dice.Between(stage.Left, stage.Right);
            var y = Height(line, x) + dice.Between(0, stage.Height * 0.09);
            var (h, r) = (dice.Between(40, 90) * u, dice.Between(6, 13) * u);
            var lean = dice.Between(-10, 10) * u;
            sheet.Stroke(new Outline().From(x, y).Bend(x, y - h * 0.5, x + lean, y - h), palette.Near.Lighter(0.06), 2.4 * u);
            var colour = dice.Pick(palette.Accent, palette.Accent2, palette.Glow);
            for (var petal = 0; petal < 5; petal++)
            {
                var angle = petal * 1.2566 + i;
                sheet.Circle(x + lean + Math.Cos(angle) * r * 0.62, y - h + Math.Sin(angle) * r * 0.5, r * 0.5, colour, 0.95);
            }
            sheet.Circle(x + lean, y - h, r * 0.32, palette.Glow.Mix(new(0.8, 0.15, 85), 0.7));
        }
    }

    /// <summary>Trunks left and right, near and dark, with boughs overhead: a window onto the wood.</summary>
    public static SceneLayer Frame(Setting setting, Sky.Sun sun)
    {
        var (stage, palette, dice, sheet, u) = (setting.Stage, setting.Palette, setting.Dice("frame"), new SvgSheet(), setting.Unit);
        var ink = palette.Near.Darker(0.05);
        foreach (var side in (ReadOnlySpan<int>)[-1, 1])
        {
            var count = stage.Wide ? 2 : 1;
            for (var i = 0; i < count; i++)
            {
                var x = side < 0
                    ? stage.Width * (0.02 + i * 0.09 + dice.Between(0, 0.04))
                    : stage.Width * (0.98 - i * 0.09 - dice.Between(0, 0.04));
                var w = dice.Between(30, 58) * u * (1 - i * 0.4);
                var lean = dice.Between(-14, 14) * u;
                var d = new Outline().From(x - w, stage.Bottom)
                    .Curve(x - w * 0.5, stage.Height * 0.8, x - w * 0.45 + lean, stage.Height * 0.4, x - w * 0.34 + lean, stage.Top)
                    .To(x + w * 0.34 + lean, stage.Top)
                    .Curve(x + w * 0.45 + lean, stage.Height * 0.4, x + w * 0.5, stage.Height * 0.8, x + w, stage.Bottom).Shut();
                sheet.Path(
                    d, sheet.Linear(
                        x - w, 0, x + w, 0, new(0, side < 0 ? ink : ink.Mix(palette.SkyLow, 0.18)), new(0.5, ink),
                        new(1, side < 0 ? ink.Mix(palette.SkyLow, 0.18) : ink)));
                for (var b = 0; b < 7; b++)
                {
                    var y = stage.Height * (0.02 + b * 0.062 + dice.Between(0, 0.03));
                    var reach = -side * dice.Between(90, 230) * u * (1 - b * 0.07);
                    var boughs = new Outline();
                    Bough(boughs, dice, x + lean * 0.7, y, reach, u);
                    sheet.Path(boughs, ink);
                }
            }
        }
        _ = sun;
        return SceneLayer.Of(1, sheet, 1.6);
    }

    private static void Bough(Outline d, Dice dice, double x, double y, double reach, double u)
    {
        d.From(x, y - 4 * u).Bend(x + reach * 0.5, y + 6 * u, x + reach, y + Math.Abs(reach) * 0.22)
            .Bend(x + reach * 0.5, y + 18 * u, x, y + 6 * u).Shut();
        for (var t = 0.12; t < 1; t += 0.045)
        {
            var (bx, by) = (x + reach * t, y + Math.Abs(reach) * 0.22 * t * t + 4 * u);
            var l = (44 - 22 * t) * u * dice.Between(0.7, 1.3);
            d.From(bx - 5 * u, by).To(bx + Math.Sign(reach) * l * 0.35, by + l).To(bx + 5 * u, by).Shut();
        }
    }

    public static void Cacti(Setting setting, SvgSheet sheet, double foot)
    {
        var (stage, palette, dice, u) = (setting.Stage, setting.Palette, setting.Dice("cacti"), setting.Unit);
        var colour = palette.Near.Darker(0.10).Mix(new(0.30, 0.07, 150), palette.Dark ? 0.1 : 0.55);
        foreach (var side in (ReadOnlySpan<int>)[-1, 1])
        {
            var h = dice.Between(150, 330) * u;
            var x = stage.CentreX + side * stage.Width * dice.Between(0.30, 0.42);
            var y = foot + dice.Between(0, 40) * u;
            var w = h * 0.13;
            sheet.SoftOval(x + w, y, h * 0.32, h * 0.045, palette.Near.Darker(0.1), 0.55);
            void Limb(string d) { sheet.Stroke(d, colour, w); sheet.Stroke(d, colour.Lighter(0.09), w * 0.14, 0.6); }
            Limb(new Outline().From(x, y).To(x, y - h));
            var (a, b) = (dice.Between(0.35, 0.5), dice.Between(0.5, 0.62));
            Limb(new Outline().From(x, y - h * a).Bend(x - h * 0.24, y - h * a, x - h * 0.24, y - h * (a + 0.16))
                .To(x - h * 0.24, y - h * (a + 0.3)));
            Limb(new Outline().From(x, y - h * b).Bend(x + h * 0.21, y - h * b, x + h * 0.21, y - h * (b + 0.13))
                .To(x + h * 0.21, y - h * (b + 0.22)));
        }
    }

    /// <summary>A palm leaning over the beach.</summary>
    public static void Palm(Setting setting, SvgSheet sheet, Dice dice, double x, double foot, double height, int lean)
    {
        var (palette, u) = (setting.Palette, setting.Unit);
        var ink = palette.Near.Darker(0.04);
        var (tx, ty) = (x + lean * height * dice.Between(0.22, 0.34), foot - height);
        var w = height * 0.026;
        sheet.Path(
            new Outline().From(x - w * 1.5, foot)
                .Curve(x - w, foot - height * 0.4, tx - lean * height * 0.11, foot - height * 0.75, tx - w * 0.6, ty)
            .To(tx + w * 0.6, ty).Curve(tx - lean * height * 0.09 + w, foot - height * 0.75, x + w, foot - height * 0.4, x + w * 1.5, foot)
                .Shut(), ink);
        for (var i = 0; i < 11; i++)
        {
            var angle = -Math.PI * (0.02 + i / 10.0 * 0.96) + dice.Between(-0.12, 0.12);
            var reach = height * dice.Between(0.30, 0.40);
            var (ex, ey) = (tx + Math.Cos(angle) * reach, ty + Math.Sin(angle) * reach * 0.55 + reach * 0.42);
            var (mx, my) = (tx + Math.Cos(angle) * reach * 0.62, ty + Math.Sin(angle) * reach * 0.85 - reach * 0.06);
            Frond(sheet, ink.Lighter(i % 3 * 0.022), tx, ty, mx, my, ex, ey, reach * 0.16);
        }
        for (var i = 0; i < 3; i++) sheet.Circle(tx + (i - 1) * 9 * u, ty + 8 * u, height * 0.02, ink.Lighter(0.05));
    }

    /// <summary>A pinnate leaf along a bent rib.</summary>
    public static void Frond(SvgSheet sheet, Oklch colour, double x, double y, double mx, double my, double ex, double ey, double leaf)
    {
        var d = new Outline();
        (double, double) On(double t) =>
            ((1 - t) * (1 - t) * x + 2 * t * (1 - t) * mx + t * t * ex, (1 - t) * (1 - t) * y + 2 * t * (1 - t) * my + t * t * ey);
        for (var t = 0.08; t < 1; t += 0.042)
        {
            var (px, py) = On(t);
            var (qx, qy) = On(Math.Min(1, t + 0.05));
            var (dx, dy) = (qx - px, qy - py);
            var length = Math.Sqrt(dx * dx + dy * dy) + 1e-6;
            (dx, dy) = (dx / length, dy / length);
            var l = leaf * Math.Sin(Math.PI * (0.15 + 0.8 * t)) * 1.25;
            foreach (var side in (ReadOnlySpan<int>)[-1, 1])
            {
                var (lx, ly) = (px + (dx * 0.8 - side * dy * 0.75) * l, py + (dy * 0.8 + side * dx * 0.75) * l + l * 0.3);
                d.From(px - dx * l * 0.12, py - dy * l * 0.12).To(lx, ly).To(px + dx * l * 0.2, py + dy * l * 0.2).Shut();
            }
        }
        sheet.Path(d, colour);
        sheet.Stroke(new Outline().From(x, y).Bend(mx, my, ex, ey), colour, leaf * 0.09);
    }

    public static double Height(Line line, double x)
    {
        var step = line[1].X - line[0].X;
        var at = Math.Clamp((x - line[0].X) / step, 0, line.Count - 1.001);
        var i = (int)at;
        return line[i].Y + (line[i + 1].Y - line[i].Y) * (at - i);
    }
}
