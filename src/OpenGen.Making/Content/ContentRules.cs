using System.Text.RegularExpressions;

namespace OpenGen.Making.Content;

/// <summary>What texts of content must be like; each rule says what is wrong with one, or null.</summary>
public static partial class ContentRules
{
    /// <summary>A sentence with nothing to fill in.</summary>
    public static Func<string, string?> Plain { get; } = Places([]);

    /// <summary>A sentence whose places, in braces, are among those that are filled.</summary>
    /// <param name="filled">Names of places.</param>
    /// <param name="needed">The one that must be there; null for none.</param>
    public static Func<string, string?> Places(IReadOnlyCollection<string> filled, string? needed = null) => text =>
    {
        var used = Place().Matches(text).Select(match => match.Groups[1].Value).ToList();
        if (used.Find(place => !filled.Contains(place)) is { } unknown)
            return $"nothing fills {{{unknown}}} here; " + (filled.Count == 0
                ? "leave it out" : $"there is {string.Join(", ", filled.Select(name => $"{{{name}}}"))}");
        if (needed is not null && !used.Contains(needed)) return $"needs the place {{{needed}}}";
        return Place().Replace(text, "").IndexOfAny(['{', '}']) < 0 ? null : "has a brace without its other one";
    };

    /// <summary>
    /// A word, or several with a blank between; at the end a <c>*</c> may stand for any ending: <c>schreib*</c>.
    /// </summary>
    public static string? Word(string text) =>
        Words().IsMatch(text) ? null : "must be words of letters and digits with one blank between, at most with a * at the end";

    /// <summary>A hashtag: <c>#slowliving</c>.</summary>
    public static string? Hashtag(string text) => Tag().IsMatch(text) ? null : "must be a # with letters and digits after it";

    [GeneratedRegex(@"\{(\w+)\}")]
    private static partial Regex Place();

    [GeneratedRegex(@"^[\p{L}\p{M}\d]+(?:['’\-& ][\p{L}\p{M}\d]+)*\*?$")]
    private static partial Regex Words();

    [GeneratedRegex(@"^#[\p{L}\p{M}\d_]+$")]
    private static partial Regex Tag();
}
