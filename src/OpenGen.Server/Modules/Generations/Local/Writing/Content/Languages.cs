using System.Text.RegularExpressions;

namespace OpenGen.Server.Modules.Generations.Local.Writing.Content;

/// <summary>
/// The writer's languages beside English: which of them a prompt wants, and patterns of all their words together, since a prompt may
/// ask in one for a text in another.
/// </summary>
internal sealed class Languages(IReadOnlyList<WriterLanguage> known)
{
    public const string English = "en";

    /// <summary>In the order of their codes.</summary>
    public IReadOnlyList<WriterLanguage> Known { get; } = known;

    /// <summary>What the kinds of text are called.</summary>
    public IReadOnlyDictionary<TextKind, Regex?> Kinds { get; } =
        Enum.GetValues<TextKind>().ToDictionary(kind => kind, kind => WordPattern.Whole([.. known.SelectMany(l => l.Reading.Kinds[kind])]));

    /// <summary>What begins an instruction.</summary>
    public Regex? Instruction { get; } = All(known, l => l.Instructions, words => $@"^\s*(?:please\s+)?(?:{words})\b");

    /// <summary>A line of its own that says the topic.</summary>
    public Regex? TopicLabel { get; } =
        All(known, l => l.TopicLabels, words => $@"^\s*(?:{words})\s*[:=]\s*(.+?)\s*$", RegexOptions.Multiline);

    /// <summary>A topic in quotes, behind one word that leads to it.</summary>
    public Regex? QuotedTopic { get; } =
        All(known, l => [.. l.About.Where(words => !words.Contains(' '))], words => $"(?:{words})\\s+[\"“]([^\"”]{{3,90}})[\"”]");

    /// <summary>What leads to the topic, with the topic and all behind it.</summary>
    public Regex? About { get; } = All(known, l => l.About, words => $@"\b(?:{words})\s+(.+)", RegexOptions.Singleline);

    /// <summary>What leads to the topic or the audience; a platform is neither.</summary>
    public Regex? For { get; } = All(known, l => l.For, words => $@"\b(?:{words})\s+({TopicReader.NoPlatform}.+)");

    /// <summary>What leads to something one does.</summary>
    public Regex? HowTo { get; } = All(known, l => l.HowTo, words => $@"^(?:{words})\s+(.+)$");

    /// <summary>A length in seconds; the groups are those of <see cref="AskReader.Amount"/>.</summary>
    public Regex? Seconds { get; } = All(known, l => l.Seconds, words => $@"{AskReader.Amount}(?:{words})\b");

    /// <summary>A length in minutes; as <see cref="Seconds"/>.</summary>
    public Regex? Minutes { get; } = All(known, l => l.Minutes, words => $@"{AskReader.Amount}(?:{words})\b");

    /// <summary>A length in words; the groups are those of <see cref="AskReader.WordAmount"/>.</summary>
    public Regex? Words { get; } = All(known, l => l.Words, words => $@"{AskReader.WordAmount}(?:{words})\b");

    /// <summary>Where a topic ends because the prompt goes on to say the language.</summary>
    public Regex? Stop { get; } = WordPattern.Within(
        [.. known.SelectMany(l => l.AskedForBy)],
        words => $@"\b(?:in (?:{WordPattern.Either(known.Select(l => l.EnglishName))})\b|{words})");

    /// <summary>The language a prompt names, else the one it is written in, else the one a variable says, else English.</summary>
    public string Of(string prompt, string? variable) =>
        Known.FirstOrDefault(l => l.Named.IsMatch(prompt))?.Code
        ?? Known.FirstOrDefault(l => l.Written?.Count(prompt) >= 2)?.Code
        ?? Said(variable?.Trim().ToLowerInvariant() ?? "");

    /// <summary>What can be said in a language; null for English.</summary>
    public LanguagePhrases? Phrases(string code) => Known.FirstOrDefault(l => l.Code == code)?.Phrases;

    private string Said(string variable) =>
        Known.Where(language => language.Answers(variable) > 0).MaxBy(language => language.Answers(variable))?.Code ?? English;

    private static Regex? All(
        IReadOnlyList<WriterLanguage> known, Func<ReadingWords, IReadOnlyList<string>> words, Func<string, string> pattern,
        RegexOptions options = RegexOptions.None) =>
        WordPattern.Within([.. known.SelectMany(language => words(language.Reading))], pattern, options);
}
