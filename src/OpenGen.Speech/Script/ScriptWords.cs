using System.Globalization;
using System.Text;

namespace OpenGen.Speech.Script;

/// <summary>A word of a script as it stands there, punctuation included.</summary>
/// <param name="Text">Never empty, no whitespace inside.</param>
/// <param name="Start">Its place in the script in UTF-16 code units.</param>
public readonly record struct ScriptWord(string Text, int Start)
{
    /// <summary>The place after its last code unit.</summary>
    public int End => Start + Text.Length;
}

/// <summary>A script's words, as captions show them.</summary>
public static class ScriptWords
{
    // A piece of unspaced writing that the eye takes in at once.
    private const int LongestPiece = 8;

    /// <summary>
    /// The words between whitespace. Writing that puts no spaces between words is cut further: after punctuation, where
    /// hiragana gives way to kanji or katakana (where most Japanese phrases begin), and at eight characters.
    /// </summary>
    public static IReadOnlyList<ScriptWord> Split(string script)
    {
        var words = new List<ScriptWord>();
        for (var i = 0; i < script.Length;)
        {
            if (char.IsWhiteSpace(script[i]))
            {
                i++;
                continue;
            }

            var start = i;
            while (i < script.Length && !char.IsWhiteSpace(script[i])) i++;
            Cut(new ScriptWord(script[start..i], start), words);
        }

        return words;
    }

    /// <summary>Whether this character belongs to a script that puts no spaces between words.</summary>
    public static bool IsUnspaced(Rune rune) => rune.Value is
        >= 0x0E00 and <= 0x0EFF      // Thai, Lao
        or >= 0x1000 and <= 0x109F   // Burmese
        or >= 0x1780 and <= 0x17FF   // Khmer
        or >= 0x3040 and <= 0x30FF   // kana
        or >= 0x3400 and <= 0x9FFF   // Han
        or >= 0xF900 and <= 0xFAFF
        or >= 0x20000 and <= 0x3FFFF;

    private static void Cut(ScriptWord word, List<ScriptWord> words)
    {
        if (!word.Text.EnumerateRunes().Any(IsUnspaced))
        {
            words.Add(word);
            return;
        }

        var elements = StringInfo.ParseCombiningCharacters(word.Text);
        int from = 0, length = 0;
        for (var i = 0; i < elements.Length; i++)
        {
            var rune = Rune.GetRuneAt(word.Text, elements[i]);
            if (i > 0 && BeginsPiece(Rune.GetRuneAt(word.Text, elements[i - 1]), rune, length))
            {
                words.Add(new ScriptWord(word.Text[from..elements[i]], word.Start + from));
                from = elements[i];
                length = 0;
            }

            length++;
        }

        words.Add(new ScriptWord(word.Text[from..], word.Start + from));
    }

    private static bool BeginsPiece(Rune before, Rune rune, int length)
    {
        if (!IsLetterOrDigit(rune) && !Opens(rune)) return false;
        if (Opens(rune)) return length > 0;
        if (Opens(before)) return false;
        if (!IsLetterOrDigit(before)) return true;
        if (!IsUnspaced(before) && !IsUnspaced(rune)) return false;
        if (ClingsToBefore(rune) || HoldsNext(before)) return false;
        return length >= LongestPiece || (IsHiragana(before) && !IsHiragana(rune) && length > 1);
    }

    // Thai vowels after their consonant, small kana, the long-vowel stroke, repetition marks.
    private static bool ClingsToBefore(Rune rune) => rune.Value is >= 0x0E30 and <= 0x0E3A or 0x0E45 or 0x0E46
        || "ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶー々".Contains((char)rune.Value);

    // Thai vowels before their consonant.
    private static bool HoldsNext(Rune rune) => rune.Value is >= 0x0E40 and <= 0x0E44;

    private static bool Opens(Rune rune) => Rune.GetUnicodeCategory(rune)
        is UnicodeCategory.OpenPunctuation or UnicodeCategory.InitialQuotePunctuation;

    private static bool IsHiragana(Rune rune) => rune.Value is >= 0x3040 and <= 0x309F;

    // Marks and modifiers (Thai vowels, the Japanese long-vowel stroke) go with the letter before them.
    private static bool IsLetterOrDigit(Rune rune) => Rune.IsLetterOrDigit(rune)
        || Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark;
}
