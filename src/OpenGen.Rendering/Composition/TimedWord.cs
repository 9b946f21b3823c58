namespace OpenGen.Rendering.Composition;

/// <summary>A word and when it is spoken.</summary>
/// <param name="Start">Seconds.</param>
/// <param name="End">Seconds.</param>
public sealed record TimedWord(string Word, double Start, double End);
