using System.Text;

namespace OpenGen.Rendering.Composition;

/// <summary>
/// Lays what a speech server says it spoke onto the words of the script: it takes punctuation off, divides words and writes numbers out,
/// and captions show the script. 1. compare letters and digits alone; 2. find the longest way through both in which a word of the script
/// is one token, or some in a row; 3. give the words between, which were said in another way, the time between.
/// </summary>
public static class SpokenTokens
{
    /// <summary>How many tokens in a row can be one word: <c>don't</c> is two, a web address some.</summary>
    private const int MostInAWord = 8;

    /// <summary>Words and tokens that are compared; the time grows with their product.</summary>
    private const int Most = 5_000;

    /// <summary>The words of the script with the times of the tokens.</summary>
    /// <param name="script">What was to be said.</param>
    /// <param name="tokens">What was said, in order, in seconds.</param>
    /// <returns>
    /// Every word of the script, in order, none before the one before it; null when the tokens are of another text: less than half of
    /// the script's letters are in them.
    /// </returns>
    public static IReadOnlyList<TimedWord>? Onto(string script, IReadOnlyList<TimedWord> tokens)
    {
        // 1
        var words = WordSplit.Of(script);
        var said = tokens.Select(token => (Plain: Plain(token.Word), token.Start, token.End))
            .Where(token => token.Plain.Length > 0).ToList();
        if (words.Count == 0 || said.Count == 0 || words.Count > Most || said.Count > Most) return null;
        var plain = words.Select(Plain).ToArray();

        // 2
        var found = Match(plain, [.. said.Select(token => token.Plain)]);
        // One common word in both says nothing.
        var heard = plain.Where((_, i) => found[i].Count > 0).Sum(word => word.Length);
        if (heard == 0 || heard * 2 < plain.Sum(word => word.Length)) return null;

        // 3
        var result = new List<TimedWord>(words.Count);
        for (var i = 0; i < words.Count;)
        {
            if (found[i].Count > 0)
            {
                Add(words[i], said[found[i].From].Start, said[found[i].From + found[i].Count - 1].End);
                i++;
                continue;
            }
            var next = i;
            while (next < words.Count && found[next].Count == 0) next++;
            var first = i == 0 ? 0 : found[i - 1].From + found[i - 1].Count;
            var last = next == words.Count ? said.Count : found[next].From;
            // What was said instead of these words, else the time between their neighbours.
            var from = first < last ? said[first].Start : i == 0 ? said[0].Start : result[^1].End;
            var to = first < last ? said[last - 1].End : next == words.Count ? said[^1].End : said[last].Start;
            double whole = words.Skip(i).Take(next - i).Sum(SpeechSpread.Weight), done = 0;
            for (; i < next; i++)
            {
                var start = from + (to - from) * done / whole;
                done += SpeechSpread.Weight(words[i]);
                Add(words[i], start, from + (to - from) * done / whole);
            }
        }
        return result;

        void Add(string word, double start, double end)
        {
            start = Math.Max(start, result.Count == 0 ? 0 : result[^1].Start);
            result.Add(new TimedWord(word, Math.Round(start, 3), Math.Round(Math.Max(start, end), 3)));
        }
    }

    /// <summary>For each word the tokens that are it; a count of 0 for none.</summary>
    private static (int From, int Count)[] Match(string[] words, string[] tokens)
    {
        // The letters that agree from here on, and by what step: 0 leaves the word out, 255 the token, else so many tokens are the word.
        const byte skipToken = byte.MaxValue;
        var (best, later) = (new int[tokens.Length + 1], new int[tokens.Length + 1]);
        var steps = new byte[words.Length, tokens.Length + 1];
        for (var i = words.Length - 1; i >= 0; i--)
        {
            (best, later) = (later, best);
            best[tokens.Length] = 0;
            for (var j = tokens.Length - 1; j >= 0; j--)
            {
                var (value, step) = best[j + 1] > later[j] ? (best[j + 1], skipToken) : (later[j], (byte)0);
                if (CountAt(words[i], tokens, j) is var count and > 0 && words[i].Length + later[j + count] > value)
                    (value, step) = (words[i].Length + later[j + count], (byte)count);
                (best[j], steps[i, j]) = (value, step);
            }
        }

        var found = new (int From, int Count)[words.Length];
        for (int i = 0, j = 0; i < words.Length && j <= tokens.Length;)
        {
            var step = steps[i, j];
            if (step == skipToken)
            {
                j++;
                continue;
            }
            found[i] = (j, step);
            (i, j) = (i + 1, j + step);
        }
        return found;
    }

    /// <summary>How many tokens from a place on are a word together; 0 for none.</summary>
    private static int CountAt(string word, string[] tokens, int from)
    {
        var at = 0;
        for (var count = 1; word.Length > 0 && count <= MostInAWord && from + count <= tokens.Length; count++)
        {
            var token = tokens[from + count - 1];
            if (string.CompareOrdinal(word, at, token, 0, token.Length) != 0) return 0;
            if ((at += token.Length) == word.Length) return count;
        }
        return 0;
    }

    private static string Plain(string word)
    {
        var plain = new StringBuilder(word.Length);
        foreach (var rune in word.EnumerateRunes())
            if (Rune.IsLetterOrDigit(rune)) plain.Append(Rune.ToLowerInvariant(rune));
        return plain.ToString();
    }
}
