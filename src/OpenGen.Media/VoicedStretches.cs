namespace OpenGen.Media;

/// <summary>A stretch of time, seconds.</summary>
internal readonly record struct Stretch(double Start, double End)
{
    public double Length => End - Start;
}

/// <summary>Finds where somebody speaks, by energy: louder than the recording's own floor, for longer than a click.</summary>
internal static class VoicedStretches
{
    private const double Window = 0.02;
    private const double LeastStretch = 0.06;
    private const double LeastGap = 0.12;

    /// <param name="samples">Mono, −1 to 1.</param>
    public static IReadOnlyList<Stretch> Find(ReadOnlySpan<float> samples, int rate)
    {
        var size = Math.Max(1, (int)(rate * Window));
        var levels = new double[samples.Length / size];
        for (var i = 0; i < levels.Length; i++)
        {
            double sum = 0;
            foreach (var sample in samples.Slice(i * size, size)) sum += sample * sample;
            levels[i] = 10 * Math.Log10(sum / size + 1e-12);
        }
        if (levels.Length == 0) return [];

        var sorted = levels.Order().ToArray();
        var loud = sorted[(int)(sorted.Length * 0.95)];
        var floor = sorted[(int)(sorted.Length * 0.05)];
        if (loud < -65) return [];
        // 26 dB under the loud parts is below consonants; above a noisy floor when there is one.
        var threshold = Math.Min(Math.Max(loud - 26, floor + 8), loud - 6);

        var stretches = new List<Stretch>();
        for (var i = 0; i < levels.Length; i++)
        {
            if (levels[i] < threshold) continue;
            var start = i;
            while (i < levels.Length && levels[i] >= threshold) i++;
            var found = new Stretch(start * Window, i * Window);
            if (stretches.Count > 0 && found.Start - stretches[^1].End < LeastGap) stretches[^1] = stretches[^1] with { End = found.End };
            else stretches.Add(found);
        }
        return [.. stretches.Where(stretch => stretch.Length >= LeastStretch)];
    }
}
