using OpenGen.Server.Modules.Generations.Local.Writing.Lexicon;

namespace OpenGen.Server.Modules.Generations.Local.Writing;

/// <summary>Describes a picture or a shot: subject, setting, light, palette, composition, in concrete nouns and colours.</summary>
internal static class VisualComposer
{
    public static string Image(Draft draft)
    {
        var ((shown, detail, light, palette), say) = (See(draft), draft.Content.Visuals);
        return Fitted(draft, [
            $"{English.Capitalised(shown)}.", $"{English.Capitalised(light)}.", Put(say.Palette, "palette", palette),
            $"{draft.Dice.Pick(draft.Dice.Order(say.Compositions))}.", Put(say.Details, "details", detail), say.Picture,
        ]);
    }

    public static string Video(Draft draft)
    {
        var ((shown, detail, light, palette), say) = (See(draft), draft.Content.Visuals);
        return Fitted(draft, [
            $"{draft.Dice.Pick(draft.Dice.Order(say.Shots))} {shown}.", $"{English.Capitalised(light)}.",
            Put(Put(say.Then, "shot", draft.Dice.Pick(say.SecondShots)), "detail", detail.Split(',')[0]),
            Put(say.Palette, "palette", palette), say.Video,
        ]);
    }

    private static string Put(string sentence, string place, string text) =>
        sentence.Replace($"{{{place}}}", text, StringComparison.Ordinal);

    private static (string Shown, string Detail, string Light, string Palette) See(Draft draft)
    {
        var say = draft.Content.Visuals;
        var sight = draft.Dice.Pick(draft.Domain.Sights);
        var topic = draft.Ask.Subject;
        var words = topic.Core.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var placed = words.Skip(1).Any(say.Places.Contains);
        var general = draft.Domain == draft.Domains.General || draft.Domain == draft.Domains.Wonder || draft.Domain == draft.Domains.Goods;

        // What can be photographed is shown, in a setting that goes with anything; what cannot is shown by what stands for it.
        var abstracted = topic.Verb is not null || English.IsGerund(topic.Core) || topic.Own
            || (topic.Determiner.Length == 0 && words.Length <= 2 && !placed);
        var plain = draft.Dice.Pick(draft.Domains.General.Sights);
        var (shown, detail) = abstracted && !general
            ? (Put(Put(Put(say.Themed, "subject", sight.Subject), "setting", sight.Setting), "topic", topic.General), sight.Detail)
            : (placed ? topic.Text : $"{topic.Text}, {plain.Setting}", plain.Detail);

        var mood = say.Moods.FirstOrDefault(m => topic.Core.Contains(m.Word, StringComparison.OrdinalIgnoreCase));
        return (shown, detail, mood?.Light ?? sight.Light, mood?.Palette ?? sight.Palette);
    }

    private static string Fitted(Draft draft, string[] sentences)
    {
        var max = draft.Ask.MaxWords ?? draft.Ask.TargetWords ?? 90;
        var kept = new List<string> { sentences[0] };
        foreach (var sentence in sentences.Skip(1))
        {
            if (kept.Append(sentence).Sum(English.CountWords) <= max) kept.Add(sentence);
        }

        return string.Join(' ', kept);
    }
}
