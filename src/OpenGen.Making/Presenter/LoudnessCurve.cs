using OpenGen.Media;

namespace OpenGen.Making.Presenter;

/// <summary>How loud a sound is, every 10 ms, and what a mouth would do when nothing else is known.</summary>
internal sealed class LoudnessCurve
{
    private const double Hop = 0.01;

    /// <summary>The quietest that counts as sound: −60 dB of full scale.</summary>
    private const double Floor = 0.001;

    private readonly double[] levels;

    /// <summary>What nine tenths of the sounding moments stay below.</summary>
    private readonly double loud;

    private readonly double quiet;

    /// <param name="samples">Mono.</param>
    /// <param name="rate">Samples a second.</param>
    public LoudnessCurve(ReadOnlySpan<float> samples, int rate)
    {
        var hop = (int)(rate * Hop);
        var raw = new double[samples.Length / hop];
        for (var i = 0; i < raw.Length; i++)
        {
            double sum = 0;
            foreach (var sample in samples.Slice(i * hop, hop)) sum += sample * sample;
            raw[i] = Math.Sqrt(sum / hop);
        }
        levels = new double[raw.Length];
        for (var i = 0; i < raw.Length; i++)
        {
            var (from, to) = (Math.Max(0, i - 2), Math.Min(raw.Length, i + 3));
            for (var k = from; k < to; k++) levels[i] += raw[k] / (to - from);
        }
        var heard = levels.Where(level => level > Floor).Order().ToList();
        loud = heard.Count == 0 ? 0 : heard[(int)(heard.Count * 0.9)];
        quiet = Math.Max(Floor, loud * 0.1);
    }

    /// <summary>How loud a stretch is, against the loud ones: 0 to about 1.3.</summary>
    public double Over(double start, double end)
    {
        var (from, to) = (Math.Clamp((int)(start / Hop), 0, levels.Length), Math.Clamp((int)Math.Ceiling(end / Hop), 0, levels.Length));
        return to <= from || loud == 0 ? 0 : levels[from..to].Average() / loud;
    }

    /// <summary>Syllables as mouths: it opens towards each peak of the loudness, as far as that is loud, and shuts in pauses.</summary>
    public List<VisemeSpan> Mouths(Dice dice)
    {
        var spans = new List<VisemeSpan>();
        for (var i = 0; i < levels.Length;)
        {
            if (levels[i] <= quiet)
            {
                i++;
                continue;
            }
            var end = i;
            // A stop inside a word is no pause.
            for (var silent = 0; end < levels.Length && silent < 8; end++) silent = levels[end] <= quiet ? silent + 1 : 0;
            while (levels[end - 1] <= quiet) end--;
            Stretch(i, end, dice, spans);
            i = end;
        }
        return spans;
    }

    private void Stretch(int from, int to, Dice dice, List<VisemeSpan> into)
    {
        var start = from;
        while (start < to)
        {
            var next = Valley(start, to);
            var (begin, end) = (start * Hop, next * Hop);
            var consonant = Math.Min(0.07, (end - begin) * 0.35);
            into.Add(
                new(dice.Pick(Viseme.Closed, Viseme.Ridge, Viseme.Ridge, Viseme.Back, Viseme.Lateral, Viseme.Bite), begin,
                    begin + consonant));
            into.Add(
                new(dice.Pick(Viseme.Open, Viseme.Open, Viseme.Middle, Viseme.Middle, Viseme.Wide, Viseme.Round, Viseme.Pucker),
                    begin + consonant, end,
                Math.Clamp(0.35 + 0.75 * Over(begin, end), 0.35, 1.15)));
            start = next;
        }
    }

    /// <summary>Where the syllable ends: the deepest point 120–280 ms on.</summary>
    private int Valley(int start, int to)
    {
        const int shortest = 12, longest = 28;
        if (to - start < shortest * 2) return to;
        var best = start + shortest;
        for (var i = best; i < Math.Min(to - shortest, start + longest); i++)
            if (levels[i] < levels[best]) best = i;
        return best;
    }
}
