namespace OpenGen.Making.Scenes;

/// <summary>Sky with its sun or moon, stars and clouds.</summary>
internal static class Sky
{
    /// <summary>Where the light stands; the other painters cast their shadows by it.</summary>
    public readonly record struct Sun(double X, double Y, double Radius);

    public static Sun SunOf(Setting setting, double horizon)
    {
        var dice = setting.Dice("sun");
        var (stage, unit) = (setting.Stage, setting.Unit);
        var x = stage.Width * dice.Pick(dice.Between(0.24, 0.40), dice.Between(0.60, 0.76), dice.Between(0.42, 0.58));
        var height = setting.Palette.Time switch
        {
            DayTime.Sunset or DayTime.Dawn => dice.Between(0.10, 0.24),
            DayTime.Golden => dice.Between(0.22, 0.40),
            DayTime.Dusk => dice.Between(0.30, 0.5),
            _ => dice.Between(0.5, 0.72),
        };
        var radius = setting.Palette.Time switch
        {
            DayTime.Day => dice.Between(45, 60),
            DayTime.Night or DayTime.Dusk => dice.Between(42, 78),
            _ => dice.Between(70, 120),
        };
        if (setting.Prompt.Manners.Contains(Manner.Retro) || setting.Prompt.Manners.Contains(Manner.Minimal)) radius *= 1.7;
        return new(x, horizon - (horizon - Math.Max(0, stage.Height * 0.04)) * height, radius * unit);
    }

    public static IEnumerable<SceneLayer> Paint(Setting setting, double horizon, Sun sun)
    {
        var (stage, palette) = (setting.Stage, setting.Palette);
        var sheet = new SvgSheet();
        sheet.Fill(stage, sheet.Linear(0, stage.Top, 0, horizon + stage.Height * 0.04,
            new(0, palette.SkyTop), new(0.52, palette.SkyMid), new(0.9, palette.SkyLow), new(1, palette.SkyLow.Mix(palette.Far, 0.25))));
        var veiled = setting.Prompt.Weather is Weather.Rain or Weather.Storm or Weather.Fog or Weather.Snow;
        var reach = sun.Radius * (palette.Dark ? 7 : 9);
        sheet.Circle(
            sun.X, sun.Y, reach, sheet.Glow(sun.X, sun.Y, reach, palette.Glow.Mix(palette.SkyLow, 0.25), palette.Dark ? 0.34 : 0.75));
        yield return SceneLayer.Of(0, sheet);

        if (palette.Dark && !veiled) yield return Stars(setting, horizon, palette.Time == DayTime.Night ? 1 : 0.45);
        if (setting.Prompt.Says("aurora")) yield return Aurora(setting, horizon);

        var disc = new SvgSheet();
        if (!veiled) Disc(setting, disc, sun);
        yield return SceneLayer.Of(0.04, disc);

        if (!setting.Plain && !setting.Prompt.Says("aurora")) yield return Clouds(setting, horizon, sun, veiled);
    }

    private static void Disc(Setting setting, SvgSheet sheet, Sun sun)
    {
        var (palette, dice) = (setting.Palette, setting.Dice("disc"));
        var glow = palette.Glow;
        if (!palette.Dark)
        {
            if (setting.Prompt.Manners.Contains(Manner.Retro))
            {
                // The sun of old posters: cut by bars that grow towards the horizon.
                var outline = new Outline();
                var y = -1.0;
                for (var bar = 0; bar < 9; bar++)
                {
                    var (from, to) = (y, bar == 8 ? 1.0 : Math.Min(1, y + 0.62 - bar * 0.06));
                    outline.Box(sun.X - sun.Radius, sun.Y + from * sun.Radius, sun.Radius * 2, (to - from) * sun.Radius);
                    y = to + 0.02 + bar * 0.012;
                    if (y >= 1) break;
                }
                sheet.OpenClip(outline);
                sheet.Circle(
                    sun.X, sun.Y, sun.Radius,
                    sheet.Linear(
                        0, sun.Y - sun.Radius, 0, sun.Y + sun.Radius, new(0, glow), new(1, palette.Accent.Mix(palette.SkyMid, 0.3))));
                sheet.Close();
                return;
            }
            sheet.Circle(sun.X, sun.Y, sun.Radius * 1.5, sheet.Glow(sun.X, sun.Y, sun.Radius * 1.9, glow, 0.9));
            sheet.Circle(
                sun.X, sun.Y, sun.Radius, sheet.Radial(sun.X, sun.Y, sun.Radius, [new(0, glow), new(0.86, glow), new(1, glow, 0.0)]));
            return;
        }

        var r = sun.Radius;
        sheet.Circle(sun.X, sun.Y, r * 2.4, sheet.Glow(sun.X, sun.Y, r * 2.4, glow, 0.45));
        if (dice.Chance(0.4))
        {
            // A crescent: the disc less a disc beside it.
            var turn = dice.Between(-35, 15);
            sheet.Open($"rotate({SvgSheet.N(turn)} {SvgSheet.N(sun.X)} {SvgSheet.N(sun.Y)})");
            sheet.Path(
                new Outline().From(sun.X, sun.Y - r).Arc(r, r, sun.X, sun.Y + r).Arc(r * 1.35, r * 1.35, sun.X, sun.Y - r, sweep: false)
                    .Shut(), glow);
            sheet.Close();
            return;
        }
        sheet.Circle(
            sun.X, sun.Y, r,
            sheet.Radial(
                sun.X, sun.Y, r * 1.05, [new(0, glow), new(0.7, glow.Darker(0.03)), new(1, glow.Darker(0.10))], sun.X - r * 0.35,
                sun.Y - r * 0.35));
        for (var i = 0; i < 7; i++)
        {
            var (angle, away) = (dice.Between(0, 6.28), dice.Between(0, 0.68) * r);
            var size = dice.Between(0.07, 0.22) * r;
            sheet.Circle(
                sun.X + Math.Cos(angle) * away, sun.Y + Math.Sin(angle) * away, Math.Min(size, r * 0.92 - away), glow.Darker(0.10), 0.45);
        }
    }

    private static SceneLayer Stars(Setting setting, double horizon, double strength)
    {
        var (stage, dice, sheet) = (setting.Stage, setting.Dice("stars"), new SvgSheet());
        var count = (int)(320 * strength * Math.Sqrt(stage.Width * (double)stage.Height) / 1400 * (setting.Plain ? 0.4 : 1));
        for (var i = 0; i < count; i++)
        {
            var (x, y) = (dice.Between(stage.Left, stage.Right), stage.Top + (horizon - stage.Top) * Math.Pow(dice.Unit(), 1.25));
            var size = Math.Pow(dice.Unit(), 5) * 2.4 + 0.55;
            var fade = Math.Clamp((horizon - y) / (horizon - stage.Top) * 1.8, 0.05, 1);
            var colour = new Oklch(0.96, 0.03, dice.Pick(250.0, 80, 220, 20));
            if (size > 2.1) sheet.Circle(x, y, size * 6 * setting.Unit, sheet.Glow(x, y, size * 6 * setting.Unit, colour, 0.5 * fade));
            sheet.Circle(x, y, size * setting.Unit, colour, (0.35 + 0.65 * dice.Unit()) * fade * strength);
        }
        return SceneLayer.Of(0.01, sheet);
    }

    private static SceneLayer Clouds(Setting setting, double horizon, Sun sun, bool heavy)
    {
        var (stage, palette, dice) = (setting.Stage, setting.Palette, setting.Dice("clouds"));
        var seed = dice.Next();
        var scale = 1 / (dice.Between(330, 560) * setting.Unit);
        var stretch = dice.Between(2.2, 4.2);
        var cover = heavy ? 0.34 : setting.Prompt.Weather == Weather.Cloudy ? 0.44 : dice.Between(0.52, 0.62);
        var lit = palette.Glow.Mix(palette.SkyLow, palette.Dark ? 0.75 : 0.12);
        var shade = palette.SkyMid.Mix(palette.SkyTop, 0.35).Darker(palette.Dark ? -0.04 : 0.02);
        var ramp = new Ramp(shade, shade.Mix(lit, 0.55), lit);
        var strength = palette.Dark ? 0.55 : heavy ? 0.9 : 0.82;
        var (toSunX, toSunY) = (Math.Sign(sun.X - stage.CentreX) * 26 * setting.Unit, -34 * setting.Unit);
        return new SceneLayer(0.12)
        {
            Texture = (x, y) =>
            {
                var height = (horizon - y) / (horizon - stage.Top);
                if (height < 0) return default;
                var band = Math.Min(1, height * 6) * Math.Clamp(1.35 - height * 0.75, 0.25, 1);
                var d = Noise.Fractal(x * scale, y * scale * stretch, seed, 5);
                var alpha = Math.Clamp((d - cover) / 0.2, 0, 1) * band * strength;
                if (alpha <= 0.003) return default;
                var behind = Noise.Fractal((x + toSunX) * scale, (y + toSunY) * scale * stretch, seed, 4);
                return ramp.At(0.55 + (d - behind) * 3.4, alpha * alpha * (3 - 2 * alpha));
            },
        };
    }

    private static SceneLayer Aurora(Setting setting, double horizon)
    {
        var (stage, dice) = (setting.Stage, setting.Dice("aurora"));
        var seed = dice.Next();
        var low = new Oklch(0.82, 0.19, dice.Between(150, 175));
        var ramp = new Ramp(low, low.Turned(20), new(0.62, 0.20, 300), new(0.5, 0.18, 320));
        return new SceneLayer(0.06)
        {
            Texture = (x, y) =>
            {
                var u = x / stage.Width;
                var glow = 0.0;
                var tone = 0.0;
                for (ulong curtain = 0; curtain < 3; curtain++)
                {
                    var foot = horizon * (0.50 + 0.13 * curtain)
                        + (Noise.Fractal(u * 1.7 + curtain * 7.3, seed + curtain, 3) - 0.5) * stage.Height * 0.34;
                    var rise = (foot - y) / (stage.Height * 0.34);
                    if (rise < -0.04) continue;
                    var rays = 0.55 + 0.45 * Noise.Fractal(u * 26 + rise * 0.6, seed + 11 + curtain, 3);
                    var part = (rise < 0 ? 1 + rise / 0.04 : Math.Exp(-rise * 2.7)) * rays * 0.75;
                    if (part > glow) (glow, tone) = (part, Math.Clamp(rise * 1.1, 0, 1));
                }
                return glow < 0.01 ? default : ramp.At(tone, glow * 0.8);
            },
        };
    }
}
