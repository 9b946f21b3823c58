using OpenGen.Speech.Script;

namespace OpenGen.Speech.Timing;

/// <summary>
/// Merges espeak-ng's word events back onto the words of the script.
/// </summary>
/// <remarks>
/// The events cannot be used as they come. A number gives several ("1,250" gives four) whose spans overlap; a
/// hyphenated word gives one a part; two words that the dictionary joins ("out of") give one for both; an empty event
/// with an earlier position trails the last one; after a pause, events come 8–65 ms before the sound, in Japanese up to
/// 116 ms. So:
/// <list type="number">
/// <item>The first event that falls on a word anchors it. Events that run backwards, or lie outside, are dropped.</item>
/// <item>Words without an anchor share the time up to the next anchor by their letters, in heard time: pauses count for nothing.</item>
/// <item>A start that lies in a pause moves to where sound is heard again.</item>
/// <item>A word ends where the next begins, or where the sound before it ends if there is a pause between.</item>
/// <item>Words that are not spoken get the pause after the word before them, or the tail of that word.</item>
/// <item>Whatever is still out of order or without length is pushed apart.</item>
/// </list>
/// </remarks>
public static class WordTimeline
{
    /// <summary>The shortest a word can be, in milliseconds.</summary>
    public const int ShortestMs = 10;

    /// <summary>What a word that is not spoken gets where there is room, in milliseconds.</summary>
    public const int UnspokenMs = 120;

    private const int PauseMs = 70;

    /// <summary>One span for every word: in order, not overlapping, each longer than nothing, all within the sound.</summary>
    /// <exception cref="ArgumentException">The sound is shorter than <see cref="ShortestMs"/> for every word.</exception>
    public static IReadOnlyList<TimeSpanMs> Merge(SpokenText spoken, IReadOnlyList<WordEvent> events, VoicedSound sound)
    {
        var count = spoken.Weights.Count;
        if (sound.DurationMs < count * ShortestMs)
            throw new ArgumentException($"{sound.DurationMs} ms are too short for {count} words", nameof(sound));
        if (count == 0) return [];

        var anchors = Anchors(spoken, events, sound);
        var starts = Starts(spoken.Weights, anchors, sound);
        var spans = Spans(spoken.Weights, starts, sound);
        return PushedApart(spans, sound.DurationMs);
    }

    // 1.
    private static int?[] Anchors(SpokenText spoken, IReadOnlyList<WordEvent> events, VoicedSound sound)
    {
        var anchors = new int?[spoken.Weights.Count];
        int lastWord = -1, lastMs = 0;
        foreach (var e in events)
        {
            if (e.Length <= 0 || e.Milliseconds < lastMs || e.Milliseconds >= sound.EndMs) continue;
            var word = spoken.WordAt(e.Position);
            while (word >= 0 && word < anchors.Length && spoken.Weights[word] == 0) word++;
            if (word <= lastWord || word >= anchors.Length) continue;
            (lastWord, lastMs) = (word, e.Milliseconds);
            anchors[word] = e.Milliseconds;
        }

        return anchors;
    }

    // 2 and 3.
    private static int[] Starts(IReadOnlyList<double> weights, int?[] anchors, VoicedSound sound)
    {
        var starts = new int[weights.Count];
        for (var from = 0; from < starts.Length;)
        {
            var until = from + 1;
            while (until < starts.Length && anchors[until] is null) until++;

            var beginMs = anchors[from] ?? sound.StartMs;
            var endMs = until < starts.Length ? anchors[until]!.Value : sound.EndMs;
            var heard = (double)sound.HeardBefore(beginMs);
            var total = 0.0;
            for (var i = from; i < until; i++) total += weights[i];
            var perLetter = total > 0 ? (sound.HeardBefore(endMs) - heard) / total : 0;
            for (var i = from; i < until; i++)
            {
                starts[i] = sound.OnsetAtOrAfter(i == from ? beginMs : sound.MomentAfterHearing(heard));
                heard += weights[i] * perLetter;
            }

            from = until;
        }

        return starts;
    }

    // 4 and 5.
    private static TimeSpanMs[] Spans(IReadOnlyList<double> weights, int[] starts, VoicedSound sound)
    {
        var spans = new TimeSpanMs[starts.Length];
        var next = sound.DurationMs;
        for (var i = starts.Length - 1; i >= 0; i--)
        {
            if (weights[i] == 0) continue;
            var end = sound.LastSoundBetween(starts[i], next);
            spans[i] = new TimeSpanMs(starts[i], next - end >= PauseMs || next == sound.DurationMs ? end : next);
            next = starts[i];
        }

        for (var i = 0; i < spans.Length;)
        {
            if (weights[i] > 0)
            {
                i++;
                continue;
            }

            var until = i;
            while (until < spans.Length && weights[until] == 0) until++;
            PlaceSilent(spans, i, until, sound.DurationMs);
            i = until;
        }

        return spans;
    }

    private static void PlaceSilent(TimeSpanMs[] spans, int from, int until, int durationMs)
    {
        var count = until - from;
        var begin = from > 0 ? spans[from - 1].EndMs : 0;
        var end = until < spans.Length ? spans[until].StartMs : durationMs;
        var wanted = count * UnspokenMs;
        if (end - begin < wanted && from > 0)
        {
            // No pause to stand in: up to a third of the word before gives way.
            var before = spans[from - 1];
            begin = Math.Max(end - wanted, before.EndMs - (before.EndMs - before.StartMs) / 3);
            begin = Math.Min(begin, end);
            spans[from - 1] = before with { EndMs = Math.Min(before.EndMs, begin) };
        }

        for (var i = from; i < until; i++)
        {
            spans[i] = new TimeSpanMs(
                begin + (int)((long)(end - begin) * (i - from) / count),
                begin + (int)((long)(end - begin) * (i - from + 1) / count));
        }
    }

    // 6.
    private static TimeSpanMs[] PushedApart(TimeSpanMs[] spans, int durationMs)
    {
        var floor = 0;
        for (var i = 0; i < spans.Length; i++)
        {
            var start = Math.Max(spans[i].StartMs, floor);
            spans[i] = new TimeSpanMs(start, Math.Max(spans[i].EndMs, start + ShortestMs));
            floor = start + ShortestMs;
        }

        var ceiling = durationMs;
        for (var i = spans.Length - 1; i >= 0; i--)
        {
            var end = Math.Min(spans[i].EndMs, ceiling);
            spans[i] = new TimeSpanMs(Math.Min(spans[i].StartMs, end - ShortestMs), end);
            ceiling = spans[i].StartMs;
        }

        return spans;
    }
}
