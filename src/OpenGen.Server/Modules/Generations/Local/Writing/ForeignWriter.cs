using System.Text.RegularExpressions;
using OpenGen.Server.Modules.Generations.Local.Writing.Content;

namespace OpenGen.Server.Modules.Generations.Local.Writing;

/// <summary>Writes in the languages beside English: of fewer phrases, and none of the domains.</summary>
internal static partial class ForeignWriter
{
    /// <summary>The text, or null if the language or the kind is not one of these.</summary>
    public static string? Write(Draft draft)
    {
        if (draft.Content.Languages.Phrases(draft.Ask.Language) is not { } phrases) return null;
        var max = draft.Ask.MaxWords ?? draft.Ask.TargetWords;
        return draft.Ask.Kind switch
        {
            TextKind.Hook => ShortForms.Versions(draft, () => One(draft, phrases.Hooks, max)),
            TextKind.Title => ShortForms.Versions(draft, () => One(draft, phrases.Titles, max)),
            TextKind.Tagline => One(draft, phrases.Closers, max),
            TextKind.CallToAction => ShortForms.Versions(draft, () => Call(draft, phrases)),
            TextKind.Question => ShortForms.Versions(draft, () => One(draft, phrases.Questions, max)),
            TextKind.Quote => ShortForms.Versions(draft, () => One(draft, phrases.Truths, max)),
            TextKind.List or TextKind.Ideas =>
                string.Join(
                    '\n',
                    draft.Dice.Order(phrases.Tips).Take(draft.Ask.Count ?? 5).Select((tip, i) => string.Create(null, $"{i + 1}. {tip}"))),
            TextKind.Caption =>
                $"{Script(draft, phrases, max ?? 32)}\n\n{HashtagOf(draft.Ask.Subject)} {string.Join(' ', phrases.Hashtags)}",
            TextKind.Script => Script(draft, phrases, max ?? 46),
            _ => null,
        };
    }

    private static string Script(Draft draft, LanguagePhrases phrases, int target)
    {
        (int Place, int Rank, string Text)[] parts =
        [
            (0, 0, One(draft, phrases.Hooks, 14)), (1, 2, One(draft, phrases.Pains, 99)), (2, 4, One(draft, phrases.Turns, 99)),
            .. draft.Dice.Order(phrases.Tips).Select((tip, i) => (3 + i, i == 0 ? 3 : 6 + (2 * i), tip)),
            (20, 5, One(draft, phrases.Truths, 99)), (21, 7, One(draft, phrases.Gains, 99)), (22, 6, One(draft, phrases.Closers, 99)),
            (23, 1, Call(draft, phrases)),
        ];
        var taken = new List<(int Place, string Text)>();
        var words = 0;
        foreach (var (place, _, text) in parts.OrderBy(part => part.Rank))
        {
            if (words + English.CountWords(text) > Math.Max(target + 3, target * 1.08) && taken.Count > 0) continue;
            taken.Add((place, text));
            words += English.CountWords(text);
        }

        return string.Join(' ', taken.OrderBy(part => part.Place).Select(part => part.Text));
    }

    private static string HashtagOf(Subject subject) =>
        "#" + string.Concat(subject.Core.Split(' ').Take(3).Select(English.Capitalised));

    private static string Call(Draft draft, LanguagePhrases phrases) =>
        One(draft, draft.Brand is null ? phrases.Calls : phrases.BrandCalls, 99);

    private static string One(Draft draft, IReadOnlyList<string> options, int? max)
    {
        var filled = options.Select(option => English.Capitalised(Filled(draft, option))).ToList();
        var fitting = filled.Where(text => English.CountWords(text) <= (max ?? 99)).ToList();
        return fitting.Count > 0 ? draft.Dice.Pick(draft.Dice.Order(fitting)) : filled.MinBy(English.CountWords)!;
    }

    private static string Filled(Draft draft, string phrase)
    {
        var subject = draft.Ask.Subject;
        return Place().Replace(
            phrase, place => place.Groups[1].Value == "brand" ? draft.Brand ?? "" : subject.Own ? subject.Core : subject.Text);
    }

    [GeneratedRegex(@"\{(topic|brand)\}")]
    private static partial Regex Place();
}
