using System.Text;

namespace OpenGen.Rendering.Composition;

/// <summary>
/// Splits text into what a caption highlights one by one: words between spaces, and single signs of Chinese and Japanese.
/// </summary>
public static class WordSplit
{
    /// <summary>The words of a text, in order; nothing but spaces is left out.</summary>
    public static IReadOnlyList<string> Of(string text)
    {
        var words = new List<string>();
        foreach (var part in text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
        {
            var start = 0;
            var at = 0;
            foreach (var rune in part.EnumerateRunes())
            {
                // A sign begins a word of its own; punctuation and other letters stay with what is before them.
                if (IsSign(rune) && at > start)
                {
                    words.Add(part[start..at]);
                    start = at;
                }
                at += rune.Utf16SequenceLength;
            }
            if (start < part.Length) words.Add(part[start..]);
        }
        return words;
    }

    private static bool IsSign(Rune rune) =>
        rune.Value is (>= 0x3041 and <= 0x30fa) or (>= 0x3400 and <= 0x9fff) or (>= 0xf900 and <= 0xfaff) or (>= 0x20000 and <= 0x3ffff);
}
