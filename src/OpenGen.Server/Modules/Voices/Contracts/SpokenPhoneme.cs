namespace OpenGen.Server.Modules.Voices.Contracts;

/// <summary>A phoneme (IPA) and when it is heard, in seconds from the start.</summary>
internal sealed record SpokenPhoneme(string Phoneme, double Start, double End);
