using System.Globalization;
using System.Text.RegularExpressions;

namespace OpenGen.Media;

/// <summary>How loud a sound is, by EBU R 128.</summary>
/// <param name="Integrated">LUFS; −70 or less for silence.</param>
/// <param name="TruePeak">dBTP; negative infinity for digital silence.</param>
internal readonly record struct Loudness(double Integrated, double TruePeak)
{
    public bool IsSilent => Integrated < -60 || double.IsNegativeInfinity(TruePeak);
}

/// <summary>Reads the summary that FFmpeg's ebur128 filter leaves in the log.</summary>
internal static partial class LoudnessLog
{
    /// <summary>The filter that measures; it passes the sound on.</summary>
    public const string Filter = "ebur128=peak=true:framelog=verbose";

    public static Loudness Read(string log)
    {
        var integrated = Integrated().Matches(log) is { Count: > 0 } found ? Number(found[^1].Groups[1].Value) : -70;
        var peak = Peak().Matches(log) is { Count: > 0 } peaks ? Number(peaks[^1].Groups[1].Value) : double.NegativeInfinity;
        return new Loudness(integrated, peak);
    }

    private static double Number(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) ? value : double.NegativeInfinity;

    [GeneratedRegex(@"I:\s+(-?[\d.]+|-?inf|nan) LUFS", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Integrated();

    [GeneratedRegex(@"Peak:\s+(-?[\d.]+|-?inf|nan) dBFS", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Peak();
}
