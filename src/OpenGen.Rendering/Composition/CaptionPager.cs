using System.Text;

namespace OpenGen.Rendering.Composition;

/// <summary>
/// Breaks words into pages that are read at a glance: a few words, none across the end of a sentence or a pause,
/// shown from the first word until the next page (over a short pause) or a moment after the last word.
/// </summary>
internal static class CaptionPager
{
    private const double PauseSeconds = 0.6;
    private const double LingerSeconds = 0.4;

    public static IReadOnlyList<CaptionPage> Break(IReadOnlyList<TimedWord> words, CaptionTemplate template)
    {
        var (mostWords, mostLetters) = template switch
        {
            CaptionTemplate.Pop => (2, 12),
            CaptionTemplate.Bold => (3, 18),
            CaptionTemplate.Karaoke => (4, 24),
            _ => (6, 34),
        };
        var groups = new List<List<TimedWord>>();
        foreach (var word in words)
        {
            var page = groups.Count > 0 ? groups[^1] : null;
            if (page is null || WordCount(page) >= mostWords || Letters(page) + Width(word.Word) > mostLetters
                || word.Start - page[^1].End > PauseSeconds || EndsSentence(page[^1].Word)
                || (EndsClause(page[^1].Word) && WordCount(page) * 2 >= mostWords))
            {
                groups.Add(page = []);
            }
            page.Add(word);
        }
        JoinOrphans(groups, mostWords, mostLetters);

        var pages = new List<CaptionPage>();
        for (var i = 0; i < groups.Count; i++)
        {
            var from = Frame(groups[i][0].Start);
            if (pages.Count > 0) from = Math.Max(from, pages[^1].Words[^1].From + 1);
            var shown = new List<CaptionWord>();
            foreach (var word in groups[i])
                shown.Add(new CaptionWord(word.Word, Math.Max(Frame(word.Start), shown.Count == 0 ? from : shown[^1].From)));
            var last = Math.Max(Frame(groups[i][^1].End), shown[^1].From + 1);
            var next = i + 1 < groups.Count ? Math.Max(Frame(groups[i + 1][0].Start), shown[^1].From + 1) : int.MaxValue;
            var end = next - last <= PauseSeconds * Timeline.FramesPerSecond
                ? next
                : (int)Math.Min(next, last + LingerSeconds * Timeline.FramesPerSecond);
            pages.Add(new CaptionPage(from, end, shown));
        }
        return pages;
    }

    /// <summary>A last word left alone reads badly: it joins the page before when that has room for one more.</summary>
    private static void JoinOrphans(List<List<TimedWord>> groups, int mostWords, int mostLetters)
    {
        for (var i = groups.Count - 1; i > 0; i--)
        {
            var (before, page) = (groups[i - 1], groups[i]);
            if (page.Count != 1 || before.Count < 2 || mostWords < 3 || EndsSentence(before[^1].Word)
                || page[0].Start - before[^1].End > PauseSeconds) continue;
            if (before.Count <= mostWords && Letters(before) + Width(page[0].Word) <= mostLetters + 4)
            {
                before.Add(page[0]);
                groups.RemoveAt(i);
            }
        }
    }

    private static int Letters(List<TimedWord> page) => page.Sum(word => Width(word.Word) + (StartsUnspaced(word.Word) ? 0 : 1));

    /// <summary>A word of a script without spaces is often one sign: three of them count as a word.</summary>
    private static double WordCount(List<TimedWord> page) =>
        page.Sum(word => StartsUnspaced(word.Word) ? 1 / 3.0 : 1);

    private static bool StartsUnspaced(string word) =>
        Rune.DecodeFromUtf16(word, out var first, out _) == System.Buffers.OperationStatus.Done && Script.IsUnspaced(first);

    /// <summary>Letters, with the wide ones of East Asia as two.</summary>
    private static int Width(string word) =>
        word.EnumerateRunes().Sum(rune => rune.Value is >= 0x1100 and (<= 0x115f or >= 0x2e80) ? 2 : 1);

    private static bool EndsSentence(string word) =>
        word.TrimEnd('"', '\'', '”', '’', ')', '»') is [.., '.' or '!' or '?' or '…' or '。' or '！' or '？' or '؟' or '।'];

    private static bool EndsClause(string word) => word is [.., ',' or ';' or ':' or '，' or '、' or '،' or '；' or '–' or '—'];

    private static int Frame(double seconds) => (int)Math.Round(Math.Min(seconds, 100_000) * Timeline.FramesPerSecond);
}
