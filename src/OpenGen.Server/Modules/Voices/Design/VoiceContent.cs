using System.Text.RegularExpressions;
using OpenGen.Making.Content;

namespace OpenGen.Server.Modules.Voices.Design;

/// <summary>A text to hear a voice by.</summary>
/// <param name="Name">The language's English name.</param>
internal sealed record SampleScript(string Name, string Text);

/// <summary>
/// The texts and words of voices, one folder beside the program: <c>content/voices</c>. Its users are static, and so it is read once
/// for all servers of a process.
/// </summary>
internal sealed partial class VoiceContent
{
    /// <summary>Characters of a sample: what the strictest designer of voices takes.</summary>
    private const int ShortestSample = 100;
    private const int LongestSample = 1000;

    private static readonly Lazy<VoiceContent> Beside = new(() =>
    {
        var (folder, faults) = (Path.Combine(AppContext.BaseDirectory, "content"), new List<string>());
        var content = Read(folder, faults);
        StartupException.ThrowIfAny($"The content in {folder}", faults);
        return content;
    });

    private VoiceContent(ContentNode scripts, ContentNode words)
    {
        if (scripts.IsThere && !scripts.Names.Contains("en"))
            scripts.Note("en", "is missing; it is what is said when no language is named");
        Scripts = scripts.Names.ToDictionary(code => code, code =>
        {
            if (LanguageFault(code) is { } fault) scripts.Note(code, fault);
            var part = scripts.Part(code);
            return new SampleScript(part.Text("name", ContentRules.Word), part.Text("text", Sample, LongestSample));
        });
        scripts.Finish();

        var (gender, age, depth, pace, life) = (
            words.Part("gender"), words.Part("age"), words.Part("depth"), words.Part("pace"), words.Part("life"));
        (Female, Male, Neutral) = (Listed(gender, "female"), Listed(gender, "male"), Listed(gender, "neutral"));
        (Child, Young, Old) = (Listed(age, "child"), Listed(age, "young"), Listed(age, "old"));
        NotOld = age.Words("not_old");
        (Bright, Deep) = (Listed(depth, "bright"), Listed(depth, "deep"));
        (Fast, Slow) = (Listed(pace, "fast"), Listed(pace, "slow"));
        (Lively, Flat) = (Listed(life, "lively"), Listed(life, "flat"));
        (Whispering, Twice, Denied) = (Listed(words, "whispering"), Listed(words, "twice"), Listed(words, "denied"));
        var languages = words.Part("languages");
        Languages = languages.Names.ToDictionary(word => word, word =>
        {
            if (SmallWord(word) is { } fault) languages.Note(word, fault);
            return languages.Text(word, LanguageFault);
        });
        words.Finish();
    }

    /// <summary>What is beside the program; read when it is first asked for, which the server does when it starts.</summary>
    /// <exception cref="StartupException">Something in it cannot be meant; a line for each.</exception>
    public static VoiceContent Shipped => Beside.Value;

    /// <summary>Texts by language, in the file's order.</summary>
    public IReadOnlyDictionary<string, SampleScript> Scripts { get; }

    public IReadOnlyList<string> Female { get; }

    public IReadOnlyList<string> Male { get; }

    public IReadOnlyList<string> Neutral { get; }

    public IReadOnlyList<string> Child { get; }

    public IReadOnlyList<string> Young { get; }

    public IReadOnlyList<string> Old { get; }

    /// <summary>Pairs of words that say no age by the second of them: "years old".</summary>
    public IReadOnlyList<string> NotOld { get; }

    public IReadOnlyList<string> Bright { get; }

    public IReadOnlyList<string> Deep { get; }

    public IReadOnlyList<string> Fast { get; }

    public IReadOnlyList<string> Slow { get; }

    public IReadOnlyList<string> Lively { get; }

    public IReadOnlyList<string> Flat { get; }

    public IReadOnlyList<string> Whispering { get; }

    /// <summary>Words before another that make it count double.</summary>
    public IReadOnlyList<string> Twice { get; }

    /// <summary>Words before another that turn it round.</summary>
    public IReadOnlyList<string> Denied { get; }

    /// <summary>Words of languages, nations and accents, and the language this machine speaks for them.</summary>
    public IReadOnlyDictionary<string, string> Languages { get; }

    /// <summary>Reads a folder of content.</summary>
    /// <param name="faults">Gets what is wrong, a sentence each; with any of them the content is not to be used.</param>
    public static VoiceContent Read(string folder, ICollection<string> faults) =>
        new(ContentNode.Open(folder, "voices/scripts.json", faults), ContentNode.Open(folder, "voices/words.json", faults));

    private static IReadOnlyList<string> Listed(ContentNode of, string field) => of.Texts(field, SmallWord, ContentNode.LongestWord);

    private static string? SmallWord(string word) =>
        Small().IsMatch(word) ? null : "must be one word in small letters, at most with a * at the end";

    private static string? LanguageFault(string tag) =>
        LanguageTag().IsMatch(tag) ? null : "must be a language's tag, such as pt or pt-br";

    private static string? Sample(string text) =>
        text.Length >= ShortestSample ? ContentRules.Plain(text) : $"has {text.Length} characters, and needs {ShortestSample}";

    [GeneratedRegex(@"^[\p{Ll}\p{Lo}\p{M}]+\*?$")]
    private static partial Regex Small();

    [GeneratedRegex("^[a-z]{2,3}(?:-[a-z0-9]{1,8})*$")]
    private static partial Regex LanguageTag();
}
