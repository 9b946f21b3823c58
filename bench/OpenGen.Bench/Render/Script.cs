using System.Text.Json.Nodes;

namespace OpenGen.Bench.Render;

/// <summary>A word and when it is spoken, seconds.</summary>
internal sealed record SpokenWord(string Text, double Start, double End);

/// <summary>What the voice says, in the pages in which captions show it: both sides show the same words at the same times.</summary>
internal static class Script
{
    private static readonly string[][] Lines =
    [
        ["Nobody", "tells", "you", "this"], ["about", "morning", "coffee."],
        ["The", "first", "cup", "works"], ["best", "ninety", "minutes"], ["after", "you", "wake", "up."],
        ["Your", "body", "has", "its"], ["own", "clock", "for", "that."],
        ["Drink", "water", "first,"], ["then", "walk", "outside"], ["and", "let", "light", "in."],
        ["Try", "it", "for", "a"], ["week", "and", "tell", "me."],
    ];

    private const double Begin = 0.3;
    private const double SecondsPerLetter = 0.048;
    private const double SecondsPerWord = 0.1;
    private const double Breath = 0.28;

    /// <summary>The pages with their times.</summary>
    public static IReadOnlyList<IReadOnlyList<SpokenWord>> Pages { get; } = Speak();

    /// <summary>All words in order.</summary>
    public static IReadOnlyList<SpokenWord> Words { get; } = [.. Pages.SelectMany(page => page)];

    /// <summary>The words as a captions generation gives them.</summary>
    public static JsonArray AsCaptions() =>
        [.. Words.Select(word => new JsonObject { ["word"] = word.Text, ["start"] = word.Start, ["end"] = word.End })];

    private static List<IReadOnlyList<SpokenWord>> Speak()
    {
        var pages = new List<IReadOnlyList<SpokenWord>>();
        var at = Begin;
        foreach (var line in Lines)
        {
            var page = new List<SpokenWord>();
            foreach (var word in line)
            {
                var end = at + SecondsPerWord + SecondsPerLetter * word.Length;
                page.Add(new SpokenWord(word, Math.Round(at, 3), Math.Round(end, 3)));
                at = end;
            }
            if (line[^1].EndsWith('.')) at += Breath;
            pages.Add(page);
        }
        return pages;
    }
}
