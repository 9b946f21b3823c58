using System.Text;
using System.Text.RegularExpressions;

namespace OpenGen.Making;

/// <summary>What a prompt's words ask for, as far as they are known; the rest of the words become the seed.</summary>
internal sealed partial record PromptReading
{
    /// <summary>What the picture is of, the strongest first; empty when no word is known.</summary>
    public required IReadOnlyList<Subject> Subjects { get; init; }

    public required DayTime? Time { get; init; }

    public required Weather Weather { get; init; }

    public required IReadOnlySet<Manner> Manners { get; init; }

    /// <summary>Colours named, in their order.</summary>
    public required IReadOnlyList<Oklch> Colours { get; init; }

    /// <summary>Every word, lower case, with plural endings taken off.</summary>
    public required IReadOnlySet<string> Words { get; init; }

    /// <summary>Words to be set as type: what the prompt puts in quotes, when it asks for letters at all.</summary>
    public required string? Title { get; init; }

    public required ulong Seed { get; init; }

    public bool Says(params ReadOnlySpan<string> any)
    {
        foreach (var word in any)
            if (Words.Contains(word)) return true;
        return false;
    }

    /// <param name="known">The words that mean something.</param>
    public static PromptReading Of(string prompt, int variation, SceneWords known)
    {
        var title = Quoted().Match(prompt) is { Success: true } quote ? quote.Groups["text"].Value.Trim() : null;
        var rest = title is null ? prompt : Quoted().Replace(prompt, " ", 1);
        var words = WordsOf(rest, known);

        var scores = new Dictionary<Subject, double>();
        var manners = new HashSet<Manner>();
        var colours = new List<Oklch>();
        DayTime? time = null;
        var weather = Weather.Fair;
        for (var i = 0; i < words.Count; i++)
        {
            var word = words[i];
            if (known.Subjects.TryGetValue(word, out var meant))
                // what is named first counts most
                scores[meant.Subject] = scores.GetValueOrDefault(meant.Subject) + meant.Weight * (1 - 0.35 * i / words.Count);
            if (known.Manners.TryGetValue(word, out var manner)) manners.Add(manner);
            if (known.Colours.TryGetValue(word, out var colour)) colours.Add(colour);
            if (known.Times.TryGetValue(word, out var hour)) time ??= hour;
            if (known.Weathers.TryGetValue(word, out var sky)) weather = sky;
        }
        if (words.Contains("balloon") && words.Contains("air"))
        {
            scores.Remove(Subject.Celebration);
            scores[Subject.Travel] = 2;
        }
        if (title is null && words.Any(word => word is "poster" or "title" or "quote" or "typography" or "headline" or "lettering"))
            title = WithoutCommand(prompt);

        return new PromptReading
        {
            Subjects = [.. scores.OrderByDescending(score => score.Value).ThenBy(score => score.Key).Select(score => score.Key)],
            Time = time,
            Weather = weather,
            Manners = manners,
            Colours = colours,
            Words = words.ToHashSet(),
            Title = string.IsNullOrWhiteSpace(title) ? null : title,
            Seed = Dice.SeedOf(prompt.Trim().ToLowerInvariant(), (ulong)variation),
        };
    }

    /// <summary>Lower-case words without those that are denied ("no people", "without text").</summary>
    private static List<string> WordsOf(string prompt, SceneWords known)
    {
        var words = new List<string>();
        var denied = 0;
        foreach (Match match in Word().Matches(prompt.ToLowerInvariant().Normalize(NormalizationForm.FormC)))
        {
            var word = match.Value;
            if (known.Denies(word))
            {
                denied = 1;
                continue;
            }
            if (denied-- > 0) continue;
            words.Add(known.Knows(word) ? word : Singular(word, known));
        }
        return words;
    }

    private static string Singular(string word, SceneWords known)
    {
        if (word.Length > 4 && word.EndsWith("ies", StringComparison.Ordinal)) return word[..^3] + "y";
        if (word.Length > 4 && word.EndsWith("es", StringComparison.Ordinal) && known.Knows(word[..^2])) return word[..^2];
        return word.Length > 3 && word.EndsWith('s') && !word.EndsWith("ss", StringComparison.Ordinal) ? word[..^1] : word;
    }

    /// <summary>"Poster: keep going" → "keep going"; "a poster about courage" → "courage".</summary>
    private static string WithoutCommand(string prompt)
    {
        var text = Command().Replace(prompt.Trim(), "");
        var end = text.IndexOfAny(['.', '\n', ',', ';']);
        if (end > 8) text = text[..end];
        var words = text.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return string.Join(' ', words.Take(9));
    }

    [GeneratedRegex("""["“„«](?<text>[^"”“»]{1,120})["”»]|(?<![\p{L}])['‘](?<text>[^'’]{2,120})['’](?![\p{L}])""")]
    private static partial Regex Quoted();

    [GeneratedRegex(@"[\p{L}\p{M}]+(?:['’]\p{L}+)?|\d+")]
    private static partial Regex Word();

    [GeneratedRegex(@"^\s*(?:an?\s+|the\s+)?(?:[\p{L}-]+\s+){0,3}?(?:poster|title|quote|typography|headline|lettering)(?:\s+card)?\s*(?:(?:about|of|for|saying|says|that says|with|on|reading|with the words|with the text)\b)?\s*[:\-–—]?\s*", RegexOptions.IgnoreCase)]
    private static partial Regex Command();
}

internal enum Subject
{
    Mountains, Forest, Desert, Sea, Lake, Hills, City, Space, Coffee, Food, Drink, Product, Fitness, Tech, Finance,
    Home, Fashion, Beauty, Pet, Flowers, Books, Music, Travel, Road, Person, Team, Idea, Celebration, Health, Abstract,
}

internal enum DayTime { Dawn, Day, Golden, Sunset, Dusk, Night }

internal enum Weather { Fair, Cloudy, Rain, Snow, Fog, Storm }

internal enum Manner
{
    Minimal, Retro, Neon, Watercolor, Geometric, Dark, Pastel, Cinematic, Luxury, Vivid, Warm, Cool, Mono, Playful, Calm, Urban,
}
