
namespace OpenGen.Media;

/// <summary>How a speaker sounds, as far as a microphone can tell.</summary>
/// <param name="PitchHertz">The median of the fundamental, of what is voiced.</param>
/// <param name="PitchSpread">How much it moves: the standard deviation in semitones.</param>
/// <param name="SyllablesPerSecond">Peaks of loudness in a second of speech, pauses left out.</param>
/// <param name="VoicedSeconds">How much of the sound had a pitch; with little of it the figures say little.</param>
public sealed record VoiceMeasure(double PitchHertz, double PitchSpread, double SyllablesPerSecond, double VoicedSeconds);

/// <summary>
/// Measures a voice in a recording:
/// 1. decode to 8 kHz, two minutes at most; 2. every 10 ms, the pitch by autocorrelation over 40 ms;
/// 3. the median of what is clearly voiced; 4. peaks of the smoothed loudness, which are syllables, by the time spoken.
/// </summary>
public sealed class VoiceMeter(FFmpegTool ffmpeg, MediaProbe probe)
{
    private const int Rate = 8_000;
    private const int Frame = Rate / 25;
    private const int Hop = Rate / 100;
    private const double MostSeconds = 120;
    private const double LowestHertz = 60;
    private const double HighestHertz = 420;

    /// <summary>A frame whose best correlation is below this is noise or a consonant.</summary>
    private const double ClearlyVoiced = 0.6;

    /// <summary>The measure, or null when the file holds no sound.</summary>
    public async Task<VoiceMeasure?> ReadAsync(string file, CancellationToken cancellationToken)
    {
        if (await probe.ReadAsync(file, cancellationToken) is not { HasAudio: true } facts) return null;
        var samples = await new SoundReader(ffmpeg).ReadAsync(InputGuard.Pinned(file, facts.Demuxer), MostSeconds, cancellationToken);
        return MeasureSpeech(samples);
    }

    /// <summary>Of samples as <see cref="SoundReader"/> gives them.</summary>
    internal static VoiceMeasure MeasureSpeech(ReadOnlySpan<float> samples) => Measure(Halved(samples));

    /// <summary>The reader decodes at 16 kHz; a pitch needs no more than half of it.</summary>
    private static float[] Halved(ReadOnlySpan<float> samples)
    {
        var halved = new float[samples.Length / 2];
        for (var i = 0; i < halved.Length; i++) halved[i] = (samples[2 * i] + samples[2 * i + 1]) / 2;
        return halved;
    }

    internal static VoiceMeasure Measure(ReadOnlySpan<float> samples)
    {
        var loudness = Loudness(samples);
        var loud = loudness.Length == 0 ? 0 : loudness.Max() * 0.08;
        var pitches = new List<double>();
        for (var i = 0; i < loudness.Length; i++)
            if (loudness[i] > loud && PitchAt(samples.Slice(i * Hop, Frame)) is { } hertz) pitches.Add(hertz);

        if (pitches.Count == 0) return new VoiceMeasure(0, 0, 0, 0);
        pitches.Sort();
        var median = pitches[pitches.Count / 2];
        // An octave's mistake of the estimate is no movement of the voice.
        var steps = pitches.Select(p => 12 * Math.Log2(p / median)).Where(s => Math.Abs(s) < 10).ToList();
        return new VoiceMeasure(
            median, Math.Sqrt(steps.Average(s => s * s)), Syllables(loudness, loud), pitches.Count * Hop / (double)Rate);
    }

    private static double[] Loudness(ReadOnlySpan<float> samples)
    {
        var frames = Math.Max(0, (samples.Length - Frame) / Hop);
        var loudness = new double[frames];
        for (var i = 0; i < frames; i++)
        {
            double sum = 0;
            foreach (var s in samples.Slice(i * Hop, Frame)) sum += s * s;
            loudness[i] = Math.Sqrt(sum / Frame);
        }
        return loudness;
    }

    /// <summary>The pitch of a frame in hertz, or null when it has none.</summary>
    private static double? PitchAt(ReadOnlySpan<float> frame)
    {
        const int shortest = (int)(Rate / HighestHertz), longest = (int)(Rate / LowestHertz);
        Span<double> correlation = stackalloc double[longest + 2];
        double best = 0;
        for (var lag = shortest - 1; lag <= longest + 1; lag++)
        {
            double cross = 0, first = 1e-9, second = 1e-9;
            for (var i = 0; i + lag < frame.Length; i++)
            {
                cross += frame[i] * frame[i + lag];
                first += frame[i] * frame[i];
                second += frame[i + lag] * frame[i + lag];
            }
            correlation[lag] = cross / Math.Sqrt(first * second);
            if (lag >= shortest && lag <= longest) best = Math.Max(best, correlation[lag]);
        }
        if (best < ClearlyVoiced) return null;
        // Of the multiples of a period, which correlate alike, the first is the period.
        for (var lag = shortest; lag <= longest; lag++)
            if (correlation[lag] >= 0.9 * best && correlation[lag] >= correlation[lag - 1] && correlation[lag] >= correlation[lag + 1])
                return Rate / (double)lag;
        return null;
    }

    private static double Syllables(double[] loudness, double loud)
    {
        // Loudness over 90 ms: shorter than a syllable, longer than a period of any voice.
        const int half = 4;
        var smooth = new double[loudness.Length];
        for (var i = 0; i < loudness.Length; i++)
        {
            var (from, to) = (Math.Max(0, i - half), Math.Min(loudness.Length - 1, i + half));
            for (var k = from; k <= to; k++) smooth[i] += loudness[k];
            smooth[i] /= to - from + 1;
        }
        int peaks = 0, spoken = 0;
        for (var i = half; i < smooth.Length - half; i++)
        {
            if (smooth[i] <= loud) continue;
            spoken++;
            var highest = true;
            for (var k = i - half; k <= i + half && highest; k++)
                highest = k == i || smooth[k] < smooth[i] || (k > i && smooth[k] <= smooth[i]);
            if (highest) peaks++;
        }
        return spoken == 0 ? 0 : peaks / (spoken * Hop / (double)Rate);
    }
}
