using OpenGen.Server.Modules.Generations.Local.Writing.Content;

namespace OpenGen.Server.Modules.Generations.Local.Writing;

/// <summary>
/// Writes short texts for videos without any model: it reads what a prompt asks for, chooses what it knows of the topic, and composes
/// along copywriting frames. What it says stands in <c>content/writer</c>. The same brief gives the same text. It states no figures,
/// prices or events: it knows none.
/// </summary>
internal sealed class LocalWriter(WriterContent content)
{
    /// <summary>Writes what a brief asks for; never empty.</summary>
    public string Write(WritingBrief brief)
    {
        var ask = AskReader.Read(brief, content);
        var brandWords = ask.Sells || ask.Subject.Core == brief.Brand.BrandName
            ? string.Join(' ', [brief.Brand.Description ?? "", .. brief.Brand.Keywords ?? []]) : "";
        var domain = content.Domains.Of(ask.Subject.Core, brief.Prompt + " " + string.Join(' ', brief.Variables.Values), brandWords);
        var dice = new Dice($"{brief.Seed}|{ask.Kind}|{ask.Tone}|{ask.Subject.Core}|{brief.Prompt}", brief.Temperature);
        var draft = new Draft(ask, brief, domain, dice, content);
        var max = ask.MaxWords ?? ask.TargetWords;

        return ForeignWriter.Write(draft) ?? ask.Kind switch
        {
            TextKind.Hook => ShortForms.Versions(draft, () => ShortForms.Hook(draft, max ?? 14)),
            TextKind.Title => ShortForms.Versions(draft, () => ShortForms.Title(draft, max ?? 10)),
            TextKind.CallToAction => ShortForms.Versions(draft, () => ShortForms.CallToAction(draft, max ?? 16)),
            TextKind.Caption => ShortForms.Caption(draft),
            TextKind.Hashtags => ShortForms.Hashtags(draft, ask.Count ?? 6),
            TextKind.List => ShortForms.List(draft, ask.Count ?? 5),
            TextKind.Ideas => ShortForms.Ideas(draft, ask.Count ?? 5),
            TextKind.Question => ShortForms.Versions(draft, () => ShortForms.Question(draft)),
            TextKind.Quote => ShortForms.Versions(draft, () => ShortForms.Quote(draft)),
            TextKind.Tagline => ShortForms.Versions(draft, () => ShortForms.Tagline(draft)),
            TextKind.Name => ShortForms.Versions(draft, () => ShortForms.Name(draft)),
            TextKind.ImagePrompt => VisualComposer.Image(draft),
            TextKind.VideoPrompt => VisualComposer.Video(draft),
            _ => ScriptComposer.Compose(draft),
        };
    }
}
