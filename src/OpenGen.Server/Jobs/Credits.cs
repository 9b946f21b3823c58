using System.Globalization;

namespace OpenGen.Server.Jobs;

/// <summary>
/// An amount of whole credits, from 0 to <see cref="Most"/>. It cannot be negative, and what would be too much throws rather than wraps:
/// arithmetic that gets here with a wrong number is a bug, and books nothing.
/// </summary>
internal readonly record struct Credits
{
    /// <summary>The most that a line or a balance can be: 10¹⁵, which a JSON number of any client holds exactly.</summary>
    public const long Most = 1_000_000_000_000_000;

    /// <exception cref="ArgumentOutOfRangeException">The number is negative, or more than <see cref="Most"/>.</exception>
    public Credits(long value)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(value);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(value, Most);
        Value = value;
    }

    /// <summary>Whole credits, 0 or more.</summary>
    public long Value { get; }

    /// <summary>Whether it is nothing.</summary>
    public bool IsZero => Value == 0;

    /// <summary>As the API writes it: whole, with one decimal.</summary>
    public string OnTheWire => Written(Value);

    /// <summary>The same of a number that may be negative.</summary>
    public static string Written(long credits) => credits.ToString(CultureInfo.InvariantCulture) + ".0";

    /// <exception cref="ArgumentOutOfRangeException">The sum is more than <see cref="Most"/>.</exception>
    public static Credits operator +(Credits one, Credits other) => new(checked(one.Value + other.Value));

    /// <exception cref="ArgumentOutOfRangeException">The product is more than <see cref="Most"/>, or negative.</exception>
    /// <exception cref="OverflowException">The product is more than a 64-bit number holds.</exception>
    public static Credits operator *(Credits one, long times) => new(checked(one.Value * times));

    /// <inheritdoc/>
    public override string ToString() => Value.ToString("N0", CultureInfo.InvariantCulture);
}
