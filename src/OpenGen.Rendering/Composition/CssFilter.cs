using System.Globalization;
using System.Text.RegularExpressions;

namespace OpenGen.Rendering.Composition;

internal enum FilterKind { Brightness, Contrast, Saturate, Grayscale, Sepia, HueRotate, Invert, Blur }

/// <param name="Amount">A share (1 = 100 %), degrees for a hue, pixels for a blur.</param>
internal readonly record struct FilterStep(FilterKind Kind, double Amount);

/// <summary>
/// The functions of <c>styles.filter</c>, in their order. Colour functions are affine in sRGB (Filter Effects 1, section 8).
/// </summary>
internal sealed partial record CssFilter(IReadOnlyList<FilterStep> Steps)
{
    public static readonly CssFilter None = new([]);

    public bool IsNone => Steps.Count == 0;

    public bool HasColour => Steps.Any(step => step.Kind != FilterKind.Blur);

    /// <summary>All blurs as one: standard deviations add in squares.</summary>
    public double BlurSigma => Math.Sqrt(Steps.Where(step => step.Kind == FilterKind.Blur).Sum(step => step.Amount * step.Amount));

    /// <summary>On a canvas of another size.</summary>
    public CssFilter Scaled(double factor) =>
        BlurSigma <= 0
            ? this
            : new CssFilter([.. Steps.Select(step => step.Kind == FilterKind.Blur ? step with { Amount = step.Amount * factor } : step)]);

    /// <param name="unread">The functions that were not understood.</param>
    public static CssFilter Read(string text, out IReadOnlyList<string> unread)
    {
        var steps = new List<FilterStep>();
        var faults = new List<string>();
        foreach (Match match in Function().Matches(text))
        {
            if (ReadStep(match.Groups["name"].Value, match.Groups["value"].Value.Trim()) is { } step) steps.Add(step);
            else faults.Add(match.Value);
        }
        var rest = Function().Replace(text, "").Trim();
        if (rest.Length > 0 && rest != "none") faults.Add(rest);
        unread = faults;
        return steps.Count == 0 ? None : new CssFilter(steps);
    }

    /// <summary>A colour (0–1 a channel) after every colour function, clamped between them as a browser does.</summary>
    public (double R, double G, double B) Apply(double r, double g, double b)
    {
        foreach (var step in Steps)
        {
            if (step.Kind == FilterKind.Blur) continue;
            var m = Matrix(step);
            (r, g, b) = (
                Math.Clamp(m[0] * r + m[1] * g + m[2] * b + m[3], 0, 1),
                Math.Clamp(m[4] * r + m[5] * g + m[6] * b + m[7], 0, 1),
                Math.Clamp(m[8] * r + m[9] * g + m[10] * b + m[11], 0, 1));
        }
        return (r, g, b);
    }

    /// <summary>A row-major 3×4 matrix: three columns of channels and one of offsets.</summary>
    public static double[] Matrix(FilterStep step)
    {
        var a = step.Amount;
        switch (step.Kind)
        {
            case FilterKind.Brightness:
                return [a, 0, 0, 0, 0, a, 0, 0, 0, 0, a, 0];
            case FilterKind.Contrast:
                var shift = 0.5 - 0.5 * a;
                return [a, 0, 0, shift, 0, a, 0, shift, 0, 0, a, shift];
            case FilterKind.Invert:
                var slope = 1 - 2 * Math.Min(a, 1);
                var offset = Math.Min(a, 1);
                return [slope, 0, 0, offset, 0, slope, 0, offset, 0, 0, slope, offset];
            case FilterKind.Saturate:
                return Saturation(a);
            case FilterKind.Grayscale:
                return Saturation(1 - Math.Min(a, 1));
            case FilterKind.Sepia:
                var k = 1 - Math.Min(a, 1);
                return
                [
                    0.393 + 0.607 * k, 0.769 - 0.769 * k, 0.189 - 0.189 * k, 0,
                    0.349 - 0.349 * k, 0.686 + 0.314 * k, 0.168 - 0.168 * k, 0,
                    0.272 - 0.272 * k, 0.534 - 0.534 * k, 0.131 + 0.869 * k, 0,
                ];
            default:
                var (sin, cos) = Math.SinCos(a * Math.PI / 180);
                return
                [
                    0.213 + cos * 0.787 - sin * 0.213, 0.715 - cos * 0.715 - sin * 0.715, 0.072 - cos * 0.072 + sin * 0.928, 0,
                    0.213 - cos * 0.213 + sin * 0.143, 0.715 + cos * 0.285 + sin * 0.140, 0.072 - cos * 0.072 - sin * 0.283, 0,
                    0.213 - cos * 0.213 - sin * 0.787, 0.715 - cos * 0.715 + sin * 0.715, 0.072 + cos * 0.928 + sin * 0.072, 0,
                ];
        }
    }

    private static double[] Saturation(double s) =>
    [
        0.213 + 0.787 * s, 0.715 - 0.715 * s, 0.072 - 0.072 * s, 0,
        0.213 - 0.213 * s, 0.715 + 0.285 * s, 0.072 - 0.072 * s, 0,
        0.213 - 0.213 * s, 0.715 - 0.715 * s, 0.072 + 0.928 * s, 0,
    ];

    private static FilterStep? ReadStep(string name, string value)
    {
        FilterKind? kind = name.ToLowerInvariant() switch
        {
            "brightness" => FilterKind.Brightness,
            "contrast" => FilterKind.Contrast,
            "saturate" => FilterKind.Saturate,
            "grayscale" or "greyscale" => FilterKind.Grayscale,
            "sepia" => FilterKind.Sepia,
            "hue-rotate" => FilterKind.HueRotate,
            "invert" => FilterKind.Invert,
            "blur" => FilterKind.Blur,
            _ => null,
        };
        if (kind is not { } known) return null;
        if (value.Length == 0) return new FilterStep(known, known is FilterKind.HueRotate or FilterKind.Blur ? 0 : 1);

        var (number, scale) = known switch
        {
            FilterKind.HueRotate when value.EndsWith("deg", StringComparison.OrdinalIgnoreCase) => (value[..^3], 1.0),
            FilterKind.HueRotate when value.EndsWith("turn", StringComparison.OrdinalIgnoreCase) => (value[..^4], 360),
            FilterKind.HueRotate when value.EndsWith("rad", StringComparison.OrdinalIgnoreCase) => (value[..^3], 180 / Math.PI),
            FilterKind.Blur when value.EndsWith("px", StringComparison.OrdinalIgnoreCase) => (value[..^2], 1),
            not (FilterKind.HueRotate or FilterKind.Blur) when value.EndsWith('%') => (value[..^1], 0.01),
            _ => (value, 1),
        };
        if (!double.TryParse(number, NumberStyles.Float, CultureInfo.InvariantCulture, out var amount) || !double.IsFinite(amount))
            return null;
        amount *= scale;
        if (known == FilterKind.HueRotate) return new FilterStep(known, amount % 360);
        return amount < 0 ? null : new FilterStep(known, Math.Min(amount, known == FilterKind.Blur ? 200 : 20));
    }

    [GeneratedRegex(@"(?<name>[a-zA-Z-]+)\s*\((?<value>[^()]*)\)", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Function();
}
