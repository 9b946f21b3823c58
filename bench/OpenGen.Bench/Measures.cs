using System.Globalization;
using System.Runtime.CompilerServices;

namespace OpenGen.Bench;

/// <summary>What is said of many measurements, and how numbers are written.</summary>
internal static class Measures
{
    /// <summary>The one in the middle; between two, their mean.</summary>
    public static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToList();
        var middle = sorted.Count / 2;
        return sorted.Count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    /// <summary>Text with numbers as everywhere else in the world of programs.</summary>
    public static string Of(ref DefaultInterpolatedStringHandler text) => string.Create(CultureInfo.InvariantCulture, ref text);

    /// <summary>Writes a line, numbers as in <see cref="Of"/>.</summary>
    public static void Say(ref DefaultInterpolatedStringHandler text) =>
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, ref text));
}
