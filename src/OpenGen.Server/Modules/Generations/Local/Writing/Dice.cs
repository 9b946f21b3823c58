namespace OpenGen.Server.Modules.Generations.Local.Writing;

/// <summary>Choices that look random and are the same for the same seed on every machine.</summary>
internal sealed class Dice
{
    private readonly double _temperature;
    private ulong _state;

    /// <param name="seed">Any text.</param>
    /// <param name="temperature">0–1: at 0 only the first third of a list is chosen from, at 1 all of it.</param>
    public Dice(string seed, double temperature)
    {
        _temperature = Math.Clamp(temperature, 0, 1);
        // FNV-1a; string.GetHashCode differs from process to process.
        _state = 14695981039346656037;
        foreach (var c in seed) _state = (_state ^ c) * 1099511628211;
    }

    /// <summary>A whole number from 0 to below <paramref name="count"/>.</summary>
    public int Below(int count)
    {
        // SplitMix64.
        _state += 0x9E3779B97F4A7C15;
        var z = _state;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return (int)((z ^ (z >> 31)) % (ulong)count);
    }

    /// <summary>One of the items; earlier ones are preferred when the temperature is low.</summary>
    public T Pick<T>(IReadOnlyList<T> items) => items[Below(Width(items.Count))];

    /// <summary>All items in another order, the preferred ones still first.</summary>
    public IReadOnlyList<T> Order<T>(IEnumerable<T> items)
    {
        var left = items.ToList();
        var ordered = new List<T>(left.Count);
        while (left.Count > 0)
        {
            var at = Below(Width(left.Count));
            ordered.Add(left[at]);
            left.RemoveAt(at);
        }

        return ordered;
    }

    private int Width(int count) => Math.Clamp((int)Math.Ceiling(count * (0.4 + 0.6 * _temperature)), Math.Min(3, count), count);
}
