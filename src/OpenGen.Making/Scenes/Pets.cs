namespace OpenGen.Making.Scenes;

/// <summary>A dog or a cat that sits and looks at you.</summary>
internal static class Pets
{
    public static SceneLayer Sitting(Setting setting, double x, double foot, double h)
    {
        var (palette, dice, sheet) = (setting.Palette, setting.Dice("pet"), new SvgSheet());
        var cat = setting.Prompt.Says("cat", "kitten", "kitty")
            || (!setting.Prompt.Says("dog", "puppy", "pup", "hound", "corgi", "retriever") && dice.Chance(0.5));
        var fur = dice.Pick(
            new Oklch(0.74, 0.12, 65), new Oklch(0.50, 0.07, 55), new Oklch(0.62, 0.01, 250), new Oklch(0.33, 0.02, 50),
            new Oklch(0.90, 0.03, 80), new Oklch(0.66, 0.13, 52));
        if (setting.Prompt.Says("black")) fur = new(0.27, 0.015, 270);
        else if (setting.Prompt.Says("white")) fur = new(0.93, 0.012, 85);
        else if (setting.Prompt.Says("gray", "grey")) fur = new(0.62, 0.01, 250);
        else if (setting.Prompt.Says("orange", "ginger", "red")) fur = new(0.70, 0.15, 55);
        else if (setting.Prompt.Says("brown", "chocolate")) fur = new(0.46, 0.07, 50);
        if (setting.Prompt.Says("corgi", "retriever")) fur = new(0.74, 0.12, 65);
        var pale = fur.L > 0.85
            ? fur.Lighter(0.05)
            : fur.L < 0.3 && setting.Prompt.Says("black") ? fur.Lighter(0.08) : fur.Mix(new(0.96, 0.02, 85), 0.82);
        sheet.SoftOval(x, foot, h * 0.42, h * 0.05, palette.Near.Darker(0.08), 0.55);
        sheet.Open($"translate({SvgSheet.N(x)} {SvgSheet.N(foot)}) scale({SvgSheet.N(h / 400, 4)})");
        if (cat)
            sheet.Stroke(
                new Outline().From(96, -26).Curve(190, -20, 206, -110, 150, -150).Curve(130, -166, 118, -150, 128, -136), fur.Darker(0.05),
                30);
        else sheet.Stroke(new Outline().From(100, -40).Curve(160, -50, 186, -104, 160, -150), fur.Darker(0.04), 34);
        var body = new Outline().From(-104, 0).Curve(-140, -100, -96, -210, -50, -236).To(50, -236).Curve(96, -210, 140, -100, 104, 0)
            .Shut().ToString();
        sheet.Path(body, sheet.Linear(-130, 0, 130, 0, new(0, fur.Lighter(0.05)), new(0.5, fur), new(1, fur.Darker(0.11))));
        sheet.OpenClip(body);
        sheet.Ellipse(0, -122, 58, 96, pale);
        sheet.Ellipse(-96, -30, 52, 66, fur.Darker(0.05));
        sheet.Ellipse(96, -30, 52, 66, fur.Darker(0.10));
        sheet.Close();
        foreach (var side in (ReadOnlySpan<int>)[-1, 1])
        {
            sheet.Path(new Outline().RoundBox(side * 34 - 26, -128, 52, 124, 24), side < 0 ? fur.Lighter(0.03) : fur.Darker(0.03));
            sheet.Ellipse(side * 34, -10, 35, 19, pale);
            for (var toe = -1; toe <= 1; toe += 2)
                sheet.Stroke(new Outline().From(side * 34 + toe * 9, -12).To(side * 34 + toe * 9, -2), pale.Darker(0.2), 3);
        }
        if (!cat || dice.Chance(0.5))
        {
            sheet.Path(
                new Outline().From(-72, -214).Bend(0, -176, 72, -214).To(68, -190).Bend(0, -152, -68, -190).Shut(),
                palette.Accent with { C = 0.17 });
            sheet.Circle(0, -164, 17, new Oklch(0.84, 0.13, 88));
        }
        Head(sheet, dice, fur, pale, cat);
        sheet.Close();
        return SceneLayer.Of(0.7, sheet);
    }

    private static void Head(SvgSheet sheet, Dice dice, Oklch fur, Oklch pale, bool cat)
    {
        var pink = new Oklch(0.74, 0.10, 15);
        foreach (var side in (ReadOnlySpan<int>)[-1, 1])
        {
            if (cat)
            {
                sheet.Path(
                    new Outline().From(side * 102, -300).Curve(side * 116, -350, side * 112, -396, side * 102, -414)
                        .Curve(side * 80, -404, side * 46, -382, side * 26, -362).Shut(), fur.Darker(side > 0 ? 0.07 : 0));
                sheet.Path(
                    new Outline().From(side * 88, -326).Curve(side * 98, -354, side * 97, -378, side * 93, -390)
                        .Curve(side * 78, -382, side * 60, -368, side * 48, -358).Shut(), pink);
            }
        }
        sheet.Path(
            new Outline().From(0, -386).Curve(78, -386, 116, -340, 114, -290).Curve(112, -232, 62, -198, 0, -196)
                .Curve(-62, -198, -112, -232, -114, -290).Curve(-116, -340, -78, -386, 0, -386).Shut(),
            sheet.Radial(-30, -330, 190, [new(0, fur.Lighter(0.07)), new(0.6, fur), new(1, fur.Darker(0.09))]));
        if (!cat)
        {
            sheet.Path(
                new Outline().From(0, -386).Curve(-20, -340, -24, -300, -30, -262).Bend(0, -240, 30, -262)
                    .Curve(24, -300, 20, -340, 0, -386).Shut(), pale);
            foreach (var side in (ReadOnlySpan<int>)[-1, 1])
                sheet.Path(
                    new Outline().From(side * 62, -372).Curve(side * 108, -396, side * 150, -356, side * 148, -282)
                        .Curve(side * 146, -244, side * 120, -232, side * 108, -262)
                        .Curve(side * 100, -300, side * 98, -334, side * 62, -372).Shut(), fur.Darker(0.14));
        }
        else
            for (var i = -1; i <= 1; i++)
                sheet.Stroke(new Outline().From(i * 22, -378 + Math.Abs(i) * 4).To(i * 17, -350), fur.Darker(0.14), 10, 0.8);
        sheet.Ellipse(-27, -238, 40, 30, pale);
        sheet.Ellipse(27, -238, 40, 30, pale);
        var iris = cat
            ? dice.Pick(new Oklch(0.76, 0.16, 115), new Oklch(0.78, 0.14, 80), new Oklch(0.72, 0.11, 230))
            : new Oklch(0.34, 0.06, 50);
        foreach (var side in (ReadOnlySpan<int>)[-1, 1])
        {
            sheet.Ellipse(side * 50, -294, cat ? 25 : 21, 24, new Oklch(0.15, 0.02, 40));
            sheet.Circle(
                side * 50, -294, cat ? 21 : 17, sheet.Radial(side * 50, -294, 22, [new(0, iris.Lighter(0.08)), new(1, iris.Darker(0.08))]));
            sheet.Ellipse(side * 50, -294, cat ? 9 : 11, cat ? 18 : 11, new Oklch(0.08, 0, 0));
            sheet.Circle(side * 50 + 7, -303, 6.5, new Oklch(1, 0, 0));
            sheet.Circle(side * 50 - 6, -286, 3, new Oklch(1, 0, 0), 0.7);
        }
        sheet.Path(
            new Outline().From(-19, -263).Bend(0, -272, 19, -263).Bend(12, -244, 0, -241).Bend(-12, -244, -19, -263).Shut(),
            cat ? pink : new Oklch(0.20, 0.02, 40));
        sheet.Ellipse(-5, -261, 5, 2.5, new Oklch(1, 0, 0), 0.5);
        var ink = new Oklch(0.25, 0.03, 40);
        sheet.Stroke(new Outline().From(0, -241).To(0, -232).Bend(-14, -216, -30, -226), ink, 4.5);
        sheet.Stroke(new Outline().From(0, -232).Bend(14, -216, 30, -226), ink, 4.5);
        if (!cat)
            sheet.Path(
                new Outline().From(-13, -223).Bend(0, -216, 13, -223).Curve(16, -196, 8, -188, 0, -188)
                    .Curve(-8, -188, -16, -196, -13, -223).Shut(), new Oklch(0.68, 0.16, 15));
        else
            foreach (var side in (ReadOnlySpan<int>)[-1, 1])
                for (var i = -1; i <= 1; i++)
                    sheet.Stroke(
                        new Outline().From(side * 46, -240 + i * 9).Bend(side * 90, -246 + i * 16, side * 138, -240 + i * 24),
                        new Oklch(0.97, 0.01, 90), 2.6, 0.85);
    }
}
