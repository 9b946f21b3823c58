using System.Text.Json.Serialization;

namespace OpenGen.Speech;

/// <summary>What is read from stdin; the fields are described in the README.</summary>
internal sealed record SpeakRequest(
    string? Text, string? Language, string? Voice, string? Variant, double? Rate, int? Pitch, int? Range, int? Volume, string? Output);

/// <summary>What is written to stdout.</summary>
internal sealed record SpeakResponse(
    int SampleRate, int DurationMs, IReadOnlyList<SpokenWord> Words, IReadOnlyList<SpokenPhoneme> Phonemes);

/// <summary>A word of the script and when it is heard; offsets in UTF-16 code units.</summary>
internal sealed record SpokenWord(string Word, int StartMs, int EndMs, int CharStart, int CharLength);

/// <summary>A phoneme (IPA) and when it is heard.</summary>
internal sealed record SpokenPhoneme(string Phoneme, int StartMs, int EndMs);

/// <summary>A voice of espeak-ng.</summary>
/// <param name="Gender">female, male or neutral.</param>
/// <param name="Identifier">espeak-ng's file name of it.</param>
internal sealed record VoiceDescription(string Name, string Language, string Gender, string Identifier);

/// <summary>The request cannot be spoken as it is; the message says why, in one line.</summary>
internal sealed class BadRequestException(string message) : Exception(message);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow)]
[JsonSerializable(typeof(SpeakRequest))]
[JsonSerializable(typeof(SpeakResponse))]
[JsonSerializable(typeof(IReadOnlyList<VoiceDescription>))]
internal sealed partial class MessagesJson : JsonSerializerContext;
