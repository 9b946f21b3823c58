using System.Text;
using AnyAscii;

namespace OpenGen.Server.Modules.Engines.Contracts;

/// <summary>URL names for sheets.</summary>
internal static class Slug
{
    private const int Longest = 80;

    /// <summary>A title in lower-case letters, digits and dashes, whatever it is written in.</summary>
    public static string Of(string title)
    {
        var slug = new StringBuilder();
        foreach (var c in title.Transliterate().ToLowerInvariant())
        {
            if (char.IsAsciiLetterOrDigit(c)) slug.Append(c);
            else if (slug.Length > 0 && slug[^1] != '-') slug.Append('-');
            if (slug.Length >= Longest) break;
        }
        var text = slug.ToString().Trim('-');
        return text.Length == 0 ? "sheet" : text;
    }
}
