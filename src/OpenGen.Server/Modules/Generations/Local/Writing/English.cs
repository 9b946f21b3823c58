using System.Text.RegularExpressions;

namespace OpenGen.Server.Modules.Generations.Local.Writing;

/// <summary>The little grammar that templates need.</summary>
internal static partial class English
{
    private static readonly HashSet<string> SingularInS = new(StringComparer.OrdinalIgnoreCase)
    {
        "news", "fitness", "wellness", "business", "pilates", "sales", "chess", "stress", "happiness", "illness", "darkness", "loneliness",
        "success", "process", "access", "progress", "dress", "glass", "class", "bus", "gas", "bias", "focus", "campus", "virus",
        "asparagus",
        "hummus", "crisis", "analysis", "basis", "tennis", "iris", "paris", "texas", "physics", "mathematics", "economics", "politics",
        "ethics", "logistics", "analytics", "robotics", "gymnastics", "christmas", "mars", "venus", "always", "series", "species", "saas",
        "ios", "cosmos", "chaos", "kubernetes", "lens", "forgiveness", "mindfulness", "kindness", "los angeles", "dallas", "athens",
        "wordpress",
    };

    private static readonly HashSet<string> IrregularPlurals = new(StringComparer.OrdinalIgnoreCase)
    {
        "people", "children", "women", "men", "teeth", "feet", "mice", "geese", "sheep", "fish",
    };

    private static readonly HashSet<string> Small = new(StringComparer.OrdinalIgnoreCase)
    {
        "a", "an", "the", "and", "or", "but", "nor", "of", "in", "on", "at", "to", "for", "by", "with", "from", "as", "vs",
    };

    private static readonly HashSet<string> Prepositions = new(StringComparer.OrdinalIgnoreCase)
    {
        "of", "for", "in", "with", "at", "on", "from", "to", "by", "without", "under", "over", "before", "after", "about", "near", "into",
        "during", "through", "between", "around", "as", "that", "which", "who", "when", "while", "made",
    };

    private static readonly string[] Numbers =
        ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];

    public static bool IsPreposition(string word) => Prepositions.Contains(word);

    /// <summary>How many words a text has, as it would be spoken.</summary>
    public static int CountWords(string text) =>
        text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Count(word => word.Any(char.IsLetterOrDigit));

    public static string Number(int n) => n < Numbers.Length ? Numbers[n] : n.ToString(System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>The number a word says, or null.</summary>
    public static int? NumberOf(string word)
    {
        if (int.TryParse(word, out var n)) return n;
        var at = Array.IndexOf(Numbers, word.ToLowerInvariant());
        return at < 0 ? null : at;
    }

    public static string Capitalised(string text)
    {
        if (text.Length == 0) return text;
        // Names that begin small on purpose: iPhone, eBay.
        return text.Length > 1 && char.IsLower(text[0]) && char.IsUpper(text[1]) ? text : char.ToUpperInvariant(text[0]) + text[1..];
    }

    public static string TitleCase(string text)
    {
        var words = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        for (var i = 0; i < words.Length; i++)
        {
            var free = i > 0 && i < words.Length - 1 && !words[i - 1].EndsWith(':');
            if (!free || !Small.Contains(words[i])) words[i] = Capitalised(words[i]);
        }

        return string.Join(' ', words);
    }

    public static string WithArticle(string noun) => (TakesAn().IsMatch(noun) ? "an " : "a ") + noun;

    /// <summary>The noun a phrase is about: the last word before the first preposition.</summary>
    public static string Head(string phrase)
    {
        var words = phrase.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var end = Array.FindIndex(words, 1 < words.Length ? 1 : 0, Prepositions.Contains);
        if (end <= 0) end = words.Length;
        return words.Length == 0 ? "" : words[end - 1].Trim(',', '.');
    }

    public static bool IsPlural(string phrase)
    {
        if (phrase.Contains(" and ", StringComparison.OrdinalIgnoreCase) && !IsGerund(phrase)) return true;
        if (IsGerund(phrase)) return false;
        var head = Head(phrase);
        if (IrregularPlurals.Contains(head)) return true;
        return head.Length > 3 && head.EndsWith('s') && !head.EndsWith("ss", StringComparison.Ordinal)
            && !head.EndsWith("us", StringComparison.Ordinal) && !head.EndsWith("'s", StringComparison.Ordinal)
            && !SingularInS.Contains(head);
    }

    /// <summary>"saving money", but neither "morning coffee" nor "running shoes".</summary>
    public static bool IsGerund(string phrase)
    {
        var words = phrase.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (words.Length == 0 || !words[0].EndsWith("ing", StringComparison.OrdinalIgnoreCase) || words[0].Length < 5) return false;
        if (NotGerunds().IsMatch(words[0])) return false;
        return words.Length == 1 || !CompoundHeads().IsMatch(words[^1]);
    }

    public static string Plural(string noun)
    {
        var at = noun.LastIndexOf(' ') + 1;
        var head = noun[at..];
        var end = head switch
        {
            _ when IsPlural(head) => head,
            _ when head.EndsWith('y') && head.Length > 1 && !"aeiou".Contains(head[^2]) => head[..^1] + "ies",
            _ when SibilantEnd().IsMatch(head) => head + "es",
            _ => head + "s",
        };
        return noun[..at] + end;
    }

    /// <summary>"hotel in Paris" becomes "hotels in Paris".</summary>
    public static string PluralOfHead(string phrase)
    {
        var words = phrase.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var end = Array.FindIndex(words, 1 < words.Length ? 1 : 0, Prepositions.Contains);
        if (end <= 0) end = words.Length;
        words[end - 1] = Plural(words[end - 1]);
        return string.Join(' ', words);
    }

    /// <summary>"save money" becomes "saving money".</summary>
    public static string Gerund(string verbPhrase)
    {
        var space = verbPhrase.IndexOf(' ');
        var verb = space < 0 ? verbPhrase : verbPhrase[..space];
        var rest = space < 0 ? "" : verbPhrase[space..];
        var form = verb.ToLowerInvariant() switch
        {
            "be" => "being",
            "see" or "free" or "agree" => verb + "ing",
            "lie" or "die" or "tie" => verb[..^2] + "ying",
            "get" or "run" or "cut" or "plan" or "swim" or "stop" or "begin" or "set" or "put" or "sit" or "win" or "shop" or "hit" or "let"
                or "quit" or "drop" or "ship" or "tip" or "prep" or "jog" or "chat" or "nap" or "trim" or "beat-" or "spot" or "grab"
                or "skip"
                or "step" or "rid" or "dig" or "rub" or "wrap" or "hug" or "map" or "fit" or "format" or "program" =>
                    verb + verb[^1] + "ing",
            var v when v.EndsWith('e') && !v.EndsWith("ye", StringComparison.Ordinal) => verb[..^1] + "ing",
            _ => verb + "ing",
        };
        return form + rest;
    }

    /// <summary>"saving money" becomes "save money"; null for what is no gerund.</summary>
    public static string? Infinitive(string phrase)
    {
        if (!IsGerund(phrase)) return null;
        var space = phrase.IndexOf(' ');
        // One word alone is a field ("gardening"), not an errand.
        if (space < 0) return null;
        var stem = phrase[..(space - 3)];
        var doubled = stem.Length > 2 && stem[^1] == stem[^2] && !"lszf".Contains(stem[^1]);
        if (doubled) stem = stem[..^1];
        else if (LosesItsE().IsMatch(stem)) stem += "e";
        return stem + phrase[space..];
    }

    /// <summary>Written out for a formal voice: "is not" for "isn't".</summary>
    public static string WithoutContractions(string text)
    {
        text = text.Replace("won't", "will not", StringComparison.Ordinal).Replace("can't", "cannot", StringComparison.Ordinal)
            .Replace("Won't", "Will not", StringComparison.Ordinal).Replace("Can't", "Cannot", StringComparison.Ordinal)
            .Replace("Let's", "Let us", StringComparison.Ordinal).Replace("let's", "let us", StringComparison.Ordinal);
        text = NotContraction().Replace(text, "$1 not");
        return PronounContraction().Replace(text, match => match.Groups[1].Value + match.Groups[2].Value switch
        {
            "re" => " are",
            "ve" => " have",
            "ll" => " will",
            "m" => " am",
            _ => " is",
        });
    }

    [GeneratedRegex(@"^(?:[aeioAEIO]|[uU](?!ni|se|ti|k\b)|hour|honest|heir|[FLMNRSX](?:[A-Z]|\b))", RegexOptions.None)]
    private static partial Regex TakesAn();

    [GeneratedRegex(@"^(?:morning|evening|wedding|building|spring|string|thing|ceiling|lightning|clothing|something|anything|nothing|everything|outstanding|amazing|king|sterling)s?$", RegexOptions.IgnoreCase)]
    private static partial Regex NotGerunds();

    [GeneratedRegex(@"^(?:shoes|boots|bags?|rooms?|class|classes|gear|oil|plans?|apps?|tools?|routines?|mats?|machines?|courses?|cream|serum|company|agency|studio|platform|software|tips|tricks|ideas|mistakes|pool|board|chair|desk|club|coach|budget|season|day|skills?|models?|program|services?|strategy|camp|bottle|tours?|systems?|trails?|videos?)$", RegexOptions.IgnoreCase)]
    private static partial Regex CompoundHeads();

    [GeneratedRegex(@"(?:^(?:sav|mak|tak|bak|los|mov|driv|rid|writ|hik|bik|us|clos|liv|giv|hav|cod|pric|styl|stor|car|shar|hir|leav|dat|skat|rais|ris|serv|solv|improv|remov|prov|lov|giv|tim|tun|not|vot|quot|typ|wip|shap|hop|cop|fil|smil|trad|invit|ignor|explor|prepar|compar|restor|retir|acquir|requir|includ|decid|provid|argu|continu|rescu|valu|achiev|reduc|introduc|produc|replac|practic|danc|balanc|financ|manag|chang|arrang|challeng|encourag|engag|charg|becom|overcom|combin|defin|imagin|outlin|schedul|handl|settl|tackl|recycl|cycl|juggl|upgrad|bik|choos|rais|exercis|advertis|revis|purchas|increas|clos)|(?:iz|is|at|yz|uc|ut|et)(?<!eat|eet|oat|out|elat|eet|ret|diet))$", RegexOptions.IgnoreCase)]
    private static partial Regex LosesItsE();

    [GeneratedRegex(@"(?:s|x|z|ch|sh)$")]
    private static partial Regex SibilantEnd();

    [GeneratedRegex(@"\b(is|are|was|were|do|does|did|has|have|had|could|would|should|must|Is|Are|Do|Does|Did)n't\b")]
    private static partial Regex NotContraction();

    [GeneratedRegex(@"\b(it|It|he|she|you|You|we|We|they|They|I|that|That|there|There|here|Here|what|What|who|nobody)'(s|re|ve|ll|m)\b")]
    private static partial Regex PronounContraction();
}
