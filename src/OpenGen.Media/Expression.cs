using System.Globalization;
using System.Runtime.CompilerServices;

namespace OpenGen.Media;

/// <summary>Filter text is made of our own words and numbers alone: no text of a user ever becomes part of it.</summary>
internal static class Expression
{
    /// <summary>Formats with a point for decimals, whatever the machine's language.</summary>
    public static string Of(DefaultInterpolatedStringHandler text) => string.Create(CultureInfo.InvariantCulture, ref text);

    /// <summary>A number, without exponents, as FFmpeg's expressions read it.</summary>
    public static string Number(double value) => value.ToString("0.######", CultureInfo.InvariantCulture);
}
