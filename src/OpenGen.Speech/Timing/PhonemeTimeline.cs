namespace OpenGen.Speech.Timing;

/// <summary>When each phoneme is heard, for lip movement.</summary>
public static class PhonemeTimeline
{
    /// <summary>Phonemes in order, not overlapping, pauses left out; one that would have no length is left out too.</summary>
    public static IEnumerable<(string Name, TimeSpanMs Span)> Of(IReadOnlyList<PhonemeEvent> events, VoicedSound sound)
    {
        var floor = sound.StartMs;
        for (var i = 0; i < events.Count; i++)
        {
            var next = i + 1 < events.Count ? events[i + 1].Milliseconds : sound.EndMs;
            if (events[i].Name.Length == 0) continue;
            var start = Math.Max(floor, sound.OnsetAtOrAfter(events[i].Milliseconds));
            var end = Math.Min(sound.EndMs, sound.LastSoundBetween(start, Math.Max(start, next)));
            if (end <= start) continue;
            yield return (events[i].Name, new TimeSpanMs(start, end));
            floor = end;
        }
    }
}
