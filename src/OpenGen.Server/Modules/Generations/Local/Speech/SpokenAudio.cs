namespace OpenGen.Server.Modules.Generations.Local.Speech;

/// <summary>What is to be said and how.</summary>
/// <param name="Text">The script, up to 200,000 characters.</param>
/// <param name="Language">Such as <c>en</c>, <c>en-US</c>, <c>de</c>.</param>
/// <param name="Voice"><c>female</c>, <c>male</c>, <c>neutral</c>, an espeak-ng voice, or null for the language's default.</param>
/// <param name="Rate">0.5–2; 1 is about 165 words a minute. Values outside are brought to the nearer end.</param>
/// <param name="Pitch">0–100, or null for what suits the voice.</param>
/// <param name="Range">How much the pitch moves, 0–100, or null for what suits the voice.</param>
internal sealed record SpeechRequest(
    string Text, string Language = "en", string? Voice = null, double Rate = 1, int? Pitch = null, int? Range = null);

/// <summary>A script as spoken.</summary>
/// <param name="DurationSeconds">Length of the WAV.</param>
/// <param name="Words">Every word of the script once, in order; they never overlap.</param>
/// <param name="Phonemes">In order, pauses left out.</param>
internal sealed record SpokenAudio(
    double DurationSeconds, IReadOnlyList<SpokenWord> Words, IReadOnlyList<SpokenPhoneme> Phonemes);

/// <summary>A word and when it is heard, in seconds from the start.</summary>
/// <param name="Word">As it stands in the script, punctuation included.</param>
/// <param name="Start">Seconds.</param>
/// <param name="End">Seconds, after <paramref name="Start"/>.</param>
/// <param name="CharStart">Its place in the script, in UTF-16 code units. Pieces of writing without spaces touch.</param>
/// <param name="CharLength">UTF-16 code units.</param>
internal sealed record SpokenWord(string Word, double Start, double End, int CharStart, int CharLength);

/// <summary>A phoneme (IPA) and when it is heard, in seconds from the start.</summary>
internal sealed record SpokenPhoneme(string Phoneme, double Start, double End);

/// <summary>A voice of this machine.</summary>
/// <param name="Gender">female, male or neutral.</param>
/// <param name="Identifier">espeak-ng's file name of it.</param>
/// <param name="Name">For people.</param>
/// <param name="Language">A language tag; taken as <see cref="SpeechRequest.Voice"/> it selects the voice.</param>
internal sealed record MachineVoice(string Name, string Language, string Gender, string Identifier);

/// <summary>The speech program could not speak; the message is fit to be shown.</summary>
/// <param name="message">One line.</param>
/// <param name="refused">True: the request is at fault, and trying again is pointless.</param>
internal sealed class SpeechFailedException(string message, bool refused = false) : Exception(message)
{
    /// <summary>The request is at fault (an unknown voice, an empty text).</summary>
    public bool Refused { get; } = refused;
}
