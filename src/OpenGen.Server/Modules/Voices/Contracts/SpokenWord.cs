namespace OpenGen.Server.Modules.Voices.Contracts;

/// <summary>A word and when it is heard, in seconds from the start.</summary>
/// <param name="Word">As it stands in the script, punctuation included.</param>
/// <param name="Start">Seconds.</param>
/// <param name="End">Seconds, after <paramref name="Start"/>.</param>
/// <param name="CharStart">Its place in the script, in UTF-16 code units. Pieces of writing without spaces touch.</param>
/// <param name="CharLength">UTF-16 code units.</param>
internal sealed record SpokenWord(string Word, double Start, double End, int CharStart, int CharLength);
