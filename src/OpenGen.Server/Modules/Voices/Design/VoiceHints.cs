using System.Text.RegularExpressions;

namespace OpenGen.Server.Modules.Voices.Design;

/// <summary>How old a voice sounds.</summary>
internal enum VoiceAge
{
    Child,
    Young,
    Grown,
    Old,
}

/// <summary>What a description says of a voice, by the words in <c>content/voices/words.json</c>.</summary>
/// <param name="Gender">female, male or neutral; null when nothing tells.</param>
/// <param name="Depth">-2 very deep to 2 very bright.</param>
/// <param name="Pace">-2 very slow to 2 very fast.</param>
/// <param name="Life">-2 monotone to 2 excited.</param>
/// <param name="Language">A language tag; null when none is named.</param>
internal sealed partial record VoiceHints(string? Gender, VoiceAge Age, int Depth, int Pace, int Life, bool Whispers, string? Language)
{
    /// <summary>Reads a description.</summary>
    public static VoiceHints Read(string description)
    {
        var known = VoiceContent.Shipped;
        var words = Word().Matches(description.ToLowerInvariant()).Select(w => w.Value).ToList();
        var (female, male) = (Count(words, known.Female), Count(words, known.Male));
        var gender = Count(words, known.Neutral) > 0 ? "neutral" : female > male ? "female" : male > female ? "male" : null;
        var age = OldAt(words, known) ? VoiceAge.Old
            : Count(words, known.Child) > 0 ? VoiceAge.Child
            : Count(words, known.Young) > 0 ? VoiceAge.Young : VoiceAge.Grown;
        return new VoiceHints(
            gender, age, Scale(words, known.Bright, known.Deep, known), Scale(words, known.Fast, known.Slow, known),
            Scale(words, known.Lively, known.Flat, known), Count(words, known.Whispering) > 0,
            words.Select(w => known.Languages.GetValueOrDefault(w)).FirstOrDefault(l => l is not null));
    }

    private static int Count(List<string> words, IReadOnlyList<string> of) => words.Count(word => Is(word, of));

    private static bool Is(string word, IReadOnlyList<string> of) =>
        of.Any(known => known.EndsWith('*') ? word.StartsWith(known[..^1], StringComparison.Ordinal) : word == known);

    /// <summary>"Twenty years old" is not old.</summary>
    private static bool OldAt(List<string> words, VoiceContent known) =>
        Enumerable.Range(0, words.Count)
            .Any(i => Is(words[i], known.Old) && !(i > 0 && known.NotOld.Contains($"{words[i - 1]} {words[i]}")));

    /// <summary>What speaks for more against what speaks for less; "very" counts double.</summary>
    private static int Scale(List<string> words, IReadOnlyList<string> more, IReadOnlyList<string> less, VoiceContent known)
    {
        var sum = 0;
        for (var i = 0; i < words.Count; i++)
        {
            var weight = i > 0 && Is(words[i - 1], known.Twice) ? 2 : 1;
            if (i > 0 && Is(words[i - 1], known.Denied)) weight = -1;
            if (Is(words[i], more)) sum += weight;
            if (Is(words[i], less)) sum -= weight;
        }
        return Math.Clamp(sum, -2, 2);
    }

    [GeneratedRegex(@"[\p{L}]+")]
    private static partial Regex Word();
}
