namespace OpenGen.Making.Scenes;

/// <summary>What is between the eye and the scene: mist, birds, rain and snow.</summary>
internal static class Air
{
    public static SceneLayer Mist(Setting setting, double middle, string name)
    {
        var (stage, palette) = (setting.Stage, setting.Palette);
        var seed = setting.Dice(name).Next();
        var ramp = new Ramp(palette.SkyLow.Mix(palette.Far, 0.3), palette.SkyLow.Mix(palette.Glow, 0.4));
        var scale = 1 / (420 * setting.Unit);
        return new SceneLayer(0.45)
        {
            Texture = (x, y) =>
            {
                var off = (y - middle) / (stage.Height * 0.075);
                if (Math.Abs(off) > 2.4) return default;
                var n = Noise.Fractal(x * scale, y * scale * 3.5, seed, 4);
                return ramp.At(n, Math.Exp(-off * off) * Math.Clamp(n * 1.7 - 0.35, 0, 1) * (palette.Dark ? 0.4 : 0.75));
            },
        };
    }

    public static SceneLayer Birds(Setting setting, double horizon)
    {
        var (stage, palette, dice, sheet) = (setting.Stage, setting.Palette, setting.Dice("birds"), new SvgSheet());
        if (!palette.Dark && !setting.Plain && setting.Prompt.Weather != Weather.Snow && dice.Chance(0.6))
        {
            var (cx, cy) = (stage.Width * dice.Between(0.25, 0.75), horizon * dice.Between(0.35, 0.62));
            for (var i = 0; i < 7; i++)
            {
                var (x, y, w) = (
                    cx + dice.Between(-170, 170) * setting.Unit, cy + dice.Between(-70, 70) * setting.Unit,
                    dice.Between(9, 20) * setting.Unit);
                var lift = dice.Between(0.35, 0.7) * w;
                sheet.Path(
                    new Outline().From(x - w, y - lift).Bend(x - w * 0.35, y - lift * 0.9, x, y)
                        .Bend(x + w * 0.4, y - lift * 1.1, x + w, y - lift * 0.8).Bend(x + w * 0.35, y - lift * 0.45, x, y + w * 0.16)
                        .Bend(x - w * 0.4, y - lift * 0.5, x - w, y - lift).Shut(), palette.Ground(0.75), 0.75);
            }
        }
        return SceneLayer.Of(0.3, sheet);
    }

    /// <summary>Falling snow or rain, or nothing.</summary>
    public static SceneLayer? Weathering(Setting setting)
    {
        var (stage, dice, sheet, u) = (setting.Stage, setting.Dice("weather"), new SvgSheet(), setting.Unit);
        switch (setting.Prompt.Weather)
        {
            case Weather.Snow:
                for (var i = 0; i < 170; i++)
                {
                    var (x, y, r) = (
                        dice.Between(stage.Left, stage.Right), dice.Between(stage.Top, stage.Bottom),
                        (1.6 + Math.Pow(dice.Unit(), 4) * 9) * u);
                    sheet.Circle(
                        x, y, r,
                        sheet.Radial(
                            x, y, r,
                            [new(0, new(0.99, 0.01, 230), 0.95), new(0.4, new(0.99, 0.01, 230), 0.8), new(1, new(0.99, 0.01, 230), 0)]),
                        dice.Between(0.4, 0.95));
                }
                return new SceneLayer(0.7) { Sheet = sheet, Falls = true };
            case Weather.Rain or Weather.Storm:
                var d = new Outline();
                for (var i = 0; i < 150; i++)
                {
                    var (x, y, l) = (
                        dice.Between(stage.Left, stage.Right), dice.Between(stage.Top, stage.Bottom), dice.Between(30, 90) * u);
                    d.From(x, y).To(x - l * 0.16, y + l);
                }
                sheet.Stroke(d, setting.Palette.Glow, 1.5 * u, 0.26);
                return new SceneLayer(0.7) { Sheet = sheet, Falls = true };
            default:
                return null;
        }
    }
}
