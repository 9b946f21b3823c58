namespace OpenGen.Making;

/// <summary>A small deterministic generator (SplitMix64): the same seed gives the same throws on every machine and runtime.</summary>
internal sealed class Dice(ulong seed)
{
    private ulong state = seed;

    /// <summary>A seed made from text (FNV-1a, then mixed, so that near texts give far seeds).</summary>
    public static ulong SeedOf(string text, ulong salt = 0)
    {
        var hash = 14695981039346656037UL ^ Mix(salt);
        foreach (var letter in text)
            hash = (hash ^ letter) * 1099511628211UL;
        return Mix(hash);
    }

    public ulong Next() => Mix(state += 0x9E3779B97F4A7C15UL);

    /// <summary>0 ≤ x &lt; 1.</summary>
    public double Unit() => (Next() >> 11) * (1.0 / (1UL << 53));

    public double Between(double low, double high) => low + (high - low) * Unit();

    /// <summary>A whole number from 0 to <paramref name="count"/> − 1.</summary>
    public int Below(int count) => (int)(Unit() * count);

    public bool Chance(double probability) => Unit() < probability;

    /// <summary>−1 or 1.</summary>
    public int Side() => Chance(0.5) ? -1 : 1;

    public T Pick<T>(params ReadOnlySpan<T> choices) => choices[Below(choices.Length)];

    private static ulong Mix(ulong z)
    {
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9UL;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EBUL;
        return z ^ (z >> 31);
    }
}
