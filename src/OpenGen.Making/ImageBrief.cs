namespace OpenGen.Making;

/// <summary>What a picture should be.</summary>
/// <param name="Prompt">What it shows, in words; quoted words are set as type.</param>
/// <param name="Width">Pixels, 16–8192.</param>
/// <param name="Height">Pixels, 16–8192.</param>
/// <param name="Variation">0 for the first picture of a prompt; other numbers give other pictures of the same thing.</param>
/// <param name="References">Picture files that become part of it.</param>
public sealed record ImageBrief(string Prompt, int Width, int Height, int Variation = 0, IReadOnlyList<string>? References = null);
