using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace OpenGen.Speech.Script;

/// <summary>
/// Writes words the way a person would read them aloud, where espeak-ng would not: money, hashtags, handles, symbols,
/// emoji (which it reads by their Unicode names), words in capitals (which it may spell).
/// </summary>
internal sealed partial class SpokenForms
{
    private static readonly SpokenForms English = new()
    {
        And = "and",
        At = "at",
        Number = "number",
        Or = "or",
        Currencies = new() { ['$'] = ("dollar", "dollars"), ['€'] = ("euro", "euros"), ['£'] = ("pound", "pounds") },
        Thousand = "thousand",
        Million = "million",
        Billion = "billion",
        ScaleWords = ["thousand", "million", "billion", "trillion"],
        Abbreviations = new(StringComparer.Ordinal)
        {
            ["Dr."] = "Doctor",
            ["Mr."] = "Mister",
            ["Mrs."] = "Missis",
            ["Ms."] = "Miz",
            ["Prof."] = "Professor",
            ["St."] = "Saint",
            ["vs."] = "versus",
            ["vs"] = "versus",
            ["etc."] = "et cetera",
            ["e.g."] = "for example",
            ["i.e."] = "that is",
            ["approx."] = "approximately",
            ["w/"] = "with",
            ["w/o"] = "without",
            ["DIY"] = "D I Y",
            ["FAQ"] = "F A Q",
        },
        DecimalPoint = '.',
        OneIsOne = "1",
    };

    private static readonly SpokenForms German = new()
    {
        And = "und",
        At = "ät",
        Number = "Nummer",
        Or = "oder",
        Currencies = new() { ['$'] = ("Dollar", "Dollar"), ['€'] = ("Euro", "Euro"), ['£'] = ("Pfund", "Pfund") },
        Thousand = "Tausend",
        Million = "Millionen",
        Billion = "Milliarden",
        ScaleWords = ["tausend", "Million", "Millionen", "Mio.", "Milliarden", "Mrd."],
        Abbreviations = new(StringComparer.Ordinal)
        {
            ["Dr."] = "Doktor",
            ["Hr."] = "Herr",
            ["Fr."] = "Frau",
            ["Prof."] = "Professor",
            ["z.B."] = "zum Beispiel",
            ["bzw."] = "beziehungsweise",
            ["usw."] = "und so weiter",
            ["ca."] = "circa",
            ["Nr."] = "Nummer",
            ["Mio."] = "Millionen",
        },
        DecimalPoint = ',',
        OneIsOne = "ein",
    };

    private static readonly SpokenForms Spanish = new()
    {
        And = "y",
        At = "arroba",
        Number = "número",
        Or = "o",
        Currencies = new() { ['$'] = ("dólar", "dólares"), ['€'] = ("euro", "euros"), ['£'] = ("libra", "libras") },
        Thousand = "mil",
        Million = "millones de",
        Billion = "mil millones de",
        ScaleWords = ["mil", "millón", "millones"],
        Abbreviations = new(StringComparer.Ordinal)
        {
            ["Dr."] = "doctor",
            ["Dra."] = "doctora",
            ["Sr."] = "señor",
            ["Sra."] = "señora",
            ["Ud."] = "usted",
            ["etc."] = "etcétera",
            ["p.ej."] = "por ejemplo",
        },
        DecimalPoint = ',',
        OneIsOne = "un",
    };

    private static readonly SpokenForms French = new()
    {
        And = "et",
        At = "arobase",
        Number = "numéro",
        Or = "ou",
        Currencies = new() { ['$'] = ("dollar", "dollars"), ['€'] = ("euro", "euros"), ['£'] = ("livre", "livres") },
        Thousand = "mille",
        Million = "millions de",
        Billion = "milliards de",
        ScaleWords = ["mille", "million", "millions", "milliards"],
        Abbreviations = new(StringComparer.Ordinal)
        {
            ["M."] = "monsieur",
            ["Mme"] = "madame",
            ["Mlle"] = "mademoiselle",
            ["Dr."] = "docteur",
            ["etc."] = "et cetera",
            ["env."] = "environ",
        },
        DecimalPoint = ',',
        OneIsOne = "un",
    };

    // Any other language: only what needs no words of it.
    private static readonly SpokenForms Plain = new();

    // Written in capitals for emphasis; espeak-ng spells the short ones.
    private static readonly HashSet<string> Acronyms = new(StringComparer.Ordinal)
    {
        "AI", "API", "APP", "ASAP", "BBQ", "CEO", "CPU", "CRM", "CTA", "DIY", "DJ", "DM", "DNA", "EU", "FAQ", "GPS", "GPU", "HIIT",
        "HR", "HTML", "ID", "IOS", "IP", "IQ", "IRA", "IT", "KPI", "LED", "NASA", "NFT", "OK", "PC", "PDF", "POV", "PR", "PTO",
        "QR", "ROI", "SAAS", "SEO", "SMS", "SPF", "SQL", "TV", "UAE", "UI", "UK", "UN", "UPS", "URL", "US", "USA", "USB", "UV",
        "UX", "VIP", "VPN", "VR",
    };

    private string And { get; init; } = "";
    private string Or { get; init; } = "";
    private string At { get; init; } = "";
    private string Number { get; init; } = "";
    private string Thousand { get; init; } = "";
    private string Million { get; init; } = "";
    private string Billion { get; init; } = "";
    private string OneIsOne { get; init; } = "1";
    private char DecimalPoint { get; init; } = '.';
    private string[] ScaleWords { get; init; } = [];
    private Dictionary<char, (string One, string Many)> Currencies { get; init; } = [];
    private Dictionary<string, string> Abbreviations { get; init; } = [];

    public static SpokenForms For(string language) => language.Split('-', '_')[0].ToLowerInvariant() switch
    {
        "en" => English,
        "de" => German,
        "es" => Spanish,
        "fr" => French,
        _ => Plain,
    };

    /// <summary>One text for each word; empty for a word that is not spoken.</summary>
    public IReadOnlyList<string> Of(IReadOnlyList<string> words)
    {
        var spoken = new string[words.Count];
        string? owedCurrency = null;
        for (var i = 0; i < words.Count; i++)
        {
            var next = i + 1 < words.Count ? words[i + 1] : null;
            var (open, core, close) = Peel(words[i]);
            string said;
            if (owedCurrency is not null)
            {
                // "$2 million": the scale word is spoken before the currency.
                said = $"{core} {owedCurrency}";
                owedCurrency = null;
            }
            else if (Money(core, next, out var amount, out owedCurrency))
            {
                said = amount;
            }
            else
            {
                if (Abbreviated(words[i], core) is { } full)
                {
                    // Its full stop would be heard as the end of a sentence.
                    (said, close) = (full, close.Replace(".", "", StringComparison.Ordinal));
                }
                else
                {
                    said = Plainly(core);
                }
            }

            spoken[i] = said.Length == 0 ? Pause(words[i]) : open + said + close;
        }

        return spoken;
    }

    private bool Money(string core, string? next, out string said, out string? owed)
    {
        (said, owed) = ("", null);
        var match = MoneyPattern().Match(core);
        if (!match.Success) return false;
        var symbol = match.Groups["before"].Success ? match.Groups["before"].Value[0] : match.Groups["after"].Value[0];
        if (!Currencies.TryGetValue(symbol, out var currency)) return false;

        var number = match.Groups["number"].Value;
        var scale = match.Groups["scale"].Value switch
        {
            "k" or "K" => Thousand,
            "m" or "M" => Million,
            "b" or "B" or "bn" => Billion,
            _ => "",
        };
        var following = next is null ? "" : Peel(next).Core;
        if (scale.Length > 0)
        {
            said = $"{number} {scale} {currency.Many}";
        }
        else if (ScaleWords.Contains(following, StringComparer.OrdinalIgnoreCase))
        {
            (said, owed) = (number, currency.Many);
        }
        else if (number == "1")
        {
            said = $"{OneIsOne} {currency.One}";
        }
        else if (CentsOf(number) is var (whole, cents))
        {
            said = cents == "00" ? $"{whole} {currency.Many}" : $"{whole} {currency.Many} {cents.TrimStart('0')}";
        }
        else
        {
            said = $"{number} {currency.Many}";
        }

        return true;
    }

    private (string Whole, string Cents)? CentsOf(string number)
    {
        if (number.Length < 4 || number[^3] is not ('.' or ',')) return null;
        if (number[^3] != DecimalPoint && number.Count(c => c is '.' or ',') > 1) return null;
        return (number[..^3], number[^2..]);
    }

    // The full stop of "Dr." was peeled off with the punctuation, so the word is looked up as well.
    private string? Abbreviated(string word, string core) =>
        Abbreviations.GetValueOrDefault(word.TrimStart('(', '"', '“').TrimEnd(',', ';', ':', ')'))
        ?? Abbreviations.GetValueOrDefault(core);

    private string Plainly(string core)
    {
        if (core is "&" or "+" && And.Length > 0) return And;

        var said = Dropped(core);
        if (said.StartsWith('#') && said.Length > 1)
        {
            said = char.IsDigit(said[1]) && Number.Length > 0 ? $"{Number} {said[1..]}" : CamelWords(said[1..]);
        }
        else if (said.StartsWith('@') && said.Length > 1)
        {
            said = $"{At} {said[1..].Replace('_', ' ').Replace('.', ' ')}".Trim();
        }

        said = said.Replace("24/7", "24 7", StringComparison.Ordinal);
        if (Or.Length > 0) said = SlashBetweenWords().Replace(said, " ");
        return Emphasised(said);
    }

    // Emoji, arrows, bullets, markup: nothing to say.
    private static string Dropped(string text)
    {
        var kept = new StringBuilder();
        foreach (var rune in text.EnumerateRunes())
        {
            switch (Rune.GetUnicodeCategory(rune))
            {
                case UnicodeCategory.OtherSymbol when rune.Value is not ('°' or '№'):
                case UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned:
                case UnicodeCategory.Format or UnicodeCategory.Control or UnicodeCategory.EnclosingMark:
                case UnicodeCategory.MathSymbol when rune.Value is not ('+' or '=' or '×' or '÷' or '±' or '−'):
                case UnicodeCategory.NonSpacingMark when rune.Value is >= 0xFE00 and <= 0xFE0F:
                case UnicodeCategory.ModifierSymbol:
                    continue;
            }

            switch (rune.Value)
            {
                case '*' or '_' or '~' or '`' or '|' or '•' or '\\' or '^' or '<' or '>':
                    kept.Append(' ');
                    break;
                case '—' or '–' when kept.Length > 0:
                    kept.Append(", ");
                    break;
                default:
                    kept.Append(rune);
                    break;
            }
        }

        if (!kept.ToString().Any(c => char.IsLetterOrDigit(c) || "%+=×÷°&@#$€£".Contains(c))) return "";
        return string.Join(' ', kept.ToString().Split(' ', StringSplitOptions.RemoveEmptyEntries));
    }

    private static string CamelWords(string tag)
    {
        var spaced = new StringBuilder();
        for (var i = 0; i < tag.Length; i++)
        {
            if (i > 0 && char.IsUpper(tag[i]) && char.IsLower(tag[i - 1])) spaced.Append(' ');
            spaced.Append(tag[i]);
        }

        return spaced.ToString();
    }

    private static string Emphasised(string text)
    {
        if (text.Length < 2 || Acronyms.Contains(text) || text.Any(char.IsLower)
            || !text.All(c => char.IsLetter(c) || c is '\'' or '’' or '-'))
            return text;
        // Pronounceable words only: capitals without a vowel are an acronym.
        return text.Any(c => "AEIOUYÄÖÜÁÉÍÓÚÈÊÀ".Contains(c)) ? text.ToLowerInvariant() : text;
    }

    // A dash or bullet between words is a short silence; anything else that is not spoken is nothing.
    private static string Pause(string word) => word.Any(c => c is '—' or '–' or '-' or '…' or '.') && word.Length < 4 ? "," : "";

    private static (string Open, string Core, string Close) Peel(string word)
    {
        var from = 0;
        var to = word.Length;
        while (from < to && "\"'“”‘’«»([{¿¡".Contains(word[from])) from++;
        while (to > from && "\"'“”‘’«»)]}.,;:!?…".Contains(word[to - 1])) to--;
        var close = word[to..].Replace("...", "…", StringComparison.Ordinal);
        return (word[..from].Replace("\"", "", StringComparison.Ordinal), word[from..to], close);
    }

    [GeneratedRegex(@"^(?:(?<before>[$€£])(?<number>\d[\d.,]*)(?<scale>k|K|m|M|b|B|bn)?|(?<number>\d[\d.,]*)(?<scale>k|K|m|M|b|B|bn)?(?<after>[$€£]))$")]
    private static partial Regex MoneyPattern();

    [GeneratedRegex(@"(?<=\p{L}{2})/(?=\p{L}{2})")]
    private static partial Regex SlashBetweenWords();
}
