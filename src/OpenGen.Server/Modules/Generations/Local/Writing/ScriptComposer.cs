using OpenGen.Server.Modules.Agents.Contracts;
using OpenGen.Server.Modules.Generations.Local.Writing.Lexicon;

namespace OpenGen.Server.Modules.Generations.Local.Writing;

/// <summary>
/// Writes a spoken script along one of the copywriting frames.
/// <list type="number">
/// <item>Choose a frame: the one asked for, else by lot among those that suit the topic.</item>
/// <item>Lay out its parts in speaking order, each with a rank (how much it would be missed) and its wordings, long to short.</item>
/// <item>Take parts by rank, in the longest wording that still fits the length.</item>
/// <item>Number the tips that were taken, and join everything in speaking order.</item>
/// </list>
/// </summary>
internal static class ScriptComposer
{
    private const int DefaultWords = 46;
    private const int WordsOfFullTip = 18;
    private const int WordsOfShortTip = 9;
    private const int WordsAround = 20;

    private static readonly Frame[] Advising =
    [
        Frame.ProblemAgitateSolve, Frame.Listicle, Frame.BeforeAfterBridge, Frame.MythAndFact, Frame.Contrarian, Frame.Story,
        Frame.AttentionInterestDesireAction, Frame.HowTo,
    ];

    private static readonly Frame[] Selling =
        [Frame.AttentionInterestDesireAction, Frame.BeforeAfterBridge, Frame.ProblemAgitateSolve, Frame.Story];

    private static readonly Frame[] Telling =
        [Frame.AttentionInterestDesireAction, Frame.Listicle, Frame.Story, Frame.MythAndFact];

    private sealed record Part(int Place, int Rank, bool IsTip, IReadOnlyList<string> Wordings);

    private sealed record Taken(Part Part, string Text);

    public static string Compose(Draft draft)
    {
        var ask = draft.Ask;
        var target = Target(ask);
        var limit = Math.Min(ask.MaxWords ?? int.MaxValue, Math.Max(target + 3, (int)(target * 1.08)));

        // 1.
        var frame = ask.Frame ?? draft.Dice.Pick(draft.Dice.Order(ask.Sells ? Selling : draft.Factual ? Telling : Advising));
        if (ask.Frame is null && ask.Sentences is not null) frame = Frame.AttentionInterestDesireAction;
        if (frame == Frame.Listicle && target < WordsAround + (2 * WordsOfShortTip)) frame = Frame.AttentionInterestDesireAction;

        // 2.
        var parts = new Layout(draft, frame, target).Parts();

        // 3.
        var taken = new List<Taken>();
        var words = 0;
        foreach (var part in parts.OrderBy(part => part.Rank).ThenBy(part => part.Place))
        {
            var ordinal = part.IsTip ? 1 : 0;
            var text = part.Wordings.FirstOrDefault(wording => words + ordinal + English.CountWords(wording) <= limit)
                ?? (taken.Count == 0 ? part.Wordings[^1] : null);
            if (text is null) continue;
            taken.Add(new Taken(part, text));
            words += ordinal + English.CountWords(text);
            if (ask.Sentences is { } enough && taken.Sum(t => Sentences(t.Text).Count()) >= enough) break;
        }

        // 4.
        var spoken = Numbered(draft, taken.OrderBy(t => t.Part.Place)).ToList();
        if (ask.Sentences is { } count) spoken = spoken.SelectMany(Sentences).Take(count).ToList();
        return string.Join(' ', spoken);
    }

    private static int Target(Ask ask)
    {
        var target = ask.TargetWords ?? (ask.Sentences is { } sentences ? sentences * 14 : DefaultWords);
        if (ask.TargetWords is null && ask.Sentences is null && ask.Count is { } count && ask.Frame == Frame.Listicle)
            target = WordsAround + (count * WordsOfFullTip);
        if (ask.MaxWords is not { } max) return target;
        return ask.TargetWords is null && ask.Sentences is null && max < 2 * DefaultWords ? (int)(max * 0.92) : Math.Min(target, max);
    }

    // One tip alone is not counted.
    private static IEnumerable<string> Numbered(Draft draft, IEnumerable<Taken> taken)
    {
        var (list, ordinals) = (taken.ToList(), draft.Phrases.Ordinals);
        var several = list.Count(t => t.Part.IsTip) > 1;
        var at = 0;
        foreach (var (part, text) in list)
        {
            if (part.IsTip && several) yield return $"{ordinals[Math.Min(at++, ordinals.Count - 1)]}: {draft.Lowered(text)}";
            else yield return text;
        }
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

    // The parts of one frame. Ranks: 0 the hook, 1 what no script lacks, 2 the counted tips, 3–9 the frame's own parts, 10 and up what
    // lengthens a longer one.
    private sealed class Layout(Draft draft, Frame frame, int target)
    {
        private readonly List<Part> _parts = [];
        private readonly Queue<Tip> _tips = new(draft.Tips());
        private readonly HashSet<Myth> _debunked = [];
        private readonly Domain _domain = draft.Domain;
        private readonly Tone _tone = draft.Ask.Tone;

        public IReadOnlyList<Part> Parts()
        {
            var counted = frame is Frame.Listicle or Frame.HowTo ? CountOfTips() : 0;
            Open(counted);
            Argue();
            for (var i = 0; i < counted; i++) AddTip(2);
            Lengthen();
            Close();
            return _parts;
        }

        private void Open(int counted)
        {
            var ask = draft.Ask;
            var hook = Hook(counted);
            Add(0, hook);
            if (!draft.Names(hook)) Add(1, draft.One(draft.Dice.Order(draft.Phrases.Bridges), target < 30 ? 6 : 12));
            if (ask.Audience is not null && !hook.Contains(ask.Audience, StringComparison.OrdinalIgnoreCase))
                Add(5, draft.One(draft.Phrases.AudienceLines));
        }

        private void Argue()
        {
            switch (frame)
            {
                case Frame.ProblemAgitateSolve:
                    Add(3, From(_domain.Pains));
                    Add(7, From(draft.Phrases.Agitations));
                    Advise(4, From(draft.Phrases.Turns));
                    Insight(6);
                    break;
                case Frame.AttentionInterestDesireAction:
                    Insight(3);
                    if (draft.Factual) Advise(4);
                    else Advise(5, From(draft.Phrases.Asides[_tone]));
                    break;
                case Frame.BeforeAfterBridge:
                    Add(3, From(_domain.Pains));
                    Led(4, From(draft.Phrases.Afters), From(_domain.Gains));
                    Advise(5, From(draft.Phrases.Bridging));
                    break;
                case Frame.MythAndFact:
                    Debunk(2);
                    Insight(6);
                    if (!draft.Factual) Advise(5, From(draft.Phrases.Asides[_tone]));
                    break;
                case Frame.Story:
                    Insight(3);
                    Advise(5);
                    Add(9, From(_domain.Scenes));
                    break;
                case Frame.Contrarian:
                    Insight(3);
                    Advise(4, From(draft.Phrases.Asides[_tone]));
                    break;
                case Frame.HowTo:
                    Add(8, From(draft.Phrases.Asides[_tone]));
                    break;
            }
        }

        private void Lengthen()
        {
            var rank = 10;
            while (_tips.Count > 0 && frame is not (Frame.Listicle or Frame.HowTo)) Advise(rank++);
            Insight(11);
            if (frame != Frame.MythAndFact) Debunk(13);
            Add(14, From(_domain.Scenes));
            Insight(15);
            if (frame == Frame.MythAndFact)
            {
                Debunk(7);
                Debunk(12);
            }

            if (!draft.Factual) Add(17, From(_domain.Pains));
            var general = draft.Ask.Sells ? draft.Domains.Goods : draft.Factual ? draft.Domains.Wonder : draft.Domains.General;
            if (general == _domain) return;
            Add(19, From(general.Truths));
            foreach (var tip in draft.Dice.Order(general.Tips)) Add(20, draft.Fill(tip.Text));
            Add(21, From(general.Truths));
        }

        private void Close()
        {
            Add(frame == Frame.AttentionInterestDesireAction ? 4 : 7, From(_domain.Gains));
            Add(16, From(_domain.Gains));
            Add(9, From(draft.Factual ? draft.Phrases.Thoughts : draft.Phrases.Closers));
            if (draft.Brand is not null) Add(draft.Ask.Sells ? 5 : 8, From(draft.Phrases.BrandLines));
            if (!draft.Ask.WantsCallToAction || target < 14 || draft.Ask.Sentences is < 3) return;
            Add(1, ShortForms.CallToAction(draft, target < 40 ? 9 : 14));
        }

        private int CountOfTips()
        {
            var room = Math.Max(0, target - WordsAround);
            var wanted = draft.Ask.Count ?? Math.Clamp(room / WordsOfFullTip, 2, 7);
            return Math.Min(Math.Min(wanted, Math.Max(1, room / WordsOfShortTip)), _tips.Count);
        }

        private string Hook(int counted)
        {
            var longest = target < 25 ? 8 : 14;
            var n = English.Number(counted);
            IReadOnlyList<string> special = frame switch
            {
                Frame.Contrarian => draft.Phrases.Contrarian,
                Frame.MythAndFact => draft.Phrases.MythHooks,
                Frame.Listicle when counted > 1 => draft.Phrases.ListHooks,
                _ => [],
            };
            // A story begins in the scene.
            if (frame == Frame.Story) special = [.. _domain.Scenes];
            return draft.One(draft.Dice.Order(special), frame == Frame.Story ? 30 : longest + 2, counted)
                ?? ShortForms.Hook(draft, longest);
        }

        private string? From(IEnumerable<string> sentences) => draft.One(draft.Dice.Order(sentences));

        private void Insight(int rank) => Add(rank, From(_domain.Truths));

        private void AddTip(int rank)
        {
            if (!_tips.TryDequeue(out var tip)) return;
            var full = draft.Fill(tip.Text)!;
            var roomy = target - WordsAround >= (CountOfTips() * (WordsOfFullTip - 2));
            _parts.Add(new Part(_parts.Count, rank, IsTip: true, roomy ? [full, draft.Fill(tip.Short)!] : [draft.Fill(tip.Short)!]));
        }

        // A tip, and if there is room the sentence that leads to it.
        private void Advise(int rank, string? lead = null)
        {
            if (!_tips.TryDequeue(out var tip)) return;
            // Advice on just this topic is what the viewer came for.
            if (tip.For.Count > 0) rank = Math.Min(rank, 3);
            var (full, brief) = (draft.Fill(tip.Text)!, draft.Fill(tip.Short)!);
            Add(rank, lead is null ? null : $"{lead} {full}", full, lead is null ? null : $"{lead} {brief}", brief);
        }

        private void Led(int rank, string? lead, string? sentence) =>
            Add(rank, lead is null || sentence is null ? null : $"{lead} {sentence}", sentence);

        private void Debunk(int rank)
        {
            var open = draft.Myths().FirstOrDefault(myth => _debunked.Add(myth));
            if (open is null) return;
            var text = $"{draft.Dice.Pick(draft.Phrases.MythLeads)} {draft.Lowered(draft.Fill(open.Claim)!)}. {draft.Fill(open.Fact)}";
            Add(rank, text);
        }

        private void Add(int rank, params string?[] wordings)
        {
            var there = wordings.OfType<string>().ToList();
            if (there.Count > 0) _parts.Add(new Part(_parts.Count, rank, IsTip: false, there));
        }
    }
}
