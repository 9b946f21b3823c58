namespace OpenGen.Speech.Timing;

/// <summary>Where in a sound something is heard and where it is silent.</summary>
public sealed class VoicedSound
{
    // A stop such as the t of "stop" closes the mouth for up to 80 ms: that is speech, not a pause.
    private const int ShortestPauseMs = 70;
    private const int FrameMs = 5;

    private readonly TimeSpanMs[] _voiced;

    /// <param name="durationMs">Length of the whole sound.</param>
    /// <param name="voiced">Stretches that are heard, in order, not overlapping.</param>
    public VoicedSound(int durationMs, IEnumerable<TimeSpanMs> voiced)
    {
        DurationMs = durationMs;
        _voiced = [.. voiced];
    }

    /// <summary>Length of the whole sound.</summary>
    public int DurationMs { get; }

    /// <summary>Where the first sound is heard; 0 if none is.</summary>
    public int StartMs => _voiced.Length == 0 ? 0 : _voiced[0].StartMs;

    /// <summary>Where the last sound ends; the whole length if none is heard.</summary>
    public int EndMs => _voiced.Length == 0 ? DurationMs : _voiced[^1].EndMs;

    /// <summary>Finds the voiced stretches of mono samples: 5 ms frames louder than −46 dB of the loudest one.</summary>
    public static VoicedSound Of(ReadOnlySpan<short> samples, int sampleRate)
    {
        var frame = Math.Max(1, sampleRate * FrameMs / 1000);
        var loudness = new int[(samples.Length + frame - 1) / frame];
        for (var i = 0; i < loudness.Length; i++)
        {
            foreach (var sample in samples[(i * frame)..Math.Min(samples.Length, (i + 1) * frame)])
                loudness[i] = Math.Max(loudness[i], Math.Abs((int)sample));
        }

        var durationMs = (int)((long)samples.Length * 1000 / sampleRate);
        var threshold = loudness.Length == 0 ? 0 : Math.Max(40, loudness.Max() / 200);
        var voiced = new List<TimeSpanMs>();
        for (var i = 0; i < loudness.Length; i++)
        {
            if (loudness[i] <= threshold) continue;
            var begin = (int)((long)i * frame * 1000 / sampleRate);
            var end = Math.Min(durationMs, (int)((long)(i + 1) * frame * 1000 / sampleRate));
            if (voiced.Count > 0 && begin - voiced[^1].EndMs < ShortestPauseMs) voiced[^1] = voiced[^1] with { EndMs = end };
            else voiced.Add(new TimeSpanMs(begin, end));
        }

        return new VoicedSound(durationMs, voiced);
    }

    /// <summary>The same sound with silence after it, up to a length.</summary>
    public VoicedSound Lasting(int durationMs) => new(Math.Max(DurationMs, durationMs), _voiced);

    /// <summary>If a moment lies in a pause, the moment at which sound is heard again; else the moment itself.</summary>
    public int OnsetAtOrAfter(int ms)
    {
        foreach (var stretch in _voiced)
        {
            if (ms < stretch.StartMs) return stretch.StartMs;
            if (ms < stretch.EndMs) return ms;
        }

        return ms;
    }

    /// <summary>The end of the last sound heard between two moments; the later moment if sound lasts until then.</summary>
    public int LastSoundBetween(int fromMs, int untilMs)
    {
        for (var i = _voiced.Length - 1; i >= 0; i--)
        {
            if (_voiced[i].StartMs >= untilMs) continue;
            return Math.Max(fromMs, Math.Min(untilMs, _voiced[i].EndMs));
        }

        return untilMs;
    }

    /// <summary>Milliseconds of sound, pauses left out, before a moment.</summary>
    public int HeardBefore(int ms) => _voiced.Sum(stretch => Math.Clamp(ms, stretch.StartMs, stretch.EndMs) - stretch.StartMs);

    /// <summary>The moment by which so many milliseconds of sound have been heard; the reverse of <see cref="HeardBefore"/>.</summary>
    public int MomentAfterHearing(double heardMs)
    {
        foreach (var stretch in _voiced)
        {
            var length = stretch.EndMs - stretch.StartMs;
            if (heardMs < length) return stretch.StartMs + (int)heardMs;
            heardMs -= length;
        }

        return EndMs;
    }
}
