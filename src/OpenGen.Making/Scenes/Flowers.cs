namespace OpenGen.Making.Scenes;

/// <summary>Cut flowers.</summary>
internal static class Flowers
{
    /// <summary>Flowers in a vase.</summary>
    public static void Bouquet(Setting setting, SvgSheet sheet, double x, double foot, double h)
    {
        var (palette, dice) = (setting.Palette, setting.Dice("bouquet"));
        var w = h * 0.13;
        sheet.SoftOval(x + w * 0.4, foot, w * 1.9, w * 0.3, palette.Near.Darker(0.08), 0.55);
        var leaf = new Oklch(0.52, 0.10, 148);
        for (var i = 0; i < 16; i++)
        {
            var angle = -Math.PI / 2 + dice.Between(-0.95, 0.95);
            var reach = h * dice.Between(0.28, 0.5);
            sheet.Ellipse(
                x + Math.Cos(angle) * reach, foot - h * 0.42 + Math.Sin(angle) * reach, h * 0.032, h * 0.12,
                leaf.Lighter(dice.Between(-0.06, 0.08)), 1, angle * 180 / Math.PI + 90);
        }
        Oklch[] tones = [palette.Accent, palette.Accent2, palette.Glow.Mix(palette.Accent, 0.25), palette.Accent.Lighter(0.12)];
        if (setting.Prompt.Says("sunflower")) tones = [new(0.84, 0.17, 90), new(0.80, 0.17, 80)];
        var heads = new List<(double X, double Y, double R)>();
        for (var i = 0; i < 40 && heads.Count < 11; i++)
        {
            var (fx, fy, r) = (x + dice.Between(-0.30, 0.30) * h, foot - h * dice.Between(0.50, 0.94), h * dice.Between(0.06, 0.10));
            if (heads.All(other => Math.Sqrt((other.X - fx) * (other.X - fx) + (other.Y - fy) * (other.Y - fy)) > (other.R + r) * 0.82))
                heads.Add((fx, fy, r));
        }
        foreach (var (fx, fy, _) in heads)
            sheet.Stroke(
                new Outline().From(fx, fy).Bend(x + (fx - x) * 0.4, foot - h * 0.45, x, foot - h * 0.3), leaf.Darker(0.08), h * 0.009);
        foreach (var (fx, fy, r) in heads) Flower(sheet, dice, fx, fy, r, tones[dice.Below(tones.Length)]);
        var vase = dice.Pick(palette.Glow.Darker(0.04), palette.Accent2.Muted(0.7), palette.SkyTop.Muted(0.8));
        sheet.Path(
            new Outline().From(x - w * 0.55, foot - h * 0.40)
                .Curve(x - w * 0.4, foot - h * 0.32, x - w * 1.25, foot - h * 0.26, x - w * 1.15, foot - h * 0.13)
                .Curve(x - w * 1.05, foot - h * 0.03, x - w * 0.7, foot, x - w * 0.6, foot).To(x + w * 0.6, foot)
            .Curve(x + w * 0.7, foot, x + w * 1.05, foot - h * 0.03, x + w * 1.15, foot - h * 0.13)
                .Curve(x + w * 1.25, foot - h * 0.26, x + w * 0.4, foot - h * 0.32, x + w * 0.55, foot - h * 0.40).Shut(),
            Tableware.Round(sheet, x - w * 1.2, x + w * 1.2, vase));
        sheet.Ellipse(x, foot - h * 0.40, w * 0.55, w * 0.1, vase.Darker(0.2));
        sheet.Ellipse(x - w * 0.68, foot - h * 0.17, w * 0.1, h * 0.05, Things.White, 0.5, 8);
    }

    private static void Flower(SvgSheet sheet, Dice dice, double x, double y, double r, Oklch tone)
    {
        var kind = dice.Below(3);
        var turn = dice.Between(0, 90);
        if (kind == 0)
        {
            // A rose: petals wound inwards.
            for (var ring = 0; ring < 4; ring++)
                for (var i = 0; i < 6 - ring; i++)
                {
                    var angle = (turn + i * 360.0 / (6 - ring) + ring * 27) * Math.PI / 180;
                    var away = r * (0.55 - ring * 0.15);
                    sheet.Circle(
                        x + Math.Cos(angle) * away, y + Math.Sin(angle) * away, r * (0.52 - ring * 0.09),
                        tone.Lighter(0.05 - ring * 0.045 + i % 2 * 0.025));
                }
            return;
        }
        var petals = kind == 1 ? 8 : 14;
        for (var i = 0; i < petals; i++)
        {
            var angle = turn + i * 360.0 / petals;
            sheet.Open($"rotate({SvgSheet.N(angle)} {SvgSheet.N(x)} {SvgSheet.N(y)})");
            sheet.Ellipse(x, y - r * 0.6, r * (kind == 1 ? 0.3 : 0.16), r * 0.46, tone.Lighter(i % 2 * 0.04 - 0.01));
            sheet.Close();
        }
        sheet.Circle(x, y, r * 0.32, sheet.Radial(x, y, r * 0.34, [new(0, new(0.86, 0.15, 88)), new(1, new(0.60, 0.13, 60))]));
    }
}
