namespace OpenGen.Making.Presenter;

/// <summary>Who shall speak, and where.</summary>
/// <param name="Width">Pixels, even, 16–4096.</param>
/// <param name="Height">Pixels, even, 16–4096.</param>
/// <param name="Seed">The same gestures for the same seed.</param>
public sealed record PresenterBrief(int Width, int Height, ulong Seed)
{
    /// <summary>The same face, hair, clothes and room for the same number, whatever is said; the seed's when there is none.</summary>
    public ulong? Person { get; init; }

    /// <summary>What is said, in order, as far as it is known; without it the mouth follows the loudness.</summary>
    public IReadOnlyList<SpokenSound> Sounds { get; init; } = [];

    /// <summary>A picture file that is the setting: it is seen as it is, and the presenter speaks in a round frame before it.</summary>
    public string? Picture { get; init; }
}

/// <summary>A phoneme and when it is heard, in seconds.</summary>
/// <param name="Phoneme">IPA, as espeak-ng names it: one sound, a diphthong or an affricate.</param>
public sealed record SpokenSound(string Phoneme, double Start, double End);
