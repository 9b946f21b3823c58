using System.Text.RegularExpressions;
using OpenGen.Making.Content;

namespace OpenGen.Server.Modules.Generations.Local.Writing.Content;

/// <summary>
/// A language beside English: how a prompt shows that it wants it, the words by which a prompt in it is read, and what can be said in
/// it. One file each, <c>writer/it.json</c>.
/// </summary>
/// <param name="Code">Two or three letters, the file's name.</param>
/// <param name="EnglishName">"German".</param>
/// <param name="OwnName">"Deutsch".</param>
/// <param name="AskedForBy">"auf Deutsch": what a prompt says that wants it.</param>
/// <param name="Written">Words that show, two of them, that a prompt is written in it.</param>
internal sealed record WriterLanguage(
    string Code, string EnglishName, string OwnName, IReadOnlyList<string> AskedForBy, Regex? Written, ReadingWords Reading,
    LanguagePhrases Phrases)
{
    /// <summary>Whether a prompt names it.</summary>
    public Regex Named { get; } = new(
        $@"\b(?:in {Regex.Escape(EnglishName)}|{WordPattern.Either([.. AskedForBy, $"{EnglishName} language"])})\b"
            + $@"|\blanguage\s*[:=]\s*(?:{Code}\b|{Regex.Escape(EnglishName)})", RegexOptions.IgnoreCase);

    /// <summary>
    /// How much of what a variable says begins as one of its names does: "de-AT", "ger", "Deutsch"; 0 for nothing.
    /// </summary>
    /// <param name="said">In lower case.</param>
    public int Answers(string said) =>
        new[] { Code, Start(EnglishName), Start(OwnName) }.Where(name => said.StartsWith(name, StringComparison.Ordinal))
            .Select(name => name.Length).DefaultIfEmpty().Max();

    public static WriterLanguage Read(string code, ContentNode file)
    {
        var (english, own) = (file.Text("english_name", ContentRules.Word), file.Text("name", ContentRules.Word));
        var language = new WriterLanguage(
            code, english, own, file.Words("asked_for_by"), WordPattern.Whole(file.Words("recognised_by")),
            ReadingWords.Read(file.Part("reading")), LanguagePhrases.Read(file.Part("phrases")));
        file.Finish();
        return language;
    }

    private static string Start(string name) => name.Length < 3 ? name.ToLowerInvariant() : name[..3].ToLowerInvariant();
}

/// <summary>The words by which a prompt in a language is read; where a prompt would not say any, the list is empty.</summary>
/// <param name="Kinds">What each kind of text is called.</param>
/// <param name="Instructions">What begins an instruction: "schreib*".</param>
/// <param name="TopicLabels">What stands before a colon and the topic: "Thema".</param>
/// <param name="About">What leads to the topic: "über".</param>
/// <param name="For">What leads to it too, or to an audience: "für".</param>
/// <param name="HowTo">What leads to something one does: "wie man".</param>
/// <param name="Seconds">The unit, as prompts have it.</param>
/// <param name="Minutes">The unit, as prompts have it.</param>
/// <param name="Words">The unit of a text's length.</param>
internal sealed record ReadingWords(
    IReadOnlyDictionary<TextKind, IReadOnlyList<string>> Kinds, IReadOnlyList<string> Instructions, IReadOnlyList<string> TopicLabels,
    IReadOnlyList<string> About, IReadOnlyList<string> For, IReadOnlyList<string> HowTo, IReadOnlyList<string> Seconds,
    IReadOnlyList<string> Minutes, IReadOnlyList<string> Words)
{
    public static ReadingWords Read(ContentNode reading) => new(
        reading.Each("kinds", (kinds, name) => kinds.Words(name, optional: true), Enum.GetValues<TextKind>()),
        reading.Words("instructions", optional: true), reading.Words("topic_labels", optional: true), reading.Words("about"),
        reading.Words("for", optional: true), reading.Words("how_to", optional: true), reading.Words("seconds", optional: true),
        reading.Words("minutes", optional: true), reading.Words("words", optional: true));
}

/// <summary>
/// What the writer can say in a language beside English; <c>{topic}</c> stands where no case or gender shows, <c>{brand}</c> only in
/// <paramref name="BrandCalls"/>.
/// </summary>
internal sealed record LanguagePhrases(
    IReadOnlyList<string> Hooks, IReadOnlyList<string> Titles, IReadOnlyList<string> Pains, IReadOnlyList<string> Turns,
    IReadOnlyList<string> Tips, IReadOnlyList<string> Truths, IReadOnlyList<string> Gains, IReadOnlyList<string> Closers,
    IReadOnlyList<string> Calls, IReadOnlyList<string> BrandCalls, IReadOnlyList<string> Questions, IReadOnlyList<string> Hashtags)
{
    public static LanguagePhrases Read(ContentNode phrases)
    {
        return new(
            Of("hooks"), Of("titles"), Of("pains"), Of("turns"), phrases.Texts("tips", ContentRules.Plain), Of("truths"), Of("gains"),
            Of("closers"), Of("calls"), phrases.Texts("brand_calls", ContentRules.Places(["topic", "brand"], needed: "brand")),
            Of("questions"),
            phrases.Texts("hashtags", ContentRules.Hashtag, ContentNode.LongestWord));

        IReadOnlyList<string> Of(string field) => phrases.Texts(field, ContentRules.Places(["topic"]));
    }
}
