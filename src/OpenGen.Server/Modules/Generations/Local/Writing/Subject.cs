using System.Text.RegularExpressions;

namespace OpenGen.Server.Modules.Generations.Local.Writing;

/// <summary>What a text is about, in the forms that a sentence may need.</summary>
/// <param name="Core">Without article or possessive: "coffee shop", "saving money on groceries".</param>
/// <param name="Determiner">"a", "the", "our", "your" or nothing.</param>
/// <param name="Verb">"save money on groceries", where it is something one does.</param>
internal sealed partial record Subject(string Core, string Determiner = "", string? Verb = null)
{
    /// <summary>How each place of a template is filled.</summary>
    private static readonly Dictionary<string, Func<Filling, string?>> Values = new(StringComparer.Ordinal)
    {
        ["t"] = f => f.Subject.Text,
        ["T"] = f => Capitalised(f.Subject.Text),
        ["g"] = f => f.Subject.General,
        ["G"] = f => Capitalised(f.Subject.General),
        ["c"] = f => f.Subject.Core,
        ["C"] = f => Capitalised(f.Subject.Core),
        ["noun"] = f => f.Subject.Noun,
        ["Noun"] = f => Capitalised(f.Subject.Noun),
        ["vp"] = f => f.Subject.Verb,
        ["Vp"] = f => Capitalised(f.Subject.Verb),
        ["gis"] = f => f.Subject.GeneralPlural ? "are" : "is",
        ["ghas"] = f => f.Subject.GeneralPlural ? "have" : "has",
        ["gdoesnt"] = f => f.Subject.GeneralPlural ? "don't" : "doesn't",
        ["gs"] = f => f.Subject.GeneralPlural ? "" : "s",
        ["is"] = f => f.Subject.Plural ? "are" : "is",
        ["was"] = f => f.Subject.Plural ? "were" : "was",
        ["has"] = f => f.Subject.Plural ? "have" : "has",
        ["does"] = f => f.Subject.Plural ? "do" : "does",
        ["doesnt"] = f => f.Subject.Plural ? "don't" : "doesn't",
        ["s"] = f => f.Subject.Plural ? "" : "s",
        ["es"] = f => f.Subject.Plural ? "" : "es",
        ["git"] = f => f.Subject.GeneralPlural ? "they" : "it",
        ["gthem"] = f => f.Subject.GeneralPlural ? "them" : "it",
        ["Git"] = f => f.Subject.GeneralPlural ? "They" : "It",
        ["it"] = f => f.Subject.Plural ? "they" : "it",
        ["It"] = f => f.Subject.Plural ? "They" : "It",
        ["them"] = f => f.Subject.Plural ? "them" : "it",
        ["aud"] = f => f.Audience,
        ["Aud"] = f => Capitalised(f.Audience),
        ["brand"] = f => f.Brand,
        ["n"] = f => f.Count,
        ["N"] = f => Capitalised(f.Count),
    };

    /// <summary>The names of the places that <see cref="Fill"/> fills.</summary>
    public static IReadOnlyCollection<string> Places => Values.Keys;

    /// <summary>Those of them that are filled whatever the subject is, and though neither audience, brand nor number is known.</summary>
    public static IReadOnlyCollection<string> SurePlaces { get; } =
        [.. Values.Where(place => place.Value(new Filling(new Subject("tea", "our"), null, null, null)) is not null).Select(p => p.Key)];

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
        var (missing, filling) = (false, new Filling(this, audience, brand, number));
        var text = Place().Replace(template, match =>
        {
            var name = match.Groups[1].Value;
            if (!Values.TryGetValue(name, out var value)) throw new FormatException($"no place {match.Value} in {template}");
            var filled = value(filling);
            missing |= string.IsNullOrEmpty(filled) && name is not ("s" or "es" or "gs");
            return filled ?? "";
        });
        return missing ? null : text;
    }

    private static string? Capitalised(string? text) => text is null ? null : English.Capitalised(text);

    private sealed record Filling(Subject Subject, string? Audience, string? Brand, int? Number)
    {
        public string? Count => Number is { } n ? English.Number(n) : null;
    }

    [GeneratedRegex(@"\{(\w+)\}")]
    private static partial Regex Place();
}
