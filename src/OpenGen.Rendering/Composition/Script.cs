using System.Text;

namespace OpenGen.Rendering.Composition;

/// <summary>What a text's script asks of its setting.</summary>
internal static class Script
{
    /// <summary>
    /// By its first strong letter (rule P2 of UAX 9, over the blocks of the right-to-left scripts); null when there is none.
    /// </summary>
    public static bool? IsRightToLeft(string text)
    {
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune.Value is (>= 0x590 and <= 0x8ff) or (>= 0xfb1d and <= 0xfdff) or (>= 0xfe70 and <= 0xfeff)
                or (>= 0x10800 and <= 0x10fff) or (>= 0x1e800 and <= 0x1efff)) return true;
            if (Rune.IsLetter(rune)) return false;
        }
        return null;
    }

    /// <summary>Whether letters touch: space between them would tear words apart.</summary>
    public static bool Joins(string text) =>
        text.EnumerateRunes()
            .Any(rune =>
                rune.Value is (>= 0x600 and <= 0x8ff) or (>= 0x900 and <= 0xdff) or (>= 0xfb50 and <= 0xfdff) or (>= 0xfe70 and <= 0xfeff));

    /// <summary>Which of the East Asian forms of shared ideographs is meant; null when the text does not tell.</summary>
    public static string? Language(string text)
    {
        var hasHan = false;
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune.Value is >= 0x3040 and <= 0x30ff) return "ja";
            if (rune.Value is >= 0xac00 and <= 0xd7af) return "ko";
            hasHan |= rune.Value is >= 0x4e00 and <= 0x9fff;
        }
        return hasHan ? "zh-cn" : null;
    }

    /// <summary>Whether words of this script are written without a space between them.</summary>
    public static bool IsUnspaced(Rune rune) =>
        rune.Value is (>= 0x0e00 and <= 0x0eff) or (>= 0x1780 and <= 0x17ff) or (>= 0x2e80 and <= 0x30ff) or (>= 0x3400 and <= 0x9fff)
            or (>= 0xf900 and <= 0xfaff) or (>= 0xff00 and <= 0xffef) or (>= 0x20000 and <= 0x3ffff);
}
