using System.Globalization;
using System.Text;

namespace OpenGen.Server.Modules.Engines.Contracts;

/// <summary>URL names for sheets.</summary>
internal static class Slug
{
    private const int Longest = 80;

    /// <summary>
    /// Latin letters by the plain ones they are written with; Unicode's own decomposition needs ICU, which the server runs without.
    /// </summary>
    private static readonly Dictionary<char, string> Plain = new (string To, string From)[]
    {
        ("a", "àáâãäåāăąǎ"), ("ae", "æ"), ("c", "çćĉċč"), ("d", "ðďđ"), ("e", "èéêëēĕėęě"), ("g", "ĝğġģ"), ("h", "ĥħ"),
        ("i", "ìíîïĩīĭįıǐ"), ("j", "ĵ"), ("k", "ķ"), ("l", "ĺļľŀł"), ("n", "ñńņňŋ"), ("o", "òóôõöøōŏőǒ"), ("oe", "œ"),
        ("r", "ŕŗř"), ("s", "śŝşšș"), ("ss", "ß"), ("t", "ţťŧț"), ("th", "þ"),
        ("u", "ùúûüũūŭůűųǔ"), ("w", "ŵ"), ("y", "ýÿŷ"), ("z", "źżž"),
    }.SelectMany(p => p.From, (p, c) => (c, p.To)).ToDictionary(p => p.c, p => p.To);

    /// <summary>A title in lower-case letters, digits and dashes.</summary>
    public static string Of(string title)
    {
        var slug = new StringBuilder();
        foreach (var c in title.ToLowerInvariant())
        {
            if (char.IsAsciiLetterOrDigit(c)) slug.Append(c);
            else if (Plain.TryGetValue(c, out var plain)) slug.Append(plain);
            else if (slug.Length > 0 && slug[^1] != '-' && !IsPartOfAnother(c)) slug.Append('-');
            if (slug.Length >= Longest) break;
        }
        var text = slug.ToString().Trim('-');
        return text.Length == 0 ? "sheet" : text;
    }

    /// <summary>Halves of characters, and marks on the letter before.</summary>
    private static bool IsPartOfAnother(char c) =>
        char.IsSurrogate(c) || char.GetUnicodeCategory(c) == UnicodeCategory.NonSpacingMark;
}
