using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace OpenGen.Server.Data;

/// <summary>Text as both databases take it. PostgreSQL has no NUL, and no UTF-8 can hold one half of a surrogate pair.</summary>
internal static class StorableText
{
    /// <summary>
    /// The text without NULs, and with U+FFFD for each half of a pair that stands alone; for what vendors and programs say, not for
    /// what users send.
    /// </summary>
    [return: NotNullIfNotNull(nameof(text))]
    public static string? Of(string? text)
    {
        if (text is null || (!text.Contains('\0', StringComparison.Ordinal) && !HasLoneSurrogate(text))) return text;
        var clean = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
            if (rune.Value != 0) clean.Append(rune.ToString());
        return clean.ToString();
    }

    /// <summary>Whether one half of a surrogate pair stands alone in it.</summary>
    public static bool HasLoneSurrogate(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (!char.IsSurrogate(text[i])) continue;
            if (i + 1 == text.Length || !char.IsSurrogatePair(text[i], text[i + 1])) return true;
            i++;
        }
        return false;
    }
}
