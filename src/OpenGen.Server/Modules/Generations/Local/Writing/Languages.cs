using System.Text.RegularExpressions;

namespace OpenGen.Server.Modules.Generations.Local.Writing;

/// <summary>Which of the writer's languages a prompt wants: the one it names, else the one it is written in.</summary>
internal static partial class Languages
{
    public const string English = "en";

    private static readonly (string Code, Regex Named, Regex Written)[] Known =
    [
        ("de", GermanNamed(), GermanWritten()),
        ("es", SpanishNamed(), SpanishWritten()),
        ("fr", FrenchNamed(), FrenchWritten()),
    ];

    public static string Of(string prompt, string? variable)
    {
        foreach (var (code, named, _) in Known)
        {
            if (named.IsMatch(prompt)) return code;
        }

        foreach (var (code, _, written) in Known)
        {
            if (written.Count(prompt) >= 2) return code;
        }

        var said = variable?.Trim().ToLowerInvariant();
        return said is null ? English
            : said.StartsWith("de", StringComparison.Ordinal) || said.StartsWith("ger", StringComparison.Ordinal) ? "de"
            : said.StartsWith("es", StringComparison.Ordinal) || said.StartsWith("spa", StringComparison.Ordinal) ? "es"
            : said.StartsWith("fr", StringComparison.Ordinal) ? "fr" : English;
    }

    [GeneratedRegex(@"\b(?:in German|auf Deutsch|German language)\b|\blanguage\s*[:=]\s*(?:de\b|German)", RegexOptions.IgnoreCase)]
    private static partial Regex GermanNamed();

    [GeneratedRegex(@"\b(?:in Spanish|en español|Spanish language)\b|\blanguage\s*[:=]\s*(?:es\b|Spanish)", RegexOptions.IgnoreCase)]
    private static partial Regex SpanishNamed();

    [GeneratedRegex(@"\b(?:in French|en français|French language)\b|\blanguage\s*[:=]\s*(?:fr\b|French)", RegexOptions.IgnoreCase)]
    private static partial Regex FrenchNamed();

    [GeneratedRegex(@"\b(?:schreib\w*|einen?|über|für|und|mit|eine|der|das|ein|Skript|kurzen?|Sekunden|zum|Thema)\b", RegexOptions.IgnoreCase)]
    private static partial Regex GermanWritten();

    [GeneratedRegex(@"\b(?:escrib\w*|una?|sobre|para|el|los|las|y|con|corto|segundos|guion|guión|título|dame)\b", RegexOptions.IgnoreCase)]
    private static partial Regex SpanishWritten();

    [GeneratedRegex(@"\b(?:écri\w*|une|sur|pour|le|les|et|avec|secondes|courte?|titre|donne|rédige\w*)\b", RegexOptions.IgnoreCase)]
    private static partial Regex FrenchWritten();
}
