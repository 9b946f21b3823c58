using System.Globalization;
using System.Text.Json.Nodes;

namespace OpenGen.Rendering.Composition;

/// <summary>Reads the text fields of <c>styles</c> over a style that has the layer type's defaults.</summary>
internal static class TextStyleReader
{
    public static TextStyle Read(AttributeReader styles, TextStyle defaults)
    {
        var size = styles.Length("fontSize", defaults.Size, 1, 2000) ?? defaults.Size;
        var lineHeight = ReadLineHeight(styles, size) ?? defaults.LineHeight / defaults.Size * size;
        var (stroke, strokeColor) = ReadStroke(styles, defaults.Stroke * size / defaults.Size, defaults.StrokeColor);
        return defaults with
        {
            Size = size,
            LineHeight = lineHeight,
            Family = ReadFamily(styles.Text("fontFamily")) ?? defaults.Family,
            Weight = ReadWeight(styles) ?? defaults.Weight,
            Italic = styles.Choice("fontStyle", ("normal", false), ("italic", true), ("oblique", true)) ?? defaults.Italic,
            Color = styles.Color("color") ?? defaults.Color,
            Align = styles.Choice(
                "textAlign",
                ("center", TextAlign.Centre), ("left", TextAlign.Left), ("right", TextAlign.Right),
                ("start", TextAlign.Start), ("end", TextAlign.End), ("justify", TextAlign.Justify)) ?? defaults.Align,
            LetterSpacing = ReadSpacing(styles, size) ?? defaults.LetterSpacing * size / defaults.Size,
            Transform = styles.Choice(
                "textTransform",
                ("none", TextTransform.None), ("uppercase", TextTransform.Uppercase), ("lowercase", TextTransform.Lowercase),
                ("capitalize", TextTransform.Capitalize)) ?? defaults.Transform,
            Background = styles.Color("backgroundColor") ?? defaults.Background,
            Padding = ReadPadding(styles) ?? defaults.Padding,
            Shadows = ReadShadows(styles) ?? defaults.Shadows,
            Stroke = stroke,
            StrokeColor = strokeColor,
        };
    }

    private static string? ReadFamily(string? list) =>
        list?.Split(',').Select(name => name.Trim().Trim('"', '\'').Trim()).FirstOrDefault(name => name.Length is > 0 and < 100);

    private static int? ReadWeight(AttributeReader styles) => styles.Text("fontWeight")?.Trim().ToLowerInvariant() switch
    {
        null => null,
        "normal" => 400,
        "bold" or "bolder" => 700,
        "lighter" => 300,
        _ => (int?)styles.Number("fontWeight", 1, 1000),
    };

    private static double? ReadLineHeight(AttributeReader styles, double size)
    {
        if (styles.Text("lineHeight") is not { } text) return null;
        if (text.Trim() == "normal") return null;
        if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var factor) && factor is >= 0.3 and <= 10)
            return factor * size;
        if (CssLength.TryRead(text, size, out var pixels, size) && pixels >= size * 0.3 && pixels <= size * 10) return pixels;
        styles.Warn("lineHeight", styles.Node("lineHeight"), "not a line height");
        return null;
    }

    private static double? ReadSpacing(AttributeReader styles, double size)
    {
        if (styles.Text("letterSpacing") is not { } text) return null;
        if (text.Trim() == "normal") return 0;
        if (CssLength.TryRead(text, size, out var pixels, size) && Math.Abs(pixels) <= size * 5) return pixels;
        styles.Warn("letterSpacing", styles.Node("letterSpacing"), "not a length");
        return null;
    }

    private static Padding? ReadPadding(AttributeReader styles)
    {
        if (styles.Text("padding") is not { } text) return null;
        var sides = new List<double>();
        foreach (var part in text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (CssLength.TryRead(part, 1000, out var pixels) && pixels is >= 0 and <= 2000) sides.Add(pixels);
            else sides.Add(double.NaN);
        }
        if (sides.Count is >= 1 and <= 4 && !sides.Exists(double.IsNaN))
        {
            return sides.Count switch
            {
                1 => new Padding(sides[0], sides[0], sides[0], sides[0]),
                2 => new Padding(sides[0], sides[1], sides[0], sides[1]),
                3 => new Padding(sides[0], sides[1], sides[2], sides[1]),
                _ => new Padding(sides[0], sides[1], sides[2], sides[3]),
            };
        }
        styles.Warn("padding", styles.Node("padding"), "not a padding");
        return null;
    }

    /// <summary>"2px 2px 4px #000, 0 0 12px red": offsets, an optional blur, and a colour before or after them.</summary>
    private static IReadOnlyList<TextShadow>? ReadShadows(AttributeReader styles)
    {
        if (styles.Text("textShadow") is not { } text) return null;
        if (text.Trim() is "none" or "") return [];
        var shadows = new List<TextShadow>();
        foreach (var part in SplitOutsideBrackets(text, ','))
        {
            var lengths = new List<double>();
            Rgba? color = null;
            var read = true;
            foreach (var word in SplitOutsideBrackets(part, ' '))
            {
                if (lengths.Count < 3 && CssLength.TryRead(word, 100, out var pixels) && Math.Abs(pixels) <= 500) lengths.Add(pixels);
                else if (color is null && CssColor.TryRead(word, out var found)) color = found;
                else read = false;
            }
            if (!read || lengths.Count < 2 || shadows.Count == 8)
            {
                styles.Warn("textShadow", JsonValue.Create(part.Trim()), "not a shadow");
                continue;
            }
            shadows.Add(new TextShadow(lengths[0], lengths[1], lengths.Count > 2 ? Math.Max(0, lengths[2]) : 0, color ?? Rgba.Black));
        }
        return shadows;
    }

    /// <summary>"4px #000", as in CSS. Twice half the width would eat into thin letters: the whole of it is drawn outside.</summary>
    private static (double Width, Rgba Color) ReadStroke(AttributeReader styles, double width, Rgba color)
    {
        var field = styles.Has("WebkitTextStroke") ? "WebkitTextStroke" : "webkitTextStroke";
        if (styles.Text(field) is not { } text) return (width, color);
        if (text.Trim() is "none" or "0" or "") return (0, color);
        double? givenWidth = null;
        Rgba? givenColor = null;
        foreach (var word in SplitOutsideBrackets(text, ' '))
        {
            if (givenWidth is null && CssLength.TryRead(word, 100, out var pixels) && pixels is >= 0 and <= 100) givenWidth = pixels;
            else if (givenColor is null && CssColor.TryRead(word, out var found)) givenColor = found;
            else styles.Warn(field, JsonValue.Create(word), "not part of a stroke");
        }
        return (givenWidth ?? width, givenColor ?? Rgba.Black);
    }

    private static IEnumerable<string> SplitOutsideBrackets(string text, char separator)
    {
        var depth = 0;
        var start = 0;
        for (var i = 0; i <= text.Length; i++)
        {
            if (i == text.Length || (text[i] == separator && depth == 0))
            {
                if (text[start..i].Trim() is { Length: > 0 } part) yield return part;
                start = i + 1;
            }
            else if (text[i] == '(') depth++;
            else if (text[i] == ')') depth--;
        }
    }
}
