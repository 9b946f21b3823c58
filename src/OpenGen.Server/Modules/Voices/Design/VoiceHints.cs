using System.Text.RegularExpressions;

namespace OpenGen.Server.Modules.Voices.Design;

/// <summary>How old a voice sounds.</summary>
internal enum VoiceAge
{
    Child,
    Young,
    Grown,
    Old,
}

/// <summary>What a description says of a voice.</summary>
/// <param name="Gender">female, male or neutral; null when nothing tells.</param>
/// <param name="Depth">-2 very deep to 2 very bright.</param>
/// <param name="Pace">-2 very slow to 2 very fast.</param>
/// <param name="Life">-2 monotone to 2 excited.</param>
/// <param name="Language">A language tag; null when none is named.</param>
internal sealed partial record VoiceHints(string? Gender, VoiceAge Age, int Depth, int Pace, int Life, bool Whispers, string? Language)
{
    private static readonly string[] Female =
    [
        "female", "woman", "women", "girl", "lady", "she", "her", "feminine", "mother", "mom", "grandmother", "grandma", "aunt",
        "sister", "queen", "actress",
    ];
    private static readonly string[] Male =
    [
        "male", "man", "men", "boy", "gentleman", "guy", "he", "his", "masculine", "father", "dad", "grandfather", "grandpa",
        "uncle", "brother", "king", "actor",
    ];
    private static readonly string[] Neutral = ["neutral", "androgynous", "genderless", "nonbinary", "robot", "robotic"];
    private static readonly string[] Child = ["child", "kid", "boy", "girl", "childlike", "toddler"];
    private static readonly string[] Young = ["young", "youthful", "teen", "teenage", "teenager", "twenties", "student"];
    private static readonly string[] Old =
    [
        "old", "elderly", "senior", "aged", "ancient", "grandmother", "grandma", "grandfather", "grandpa", "sixties", "seventies",
        "eighties",
    ];
    private static readonly string[] Deep = ["deep", "low", "bass", "baritone", "gravelly", "husky", "dark", "rumbling", "booming", "rich"];
    private static readonly string[] Bright = ["bright", "high", "light", "squeaky", "chirpy", "soprano", "shrill", "thin", "crisp"];
    private static readonly string[] Slow =
    [
        "slow", "slowly", "calm", "relaxed", "measured", "patient", "unhurried", "soothing", "thoughtful", "sleepy", "meditative",
    ];
    private static readonly string[] Fast =
    [
        "fast", "quick", "quickly", "rapid", "hurried", "energetic", "excited", "hyper", "snappy", "brisk",
    ];
    private static readonly string[] Flat =
    [
        "monotone", "monotonous", "flat", "serious", "calm", "robotic", "stern", "dry", "deadpan", "cold",
    ];
    private static readonly string[] Lively =
    [
        "lively", "expressive", "enthusiastic", "energetic", "cheerful", "excited", "happy", "playful", "animated", "dramatic",
        "friendly",
    ];

    /// <summary>Words of languages, nations and accents, and the language this machine speaks for them.</summary>
    private static readonly Dictionary<string, string> Languages = new(StringComparer.Ordinal)
    {
        ["american"] = "en-us",
        ["english"] = "en",
        ["british"] = "en-gb",
        ["scottish"] = "en-gb-scotland",
        ["german"] = "de",
        ["austrian"] = "de",
        ["french"] = "fr",
        ["spanish"] = "es",
        ["mexican"] = "es-mx",
        ["latin"] = "es-419",
        ["italian"] = "it",
        ["portuguese"] = "pt-pt",
        ["brazilian"] = "pt-br",
        ["dutch"] = "nl",
        ["polish"] = "pl",
        ["swedish"] = "sv",
        ["danish"] = "da",
        ["norwegian"] = "nb",
        ["finnish"] = "fi",
        ["czech"] = "cs",
        ["russian"] = "ru",
        ["ukrainian"] = "uk",
        ["turkish"] = "tr",
        ["greek"] = "el",
        ["arabic"] = "ar",
        ["hebrew"] = "he",
        ["hindi"] = "hi",
        ["japanese"] = "ja",
        ["chinese"] = "zh",
        ["mandarin"] = "zh",
        ["korean"] = "ko",
        ["vietnamese"] = "vi",
        ["indonesian"] = "id",
    };

    /// <summary>Reads a description.</summary>
    public static VoiceHints Read(string description)
    {
        var words = Word().Matches(description.ToLowerInvariant()).Select(w => w.Value).ToList();
        var (female, male) = (Count(words, Female), Count(words, Male));
        var gender = Count(words, Neutral) > 0 ? "neutral" : female > male ? "female" : male > female ? "male" : null;
        var isOld = OldAt(words);
        return new VoiceHints(
            gender,
            isOld ? VoiceAge.Old : Count(words, Child) > 0 ? VoiceAge.Child : Count(words, Young) > 0 ? VoiceAge.Young : VoiceAge.Grown,
            Scale(words, Bright, Deep), Scale(words, Fast, Slow), Scale(words, Lively, Flat),
            words.Exists(w => w.StartsWith("whisper", StringComparison.Ordinal)),
            words.Select(w => Languages.GetValueOrDefault(w)).FirstOrDefault(l => l is not null));
    }

    private static int Count(List<string> words, string[] of) => words.Count(of.Contains);

    /// <summary>"Twenty years old" is not old.</summary>
    private static bool OldAt(List<string> words) =>
        Enumerable.Range(0, words.Count)
            .Any(i => Old.Contains(words[i]) && !(words[i] == "old" && i > 0 && words[i - 1] is "year" or "years"));

    /// <summary>What speaks for more against what speaks for less; "very" counts double.</summary>
    private static int Scale(List<string> words, string[] more, string[] less)
    {
        var sum = 0;
        for (var i = 0; i < words.Count; i++)
        {
            var weight = i > 0 && words[i - 1] is "very" or "extremely" or "really" ? 2 : 1;
            if (i > 0 && words[i - 1] is "not") weight = -1;
            if (more.Contains(words[i])) sum += weight;
            if (less.Contains(words[i])) sum -= weight;
        }
        return Math.Clamp(sum, -2, 2);
    }

    [GeneratedRegex(@"[\p{L}]+")]
    private static partial Regex Word();
}
