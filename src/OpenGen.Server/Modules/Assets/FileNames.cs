using System.Text;

namespace OpenGen.Server.Modules.Assets;

/// <summary>The names users give files: shown and sent in headers, never used as a path.</summary>
internal static class FileNames
{
    /// <summary>In UTF-16 units; the database takes 255.</summary>
    private const int Longest = 200;

    /// <summary>
    /// The last part of a name, without what a file system or a header would trip over, or what would make it look other than it
    /// is (control characters, changes of direction, halves of characters). Of a long name the end stays, with the extension.
    /// </summary>
    public static string Safe(string name)
    {
        var last = name.Replace('\\', '/').Split('/')[^1];
        var safe = new StringBuilder(last.Length);
        foreach (var rune in last.EnumerateRunes())
            if (IsKept(rune)) safe.Append(rune.ToString());

        var clean = safe.ToString().Trim(' ', '.');
        if (clean.Length > Longest)
        {
            var from = clean.Length - Longest;
            clean = clean[(char.IsLowSurrogate(clean[from]) ? from + 1 : from)..].TrimStart(' ', '.');
        }
        return clean.Length == 0 ? "file" : clean;
    }

    private static bool IsKept(Rune rune) => rune.Value switch
    {
        0xFFFD => false,
        '"' or '<' or '>' or '|' or '?' or '*' or ':' => false,
        // Joins emoji into one, and the letters of some scripts.
        0x200D or 0x200C => true,
        _ => Rune.GetUnicodeCategory(
            rune) is not (System.Globalization.UnicodeCategory.Control or System.Globalization.UnicodeCategory.Format
            or System.Globalization.UnicodeCategory.LineSeparator or System.Globalization.UnicodeCategory.ParagraphSeparator
            or System.Globalization.UnicodeCategory.PrivateUse or System.Globalization.UnicodeCategory.OtherNotAssigned),
    };
}
