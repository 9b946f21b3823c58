using System.Text.RegularExpressions;
using OpenGen.Making.Content;

namespace OpenGen.Server.Modules.Generations.Local.Writing.Lexicon;

/// <summary>What the writer knows of: all domains, and the one a topic belongs to.</summary>
internal sealed partial class Domains
{
    private readonly HashSet<string> _kindsOfBusiness;
    private readonly HashSet<string> _inEveryPrompt;
    private readonly IReadOnlyList<string> _names;

    private Domains(ContentNode file)
    {
        All = [.. file.Parts("domains").Select(Domain.Read)];
        var others = file.Part("when_none_fits");
        General = Domain.ReadGeneral(others.Part("doing"), "general");
        Wonder = Domain.ReadGeneral(others.Part("wonder"), "wonder");
        Goods = Domain.ReadGeneral(others.Part("goods"), "goods");
        _kindsOfBusiness = [.. file.Words("kinds_of_business")];
        _inEveryPrompt = file.Words("words_of_any_prompt").ToHashSet(StringComparer.OrdinalIgnoreCase);
        _names = file.Words("names_that_open_a_sentence");
        foreach (var twice in All.GroupBy(domain => domain.Name).Where(same => same.Count() > 1).Select(same => same.Key))
            file.Note("domains", $"two are called \"{twice}\"; call one of them something else");
        file.Finish();
    }

    /// <summary>The fields, the first of them first where a topic fits several as well.</summary>
    public IReadOnlyList<Domain> All { get; }

    /// <summary>What holds of anything: for topics that no domain knows.</summary>
    public Domain General { get; }

    /// <summary>What holds of anything that one looks at rather than does: for things that no domain knows.</summary>
    public Domain Wonder { get; }

    /// <summary>What holds of anything well made: for offers that no domain knows.</summary>
    public Domain Goods { get; }

    public static Domains Read(ContentNode file) => new(file);

    /// <summary>Whether a sentence of a domain begins with a name, which stays in capitals within another sentence.</summary>
    public bool OpensWithName(string text) => _names.Any(name =>
        text.StartsWith(name.EndsWith('*') ? name[..^1] : name + " ", StringComparison.Ordinal));

    /// <summary>The domain with most words in common; later texts count less. <see cref="General"/> if none has any.</summary>
    /// <param name="topic">Counts most, its head noun above all.</param>
    /// <param name="surroundings">The prompt, the variables: they decide between domains that know the topic.</param>
    /// <param name="brand">The brand's own words, where the topic is the brand's own; else empty.</param>
    public Domain Of(string topic, string surroundings, string brand)
    {
        // What a shop sells says more than that it is one.
        var head = English.Head(topic);
        if (_kindsOfBusiness.Contains(head)) head = "";
        return Best(domain => Hits(domain, topic, weak: true) is var hits and > 0
                ? (3 * hits) + (2 * Hits(domain, head, weak: true)) + (0.5 * Hits(domain, surroundings, weak: false)) : 0)
            ?? Best(domain => Hits(domain, brand, weak: true))
            ?? General;
    }

    private Domain? Best(Func<Domain, double> score)
    {
        var (domain, points) = All.Select(domain => (domain, score(domain))).MaxBy(pair => pair.Item2);
        return points > 0 ? domain : null;
    }

    private int Hits(Domain domain, string text, bool weak)
    {
        var words = Word().Matches(text.ToLowerInvariant()).Select(match => match.Value).ToList();
        var hits = 0;
        for (var i = 0; i < words.Count; i++)
        {
            // Words that stand in any prompt say nothing about its topic.
            if (!weak && _inEveryPrompt.Contains(words[i])) continue;
            if (domain.Keywords.Contains(words[i]) || (words[i].Length > 4 && domain.Keywords.Contains(words[i].TrimEnd('s')))) hits++;
            if (i + 1 < words.Count && domain.Keywords.Contains($"{words[i]}-{words[i + 1]}")) hits += 2;
        }

        return hits;
    }

    [GeneratedRegex(@"[\p{L}\d]+(?:-[\p{L}\d]+)*")]
    private static partial Regex Word();
}
