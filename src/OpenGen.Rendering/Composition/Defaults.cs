
namespace OpenGen.Rendering.Composition;

/// <summary>How text and captions look when nobody says: sizes for a phone held at arm's length, on any canvas.</summary>
internal static class Defaults
{
    /// <summary>LAYERS.md: text without a box is centred in the canvas with margins of 8 %.</summary>
    public const double TextMargin = 0.08;

    /// <summary>The middle of captions, as a share of the height: below faces, above the buttons and titles of the platforms.</summary>
    public const double CaptionCentre = 0.68;

    public const string TextFamily = "Inter";
    public const string DisplayFamily = "Montserrat";

    public static TextStyle Text(Canvas canvas, BoxHint box)
    {
        var size = 56 * canvas.Scale;
        return Plain(TextFamily, size, 600, 1.2) with { Align = box.Left is null ? TextAlign.Centre : TextAlign.Start };
    }

    public static TextStyle Caption(CaptionTemplate template, Canvas canvas)
    {
        var k = canvas.Scale;
        return template switch
        {
            CaptionTemplate.Classic => Plain(TextFamily, 54 * k, 700, 1.25) with
            {
                Background = new Rgba(0, 0, 0, 0.72),
                Padding = new Padding(18 * k, 30 * k, 18 * k, 30 * k),
            },
            CaptionTemplate.Pop => Plain(DisplayFamily, 112 * k, 900, 1.05) with
            {
                Transform = TextTransform.Uppercase,
                Stroke = 9 * k,
                Shadows = [new TextShadow(0, 8 * k, 18 * k, new Rgba(0, 0, 0, 0.55))],
            },
            CaptionTemplate.Bold => Plain("Anton", 116 * k, 400, 1.12) with
            {
                Transform = TextTransform.Uppercase,
                LetterSpacing = 1.5 * k,
                Stroke = 13 * k,
                Shadows = [new TextShadow(0, 10 * k, 0, new Rgba(0, 0, 0, 0.85))],
            },
            _ => Plain(DisplayFamily, 88 * k, 900, 1.14) with
            {
                Stroke = 7 * k,
                Shadows = [new TextShadow(0, 6 * k, 16 * k, new Rgba(0, 0, 0, 0.6))],
            },
        };
    }

    public static Rgba Highlight(CaptionTemplate template) => template switch
    {
        CaptionTemplate.Classic => new Rgba(255, 214, 10),
        CaptionTemplate.Pop => new Rgba(255, 214, 10),
        CaptionTemplate.Bold => new Rgba(57, 255, 20),
        _ => new Rgba(255, 230, 0),
    };

    private static TextStyle Plain(string family, double size, int weight, double lineHeight) => new(
        family, size, weight, false, Rgba.White, TextAlign.Centre, size * lineHeight, 0, TextTransform.None, Rgba.Transparent, default, [],
        0, Rgba.Black);
}
