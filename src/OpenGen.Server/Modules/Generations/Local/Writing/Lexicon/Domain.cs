using OpenGen.Making.Content;

namespace OpenGen.Server.Modules.Generations.Local.Writing.Lexicon;

/// <summary>A tip: what to do in two or three words, and in full.</summary>
/// <param name="Title">"Grind fresh".</param>
/// <param name="Text">Two or three sentences for the ear.</param>
/// <param name="For">Words of a topic that this tip is about; empty: it goes with every topic of its domain.</param>
internal sealed record Tip(string Title, string Text, IReadOnlyList<string> For)
{
    /// <summary>Its first sentence.</summary>
    public string Short => Text[..(Text.IndexOfAny(['.', '?', '!']) + 1)];
}

/// <summary>Something people say, and what is true instead.</summary>
/// <param name="Claim">A sentence without its full stop.</param>
/// <param name="Fact">One or two sentences.</param>
/// <param name="For">As for <see cref="Tip"/>.</param>
internal sealed record Myth(string Claim, string Fact, IReadOnlyList<string> For);

/// <summary>A picture of the domain in words.</summary>
/// <param name="Subject">What is seen; empty in a domain that goes with anything, where it is the topic itself.</param>
internal sealed record Sight(string Subject, string Setting, string Light, string Palette, string Detail);

/// <summary>
/// What a writer knows of a field: its words, troubles, insights, advice and sights. All of it is true in general; none of it is a
/// figure. Sentences may have those places of <see cref="Subject.Fill"/> that any topic fills.
/// </summary>
internal sealed class Domain
{
    public required string Name { get; init; }
    public required IReadOnlySet<string> Keywords { get; init; }

    /// <summary>It is something one looks at rather than does: it wants telling, not advice.</summary>
    public required bool Factual { get; init; }
    public required IReadOnlyList<string> Pains { get; init; }
    public required IReadOnlyList<string> Truths { get; init; }
    public required IReadOnlyList<Tip> Tips { get; init; }
    public required IReadOnlyList<Myth> Myths { get; init; }
    public required IReadOnlyList<string> Gains { get; init; }
    public required IReadOnlyList<string> Scenes { get; init; }
    public required IReadOnlyList<string> Hooks { get; init; }
    public required IReadOnlyList<string> Tags { get; init; }
    public required IReadOnlyList<Sight> Sights { get; init; }

    /// <summary>Reads a field of knowledge, known by its keywords.</summary>
    public static Domain Read(ContentNode of) =>
        Read(of, of.Text("name", ContentRules.Word), of.Words("keywords"), of.Flag("factual"), sightSubject: true);

    /// <summary>Reads what goes with any topic, and so has neither name nor keywords.</summary>
    public static Domain ReadGeneral(ContentNode of, string name) => Read(of, name, [], factual: false, sightSubject: false);

    private static Domain Read(ContentNode of, string name, IEnumerable<string> keywords, bool factual, bool sightSubject)
    {
        return new Domain
        {
            Name = name,
            Keywords = keywords.ToHashSet(StringComparer.OrdinalIgnoreCase),
            Factual = factual,
            Pains = Filled("pains"),
            Truths = Filled("truths"),
            Gains = Filled("gains"),
            Scenes = Filled("scenes"),
            Hooks = Filled("hooks"),
            Tags = of.Texts("hashtags", ContentRules.Hashtag, ContentNode.LongestWord),
            Tips = [.. of.Parts("tips").Select(tip => new Tip(
                tip.Text("title", Places, ContentNode.LongestWord), tip.Text("text", Sentence), tip.Words("for", optional: true)))],
            Myths = [.. of.Parts("myths").Select(myth => new Myth(
                myth.Text("claim", ContentRules.Plain), myth.Text("fact", Places), myth.Words("for", optional: true)))],
            Sights = [.. of.Parts("sights").Select(sight => new Sight(
                sightSubject ? Plain(sight, "subject") : "", Plain(sight, "setting"), Plain(sight, "light"), Plain(sight, "palette"),
                Plain(sight, "detail")))],
        };

        IReadOnlyList<string> Filled(string field) => of.Texts(field, Places);
    }

    private static string? Places(string text) => ContentRules.Places(Subject.SurePlaces)(text);

    private static string? Sentence(string text) =>
        Places(text) ?? (text.IndexOfAny(['.', '?', '!']) >= 0 ? null : "must be a sentence with its full stop");

    private static string Plain(ContentNode of, string field) => of.Text(field, ContentRules.Plain);
}
