using OpenGen.Making.Scenes;

namespace OpenGen.Making.Presenter;

/// <summary>
/// Draws the parts of a face that move by themselves, each about the middle of the eyes, in hundredths of half a face's width.
/// </summary>
internal static class Face
{
    /// <summary>Half of a face is 100 wide; it reaches from −150 to 138.</summary>
    private const double EyeX = 41;

    private static readonly Oklch Ink = new(0.20, 0.03, 40);

    /// <summary>Ears, skin, cheeks and beard: what everything else lies on.</summary>
    public static SvgSheet Skin(Appearance look)
    {
        var (sheet, skin, shade) = (new SvgSheet(), look.Skin, look.Shade);
        foreach (var side in (ReadOnlySpan<int>)[-1, 1])
        {
            sheet.Ellipse(side * 100, 10, 17, 27, shade, 1, side * 8);
            sheet.Ellipse(side * 100, 11, 8.5, 16, skin.Darker(0.15), 0.55, side * 8);
            if (look.Earrings) sheet.Circle(side * 105, 42, 6.5, new Oklch(0.82, 0.12, 88));
        }
        var jaw = look.Woman ? 66 : 80;
        var chin = look.Woman ? 32 : 40;
        var face = new Outline().From(-100, -20).Curve(-101, 48, -jaw - 4, 96, -chin, 125).Bend(0, 144, chin, 125)
            .Curve(jaw + 4, 96, 101, 48, 100, -20).Curve(102, -110, 60, -150, 0, -150).Curve(-60, -150, -102, -110, -100, -20).Shut()
            .ToString();
        sheet.Path(face, sheet.Linear(-90, -90, 110, 110, new(0, skin.Lighter(0.03)), new(0.5, skin), new(1, shade)));
        sheet.OpenClip(face);
        sheet.Path(new Outline().From(58, -160).Curve(100, -90, 92, 50, 34, 146).To(130, 146).To(130, -160).Shut(), shade, 0.28);
        var blush = new Oklch(skin.L * 0.9, 0.13, 25);
        foreach (var side in (ReadOnlySpan<int>)[-1, 1])
            sheet.Circle(
                side * 62, 46, 38,
                sheet.Radial(side * 62, 46, 38, [new(0, blush, (look.Woman ? 0.4 : 0.22) * (skin.L < 0.6 ? 0.5 : 1)), new(1, blush, 0)]));
        if (look.Beard)
        {
            var tone = look.Hair.Darker(0.01);
            sheet.Path(
                new Outline().From(-106, -10).Curve(-96, 36, -84, 56, -60, 60).Curve(-40, 63, -26, 59, 0, 61).Curve(26, 59, 40, 63, 60, 60)
                    .Curve(84, 56, 96, 36, 106, -10).To(112, 150).To(-112, 150).Shut(),
                sheet.Linear(0, 40, 0, 150, new(0, tone.Lighter(0.04)), new(1, tone)), 0.97);
        }
        sheet.Close();
        return sheet;
    }

    public static SvgSheet Nose(Appearance look)
    {
        var (sheet, shade) = (new SvgSheet(), look.Shade);
        sheet.Path(new Outline().From(-5, 2).Bend(-4, 30, -14, 45).Bend(-2, 55, 8, 51).Bend(4, 22, 3, 2).Shut(), shade, 0.34);
        sheet.Ellipse(2, 38, 5, 8, look.Skin.Lighter(0.06), 0.5);
        sheet.Stroke(new Outline().From(-14.5, 45).Bend(0, 57, 14.5, 45), shade.Darker(0.09), 4, 0.85);
        return sheet;
    }

    public static SvgSheet Brows(Appearance look)
    {
        var (sheet, dice) = (new SvgSheet(), look.Dice("brows"));
        var arch = dice.Between(-1.5, 3);
        var tone = look.Hair.L > 0.6 ? look.Hair.Darker(0.2).Muted(0.75) : look.Hair;
        foreach (var side in (ReadOnlySpan<int>)[-1, 1])
        {
            var (x, thick) = (side * (EyeX + 1), look.Woman ? 3.4 : 5);
            // Thick towards the nose, pointed towards the temple.
            sheet.Path(
                new Outline().From(x - side * 23, -31 - thick)
                    .Curve(x - side * 8, -40 - arch - thick, x + side * 14, -47 - arch, x + side * 30, -33)
                .Curve(x + side * 14, -41 - arch + thick * 0.3, x - side * 6, -35 - arch + thick * 0.5, x - side * 22, -31 + thick * 0.7)
                    .Shut(), tone);
        }
        return sheet;
    }

    /// <summary>Both eyes.</summary>
    /// <param name="shut">0–1.</param>
    /// <param name="lookX">How far the pupils are to the right.</param>
    /// <param name="lookY">How far they are lowered.</param>
    public static SvgSheet Eyes(Appearance look, double shut, double lookX, double lookY)
    {
        var (sheet, skin, shade) = (new SvgSheet(), look.Skin, look.Shade);
        foreach (var side in (ReadOnlySpan<int>)[-1, 1])
        {
            var x = side * EyeX;
            // The lids, between open (−18 and 15) and shut, a little below the middle.
            var (upper, lower) = (-18 + 28 * shut, 15 - 2 * shut);
            var (inner, outer) = (x - side * 21, x + side * 21.5);
            var (innerY, outerY) = (2.5 + shut * 1.5, -2.5 + shut * 4);
            sheet.Ellipse(x, -4, 28, 20, shade, 0.3);
            if (shut < 0.93)
            {
                var eye = new Outline().From(inner, innerY).Curve(x - side * 12, upper * 0.95, x + side * 10, upper * 1.05, outer, outerY)
                    .Curve(x + side * 10, lower, x - side * 9, lower, inner, innerY).Shut().ToString();
                sheet.Path(eye, new Oklch(0.975, 0.006, 90));
                sheet.OpenClip(eye);
                var (px, py) = (x + lookX, -1.5 + lookY + shut * 2);
                sheet.Circle(
                    px, py, 12.6,
                    sheet.Radial(px, py, 12.6, [new(0, look.Iris.Lighter(0.1)), new(0.72, look.Iris), new(1, look.Iris.Darker(0.14))]));
                sheet.Circle(px, py, 6, new Oklch(0.12, 0.01, 0));
                // the lid's shadow
                sheet.Path(
                    new Outline().From(x - 24, -26).To(x + 24, -26).To(x + 24, upper * 0.45 + 1)
                        .Bend(x, upper + 4, x - 24, upper * 0.45 + 1).Shut(), Ink, 0.22);
                sheet.Circle(px + 4.2, py - 4.6, 3.4, new Oklch(1, 0, 0), 0.95);
                sheet.Circle(px - 4, py + 4.5, 1.7, new Oklch(1, 0, 0), 0.5);
                sheet.Close();
            }
            // The lid that has come down.
            if (shut > 0.05)
                sheet.Path(
                    new Outline().From(inner, innerY).Curve(x - side * 12, -20, x + side * 10, -21, outer, outerY)
                        .Curve(x + side * 10, upper * 1.05, x - side * 12, upper * 0.95, inner, innerY).Shut(), skin.Darker(0.045));
            var lash = new Outline().From(inner, innerY)
                .Curve(x - side * 12, upper * 0.95, x + side * 10, upper * 1.05, outer + side * 1.5, outerY - 1).ToString();
            sheet.Stroke(lash, Ink, look.Woman ? 5 : 3.8);
            if (look.Woman)
                sheet.Stroke(
                    new Outline().From(outer - side, outerY)
                        .Bend(outer + side * 4, outerY - 2 + shut * 2, outer + side * 7, outerY - 7 + shut * 9), Ink, 3.6);
            if (shut < 0.6)
                sheet.Stroke(
                    new Outline().From(x - side * 15, -20).Bend(x, -28, x + side * 17, -20), shade.Darker(0.06), 2.3,
                    0.65 * (1 - shut / 0.6));
            sheet.Stroke(
                new Outline().From(x - side * 10, lower - 1.5).Bend(x + side * 2, lower + 1.5, x + side * 13, lower - 4),
                shade.Darker(0.04), 1.8, 0.45);
        }
        return sheet;
    }
}
