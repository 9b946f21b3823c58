namespace OpenGen.Server.Modules.Voices;

/// <summary>What is to be said and how.</summary>
/// <param name="Text">The script, up to 200,000 characters.</param>
/// <param name="Language">Such as <c>en</c>, <c>en-US</c>, <c>de</c>.</param>
/// <param name="Voice"><c>female</c>, <c>male</c>, <c>neutral</c>, an espeak-ng voice, or null for the language's default.</param>
/// <param name="Rate">0.5–2; 1 is about 165 words a minute. Values outside are brought to the nearer end.</param>
/// <param name="Pitch">0–100, or null for what suits the voice.</param>
/// <param name="Range">How much the pitch moves, 0–100, or null for what suits the voice.</param>
/// <param name="Variant">One of espeak-ng's variants such as <c>f3</c>; then <paramref name="Voice"/> does not count.</param>
internal sealed record SpeechRequest(
    string Text, string Language = "en", string? Voice = null, double Rate = 1, int? Pitch = null, int? Range = null,
    string? Variant = null);

/// <summary>A voice of this machine.</summary>
/// <param name="Gender">female, male or neutral.</param>
/// <param name="Identifier">espeak-ng's file name of it.</param>
/// <param name="Name">For people.</param>
/// <param name="Language">A language tag; taken as <see cref="SpeechRequest.Voice"/> it selects the voice.</param>
internal sealed record MachineVoice(string Name, string Language, string Gender, string Identifier);
