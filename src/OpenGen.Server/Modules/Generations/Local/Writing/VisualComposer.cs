using OpenGen.Server.Modules.Generations.Local.Writing.Lexicon;

namespace OpenGen.Server.Modules.Generations.Local.Writing;

/// <summary>Describes a picture or a shot: subject, setting, light, palette, composition, in concrete nouns and colours.</summary>
internal static class VisualComposer
{
    private static readonly string[] Compositions =
    [
        "Vertical frame, subject in the lower third, generous empty space above",
        "Close, shallow depth of field, the eye led from the lower left",
        "Centred and symmetrical, strong silhouette", "Low angle with a clear foreground, middle and background",
        "Rule of thirds, diagonal lines leading to the subject", "Top-down view with orderly spacing",
    ];

    private static readonly string[] Shots =
    [
        "Slow push-in on", "Gentle tracking shot past", "Handheld close-up of", "Slow orbit around", "Static wide shot of",
        "Low dolly shot towards",
    ];

    private static readonly string[] Seconds = ["a close-up of", "an extreme close-up of", "a slow detail shot of"];

    // Words of the prompt that set light and colours themselves.
    private static readonly (string Word, string Light, string Palette)[] Moods =
    [
        ("sunset", "glowing sunset light with long shadows", "burnt orange, rose, violet and deep navy"),
        ("sunrise", "first light of sunrise with a thin mist", "peach, pale gold, powder blue and slate"),
        ("night", "night scene lit by small warm lights", "midnight blue, amber, black and silver"),
        ("neon", "neon light with wet reflections", "magenta, cyan, violet and black"),
        ("rain", "soft grey daylight on wet surfaces", "slate blue, silver, moss and one accent of red"),
        ("snow", "clear winter light", "ice blue, white, pine green and warm grey"),
        ("winter", "low winter sun", "ice blue, white, pine green and copper"),
        ("autumn", "low autumn sun through leaves", "rust, ochre, burgundy and moss"),
        ("spring", "fresh spring daylight", "blossom pink, fresh green, cream and sky blue"),
        ("summer", "bright summer sun", "turquoise, sand, coral and white"),
        ("forest", "shafts of light through the trees", "moss, fern green, bark brown and pale gold"),
        ("ocean", "sunlight on moving water", "turquoise, deep blue, white and sand"),
        ("dark", "low-key light from one side", "charcoal, deep blue, bronze and black"),
        ("vintage", "faded warm light with soft grain", "sepia, mustard, teal and cream"),
        ("minimal", "even, soft light", "off-white, sand, charcoal and one accent of coral"),
        ("cyberpunk", "neon glow in haze", "magenta, cyan, acid green and black"),
    ];

    public static string Image(Draft draft)
    {
        var (subject, setting, sight, light, palette) = See(draft);
        return Fitted(draft, [
            $"{English.Capitalised(subject)}{setting}.", $"{English.Capitalised(light)}.", $"Palette of {palette}.",
            $"{draft.Dice.Pick(draft.Dice.Order(Compositions))}.", $"Details: {sight.Detail}.", "Photorealistic, crisp focus, no text.",
        ]);
    }

    public static string Video(Draft draft)
    {
        var (subject, setting, sight, light, palette) = See(draft);
        var detail = sight.Detail.Split(',')[0];
        return Fitted(draft, [
            $"{draft.Dice.Pick(draft.Dice.Order(Shots))} {subject}{setting}.", $"{English.Capitalised(light)}.",
            $"Then {draft.Dice.Pick(Seconds)} {detail}.", $"Palette of {palette}.",
            "Smooth, natural movement at a calm pace, vertical frame, no text on screen.",
        ]);
    }

    private static (string Subject, string Setting, Sight Sight, string Light, string Palette) See(Draft draft)
    {
        var sight = draft.Dice.Pick(draft.Domain.Sights);
        var topic = draft.Ask.Subject;
        var words = topic.Core.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var placed = words.Skip(1)
            .Any(word =>
                word is "in" or "on" or "at" or "under" or "beside" or "above" or "inside" or "near" or "through" or "against" or "over"
                    or "leaning" or "with");
        var general = draft.Domain == Domains.General || draft.Domain == Domains.Wonder || draft.Domain == Domains.Goods;

        // What can be photographed is shown, in a setting that goes with anything; what cannot is shown by what stands for it.
        var abstracted = topic.Verb is not null || English.IsGerund(topic.Core) || topic.Own
            || (topic.Determiner.Length == 0 && words.Length <= 2 && !placed);
        var plain = draft.Dice.Pick(Domains.General.Sights);
        var (subject, setting, detail) = abstracted && !general
            ? ($"{sight.Subject}", $", {sight.Setting}, on the theme of {topic.General}", sight.Detail)
            : (topic.Text, placed ? "" : ", " + plain.Setting, plain.Detail);

        var mood = Moods.FirstOrDefault(m => topic.Core.Contains(m.Word, StringComparison.OrdinalIgnoreCase));
        return (subject, setting, sight with { Detail = detail }, mood.Light ?? sight.Light, mood.Palette ?? sight.Palette);
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
