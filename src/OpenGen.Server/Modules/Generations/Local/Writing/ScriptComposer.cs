using OpenGen.Server.Modules.Generations.Local.Writing.Lexicon;

namespace OpenGen.Server.Modules.Generations.Local.Writing;

/// <summary>
/// Writes a spoken script along one of the copywriting frames.
/// <list type="number">
/// <item>Choose a frame: the one asked for, else by lot.</item>
/// <item>Lay out its parts in speaking order, each with how much it matters.</item>
/// <item>Take parts by importance while they fit the length.</item>
/// <item>Fill what is still short with more advice, insight and pictures, at their places.</item>
/// </list>
/// </summary>
internal static class ScriptComposer
{
    private const int DefaultWords = 46;
    private static readonly string[] Ordinals = ["First", "Second", "Third", "Fourth", "Fifth", "Sixth", "Seventh", "Eighth", "Ninth", "Tenth"];

    private static readonly Frame[] Advising =
        [Frame.ProblemAgitateSolve, Frame.Listicle, Frame.BeforeAfterBridge, Frame.MythAndFact, Frame.Contrarian, Frame.Story, Frame.AttentionInterestDesireAction, Frame.HowTo];

    private static readonly Frame[] Selling = [Frame.AttentionInterestDesireAction, Frame.BeforeAfterBridge, Frame.ProblemAgitateSolve, Frame.Story];

    // A part of the script; a lower rank is taken first. Parts of a group stand or fall together.
    private sealed record Part(string Text, int Rank, int Place)
    {
        public int Words { get; } = English.CountWords(Text);
    }

    public static string Compose(Draft draft)
    {
        var ask = draft.Ask;
        var target = ask.TargetWords ?? DefaultWords;
        if (ask.Sentences is { } sentences && ask.TargetWords is null) target = Math.Max(8, sentences * 10);
        if (ask.MaxWords is { } max) target = ask.TargetWords is null && max < DefaultWords * 2 ? (int)(max * 0.9) : Math.Min(target, max);
        var limit = Math.Min(ask.MaxWords ?? int.MaxValue, Math.Max(target + 3, (int)(target * 1.08)));

        // 1.
        var frame = ask.Frame ?? draft.Dice.Pick(draft.Dice.Order(ask.Sells ? Selling : Advising));
        if (frame == Frame.Listicle && target < 30) frame = Frame.ProblemAgitateSolve;

        // 2.
        var parts = Lay(draft, frame, target);

        // 3.
        var taken = new List<Part>();
        var words = 0;
        foreach (var part in parts.OrderBy(part => part.Rank).ThenBy(part => part.Place))
        {
            if (words + part.Words > limit && taken.Count > 0) continue;
            taken.Add(part);
            words += part.Words;
        }

        if (ask.Sentences is { } exact) return Exactly(taken, exact);
        return string.Join(' ', Numbered(taken.OrderBy(part => part.Place).Select(part => part.Text)));
    }

    private static List<Part> Lay(Draft draft, Frame frame, int target)
    {
        var parts = new List<Part>();
        var ask = draft.Ask;
        var domain = draft.Domain;
        var tips = new Queue<Tip>(draft.Tips());
        var place = 0;

        var hook = Hook(draft, frame, target);
        Add(hook, 0);
        if (!draft.Names(hook) && !(frame == Frame.Listicle)) Add(draft.One(Phrases.Bridges, target < 30 ? 6 : 12), 1);
        if (ask.Audience is not null && !hook.Contains(ask.Audience, StringComparison.OrdinalIgnoreCase)) Add(draft.One(Phrases.AudienceLines), 6);

        switch (frame)
        {
            case Frame.ProblemAgitateSolve:
                Add(draft.One(draft.Dice.Order(domain.Pains)), 3);
                Add(draft.One(draft.Dice.Order(Phrases.Agitations)), 7);
                Add(draft.One(Phrases.Turns), 5);
                Advise(4);
                Insight(6);
                break;
            case Frame.AttentionInterestDesireAction:
                Insight(3);
                Add(draft.One(Phrases.Asides[ask.Tone]), 8);
                Advise(5);
                break;
            case Frame.BeforeAfterBridge:
                Add(draft.One(draft.Dice.Order(domain.Pains)), 3);
                Add(draft.One(Phrases.Afters), 5);
                Add(draft.One(draft.Dice.Order(domain.Gains)), 4);
                Add(draft.One(Phrases.Turns), 8);
                Advise(5);
                break;
            case Frame.MythAndFact:
                MythPart(2);
                Insight(6);
                Advise(5);
                break;
            case Frame.Story:
                Add(draft.One(draft.Dice.Order(domain.Scenes)), 3);
                Insight(4);
                Advise(5);
                break;
            case Frame.Contrarian:
                Insight(3);
                Add(draft.One(Phrases.Asides[ask.Tone]), 7);
                Advise(4);
                break;
            case Frame.HowTo or Frame.Listicle:
                Add(draft.One(Phrases.Asides[ask.Tone]), 8);
                break;
        }

        // Tips by number: as many as asked for, or as there is time for.
        if (frame is Frame.Listicle or Frame.HowTo)
        {
            var count = Math.Min(ask.Count ?? Math.Clamp((target - 24) / 15, 2, 8), tips.Count);
            for (var i = 0; i < count; i++)
            {
                var tip = tips.Dequeue();
                Add("§" + draft.Fill(target / (count + 1) >= 14 ? tip.Text : tip.Short), 2 + (i > 2 ? 1 : 0));
            }
        }

        // 4: what fills a longer script, in the order in which it is missed.
        var filler = 10;
        while (tips.Count > 0 && filler < 16) Advise(filler++);
        Insight(12);
        if (frame != Frame.MythAndFact) MythPart(14);
        Add(draft.One(draft.Dice.Order(domain.Scenes)), 15);
        Add(draft.One(draft.Dice.Order(domain.Pains)), 18);
        Insight(16);
        Add(draft.One(draft.Dice.Order(Domains.General.Truths)), 20);
        foreach (var tip in draft.Dice.Order(Domains.General.Tips).Take(4)) Add(draft.Fill(tip.Text), 21);
        Add(draft.One(draft.Dice.Order(Domains.General.Truths)), 22);

        Add(draft.One(draft.Dice.Order(domain.Gains)), frame is Frame.AttentionInterestDesireAction ? 4 : 7);
        Add(draft.One(draft.Dice.Order(domain.Gains)), 17);
        Add(draft.One(Phrases.Closers), 9);
        if (draft.Brand is not null) Add(draft.One(Phrases.BrandLines), ask.Sells ? 5 : 9);
        if (ask.WantsCallToAction && target >= 14) Add(ShortForms.CallToAction(draft, target < 40 ? 9 : 14), 1);
        return parts;

        void Add(string? text, int rank)
        {
            if (text is not null) parts.Add(new Part(text, rank, place));
            place++;
        }

        void Insight(int rank) => Add(draft.One(draft.Dice.Order(domain.Truths)), rank);

        void Advise(int rank)
        {
            if (tips.Count == 0) return;
            var tip = tips.Dequeue();
            Add(draft.Fill(target < 30 ? tip.Short : tip.Text), rank);
        }

        void MythPart(int rank)
        {
            var myth = draft.Dice.Pick(domain.Myths);
            Add($"You've probably heard this one: {Lowered(myth.Claim)}. {draft.Fill(myth.Fact)}", rank);
        }
    }

    private static string Hook(Draft draft, Frame frame, int target)
    {
        var ask = draft.Ask;
        var longest = target < 25 ? 8 : 14;
        var special = frame switch
        {
            Frame.Contrarian => Phrases.Contrarian,
            Frame.MythAndFact => Phrases.MythHooks,
            Frame.Listicle when ask.Count is not null || target >= 30 => ListHooks(draft, target),
            _ => [],
        };
        var hook = special.Count > 0 ? draft.One(special, longest + 2) : null;
        return hook ?? ShortForms.Hook(draft, longest);
    }

    private static IReadOnlyList<string> ListHooks(Draft draft, int target)
    {
        var n = English.Number(Math.Min(draft.Ask.Count ?? Math.Clamp((target - 24) / 15, 2, 8), draft.Tips().Count));
        var cap = English.Capitalised(n);
        return
        [
            $"{cap} things about {{g}} that make a real difference.", $"{cap} small ways to {{vp}}.",
            $"{cap} things worth knowing about {{g}}.", $"If you care about {{g}}, remember these {n} things.",
        ];
    }

    // Marked parts are counted: one is announced by its ordinal, if there are several.
    private static IEnumerable<string> Numbered(IEnumerable<string> texts)
    {
        var list = texts.ToList();
        var several = list.Count(text => text.StartsWith('§')) > 1;
        var at = 0;
        foreach (var text in list)
        {
            if (!text.StartsWith('§')) yield return text;
            else if (several) yield return $"{Ordinals[Math.Min(at++, Ordinals.Length - 1)]}: {Lowered(text[1..])}";
            else yield return text[1..];
        }
    }

    private static string Exactly(List<Part> taken, int count)
    {
        var sentences = taken.OrderBy(part => part.Place).SelectMany(part => Sentences(part.Text.TrimStart('§')).Select(text => (text, part.Rank))).ToList();
        while (sentences.Count > count)
        {
            var weakest = Enumerable.Range(0, sentences.Count).Reverse().MaxBy(i => sentences[i].Rank);
            sentences.RemoveAt(weakest);
        }

        return string.Join(' ', sentences.Select(s => s.text));
    }

    private static IEnumerable<string> Sentences(string text)
    {
        var from = 0;
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] is not ('.' or '!' or '?') || (i + 1 < text.Length && text[i + 1] != ' ')) continue;
            yield return text[from..(i + 1)].Trim();
            from = i + 1;
        }

        if (from < text.Length && text[from..].Trim() is { Length: > 0 } rest) yield return rest;
    }

    /// <summary>For the middle of a sentence; "I" and names in capitals stay.</summary>
    internal static string Lowered(string text) =>
        text.Length < 2 || text.StartsWith("I ", StringComparison.Ordinal) || char.IsUpper(text[1]) ? text : char.ToLowerInvariant(text[0]) + text[1..];
}
