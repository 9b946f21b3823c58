using System.Text;

namespace OpenGen.Speech.Script;

/// <summary>Words spoken in one breath, and the silence after them.</summary>
/// <param name="Words">At least one.</param>
/// <param name="PauseMs">Silence after the last word at rate 1.</param>
internal sealed record Sentence(IReadOnlyList<ScriptWord> Words, int PauseMs)
{
    public bool IsQuestion => Sentences.LastMark(Words[^1].Text) is '?' or '？' or '؟';
    public bool IsExclamation => Sentences.LastMark(Words[^1].Text) is '!' or '！';
}

/// <summary>Cuts a script into sentences: what is spoken in one go, and how long the silence between them is.</summary>
internal static class Sentences
{
    // espeak-ng cuts on its own, at a bad place, somewhere above this.
    private const int LongestInCharacters = 500;

    private static readonly HashSet<string> Abbreviations = new(StringComparer.OrdinalIgnoreCase)
    {
        "mr", "mrs", "ms", "dr", "prof", "st", "vs", "etc", "e.g", "i.e", "approx", "no", "inc", "ltd", "co", "jr", "sr",
        "a.m", "p.m", "z.b", "bzw", "usw", "ca", "nr", "sra", "ud", "uds", "mme", "mlle", "p.ej", "env",
    };

    public static IReadOnlyList<Sentence> Split(string script, IReadOnlyList<ScriptWord> words)
    {
        var sentences = new List<Sentence>();
        var from = 0;
        var characters = 0;
        for (var i = 0; i < words.Count; i++)
        {
            characters += words[i].Text.Length + 1;
            var last = i == words.Count - 1;
            var pause = last ? EndPause(words[i].Text) : PauseAfter(script, words, i, i == from);
            if (pause == 0 && !last && characters <= LongestInCharacters) continue;

            sentences.Add(new Sentence(words.Skip(from).Take(i + 1 - from).ToList(), pause));
            from = i + 1;
            characters = 0;
        }

        return sentences;
    }

    /// <summary>The last character of a word, closing quotes, brackets and emoji left out.</summary>
    public static char LastMark(string word)
    {
        for (var i = word.Length - 1; i >= 0; i--)
        {
            if (char.IsLetterOrDigit(word[i]) || ".!?…,;:。！？；：、，؟".Contains(word[i])) return word[i];
        }

        return '\0';
    }

    private static int PauseAfter(string script, IReadOnlyList<ScriptWord> words, int at, bool first)
    {
        var gap = script.AsSpan(words[at].End, words[at + 1].Start - words[at].End);
        var lines = gap.Count('\n');
        if (lines > 1) return 520;
        if (lines == 1) return Math.Max(360, EndPause(words[at].Text));

        var word = words[at].Text.TrimEnd('"', '\'', ')', ']', '”', '’', '»', '」', '』');
        // An emoji after the stop belongs to the sentence it ends.
        if (!HasLetters(words[at + 1].Text) && IsSymbolOnly(words[at + 1].Text)) return 0;
        if (IsSymbolOnly(word) && at > 0 && !first) return PauseOf(words[at - 1].Text, words[at + 1].Text, alone: false);
        return PauseOf(word, words[at + 1].Text, first);
    }

    private static int PauseOf(string word, string next, bool alone)
    {
        switch (LastMark(word))
        {
            case '…':
                return 340;
            case '!' or '！' or '?' or '？' or '؟' or '。':
                return EndPause(word);
            case '.' when word.EndsWith("..", StringComparison.Ordinal):
                return 340;
            case '.':
                var stem = word.TrimEnd('.').TrimStart('(', '"', '“', '\'');
                if (Abbreviations.Contains(stem)) return 0;
                if (stem.Length == 1 && char.IsUpper(stem[0]) && stem[0] != 'I') return 0;
                if (alone && stem.All(char.IsDigit)) return 0;
                var begin = next.FirstOrDefault(char.IsLetterOrDigit);
                return char.IsLower(begin) ? 0 : EndPause(word);
            default:
                return 0;
        }
    }

    private static int EndPause(string word) => LastMark(word) switch
    {
        '?' or '？' or '؟' => 320,
        '!' or '！' => 260,
        '…' => 340,
        _ => 280,
    };

    private static bool HasLetters(string text) => text.Any(char.IsLetterOrDigit);

    private static bool IsSymbolOnly(string text) =>
        text.EnumerateRunes().All(rune => !Rune.IsLetterOrDigit(rune) && !Rune.IsPunctuation(rune));
}
