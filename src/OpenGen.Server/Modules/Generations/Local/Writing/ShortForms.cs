using System.Text.RegularExpressions;
using OpenGen.Server.Modules.Agents.Contracts;
using OpenGen.Server.Modules.Generations.Local.Writing.Lexicon;

namespace OpenGen.Server.Modules.Generations.Local.Writing;

/// <summary>Everything that is a line or a few: hooks, titles, calls to action, captions, lists, questions, quotes, names.</summary>
internal static partial class ShortForms
{
    public static string Hook(Draft draft, int maxWords = 14)
    {
        var ask = draft.Ask;
        var byTone = draft.Phrases.HooksByTone[ask.Tone];
        var own = draft.Domain.Hooks.Where(hook => ask.Kind != TextKind.Hook || draft.Names(hook));
        var lists = ask.Subject.Own ? new[] { draft.Phrases.OwnHooks }
            : ask.Sells ? [byTone, draft.Phrases.SellingHooks]
            : draft.Factual ? [draft.Phrases.WonderHooks]
            : new IEnumerable<string>[]
            {
                draft.Dice.Below(2) == 0 ? own : [],
                byTone,
                ask.Audience is null ? [] : draft.Phrases.AudienceHooks,
                draft.Phrases.Hooks,
                draft.Phrases.QuestionHooks,
            };
        return draft.OneOf(maxWords, lists.Select(list => (IEnumerable<string>)list).ToArray())
            ?? draft.One(draft.Phrases.Hooks, maxWords)
            ?? draft.One(draft.Phrases.ShortHooks, maxWords)
            ?? draft.Fill(draft.Phrases.LastHook)!;
    }

    public static string CallToAction(Draft draft, int maxWords = 16)
    {
        var options = draft.Phrases.CallsToAction(draft.Goal, draft.Ask.Tone);
        // A brand that has a name wants it said.
        var named = draft.Brand is null ? [] : options.Where(option => option.Contains("{brand}", StringComparison.Ordinal)).ToList();
        return draft.One(named, maxWords)
            ?? draft.One(options, maxWords)
            ?? draft.One(draft.Brand is null ? draft.Phrases.ShortCalls : draft.Phrases.ShortBrandCalls, maxWords)
            ?? draft.Phrases.LastCall;
    }

    public static string Title(Draft draft, int maxWords = 10)
    {
        var own = draft.Ask.Subject.Own || draft.Ask.Sells;
        var listed = draft.Ask.Frame == Frame.Listicle && draft.Ask.Count is { } n
            ? draft.Phrases.ListTitles.Select(title => title.Replace("{count}", $"{n}", StringComparison.Ordinal)) : [];
        var title = draft.OneOf(maxWords, own ? [draft.Phrases.OwnTitles] : [listed, draft.Phrases.Titles])
            ?? draft.One(draft.Phrases.ShortTitles, maxWords) ?? draft.Ask.Subject.Core;
        return English.TitleCase(title);
    }

    public static string Caption(Draft draft)
    {
        var max = draft.Ask.MaxWords ?? draft.Ask.TargetWords ?? 45;
        var hook = Hook(draft, Math.Min(14, max));
        var lines = new List<string> { hook };
        var left = max - English.CountWords(hook);
        var action = draft.Ask.WantsCallToAction && left > 14 ? CallToAction(draft, 12) : null;
        if (action is not null) left -= English.CountWords(action);
        var closest = draft.Tips().Where(tip => tip.For.Count > 0).Select(tip => tip.Text).ToList();
        foreach (var list in new[] { closest.Count > 0 ? closest : draft.Domain.Truths, draft.Domain.Gains })
        {
            if (draft.One(draft.Dice.Order(list), Math.Max(0, left)) is not { } line) continue;
            lines.Add(line);
            left -= English.CountWords(line);
        }

        if (action is not null) lines.Add(action);
        var text = string.Join(' ', lines);
        return draft.Ask.WantsHashtags ? $"{text}\n\n{Hashtags(draft, draft.Ask.Count ?? 5)}" : text;
    }

    public static string Hashtags(Draft draft, int count)
    {
        var tags = new List<string>();
        Add(draft.Ask.Subject.Core);
        if (draft.Brand is not null) Add(draft.Brand);
        foreach (var tag in draft.Dice.Order(draft.Domain.Tags).Concat(draft.Domains.General.Tags)) tags.Add(tag);
        return string.Join(' ', tags.Distinct(StringComparer.OrdinalIgnoreCase).Take(Math.Max(1, count)));

        void Add(string text)
        {
            var words = Letters().Matches(text).Select(match => English.Capitalised(match.Value)).Take(3).ToList();
            if (words.Count > 0) tags.Add("#" + string.Concat(words));
        }
    }

    public static string List(Draft draft, int count)
    {
        var mythical = draft.Ask.Frame == Frame.MythAndFact;
        if (count == 1 && !mythical && Tip(draft) is { } tip) return tip;
        var items = mythical
            ? draft.Myths().Concat(draft.Domains.General.Myths).Select(myth => $"“{myth.Claim}.” {draft.Fill(myth.Fact)}")
            : draft.Domain == draft.Domains.Wonder && draft.Ask.Frame == Frame.Listicle && draft.Ask.Subject.Verb is null
            ? draft.Dice.Order(draft.Domain.Truths).Concat(draft.Dice.Order(draft.Domain.Gains))
                .Concat(draft.Domain.Tips.Select(tip => tip.Text)).Select(text => draft.Fill(text)!)
            : draft.Tips().Concat(draft.Dice.Order(draft.Domains.General.Tips)).DistinctBy(tip => tip.Title)
                .Select(tip => $"{draft.Fill(tip.Title)}: {draft.Lowered(draft.Fill(tip.Text)!)}");
        return Lines(items.Take(count), numbered: true);
    }

    /// <summary>One item is a sentence without a number, and none that the prompt holds already ("different from: …").</summary>
    private static string? Tip(Draft draft)
    {
        var sentences = (draft.Domain == draft.Domains.Wonder ? draft.Dice.Order(draft.Domain.Truths) : draft.Tips().Select(tip => tip.Short))
            .Concat(draft.Dice.Order(draft.Domains.General.Tips).Select(tip => tip.Short))
            .Select(text => draft.Fill(text)).OfType<string>()
            .Where(text => !draft.Prompt.Contains(text, StringComparison.OrdinalIgnoreCase)).ToList();
        return sentences.Find(text => English.CountWords(text) <= (draft.Ask.MaxWords ?? int.MaxValue)) ?? sentences.FirstOrDefault();
    }

    public static string Ideas(Draft draft, int count)
    {
        var domain = draft.Domain;
        var tips = draft.Tips();
        var myths = draft.Myths();
        var ideas = new List<string>();
        for (var i = 0; ideas.Count < count; i++)
        {
            string?[] round =
            [
                i < myths.Count ? Idea(draft.Phrases.MythIdea, draft.Fill(myths[i].Claim) + ".") : null,
                i < tips.Count
                    ? Idea(draft.Phrases.TipIdea, draft.Lowered(Ended(draft.Fill(tips[i].Short)!)))
                    : null,
                i < domain.Scenes.Count
                    ? Idea(draft.Phrases.SceneIdea, draft.Lowered(draft.Fill(domain.Scenes[i])!))
                    : null,
                i < domain.Truths.Count
                    ? Idea(draft.Phrases.TruthIdea, draft.Lowered(draft.Fill(domain.Truths[i])!))
                    : null,
                i < draft.Phrases.Questions.Count
                    ? Idea(draft.Phrases.QuestionIdea, draft.Lowered(draft.Fill(draft.Phrases.Questions[i])!))
                    : null,
            ];
            var found = draft.Dice.Order(round.OfType<string>());
            if (found.Count == 0) break;
            ideas.AddRange(found);
        }

        return Lines(ideas.Take(count), numbered: true);
    }

    private static string Idea(string frame, string text) => frame.Replace("{text}", text, StringComparison.Ordinal);

    /// <summary>With a full stop, unless it ends as a question or a call.</summary>
    private static string Ended(string text)
    {
        var plain = text.TrimEnd('.', ':');
        return plain.EndsWith('?') || plain.EndsWith('!') ? plain : plain + ".";
    }

    public static string Question(Draft draft) =>
        draft.One(draft.Dice.Order(draft.Phrases.Questions), draft.Ask.MaxWords ?? 30) ?? draft.Fill(draft.Phrases.LastQuestion)!;

    public static string Quote(Draft draft) =>
        draft.One(draft.Dice.Order(draft.Domain.Truths), draft.Ask.MaxWords ?? 26)
        ?? draft.One(draft.Domain.Hooks) ?? draft.Fill(draft.Phrases.LastQuote)!;

    public static string Tagline(Draft draft)
    {
        var lines = draft.Phrases.TaglinesOfOne.Concat(draft.Ask.Subject.Determiner == "a" ? [] : draft.Phrases.TaglinesOfAll);
        var line = draft.One(draft.Dice.Order(lines), draft.Ask.MaxWords ?? 9) ?? draft.Fill(draft.Phrases.LastTagline)!;
        return draft.Brand is null || line.Contains(draft.Brand, StringComparison.OrdinalIgnoreCase) ? line : $"{draft.Brand}. {line}";
    }

    public static string Name(Draft draft)
    {
        var words = draft.Ask.Subject.Core.Split(' ').Where(word => word.Length > 2 && !English.IsPreposition(word)).ToList();
        // A name is made of what a shop sells, not of that it is one.
        var first = words.Count > 1 && draft.Phrases.KindsOfBusiness.Contains(English.Head(draft.Ask.Subject.Core));
        var stem = English.TitleCase(words.Count == 0 ? draft.Ask.Subject.Core : first ? words[0] : words[^1]);
        var names = draft.Phrases.Names.Select(name => name.Replace("{word}", stem, StringComparison.Ordinal));
        return draft.One(draft.Dice.Order(names)) ?? stem;
    }

    /// <summary>One version, or as many as were asked for, a line each.</summary>
    public static string Versions(Draft draft, Func<string> one)
    {
        var count = draft.Ask.Count ?? 1;
        if (count == 1) return one();
        var versions = new List<string>();
        for (var tries = 0; versions.Count < count && tries < count * 6; tries++)
        {
            var version = one();
            if (!versions.Contains(version)) versions.Add(version);
        }

        return Lines(versions, numbered: true);
    }

    private static string Lines(IEnumerable<string> items, bool numbered) =>
        string.Join('\n', items.Select((item, i) => numbered ? string.Create(null, $"{i + 1}. {item}") : item));

    [GeneratedRegex(@"[\p{L}\d]+")]
    private static partial Regex Letters();
}
