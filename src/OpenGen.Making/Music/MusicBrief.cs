namespace OpenGen.Making.Music;

/// <summary>What a piece of music should be.</summary>
/// <param name="Mood">Words such as "upbeat corporate", "lofi", "dark cinematic"; words that are unknown still change the piece.</param>
/// <param name="Seconds">Length, 1–600; the file has exactly this many seconds of samples at 48 kHz, rounded.</param>
/// <param name="Seed">Another number, another piece of the same mood.</param>
public sealed record MusicBrief(string Mood, double Seconds, int Seed = 0)
{
    /// <summary>Seconds.</summary>
    public const int Shortest = 1;

    /// <summary>Seconds.</summary>
    public const int Longest = 600;
}
