using OpenGen.Media;
using OpenGen.Rendering.Composition;

namespace OpenGen.Rendering.Graph;

/// <summary>CSS filters on moving pictures.</summary>
internal static class ClipFilters
{
    /// <summary>Filters, each beginning with a comma.</summary>
    public static string For(CssFilter filter, string? lookupFile, int width, int height)
    {
        var chain = "";
        if (lookupFile is not null)
        {
            // The table's path is one we made of hexadecimal digits; it is escaped twice, for the graph and for the option.
            chain += $",lut3d=file={Escape(lookupFile)}:interp=trilinear,scale=out_color_matrix=bt709:out_range=tv,format=yuv420p";
        }
        else if (filter.HasColour && Tones(filter) is { } tones)
        {
            chain += tones;
        }
        if (filter.BlurSigma >= 0.5) chain += Blur(filter.BlurSigma, width, height);
        return chain;
    }

    /// <summary>
    /// Whether the colour filters are the same for every channel or scale colour alone, so that they are exact in YCbCr and need no
    /// table.
    /// </summary>
    public static bool IsSimple(CssFilter filter) =>
        filter.Steps.All(
            step =>
                step.Kind is FilterKind.Blur or FilterKind.Brightness or FilterKind.Contrast or FilterKind.Invert or FilterKind.Saturate
                    or FilterKind.Grayscale);

    /// <summary>One table for each plane: luma is an affine function, chroma is scaled about its middle.</summary>
    private static string? Tones(CssFilter filter)
    {
        if (!IsSimple(filter)) return null;
        double gain = 1, offset = 0, chroma = 1;
        foreach (var step in filter.Steps)
        {
            if (step.Kind == FilterKind.Blur) continue;
            if (step.Kind is FilterKind.Saturate or FilterKind.Grayscale)
            {
                chroma *= step.Kind == FilterKind.Saturate ? step.Amount : 1 - Math.Min(step.Amount, 1);
                continue;
            }
            var matrix = CssFilter.Matrix(step);
            (gain, offset, chroma) = (gain * matrix[0], offset * matrix[0] + matrix[3], chroma * matrix[0]);
        }
        var y = $"clip(16+219*({Expression.Number(gain)}*(val-16)/219+{Expression.Number(offset)}),16,235)";
        var c = $"clip(128+{Expression.Number(chroma)}*(val-128),16,240)";
        return $",lutyuv=y='{y}':u='{c}':v='{c}'";
    }

    /// <summary>A wide blur has no detail: it is made on a smaller picture, many times faster and to the eye the same.</summary>
    private static string Blur(double sigma, int width, int height)
    {
        var factor = Math.Clamp((int)(sigma / 3), 1, 8);
        if (factor == 1) return $",gblur=sigma={Expression.Number(sigma)}";
        return Expression.Of(
            $",scale={Math.Max(2, width / factor / 2 * 2)}:{Math.Max(2, height / factor / 2 * 2)}:flags=area,gblur=sigma={Expression.Number(sigma / factor)},scale={width}:{height}:flags=bicubic");
    }

    private static string Escape(string path)
    {
        var option = path.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("'", "\\'", StringComparison.Ordinal)
            .Replace(":", "\\:", StringComparison.Ordinal);
        return option.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("'", "\\'", StringComparison.Ordinal)
            .Replace(",", "\\,", StringComparison.Ordinal).Replace(";", "\\;", StringComparison.Ordinal)
            .Replace("[", "\\[", StringComparison.Ordinal).Replace("]", "\\]", StringComparison.Ordinal);
    }
}
