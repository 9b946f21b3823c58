namespace OpenGen.Server.Modules.Voices.Contracts;

/// <summary>How this machine is to speak: all that a designed voice is.</summary>
/// <param name="Language">Such as <c>en</c>, <c>en-GB</c>, <c>de</c>.</param>
/// <param name="Gender"><c>female</c>, <c>male</c> or <c>neutral</c>; chooses the sound when there is no variant.</param>
/// <param name="Variant">One of espeak-ng's variants, or null for the gender's usual one.</param>
/// <param name="Pitch">0–100, or null for what suits the variant.</param>
/// <param name="Range">How much the pitch moves, 0–100, or null for what suits the variant.</param>
/// <param name="Rate">0.5–2; 1 is about 165 words a minute.</param>
internal sealed record VoiceManner(
    string Language, string Gender, string? Variant = null, int? Pitch = null, int? Range = null, double Rate = 1);
