namespace OpenGen.Making.Scenes;

/// <summary>Small buildings of the countryside.</summary>
internal static class Buildings
{
    /// <summary>A cottage on the hill.</summary>
    public static void Cottage(Setting setting, SvgSheet sheet, IReadOnlyList<(double X, double Y)> line)
    {
        var (stage, palette, dice, u) = (setting.Stage, setting.Palette, setting.Dice("cottage"), setting.Unit);
        var x = stage.Width * dice.Between(0.25, 0.75);
        var y = Trees.Height(line, x) + 10 * u;
        var w = 62 * u;
        var wall = palette.Glow.Mix(palette.Far, 0.25);
        sheet.Rect(x, y - w * 0.55, w, w * 0.6, palette.Dark ? wall.Darker(0.45) : wall);
        sheet.Rect(x - w * 0.45, y - w * 0.42, w * 0.5, w * 0.47, palette.Dark ? wall.Darker(0.5) : wall.Darker(0.08));
        var roof = palette.Accent.Mix(new(0.45, 0.12, 35), 0.6);
        sheet.Path(
            new Outline().From(x - w * 0.08, y - w * 0.52).To(x + w * 0.5, y - w * 0.98).To(x + w * 1.08, y - w * 0.52).Shut(), roof);
        sheet.Path(
            new Outline().From(x - w * 0.53, y - w * 0.40).To(x - w * 0.3, y - w * 0.66).To(x + w * 0.08, y - w * 0.66)
                .To(x + w * 0.08, y - w * 0.40).Shut(), roof.Darker(0.07));
        var lit = palette.Dark ? new Oklch(0.88, 0.13, 80) : palette.Near.Mix(palette.SkyTop, 0.4);
        foreach (var at in (ReadOnlySpan<double>)[0.16, 0.62]) sheet.Rect(x + w * at, y - w * 0.36, w * 0.18, w * 0.2, lit);
        sheet.Rect(x - w * 0.28, y - w * 0.3, w * 0.13, w * 0.15, lit);
    }

    /// <summary>A tent with a lamp in it.</summary>
    public static void TentOrCabin(Setting setting, SvgSheet sheet, double foot)
    {
        var (stage, palette, dice, u) = (setting.Stage, setting.Palette, setting.Dice("camp"), setting.Unit);
        var x = stage.Width * dice.Between(0.42, 0.58);
        var lamp = new Oklch(0.86, 0.14, 75);
        sheet.Path(
            new Outline().From(stage.Left, foot - 6 * u).Bend(stage.CentreX, foot - 40 * u, stage.Right, foot - 4 * u)
                .To(stage.Right, stage.Bottom).To(stage.Left, stage.Bottom).Shut(),
            sheet.Linear(0, foot - 30 * u, 0, stage.Bottom, new(0, palette.Ground(0.86)), new(1, palette.Near.Darker(0.04))));
        sheet.Circle(x, foot - 60 * u, 420 * u, sheet.Glow(x, foot - 60 * u, 420 * u, lamp, palette.Dark ? 0.5 : 0.2));
        if (setting.Prompt.Says("cabin", "cozy"))
        {
            var w = 300 * u;
            var wood = palette.Near.Mix(new(0.40, 0.07, 50), 0.5);
            sheet.Rect(x - w / 2, foot - w * 0.5, w, w * 0.55, wood);
            for (var i = 0; i < 8; i++) sheet.Rect(x - w / 2, foot - w * 0.5 + i * w * 0.068, w, w * 0.008, wood.Darker(0.08));
            sheet.Path(
                new Outline().From(x - w * 0.62, foot - w * 0.47).To(x, foot - w * 0.95).To(x + w * 0.62, foot - w * 0.47).Shut(),
                palette.Near.Darker(0.02));
            sheet.Rect(x + w * 0.24, foot - w * 0.98, w * 0.1, w * 0.3, palette.Near);
            foreach (var side in (ReadOnlySpan<double>)[-0.36, 0.14])
            {
                sheet.Rect(x + side * w, foot - w * 0.34, w * 0.22, w * 0.2, lamp);
                sheet.Rect(x + side * w + w * 0.105, foot - w * 0.34, w * 0.01, w * 0.2, wood.Darker(0.1));
                sheet.Rect(x + side * w, foot - w * 0.245, w * 0.22, w * 0.01, wood.Darker(0.1));
            }
            sheet.Rect(x - w * 0.09, foot - w * 0.33, w * 0.16, w * 0.38, wood.Darker(0.12));
            return;
        }
        var (tw, th) = (170 * u, 170 * u);
        var cloth = palette.Accent.Mix(lamp, 0.4);
        sheet.Path(
            new Outline().From(x - tw, foot).Bend(x - tw * 0.4, foot - th * 0.55, x, foot - th)
                .Bend(x + tw * 0.4, foot - th * 0.55, x + tw, foot).Shut(),
            sheet.Radial(x, foot - th * 0.2, tw, [new(0, lamp), new(0.55, cloth), new(1, cloth.Darker(0.28))]));
        sheet.Path(
            new Outline().From(x, foot - th * 0.9).Bend(x - tw * 0.16, foot - th * 0.4, x - tw * 0.24, foot).To(x + tw * 0.24, foot)
                .Bend(x + tw * 0.16, foot - th * 0.4, x, foot - th * 0.9).Shut(), lamp.Lighter(0.07), 0.9);
        sheet.SoftOval(x, foot + 4 * u, tw * 1.3, 16 * u, palette.Near.Darker(0.08), 0.7);
    }
}
