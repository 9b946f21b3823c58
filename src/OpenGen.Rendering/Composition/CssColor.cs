using System.Collections.Frozen;
using System.Globalization;

namespace OpenGen.Rendering.Composition;

/// <summary>Reads the colours of CSS: hex, rgb(a), hsl(a) and the 148 names of CSS Color 4.</summary>
internal static class CssColor
{
    public static bool TryRead(string text, out Rgba color)
    {
        text = text.Trim().ToLowerInvariant();
        color = default;
        if (text is "transparent" or "none")
        {
            color = Rgba.Transparent;
            return true;
        }
        if (text.StartsWith('#')) return TryHex(text.AsSpan(1), out color);
        if (text.StartsWith("rgb", StringComparison.Ordinal)) return TryFunction(text, ReadRgb, out color);
        if (text.StartsWith("hsl", StringComparison.Ordinal)) return TryFunction(text, ReadHsl, out color);
        return Names.TryGetValue(text, out color);
    }

    private static bool TryHex(ReadOnlySpan<char> digits, out Rgba color)
    {
        color = default;
        Span<char> full = stackalloc char[8];
        switch (digits.Length)
        {
            case 3 or 4:
                for (var i = 0; i < digits.Length; i++) full[i * 2] = full[i * 2 + 1] = digits[i];
                if (digits.Length == 3) full[6] = full[7] = 'f';
                break;
            case 6 or 8:
                digits.CopyTo(full);
                if (digits.Length == 6) full[6] = full[7] = 'f';
                break;
            default:
                return false;
        }
        if (!uint.TryParse(full, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value)) return false;
        color = new Rgba((byte)(value >> 24), (byte)(value >> 16), (byte)(value >> 8), (value & 255) / 255.0);
        return true;
    }

    private static bool TryFunction(string text, Func<string[], Rgba?> read, out Rgba color)
    {
        color = default;
        var open = text.IndexOf('(');
        if (open < 3 || !text.EndsWith(')')) return false;
        var parts = text[(open + 1)..^1].Split([',', ' ', '/'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (parts.Length is not (3 or 4) || read(parts) is not { } found) return false;
        color = found;
        return true;
    }

    private static Rgba? ReadRgb(string[] parts) =>
        Component(parts[0], 255) is { } r && Component(parts[1], 255) is { } g && Component(parts[2], 255) is { } b && Alpha(parts) is { } a
            ? new Rgba(ToByte(r / 255), ToByte(g / 255), ToByte(b / 255), a)
            : null;

    private static Rgba? ReadHsl(string[] parts)
    {
        var angle = parts[0].EndsWith("deg", StringComparison.Ordinal) ? parts[0][..^3] : parts[0];
        if (Component(angle, 360) is not { } hue || !parts[1].EndsWith('%') || !parts[2].EndsWith('%')) return null;
        if (Component(parts[1], 1) is not { } saturation || Component(parts[2], 1) is not { } lightness || Alpha(parts) is not { } alpha)
            return null;

        hue = (hue % 360 + 360) % 360 / 30;
        var spread = Math.Clamp(saturation, 0, 1) * Math.Min(Math.Clamp(lightness, 0, 1), 1 - Math.Clamp(lightness, 0, 1));
        return new Rgba(Channel(0), Channel(8), Channel(4), alpha);

        // The formula of CSS Color 4, section 7.1.
        byte Channel(int n)
        {
            var k = (n + hue) % 12;
            return ToByte(Math.Clamp(lightness, 0, 1) - spread * Math.Max(-1, Math.Min(Math.Min(k - 3, 9 - k), 1)));
        }
    }

    private static double? Alpha(string[] parts) => parts.Length == 3 ? 1 : Component(parts[3], 1) is { } a ? Math.Clamp(a, 0, 1) : null;

    private static double? Component(string text, double whole)
    {
        var percent = text.EndsWith('%');
        if (!double.TryParse(
            percent ? text.AsSpan(0, text.Length - 1) : text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value)
            || !double.IsFinite(value)) return null;
        return percent ? value / 100 * whole : value;
    }

    private static byte ToByte(double share) => (byte)Math.Round(Math.Clamp(share, 0, 1) * 255);

    private static readonly FrozenDictionary<string, Rgba> Names =
        """
        aliceblue f0f8ff antiquewhite faebd7 aqua 00ffff aquamarine 7fffd4 azure f0ffff beige f5f5dc bisque ffe4c4 black 000000
        blanchedalmond ffebcd blue 0000ff blueviolet 8a2be2 brown a52a2a burlywood deb887 cadetblue 5f9ea0 chartreuse 7fff00
        chocolate d2691e coral ff7f50 cornflowerblue 6495ed cornsilk fff8dc crimson dc143c cyan 00ffff darkblue 00008b
        darkcyan 008b8b darkgoldenrod b8860b darkgray a9a9a9 darkgreen 006400 darkgrey a9a9a9 darkkhaki bdb76b
        darkmagenta 8b008b darkolivegreen 556b2f darkorange ff8c00 darkorchid 9932cc darkred 8b0000 darksalmon e9967a
        darkseagreen 8fbc8f darkslateblue 483d8b darkslategray 2f4f4f darkslategrey 2f4f4f darkturquoise 00ced1
        darkviolet 9400d3 deeppink ff1493 deepskyblue 00bfff dimgray 696969 dimgrey 696969 dodgerblue 1e90ff
        firebrick b22222 floralwhite fffaf0 forestgreen 228b22 fuchsia ff00ff gainsboro dcdcdc ghostwhite f8f8ff gold ffd700
        goldenrod daa520 gray 808080 green 008000 greenyellow adff2f grey 808080 honeydew f0fff0 hotpink ff69b4
        indianred cd5c5c indigo 4b0082 ivory fffff0 khaki f0e68c lavender e6e6fa lavenderblush fff0f5 lawngreen 7cfc00
        lemonchiffon fffacd lightblue add8e6 lightcoral f08080 lightcyan e0ffff lightgoldenrodyellow fafad2
        lightgray d3d3d3 lightgreen 90ee90 lightgrey d3d3d3 lightpink ffb6c1 lightsalmon ffa07a lightseagreen 20b2aa
        lightskyblue 87cefa lightslategray 778899 lightslategrey 778899 lightsteelblue b0c4de lightyellow ffffe0
        lime 00ff00 limegreen 32cd32 linen faf0e6 magenta ff00ff maroon 800000 mediumaquamarine 66cdaa mediumblue 0000cd
        mediumorchid ba55d3 mediumpurple 9370db mediumseagreen 3cb371 mediumslateblue 7b68ee mediumspringgreen 00fa9a
        mediumturquoise 48d1cc mediumvioletred c71585 midnightblue 191970 mintcream f5fffa mistyrose ffe4e1
        moccasin ffe4b5 navajowhite ffdead navy 000080 oldlace fdf5e6 olive 808000 olivedrab 6b8e23 orange ffa500
        orangered ff4500 orchid da70d6 palegoldenrod eee8aa palegreen 98fb98 paleturquoise afeeee palevioletred db7093
        papayawhip ffefd5 peachpuff ffdab9 peru cd853f pink ffc0cb plum dda0dd powderblue b0e0e6 purple 800080
        rebeccapurple 663399 red ff0000 rosybrown bc8f8f royalblue 4169e1 saddlebrown 8b4513 salmon fa8072
        sandybrown f4a460 seagreen 2e8b57 seashell fff5ee sienna a0522d silver c0c0c0 skyblue 87ceeb slateblue 6a5acd
        slategray 708090 slategrey 708090 snow fffafa springgreen 00ff7f steelblue 4682b4 tan d2b48c teal 008080
        thistle d8bfd8 tomato ff6347 turquoise 40e0d0 violet ee82ee wheat f5deb3 white ffffff whitesmoke f5f5f5
        yellow ffff00 yellowgreen 9acd32
        """.Split([' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries).Chunk(2)
        .ToFrozenDictionary(pair => pair[0], pair => TryHex(pair[1], out var color) ? color : default, StringComparer.Ordinal);
}
