namespace OpenGen.Speech.Timing;

/// <summary>espeak-ng says that a word begins; often wrong about which (see <see cref="WordTimeline"/>).</summary>
/// <param name="Position">Characters (code points) from the start of the text that was spoken, the first being 0.</param>
/// <param name="Length">Characters; 0 for the empty events that trail an utterance.</param>
/// <param name="Milliseconds">From the start of the sound.</param>
public readonly record struct WordEvent(int Position, int Length, int Milliseconds);

/// <summary>espeak-ng says that a phoneme begins; an empty name is a pause.</summary>
/// <param name="Name">IPA.</param>
/// <param name="Milliseconds">From the start of the sound.</param>
public readonly record struct PhonemeEvent(string Name, int Milliseconds);

/// <summary>When a word is heard.</summary>
/// <param name="StartMs">Milliseconds from the start of the sound.</param>
/// <param name="EndMs">Always after <paramref name="StartMs"/>.</param>
public readonly record struct TimeSpanMs(int StartMs, int EndMs);
