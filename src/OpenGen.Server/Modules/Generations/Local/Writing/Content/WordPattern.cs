using System.Text.RegularExpressions;

namespace OpenGen.Server.Modules.Generations.Local.Writing.Content;

/// <summary>Lists of words as regular expressions; a <c>*</c> at the end of a word stands for any ending.</summary>
internal static class WordPattern
{
    /// <summary>Any of the words, for the middle of a pattern.</summary>
    public static string Either(IEnumerable<string> words) =>
        string.Join('|', words.Select(word => word.EndsWith('*') ? Regex.Escape(word[..^1]) + @"\w*" : Regex.Escape(word)));

    /// <summary>Any of the words, whole and whatever the case; null when there are none.</summary>
    public static Regex? Whole(IReadOnlyList<string> words) => Within(words, either => $@"\b(?:{either})\b");

    /// <summary>A pattern around any of the words, whatever the case; null when there are none.</summary>
    /// <param name="pattern">Gets <see cref="Either"/> of the words.</param>
    public static Regex? Within(IReadOnlyList<string> words, Func<string, string> pattern, RegexOptions options = RegexOptions.None) =>
        words.Count == 0 ? null : new Regex(pattern(Either(words)), RegexOptions.IgnoreCase | options);

    /// <summary>The match of a pattern if it begins earlier than another's match, or that has none; else the other's.</summary>
    public static Match Earlier(this Regex? pattern, Match other, string text) =>
        pattern?.Match(text) is { Success: true } match && (!other.Success || match.Index < other.Index) ? match : other;

    /// <summary>The matches of a pattern and those of another in their order, without those that begin within one before.</summary>
    public static IEnumerable<Match> Among(this Regex? pattern, IEnumerable<Match> others, string text)
    {
        var end = 0;
        foreach (var match in (pattern?.Matches(text) ?? Enumerable.Empty<Match>()).Concat(others).OrderBy(match => match.Index))
        {
            if (match.Index < end) continue;
            end = match.Index + match.Length;
            yield return match;
        }
    }
}
