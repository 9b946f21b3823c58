namespace OpenGen.Server.Modules.Voices.Design;

/// <summary>A text to hear a voice by.</summary>
internal sealed record VoiceScript(string VoiceSample);

/// <summary>A description that voices can be designed from.</summary>
internal sealed record DescribedVoice(string VoiceDescription);

/// <summary>A voice that can be chosen for a day.</summary>
/// <param name="GenerationId">What it is chosen by.</param>
/// <param name="Audio">What it says, as base64.</param>
/// <param name="ContentType">Of the audio.</param>
internal sealed record VoiceSample(string GenerationId, string Audio, string ContentType);

/// <summary>Three voices of a description, the one nearest to it first.</summary>
internal sealed record VoiceSamples(IReadOnlyList<VoiceSample> Samples);
