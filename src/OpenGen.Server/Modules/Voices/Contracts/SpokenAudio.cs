namespace OpenGen.Server.Modules.Voices.Contracts;

/// <summary>A script as spoken.</summary>
/// <param name="DurationSeconds">Length of the WAV.</param>
/// <param name="Words">Every word of the script once, in order; they never overlap.</param>
/// <param name="Phonemes">In order, pauses left out.</param>
internal sealed record SpokenAudio(
    double DurationSeconds, IReadOnlyList<SpokenWord> Words, IReadOnlyList<SpokenPhoneme> Phonemes);
