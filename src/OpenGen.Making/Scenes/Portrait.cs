namespace OpenGen.Making.Scenes;

/// <summary>Somebody who looks at the camera: a presenter, head and shoulders, before a room or the prompt's second subject.</summary>
internal static class Portrait
{
    internal static readonly Oklch[] Skins = [
        new(0.86, 0.055, 62), new(0.80, 0.07, 58), new(0.72, 0.08, 56), new(0.62, 0.085, 52), new(0.50, 0.075, 48), new(0.40, 0.06, 45)];
    internal static readonly Oklch[] HairTones = [
        new(0.20, 0.02, 40), new(0.27, 0.04, 45), new(0.36, 0.06, 50), new(0.46, 0.08, 55), new(0.70, 0.10, 80), new(0.48, 0.13, 42),
        new(0.78, 0.01, 250)];

    public static IReadOnlyList<SceneLayer> Paint(Setting setting, Subject? behind)
    {
        var (stage, prompt) = (setting.Stage, setting.Prompt);
        List<SceneLayer> layers = [.. Behind(setting, behind)];
        if (prompt.Subjects[0] == Subject.Team || prompt.Says("team", "family", "friend", "people", "crowd", "community", "meeting"))
        {
            var s = Math.Min(stage.Width, stage.Height * 1.15) * 0.098;
            var y = stage.Height * (stage.Tall ? 0.50 : 0.46);
            layers.AddRange(Person(setting, "left", stage.CentreX - s * 2.75, y - s * 0.5, s * 0.94, 0.55));
            layers.AddRange(Person(setting, "right", stage.CentreX + s * 2.75, y - s * 0.3, s * 0.96, 0.6));
            layers.AddRange(Person(setting, "middle", stage.CentreX, y + s * 0.9, s * 1.08, 0.8));
            return layers;
        }
        var size = Math.Min(stage.Width, stage.Height * 0.78) * 0.158;
        layers.AddRange(Person(setting, "one", stage.CentreX, stage.Height * (stage.Tall ? 0.43 : 0.46), size, 0.72));
        return layers;
    }

    private static IEnumerable<SceneLayer> Behind(Setting setting, Subject? behind)
    {
        if (behind is { } subject && ScenePainter.IsPlace(subject))
        {
            foreach (var layer in ScenePainter.Place(
                setting with { Prompt = setting.Prompt with { Words = new HashSet<string>() } }, subject))
                yield return new SceneLayer(layer.Depth * 0.5)
                {
                    Sheet = layer.Sheet,
                    Texture = layer.Texture,
                    Falls = layer.Falls,
                    Blur = layer.Texture is null ? 7 : 0,
                };
            yield break;
        }
        foreach (var layer in setting.Dice("room?").Chance(0.62) && !setting.Plain ? Interior.Blurred(setting) : Studio(setting))
            yield return layer;
    }

    /// <summary>A plain ground with a great disc behind the head.</summary>
    internal static IEnumerable<SceneLayer> Studio(Setting setting)
    {
        var (stage, palette, dice, sheet) = (setting.Stage, setting.Palette, setting.Dice("studio"), new SvgSheet());
        var wall = palette.Dark ? palette.SkyMid : palette.SkyMid.Mix(palette.SkyLow, 0.4);
        sheet.Fill(
            stage,
            sheet.Linear(
                stage.Left, stage.Top, stage.Right, stage.Bottom, new(0, wall.Lighter(0.05)), new(1, wall.Darker(0.10).Turned(14))));
        yield return SceneLayer.Of(0, sheet);
        var disc = new SvgSheet();
        var r = Math.Min(stage.Width, stage.Height) * 0.42;
        var y = stage.Height * 0.42;
        disc.Circle(stage.CentreX, y, r, disc.Linear(0, y - r, 0, y + r, new(0, palette.Accent), new(1, palette.Accent2.Darker(0.06))));
        disc.Stroke(new Outline().Ring(stage.CentreX, y, r * 1.13, r * 1.13), palette.Glow, 3 * setting.Unit, 0.5);
        for (var i = 0; i < 3; i++)
        {
            var angle = dice.Between(0, Math.Tau);
            disc.Circle(
                stage.CentreX + Math.Cos(angle) * r * 1.13, y + Math.Sin(angle) * r * 1.13, dice.Between(9, 22) * setting.Unit,
                palette.Glow);
        }
        yield return SceneLayer.Of(0.25, disc);
    }

    private static IEnumerable<SceneLayer> Person(Setting setting, string who, double x, double y, double s, double depth)
    {
        var (prompt, dice) = (setting.Prompt, setting.Dice("person" + who));
        var alone = who == "one";
        var female = alone && prompt.Says("woman", "girl", "lady", "mother", "mom", "she", "grandmother")
            || (!(alone && prompt.Says("man", "boy", "guy", "father", "dad", "he", "grandfather")) && dice.Chance(0.5));
        var old = prompt.Says("old", "elderly", "grandmother", "grandfather", "senior");
        var skin = Skins[dice.Below(Skins.Length)];
        var hair = old ? HairTones[^1] : HairTones[dice.Below(skin.L < 0.6 ? 3 : HairTones.Length - 1)];
        var style = prompt.Says("bald") ? Hair.Bald : prompt.Says("hijab") ? Hair.Scarf : female
            ? dice.Pick(Hair.Long, Hair.Bob, Hair.Bun, skin.L < 0.65 ? Hair.Afro : Hair.Long, Hair.Wavy)
            : dice.Pick(Hair.Short, Hair.Quiff, Hair.Curly, skin.L < 0.65 ? Hair.Short : Hair.Quiff);
        var beard = !female && (prompt.Says("beard", "bearded") || (alone ? dice.Chance(0.3) : dice.Chance(0.35)));
        var glasses = prompt.Says("glasses", "eyeglasses") || dice.Chance(0.22);

        var back = new SvgSheet();
        back.Open(Placing(x, y, s));
        HairBehind(back, style, hair);
        back.Close();
        yield return SceneLayer.Of(depth - 0.06, back);

        var body = new SvgSheet();
        body.Open(Placing(x, y, s));
        Body(setting, body, dice, skin, female, (setting.Stage.Bottom - y) / s + 1);
        body.Close();
        yield return SceneLayer.Of(depth - 0.03, body);

        var head = new SvgSheet();
        head.Open(Placing(x, y, s));
        Face(head, dice, skin, hair, female, beard, old);
        HairBefore(head, style, hair, setting.Palette.Accent);
        if (glasses) Glasses(head, dice);
        if (female && style is not Hair.Scarf && dice.Chance(0.6))
            foreach (var side in (ReadOnlySpan<int>)[-1, 1]) head.Circle(side * 106, 50, 8, new Oklch(0.82, 0.12, 88));
        head.Close();
        yield return SceneLayer.Of(depth, head);
    }

    internal enum Hair { Short, Quiff, Curly, Long, Wavy, Bob, Bun, Afro, Bald, Scarf }

    /// <summary>Drawn in hundredths of half a face's width about the middle of the face.</summary>
    private static string Placing(double x, double y, double s) =>
        $"translate({SvgSheet.N(x)} {SvgSheet.N(y)}) scale({SvgSheet.N(s / 100, 4)})";

    internal static void Body(Setting setting, SvgSheet sheet, Dice dice, Oklch skin, bool female, double reach)
    {
        var (palette, prompt) = (setting.Palette, setting.Prompt);
        var w = female ? 218 : 250;
        var foot = reach * 100;
        var cloth = prompt.Says("doctor", "scientist", "nurse")
            ? new Oklch(0.95, 0.01, 240)
            : dice.Pick(palette.Accent, palette.Accent2, palette.Near.Lighter(0.12), new Oklch(0.93, 0.02, 85), new Oklch(0.32, 0.06, 262));
        cloth = cloth with { L = Math.Clamp(cloth.L, 0.26, 0.95), C = Math.Min(cloth.C, 0.13) };
        var dress = prompt.Says("ceo", "entrepreneur", "business", "founder", "lawyer", "expert", "presenter", "host", "anchor")
            ? 1
            : prompt.Says("doctor", "scientist", "nurse")
                ? 3
                : prompt.Says("creator", "ugc", "influencer", "teenager", "vlogger", "streamer") ? 2 : dice.Below(3);
        var jacket = dress == 3 ? new Oklch(0.95, 0.01, 240) : palette.Near.Lighter(0.10) with { C = 0.04 };
        if (dress is 1 or 3) cloth = jacket;
        var shoulders = new Outline().From(-w - 18, foot).Curve(-w - 8, 330, -w + 4, 268, -w * 0.66, 242)
            .Curve(-w * 0.42, 222, -64, 214, -44, 178).To(44, 178).Curve(64, 214, w * 0.42, 222, w * 0.66, 242)
            .Curve(w - 4, 268, w + 8, 330, w + 18, foot).Shut().ToString();
        var neck = skin.Darker(0.05);
        var throat = new Outline().From(-46, 70).Curve(-46, 150, -50, 182, -74, 203).Curve(-30, 262, 30, 262, 74, 203)
            .Curve(50, 182, 46, 150, 46, 70).Shut().ToString();
        sheet.Path(throat, neck);
        sheet.OpenClip(throat);
        sheet.Ellipse(8, 112, 84, 66, skin.Darker(0.16), 0.75);
        sheet.Close();
        var cut = new Outline().From(-w - 18, foot).Curve(-w - 8, 330, -w + 4, 268, -w * 0.66, 242).Curve(-w * 0.5, 228, -88, 218, -58, 190)
            .Curve(-40, 246, 40, 246, 58, 190).Curve(88, 218, w * 0.5, 228, w * 0.66, 242).Curve(w - 4, 268, w + 8, 330, w + 18, foot)
            .Shut().ToString();
        sheet.Path(cut, sheet.Linear(-w, 200, w, 520, new(0, cloth.Lighter(0.05)), new(0.5, cloth), new(1, cloth.Darker(0.14))));
        sheet.OpenClip(shoulders);
        foreach (var side in (ReadOnlySpan<int>)[-1, 1])
            sheet.Stroke(
                new Outline().From(side * w * 0.72, 356).Bend(side * w * 0.61, 440, side * w * 0.66, 600), cloth.Darker(0.10), 5, 0.55);
        switch (dress)
        {
            case 1:
            case 3:
                var under = dress == 3 ? new Oklch(0.70, 0.08, 220) : new Oklch(0.94, 0.012, 90);
                sheet.Path(new Outline().From(-58, 190).Curve(-40, 246, 40, 246, 58, 190).To(64, foot).To(-64, foot).Shut(), under);
                foreach (var side in (ReadOnlySpan<int>)[-1, 1])
                {
                    sheet.Path(
                        new Outline().From(side * 58, 190).Curve(side * 92, 220, side * w * 0.5, 226, side * (w + 30), 280)
                            .To(side * (w + 30), foot).To(side * 10, foot).To(side * 14, 480).Bend(side * 40, 330, side * 60, 190).Shut(),
                        sheet.Linear(0, 200, side * w, 520, new(0, jacket.Lighter(0.04)), new(1, jacket.Darker(0.07))));
                    sheet.Path(
                        new Outline().From(side * 58, 190).To(side * 104, 250).To(side * 92, 300).To(side * 116, 312)
                            .Bend(side * 70, 400, side * 14, 470).Bend(side * 46, 320, side * 58, 190).Shut(),
                        jacket.Lighter(dress == 3 ? -0.06 : 0.06));
                }
                if (dress == 3)
                {
                    sheet.Stroke(new Outline().From(-58, 205).Curve(-70, 300, -50, 380, -20, 400), new Oklch(0.28, 0.02, 250), 9);
                    sheet.Stroke(new Outline().From(58, 205).Curve(76, 300, 66, 350, 60, 390), new Oklch(0.28, 0.02, 250), 9);
                    sheet.Circle(60, 402, 18, new Oklch(0.75, 0.01, 250));
                }
                break;
            case 2:
                sheet.Path(
                    new Outline().From(-118, 214).Curve(-70, 176, -62, 176, -50, 180).Curve(-40, 268, 40, 268, 50, 180)
                        .Curve(62, 176, 70, 176, 118, 214).Curve(80, 300, -80, 300, -118, 214).Shut(), cloth.Darker(0.08));
                foreach (var side in (ReadOnlySpan<int>)[-1, 1])
                {
                    sheet.Stroke(new Outline().From(side * 30, 270).Bend(side * 38, 330, side * 30, 372), new Oklch(0.96, 0.01, 90), 6);
                    sheet.Circle(side * 30, 376, 5, new Oklch(0.96, 0.01, 90));
                }
                break;
            default:
                sheet.Stroke(new Outline().From(-56, 191).Curve(-38, 248, 38, 248, 56, 191), cloth.Darker(0.10), 13);
                break;
        }
        sheet.Close();
    }

    private static void Face(SvgSheet sheet, Dice dice, Oklch skin, Oklch hair, bool female, bool beard, bool old)
    {
        var shade = skin.Darker(0.09).Turned(-8);
        shade = shade with { C = shade.C + 0.015 };
        foreach (var side in (ReadOnlySpan<int>)[-1, 1])
        {
            sheet.Ellipse(side * 101, 8, 17, 28, shade, 1, side * 8);
            sheet.Ellipse(side * 100, 9, 9, 17, skin.Darker(0.15), 0.6, side * 8);
        }
        var jaw = female ? 70 : 80;
        var face = new Outline().From(-100, -20).Curve(-101, 52, -jaw - 4, 96, -36, 124).Bend(0, 142, 36, 124)
            .Curve(jaw + 4, 96, 101, 52, 100, -20).Curve(102, -110, 60, -150, 0, -150).Curve(-60, -150, -102, -110, -100, -20).Shut()
            .ToString();
        sheet.Path(face, sheet.Linear(-100, -80, 110, 90, new(0, skin.Lighter(0.025)), new(0.55, skin), new(1, shade)));
        sheet.OpenClip(face);
        sheet.Path(new Outline().From(46, -160).Curve(104, -90, 92, 40, 40, 142).To(130, 142).To(130, -160).Shut(), shade, 0.42);
        var blush = new Oklch(skin.L * 0.9, 0.13, 25);
        foreach (var side in (ReadOnlySpan<int>)[-1, 1])
            sheet.Circle(side * 60, 48, 36, sheet.Radial(side * 60, 48, 36, [new(0, blush, female ? 0.42 : 0.24), new(1, blush, 0)]));
        if (beard)
        {
            sheet.Path(
                new Outline().From(-104, -6).Curve(-92, 40, -74, 56, -52, 52).Curve(-30, 46, -20, 50, 0, 54).Curve(20, 50, 30, 46, 52, 52)
                    .Curve(74, 56, 92, 40, 104, -6).To(112, 150).To(-112, 150).Shut(), hair, 0.96);
            sheet.Path(new Outline().From(-40, 82).Bend(0, 66, 40, 82).Bend(0, 112, -40, 82).Shut(), skin.Darker(0.03), 0.5);
        }
        sheet.Close();

        var iris = dice.Pick(new Oklch(0.34, 0.06, 55), new Oklch(0.42, 0.07, 60), new Oklch(0.45, 0.07, 150), new Oklch(0.50, 0.09, 240));
        if (skin.L < 0.66) iris = new(0.28, 0.045, 50);
        var ink = new Oklch(0.20, 0.03, 40);
        foreach (var side in (ReadOnlySpan<int>)[-1, 1])
        {
            var x = side * 41;
            var eye = new Outline().From(x - 20, 0).Bend(x - 2, -19, x + 20, -1).Bend(x + 1, 15, x - 20, 0).Shut().ToString();
            sheet.Ellipse(x, -4, 26, 18, shade, 0.35);
            sheet.Path(eye, new Oklch(0.97, 0.008, 90));
            sheet.OpenClip(eye);
            sheet.Circle(x, -2, 11.5, sheet.Radial(x, -2, 11.5, [new(0, iris.Lighter(0.1)), new(0.75, iris), new(1, iris.Darker(0.12))]));
            sheet.Circle(x, -2, 5.4, new Oklch(0.12, 0.01, 0));
            sheet.Path(new Outline().From(x - 22, -6).Bend(x - 2, -22, x + 22, -6).To(x + 22, -14).To(x - 22, -20).Shut(), ink, 0.30);
            sheet.Close();
            sheet.Circle(x + 4, -6.5, 3.1, new Oklch(1, 0, 0), 0.95);
            sheet.Stroke(new Outline().From(x - 21, 0).Bend(x - 2, -20, x + 21, -2), ink, female ? 5.2 : 4);
            if (female) sheet.Stroke(new Outline().From(x + side * 19, side > 0 ? -2 : -1).To(x + side * 27, -10), ink, 4);
            sheet.Stroke(new Outline().From(x - 15, -19).Bend(x, -27, x + 16, -20), shade.Darker(0.06), 2.4, 0.7);
            var arch = dice.Between(-1.5, 3);
            var brow = hair.L > 0.6 ? hair.Darker(0.22) : hair;
            sheet.Stroke(
                new Outline().From(x - side * 21, -36).Bend(x + side * 2, -50 - arch, x + side * 27, -36), brow, female ? 6.5 : 9.5);
            if (old) sheet.Stroke(new Outline().From(x - 14, 22).Bend(x, 28, x + 16, 20), shade.Darker(0.05), 2.4, 0.6);
        }
        sheet.Path(new Outline().From(-6, 0).Bend(-4, 30, -14, 46).Bend(-2, 56, 8, 52).Bend(4, 20, 2, 0).Shut(), shade, 0.30);
        sheet.Stroke(new Outline().From(-15, 46).Bend(0, 58, 15, 46), shade.Darker(0.09), 4, 0.85);

        var lip = female ? new Oklch(Math.Min(0.56, skin.L * 0.74), 0.14, 18) : new Oklch(skin.L * 0.76, 0.085, 28);
        var mouth = new Outline().From(-37, 76).Bend(0, 88, 37, 76).Bend(20, 106, 0, 106).Bend(-20, 106, -37, 76).Shut().ToString();
        sheet.Path(
            new Outline().From(-40, 75).Curve(-22, 66, -8, 68, 0, 72).Curve(8, 68, 22, 66, 40, 75).Bend(22, 114, 0, 114)
                .Bend(-22, 114, -40, 75).Shut(), lip);
        sheet.Path(mouth, new Oklch(0.26, 0.09, 20));
        sheet.OpenClip(mouth);
        sheet.Path(new Outline().From(-38, 72).Bend(0, 84, 38, 72).To(34, 90).Bend(0, 98, -34, 90).Shut(), new Oklch(0.97, 0.008, 90));
        sheet.Ellipse(0, 108, 20, 9, new Oklch(0.60, 0.15, 20));
        sheet.Close();
        foreach (var side in (ReadOnlySpan<int>)[-1, 1])
            sheet.Stroke(new Outline().From(side * 42, 70).Bend(side * 47, 75, side * 44, 82), shade.Darker(0.05), 3, 0.6);
    }

    internal static void HairBehind(SvgSheet sheet, Hair style, Oklch tone)
    {
        var dark = tone.Darker(0.06);
        switch (style)
        {
            case Hair.Long:
                sheet.Path(
                new Outline().From(-104, -70).Curve(-152, 40, -140, 180, -128, 262).Bend(0, 300, 128, 262)
                    .Curve(140, 180, 152, 40, 104, -70).Shut(), dark); break;
            case Hair.Wavy:
                sheet.Path(
                new Outline().Blob(
                    [(-110, -60), (-150, 20), (-138, 90), (-162, 160), (-140, 236), (-60, 250), (60, 250), (140, 236), (162, 160),
                        (138, 90), (150, 20), (110, -60), (0, -120)]), dark); break;
            case Hair.Bob:
                sheet.Path(
                new Outline().From(-108, -70).Curve(-142, 20, -136, 90, -112, 134).Bend(0, 160, 112, 134).Curve(136, 90, 142, 20, 108, -70)
                    .Shut(), dark); break;
            case Hair.Bun: sheet.Circle(0, -196, 56, sheet.Radial(-16, -212, 74, [new(0, tone.Lighter(0.09)), new(1, dark)])); break;
            case Hair.Afro:
                for (var i = 0; i < 26; i++)
                {
                    var angle = Math.PI * (0.92 + i / 25.0 * 1.16);
                    sheet.Circle(Math.Cos(angle) * 142, -62 + Math.Sin(angle) * 132, 48 + i % 3 * 5, dark);
                }
                sheet.Ellipse(0, -80, 150, 138, dark);
                break;
            case Hair.Scarf: break;
        }
    }

    internal static void HairBefore(SvgSheet sheet, Hair style, Oklch tone, Oklch cloth)
    {
        var fill = sheet.Linear(-90, -180, 110, 20, new(0, tone.Lighter(0.09)), new(0.4, tone), new(1, tone.Darker(0.06)));
        switch (style)
        {
            case Hair.Short:
                sheet.Path(
                    new Outline().From(-106, -6).Curve(-122, -100, -100, -182, 0, -182).Curve(100, -182, 122, -100, 106, -6)
                        .Curve(100, -30, 98, -46, 94, -60).Curve(84, -96, 70, -104, 40, -108).Bend(0, -112, -40, -108)
                        .Curve(-70, -104, -84, -96, -94, -60).Curve(-98, -46, -100, -30, -106, -6).Shut(), fill);
                break;
            case Hair.Quiff:
                sheet.Path(
                    new Outline().From(-106, -4).Curve(-124, -110, -106, -170, -40, -196).Curve(30, -222, 100, -196, 112, -130)
                        .Curve(120, -80, 112, -40, 106, -4).Curve(100, -40, 96, -60, 88, -86).Curve(40, -88, -20, -96, -56, -128)
                        .Curve(-84, -110, -94, -60, -97, -36).Shut(), fill);
                sheet.Stroke(new Outline().From(-40, -140).Curve(0, -170, 50, -176, 86, -150), tone.Lighter(0.12), 6, 0.5);
                sheet.Stroke(new Outline().From(-20, -124).Curve(14, -146, 52, -150, 82, -128), tone.Lighter(0.1), 5, 0.4);
                break;
            case Hair.Curly:
            case Hair.Afro:
                var rows = style is Hair.Curly ? 15 : 13;
                for (var i = 0; i < rows; i++)
                {
                    var angle = Math.PI * (1.04 + i / (rows - 1.0) * 0.92);
                    sheet.Circle(Math.Cos(angle) * 92, -72 + Math.Sin(angle) * 76, 30 + i % 3 * 4, tone.Lighter(i % 3 * 0.02));
                    if (style is Hair.Curly)
                        sheet.Circle(Math.Cos(angle) * 70, -98 + Math.Sin(angle) * 84, 32, tone.Lighter(i % 4 * 0.018));
                }
                break;
            case Hair.Long or Hair.Wavy or Hair.Bob:
                sheet.Path(
                    new Outline().From(18, -138).Curve(-34, -112, -88, -84, -98, 40).Curve(-132, 10, -134, -92, -104, -134)
                        .Curve(-72, -186, 52, -196, 98, -138).Curve(130, -100, 132, 8, 100, 44).Curve(96, -56, 62, -112, 18, -138).Shut(),
                    fill);
                sheet.Stroke(new Outline().From(10, -146).Curve(-40, -128, -84, -96, -104, -20), tone.Lighter(0.12), 6, 0.4);
                sheet.Stroke(new Outline().From(30, -148).Curve(70, -128, 98, -80, 108, -20), tone.Lighter(0.10), 5, 0.35);
                break;
            case Hair.Bun:
                sheet.Path(
                    new Outline().From(-104, 4).Curve(-122, -100, -84, -172, 0, -172).Curve(84, -172, 122, -100, 104, 4)
                        .Curve(100, -52, 74, -112, 0, -120).Curve(-74, -112, -100, -52, -104, 4).Shut(), fill);
                sheet.Stroke(new Outline().From(-84, -70).Curve(-60, -118, -20, -146, -6, -160), tone.Lighter(0.12), 5, 0.4);
                sheet.Stroke(new Outline().From(84, -70).Curve(60, -118, 20, -146, 6, -160), tone.Lighter(0.10), 5, 0.35);
                break;
            case Hair.Scarf:
                var veil = sheet.Linear(-130, -150, 130, 220, new(0, cloth.Lighter(0.06)), new(0.5, cloth), new(1, cloth.Darker(0.14)));
                sheet.Path(
                    new Outline().From(0, -186).Curve(110, -186, 138, -80, 126, 40).Curve(122, 140, 150, 210, 172, 262)
                        .Bend(0, 330, -172, 262).Curve(-150, 210, -122, 140, -126, 40).Curve(-138, -80, -110, -186, 0, -186)
                    .From(0, -118).Curve(-70, -116, -94, -60, -92, 0).Curve(-92, 64, -50, 136, 0, 138).Curve(50, 136, 92, 64, 92, 0)
                        .Curve(94, -60, 70, -116, 0, -118).Shut(), veil);
                sheet.Stroke(new Outline().From(-84, 96).Curve(-40, 196, 60, 200, 132, 132), cloth.Darker(0.14), 6, 0.6);
                break;
        }
    }

    internal static void Glasses(SvgSheet sheet, Dice dice)
    {
        var frame = dice.Pick(new Oklch(0.18, 0.01, 0), new Oklch(0.36, 0.07, 50), new Oklch(0.75, 0.11, 85));
        var round = dice.Chance(0.5);
        foreach (var side in (ReadOnlySpan<int>)[-1, 1])
        {
            var ring = round ? new Outline().Ring(side * 43, 0, 33, 31) : new Outline().RoundBox(side * 43 - 35, -27, 70, 54, 18);
            sheet.Path(ring, new Oklch(0.95, 0.03, 220), 0.16);
            sheet.Stroke(ring, frame, 5.5);
            sheet.Stroke(new Outline().From(side * 76, -8).To(side * 101, -14), frame, 5.5);
            sheet.Stroke(new Outline().From(side * 43 - 16, 10).To(side * 43 + 2, -14), new Oklch(1, 0, 0), 5, 0.3);
        }
        sheet.Stroke(new Outline().From(-10, -6).Bend(0, -14, 10, -6), frame, 5.5);
    }
}
