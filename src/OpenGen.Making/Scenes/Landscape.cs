namespace OpenGen.Making.Scenes;

/// <summary>Open country: ranges behind ranges in the haze, with what belongs in front of them.</summary>
internal static class Landscape
{
    public static IReadOnlyList<SceneLayer> Paint(Setting setting, Subject subject)
    {
        var (stage, dice) = (setting.Stage, setting.Dice("land"));
        var horizon = stage.Height * (subject switch
        {
            Subject.Desert => dice.Between(0.56, 0.64),
            Subject.Hills => dice.Between(0.50, 0.58),
            Subject.Forest => dice.Between(0.58, 0.66),
            Subject.Lake => dice.Between(0.54, 0.60),
            _ => dice.Between(0.60, 0.68),
        });
        var sun = Sky.SunOf(setting, horizon);
        List<SceneLayer> layers = [.. Sky.Paint(setting, horizon, sun)];
        if (Snowed(setting) && subject is not Subject.Desert)
        {
            var (far, near) = setting.Palette.Dark ? (0.50, 0.36) : (0.93, 0.72);
            setting = setting with
            {
                Palette = setting.Palette with
                {
                    Far = setting.Palette.Far.Mix(new(far, 0.02, 240), 0.75),
                    Near = setting.Palette.Near.Mix(new(near, 0.045, 250), 0.8),
                },
            };
        }
        switch (subject)
        {
            case Subject.Desert: Dunes(setting, layers, horizon, sun); break;
            case Subject.Hills: Hills(setting, layers, horizon); break;
            case Subject.Forest: Forest(setting, layers, horizon, sun); break;
            case Subject.Lake: Lake(setting, layers, horizon, sun); break;
            default: Mountains(setting, layers, horizon, sun); break;
        }
        layers.Add(Air.Birds(setting, horizon));
        if (Air.Weathering(setting) is { } weather) layers.Add(weather);
        return layers;
    }

    private static bool Snowed(Setting setting) => setting.Prompt.Weather is Weather.Snow;

    /// <summary>A ridge across the stage, filled down to the bottom and lost in haze towards its foot.</summary>
    public static SceneLayer Ridge(
        Setting setting, string name, double baseline, double rise, double wave, double near, int octaves, bool sharp,
        Action<SvgSheet, IReadOnlyList<(double X, double Y)>>? on = null)
    {
        var (stage, palette, dice, sheet) = (setting.Stage, setting.Palette, setting.Dice(name), new SvgSheet());
        var seed = dice.Next();
        var step = (sharp ? 5 : 16) * setting.Unit;
        var points = new List<(double X, double Y)>();
        for (var x = stage.Left; x < stage.Right + step; x += step)
        {
            var n = Noise.Fractal(x / (wave * setting.Unit), seed, octaves, sharp ? 0.48 : 0.4);
            if (sharp) n = 1 - Math.Abs(2 * n - 1) * 1.25;
            points.Add((x, baseline - n * rise));
        }
        var top = points.Min(point => point.Y);
        var tone = palette.Ground(near);
        var foot = tone.Mix(palette.SkyLow.Mix(palette.Far, 0.5), 0.5 * (1 - near * 0.75));
        var d = sharp ? new Outline().From(points[0].X, points[0].Y) : new Outline().Through(points);
        if (sharp)
            foreach (var (x, y) in points) d.To(x, y);
        d.To(stage.Right + step, stage.Bottom).To(stage.Left, stage.Bottom).Shut();
        sheet.Path(d, sheet.Linear(0, top, 0, baseline + rise * 0.75, new(0, tone), new(0.35, tone.Mix(foot, 0.2)), new(1, foot)));
        on?.Invoke(sheet, points);
        return SceneLayer.Of(0.15 + near * 0.7, sheet);
    }

    private static void Mountains(Setting setting, List<SceneLayer> layers, double horizon, Sky.Sun sun)
    {
        var (stage, dice) = (setting.Stage, setting.Dice("mountains"));
        var tall = stage.Tall ? 1.25 : 1;
        var h = stage.Height;
        layers.Add(Ridge(setting, "m0", horizon - h * 0.02, h * 0.14 * tall, 420, 0.10, 6, sharp: true));
        layers.Add(Massif(setting, horizon, h * dice.Between(0.26, 0.34) * tall, sun));
        layers.Add(Ridge(setting, "m2", horizon + h * 0.07, h * 0.12, 330, 0.50, 6, sharp: true));
        layers.Add(
            Ridge(
                setting, "m3", horizon + h * 0.17, h * 0.12, 420, 0.72, 5, sharp: false,
                (sheet, line) => Trees.Pines(setting, sheet, line, "p3", 26, 46, setting.Palette.Ground(0.74), 0.5)));
        if (!setting.Plain)
            layers.Add(
                Ridge(
                    setting, "m4", horizon + h * 0.30, h * 0.13, 560, 0.95, 4, sharp: false,
                    (sheet, line) => Trees.Pines(setting, sheet, line, "p4", 70, 150, setting.Palette.Near, 0.8)));
        if (setting.Prompt.Says(
            "hiker", "hike", "hiking", "climber", "climb", "climbing", "person", "man", "woman", "adventure", "explorer", "mountaineer",
            "backpacker"))
            layers.Add(Outlook(setting));
    }

    /// <summary>A few great peaks with lit and shaded faces and snow.</summary>
    private static SceneLayer Massif(Setting setting, double horizon, double height, Sky.Sun sun)
    {
        var (stage, palette, dice, sheet) = (setting.Stage, setting.Palette, setting.Dice("massif"), new SvgSheet());
        var count = stage.Wide ? 4 : 3;
        var main = dice.Below(count);
        var snow = palette.Glow.Mix(palette.SkyLow, 0.22);
        var fromLeft = sun.X < stage.CentreX;
        var order = Enumerable.Range(0, count).OrderBy(i => i == main ? 1 : 0);
        foreach (var i in order)
        {
            var size = (i == main ? 1 : dice.Between(0.55, 0.78)) * height;
            var x = stage.Width * ((i + 0.5 + dice.Between(-0.22, 0.22)) / count);
            var summit = horizon + stage.Height * 0.03 - size;
            var half = size * dice.Between(0.85, 1.05);
            var near = i == main ? 0.34 : 0.26;
            var lit = palette.Ground(near).Mix(palette.Glow, 0.16).Lighter(0.03);
            var dark = palette.Ground(near + 0.16);
            var foot = horizon + stage.Height * 0.10;
            var haze = palette.Far.Mix(palette.SkyLow, 0.35);

            var leftLine = Flank(dice, x, summit, x - half, foot);
            var rightLine = Flank(dice, x, summit, x + half, foot);
            var spine = Spine(dice, x, summit, foot, half * 0.3);
            var left = Face(leftLine, spine);
            var right = Face(rightLine, spine);
            sheet.Path(left, sheet.Linear(0, summit, 0, foot, new(0, fromLeft ? lit : dark), new(1, haze)));
            sheet.Path(right, sheet.Linear(0, summit, 0, foot, new(0, fromLeft ? dark : lit), new(1, haze)));

            var line = summit + size * dice.Between(0.26, 0.40);
            sheet.OpenClip(Face(leftLine, rightLine));
            Cap(sheet, dice, x, summit, line, half, spine, fromLeft ? snow : snow.Mix(dark, 0.45), fromLeft ? snow.Mix(dark, 0.45) : snow);
            sheet.Close();
        }
        return SceneLayer.Of(0.34, sheet);
    }

    private static List<(double X, double Y)> Flank(Dice dice, double x, double y, double footX, double footY)
    {
        var line = new List<(double, double)> { (x, y) };
        const int steps = 11;
        var sway = Math.Abs(footX - x) * 0.06;
        for (var i = 1; i < steps; i++)
        {
            var t = i / (double)steps;
            var bow = Math.Pow(t, 1.22);
            line.Add((x + (footX - x) * bow + dice.Between(-sway, sway), y + (footY - y) * t + dice.Between(-sway, sway) * 0.35));
        }
        line.Add((footX, footY));
        return line;
    }

    private static List<(double X, double Y)> Spine(Dice dice, double x, double y, double foot, double sway)
    {
        var line = new List<(double, double)> { (x, y) };
        const int steps = 8;
        var drift = dice.Between(-0.7, 0.7) * sway;
        for (var i = 1; i <= steps; i++)
        {
            var t = i / (double)steps;
            line.Add((x + drift * t + (i % 2 == 0 ? 1 : -1) * sway * 0.33 * t * dice.Between(0.5, 1.2), y + (foot - y) * t));
        }
        return line;
    }

    private static Outline Face(List<(double X, double Y)> a, List<(double X, double Y)> b)
    {
        var d = new Outline().From(a[0].X, a[0].Y);
        foreach (var (x, y) in a.Skip(1)) d.To(x, y);
        foreach (var (x, y) in b.AsEnumerable().Reverse()) d.To(x, y);
        return d.Shut();
    }

    private static void Cap(
        SvgSheet sheet, Dice dice, double x, double summit, double line, double half, List<(double X, double Y)> spine, Oklch left,
        Oklch right)
    {
        var size = line - summit;
        foreach (var (side, colour) in new[] { (-1, left), (1, right) })
        {
            var d = new Outline().From(x, summit - size);
            d.To(x + side * half, summit - size).To(x + side * half, line);
            const int teeth = 9;
            for (var i = 0; i <= teeth; i++)
            {
                var at = side * half * (1 - i / (double)teeth) * 0.9;
                d.To(x + at, line + (i % 2 == 0 ? -0.42 : 0.28) * size * dice.Between(0.5, 1.15));
            }
            foreach (var (sx, sy) in spine.AsEnumerable().Reverse())
                if (sy < line) d.To(sx, sy);
            sheet.Path(d.Shut(), colour, 0.94);
        }
    }

    private static void Dunes(Setting setting, List<SceneLayer> layers, double horizon, Sky.Sun sun)
    {
        var (stage, palette, dice) = (setting.Stage, setting.Palette, setting.Dice("dunes"));
        var h = stage.Height;
        // Sand keeps its own warmth whatever the sky does, unless the prompt names a colour.
        if (setting.Prompt.Colours.Count == 0 && !palette.Dark)
        {
            var sand = new Oklch(0.74, 0.11, 65 + dice.Between(-12, 10));
            setting = setting with
            {
                Palette = palette = palette with
                {
                    Far = palette.Far.Mix(sand.Lighter(0.08), 0.6),
                    Near = palette.Near.Mix(new(0.46, 0.11, 45), 0.8),
                },
            };
        }
        if (dice.Chance(0.7)) layers.Add(Ridge(setting, "mesa", horizon, h * 0.06, 300, 0.08, 5, sharp: true));
        if (setting.Prompt.Says("pyramid", "egypt")) layers.Add(Pyramids(setting, horizon + h * 0.012, sun.X < stage.CentreX));
        double[] near = [0.16, 0.34, 0.55, 0.80];
        for (var i = 0; i < near.Length; i++)
        {
            var sheet = new SvgSheet();
            var layerDice = setting.Dice($"dune{i}");
            Dune(setting, sheet, layerDice, horizon + h * (0.015 + 0.085 * i * (1 + i * 0.22)), h * (0.045 + 0.03 * i), near[i],
                sun.X < stage.CentreX);
            layers.Add(SceneLayer.Of(0.2 + near[i] * 0.65, sheet));
        }
        var front = new SvgSheet();
        if (setting.Prompt.Says("cactus") || dice.Chance(0.55)) Trees.Cacti(setting, front, h * 0.93);
        if (setting.Prompt.Says("camel", "caravan")) Creatures.Camels(setting, front, horizon + h * 0.10);
        layers.Add(SceneLayer.Of(0.9, front));
    }

    private static SceneLayer Pyramids(Setting setting, double foot, bool litLeft)
    {
        var (stage, palette, dice, sheet) = (setting.Stage, setting.Palette, setting.Dice("pyramids"), new SvgSheet());
        var (lit, shade) = (palette.Ground(0.22).Mix(palette.Glow, 0.3), palette.Ground(0.42));
        foreach (var (at, size) in new[] { (0.80, 0.55), (0.22, 0.72), (0.52, 1.0) })
        {
            var (x, h) = (stage.Width * (at + dice.Between(-0.04, 0.04)), Math.Min(stage.Width, stage.Height) * 0.30 * size);
            var edge = x + h * (litLeft ? 0.28 : -0.28);
            sheet.Path(
                new Outline().From(x, foot - h).To(edge, foot + h * 0.1).To(x - h * 0.92, foot + h * 0.06).Shut(), litLeft ? lit : shade);
            sheet.Path(
                new Outline().From(x, foot - h).To(edge, foot + h * 0.1).To(x + h * 0.92, foot + h * 0.06).Shut(), litLeft ? shade : lit);
            for (var course = 1; course < 14; course++)
            {
                var t = course / 14.0;
                sheet.Stroke(
                    new Outline().From(x - h * 0.92 * t, foot - h * (1 - t)).To(x + (edge - x) * t, foot - h * (1 - t) + h * 0.04 * t)
                        .To(x + h * 0.92 * t, foot - h * (1 - t)), shade.Darker(0.06), 1.6 * setting.Unit, 0.35);
            }
        }
        return SceneLayer.Of(0.22, sheet);
    }

    /// <summary>A dune: a long crest, lit on one flank, with the shaded slip face winding down from the crest's top.</summary>
    private static void Dune(Setting setting, SvgSheet sheet, Dice dice, double baseline, double rise, double near, bool litLeft)
    {
        var (stage, palette) = (setting.Stage, setting.Palette);
        var crest = stage.Width * dice.Between(0.15, 0.85);
        var width = stage.Right - stage.Left;
        var lit = palette.Ground(near).Mix(palette.Glow, 0.24 * (1 - near * 0.5));
        var shade = palette.Ground(Math.Min(1, near + 0.26)).Darker(0.02);
        List<(double X, double Y)> line =
        [
            (stage.Left - 20, baseline - rise * dice.Between(-0.1, 0.35)),
            (stage.Left + (crest - stage.Left) * 0.5, baseline - rise * dice.Between(0.15, 0.4)),
            (crest, baseline - rise), (crest + (stage.Right - crest) * 0.45, baseline - rise * dice.Between(0.1, 0.45)),
            (stage.Right + 20, baseline - rise * dice.Between(-0.2, 0.4)),
        ];
        var d = new Outline().Through(line).To(stage.Right + 20, stage.Bottom).To(stage.Left - 20, stage.Bottom).Shut().ToString();
        sheet.Path(
            d, sheet.Linear(
                0, baseline - rise, 0, baseline + rise * 2.6, new(0, lit), new(0.5, lit.Mix(shade, 0.35)), new(1, lit.Mix(shade, 0.2))));
        sheet.OpenClip(d);
        var away = litLeft ? 1 : -1;
        var top = baseline - rise;
        var slip = new Outline().From(crest, top - 4)
            .Curve(
                crest - away * width * 0.03, top + rise * 0.7, crest + away * width * 0.17, top + rise * 1.3, crest + away * width * 0.05,
                top + rise * 2.2)
            .Curve(
                crest - away * width * 0.05, top + rise * 3.0, crest + away * width * 0.1, top + rise * 4, crest - away * width * 0.02,
                stage.Bottom)
            .To(crest + away * width * 1.3, stage.Bottom).To(crest + away * width * 1.3, top - rise).To(crest, top - rise).Shut();
        sheet.Path(
            slip, sheet.Linear(crest, 0, crest + away * width * 0.75, 0, new(0, shade, 0.92), new(0.55, shade, 0.35), new(1, shade, 0)));
        for (var i = 0; i < 9 && near > 0.3; i++)
        {
            // Ripples the wind left.
            var y = top + rise * (0.9 + i * 0.42);
            var x0 = crest - away * width * dice.Between(0.12, 0.5);
            sheet.Stroke(
                new Outline().From(x0, y).Bend(x0 + width * 0.09, y - rise * 0.14, x0 + width * 0.2, y + rise * 0.05), shade,
                2.2 * setting.Unit, 0.22);
        }
        sheet.Close();
    }

    private static void Hills(Setting setting, List<SceneLayer> layers, double horizon)
    {
        var (stage, palette, dice) = (setting.Stage, setting.Palette, setting.Dice("hills"));
        if (setting.Prompt.Colours.Count == 0 && !palette.Dark && !Snowed(setting))
        {
            var grass = setting.Prompt.Says("lavender")
                ? new Oklch(0.55, 0.14, 300)
                : setting.Prompt.Says("wheat", "autumn", "harvest")
                    ? new Oklch(0.70, 0.13, 85)
                    : new Oklch(0.62, 0.14, dice.Between(122, 145));
            setting = setting with
            {
                Palette = palette = palette with
                {
                    Far = palette.Far.Mix(grass.Lighter(0.14), 0.55),
                    Near = palette.Near.Mix(grass.Darker(0.22), 0.85),
                },
            };
        }
        var h = stage.Height;
        layers.Add(Ridge(setting, "h0", horizon, h * 0.08, 620, 0.06, 3, sharp: false));
        layers.Add(
            Ridge(
                setting, "h1", horizon + h * 0.05, h * 0.09, 700, 0.24, 3, sharp: false,
                (sheet, line) => Trees.Round(setting, sheet, line, "t1", 12, 24, palette.Ground(0.42), 0.3)));
        layers.Add(Ridge(setting, "h2", horizon + h * 0.13, h * 0.11, 800, 0.44, 2, sharp: false, (sheet, line) =>
        {
            Furrows(setting, sheet, line, "f2", palette.Ground(0.56), 0.5);
            Trees.Round(setting, sheet, line, "t2", 30, 55, palette.Ground(0.62), 0.16);
            Buildings.Cottage(setting, sheet, line);
        }));
        layers.Add(
            Ridge(
                setting, "h3", horizon + h * 0.25, h * 0.12, 950, 0.66, 2, sharp: false,
                (sheet, line) => Furrows(setting, sheet, line, "f3", palette.Ground(0.8), 0.55)));
        layers.Add(Ridge(setting, "h4", horizon + h * 0.39, h * 0.10, 900, 0.92, 2, sharp: false, (sheet, line) =>
        {
            if (Snowed(setting)) return;
            Trees.Grass(setting, sheet, line, "g4", palette.Near);
            Trees.Meadow(setting, sheet, line, "fl4");
        }));
    }

    /// <summary>Rows of a field running over the hill.</summary>
    private static void Furrows(
        Setting setting, SvgSheet sheet, IReadOnlyList<(double X, double Y)> line, string name, Oklch colour, double opacity)
    {
        var (stage, dice) = (setting.Stage, setting.Dice(name));
        var from = stage.Width * dice.Between(0.2, 0.8);
        var top = line.Min(point => point.Y);
        sheet.OpenClip(new Outline().Through(line).To(stage.Right, stage.Bottom).To(stage.Left, stage.Bottom).Shut());
        for (var i = -16; i <= 16; i++)
        {
            var x = from + i * 22 * setting.Unit;
            sheet.Stroke(
                new Outline().From(x, top)
                    .Bend(
                        from + i * 60 * setting.Unit, top + stage.Height * 0.06, from + i * 210 * setting.Unit, top + stage.Height * 0.42),
                colour, (4 + Math.Abs(i) * 0.5) * setting.Unit, opacity * 0.7);
        }
        sheet.Close();
    }

    private static void Forest(Setting setting, List<SceneLayer> layers, double horizon, Sky.Sun sun)
    {
        var (stage, palette) = (setting.Stage, setting.Palette);
        var h = stage.Height;
        if (setting.Prompt.Colours.Count == 0 && !palette.Dark && !Snowed(setting))
        {
            var leaf = setting.Prompt.Says("autumn", "fall")
                ? new Oklch(0.58, 0.15, 50)
                : new Oklch(0.52, 0.10, setting.Dice("leaf").Between(145, 185));
            setting = setting with
            {
                Palette = palette = palette with
                {
                    Far = palette.Far.Mix(leaf.Lighter(0.2), 0.45),
                    Near = palette.Near.Mix(leaf.Darker(0.32), 0.8),
                },
            };
        }
        layers.Add(Ridge(setting, "w0", horizon - h * 0.05, h * 0.12, 520, 0.05, 5, sharp: true));
        double[] near = [0.18, 0.36, 0.56, 0.78];
        for (var i = 0; i < near.Length; i++)
        {
            var (tone, low, size) = (near[i], 26 + i * i * 14.0, 52 + i * i * 30.0);
            var name = $"w{i + 1}";
            layers.Add(Ridge(setting, name, horizon + h * (0.01 + 0.075 * i + 0.012 * i * i), h * 0.07, 620, tone, 3, sharp: false,
                (sheet, line) => Trees.Pines(setting, sheet, line, name + "p", low, size, palette.Ground(tone + 0.03), 0.92)));
            if (i is 1 or 2 && !setting.Plain) layers.Add(Air.Mist(setting, horizon + h * (0.05 + 0.085 * i), "mist" + i));
        }
        if (setting.Prompt.Says("cabin", "camp", "camping", "tent", "cozy"))
        {
            var sheet = new SvgSheet();
            Buildings.TentOrCabin(setting, sheet, h * 0.86);
            layers.Add(SceneLayer.Of(0.82, sheet));
        }
        layers.Add(Trees.Frame(setting, sun));
    }

    private static void Lake(Setting setting, List<SceneLayer> layers, double horizon, Sky.Sun sun)
    {
        var (stage, palette) = (setting.Stage, setting.Palette);
        var h = stage.Height;
        var shore = new List<SceneLayer>
        {
            Ridge(setting, "l0", horizon, h * 0.16, 420, 0.12, 6, sharp: true),
            Massif(setting, horizon - h * 0.04, h * 0.25, sun),
            Ridge(
                setting, "l1", horizon + h * 0.02, h * 0.075, 420, 0.55, 4, sharp: false,
                (sheet, line) => Trees.Pines(setting, sheet, line, "lp", 18, 40, palette.Ground(0.6), 0.85)),
        };
        layers.AddRange(shore);
        layers.Add(Water.Mirror(setting, horizon + h * 0.012, sun));
        if (setting.Prompt.Says("boat", "canoe", "kayak", "fishing") || setting.Dice("boat?").Chance(0.4))
        {
            var sheet = new SvgSheet();
            Water.Rowboat(setting, sheet, stage.Width * setting.Dice("boat").Between(0.3, 0.7), h * 0.76);
            layers.Add(SceneLayer.Of(0.6, sheet));
        }
        layers.Add(Ridge(setting, "l4", h * 1.04, h * 0.09, 760, 0.96, 3, sharp: false, (sheet, line) =>
        {
            Trees.Grass(setting, sheet, line, "lg", palette.Near);
            Trees.Pines(setting, sheet, line, "lp4", 120, 250, palette.Near, 0.3, edges: true);
        }));
    }

    /// <summary>A rock in the foreground with somebody looking out from it.</summary>
    private static SceneLayer Outlook(Setting setting)
    {
        var (stage, palette, dice, sheet) = (setting.Stage, setting.Palette, setting.Dice("outlook"), new SvgSheet());
        var side = dice.Side();
        var x = stage.CentreX + side * stage.Width * 0.2;
        var y = stage.Height * 0.84;
        var u = setting.Unit;
        var edge = side > 0 ? stage.Right + 10 : stage.Left - 10;
        sheet.Path(
            new Outline().From(edge, y - 14 * u).To(x + side * 70 * u, y - 6 * u).To(x - side * 40 * u, y).To(x - side * 78 * u, y + 16 * u)
                .To(x - side * 40 * u, y + 90 * u)
            .To(x - side * 62 * u, y + 170 * u).To(x - side * 10 * u, stage.Bottom).To(edge, stage.Bottom).Shut(),
            palette.Near.Darker(0.03));
        Creatures.Hiker(setting, sheet, x, y + 2 * u, 150 * u, -side);
        return SceneLayer.Of(1, sheet);
    }
}
