using System.Text.RegularExpressions;

namespace OpenGen.Server.Modules.Generations.Local.Writing;

/// <summary>What a text is about, in the forms that a sentence may need.</summary>
/// <param name="Core">Without article or possessive: "coffee shop", "saving money on groceries".</param>
/// <param name="Determiner">"a", "the", "our", "your" or nothing.</param>
/// <param name="Verb">"save money on groceries", where it is something one does.</param>
internal sealed partial record Subject(string Core, string Determiner = "", string? Verb = null)
{
    private bool Plural { get; } = English.IsPlural(Core);

    private bool GeneralPlural => Plural || General != Text;

    /// <summary>It is the speaker's own: "our new blend".</summary>
    public bool Own => Determiner == "our";

    /// <summary>As it stands in the middle of a sentence.</summary>
    public string Text => Determiner switch
    {
        "" => Core,
        "a" => English.WithArticle(Core),
        _ => $"{Determiner} {Core}",
    };

    /// <summary>All of its kind: "coffee shops" for "a coffee shop".</summary>
    public string General => Determiner switch
    {
        "a" => English.PluralOfHead(Core),
        _ => Text,
    };

    /// <summary>
    /// As <see cref="General"/>, for sentences in which something one does would sound wrong ("getting saving money right").
    /// </summary>
    private string? Noun => Verb is not null || English.IsGerund(Core) || Own || Determiner == "your" ? null : General;

    /// <summary>
    /// Fills a template's places; null if it has one that this subject cannot fill. Places: <c>t T</c> the subject, <c>g G</c> all of
    /// its kind, <c>noun Noun</c> the same if it is a thing, <c>c C</c> the bare noun, <c>vp Vp</c> the verb, <c>is was has does
    /// doesnt s</c> verbs and endings for t, <c>gis ghas gdoesnt gs git Git</c> for g, <c>it It them</c>,
    /// <c>aud Aud</c> the audience, <c>brand</c>, <c>n N</c> a number.
    /// </summary>
    public string? Fill(string template, string? audience = null, string? brand = null, int? number = null)
    {
        var missing = false;
        var text = Place().Replace(template, match =>
        {
            var value = match.Groups[1].Value switch
            {
                "t" => Text,
                "T" => English.Capitalised(Text),
                "g" => General,
                "G" => English.Capitalised(General),
                "c" => Core,
                "C" => English.Capitalised(Core),
                "noun" => Noun,
                "Noun" => Noun is null ? null : English.Capitalised(Noun),
                "vp" => Verb,
                "Vp" => Verb is null ? null : English.Capitalised(Verb),
                "gis" => GeneralPlural ? "are" : "is",
                "ghas" => GeneralPlural ? "have" : "has",
                "gdoesnt" => GeneralPlural ? "don't" : "doesn't",
                "gs" => GeneralPlural ? "" : "s",
                "is" => Plural ? "are" : "is",
                "was" => Plural ? "were" : "was",
                "has" => Plural ? "have" : "has",
                "does" => Plural ? "do" : "does",
                "doesnt" => Plural ? "don't" : "doesn't",
                "s" => Plural ? "" : "s",
                "es" => Plural ? "" : "es",
                "git" => GeneralPlural ? "they" : "it",
                "gthem" => GeneralPlural ? "them" : "it",
                "Git" => GeneralPlural ? "They" : "It",
                "it" => Plural ? "they" : "it",
                "It" => Plural ? "They" : "It",
                "them" => Plural ? "them" : "it",
                "aud" => audience,
                "Aud" => audience is null ? null : English.Capitalised(audience),
                "brand" => brand,
                "n" => number is { } n ? English.Number(n) : null,
                "N" => number is { } n ? English.Capitalised(English.Number(n)) : null,
                _ => throw new FormatException($"no place {match.Value} in {template}"),
            };
            missing |= string.IsNullOrEmpty(value) && match.Groups[1].Value is not ("s" or "es" or "gs");
            return value ?? "";
        });
        return missing ? null : text;
    }

    [GeneratedRegex(@"\{(\w+)\}")]
    private static partial Regex Place();
}
