namespace OpenGen.Server.Modules.Voices.Integrations;

/// <summary>Whether an agent has a key of ElevenLabs.</summary>
/// <param name="MaskedKey">What a person recognises it by; null when there is none.</param>
internal sealed record ElevenLabsConnection(bool Connected, string? MaskedKey);
