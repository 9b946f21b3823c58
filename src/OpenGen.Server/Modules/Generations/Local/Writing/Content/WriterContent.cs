using OpenGen.Making.Content;
using OpenGen.Server.Modules.Generations.Local.Writing.Lexicon;

namespace OpenGen.Server.Modules.Generations.Local.Writing.Content;

/// <summary>Everything the local writer says, and the words by which it reads: the folder <c>writer</c> of the content.</summary>
/// <param name="Phrases">English sentences for any topic.</param>
/// <param name="Visuals">English descriptions of pictures and shots.</param>
/// <param name="Domains">What it knows of fields.</param>
/// <param name="Languages">Its other languages.</param>
internal sealed record WriterContent(Phrases Phrases, VisualPhrases Visuals, Domains Domains, Languages Languages)
{
    private const int MostLanguages = 100;

    /// <summary>Reads a folder of content.</summary>
    /// <param name="faults">Gets what is wrong, a sentence each; with any of them the content is not to be used.</param>
    public static WriterContent Read(string folder, ICollection<string> faults) => new(
        Phrases.Read(ContentNode.Open(folder, "writer/en/phrases.json", faults)),
        VisualPhrases.Read(ContentNode.Open(folder, "writer/en/visuals.json", faults)),
        Domains.Read(ContentNode.Open(folder, "writer/en/domains.json", faults)),
        new Languages([.. LanguageFiles(folder, faults).Select(code =>
            WriterLanguage.Read(code, ContentNode.Open(folder, $"writer/{code}.json", faults)))]));

    /// <summary>The codes of the languages that have a file, in their order.</summary>
    private static List<string> LanguageFiles(string folder, ICollection<string> faults)
    {
        var writer = Path.Combine(folder, "writer");
        var found = Directory.Exists(writer)
            ? Directory.EnumerateFiles(writer, "*.json").Take(MostLanguages + 1).Select(file => Path.GetFileNameWithoutExtension(file))
                .Order(StringComparer.Ordinal).ToList()
            : [];
        if (found.Count > MostLanguages) faults.Add($"writer: has more than {MostLanguages} languages; take some out");
        foreach (var name in found.Where(name => !IsCode(name)))
            faults.Add($"writer/{name}.json: must be called by a language's code of two or three letters, such as writer/it.json; "
                + "English stands in writer/en");
        return found.FindAll(IsCode);
    }

    private static bool IsCode(string name) => name is { Length: 2 or 3 } && name != Languages.English && name.All(char.IsAsciiLetterLower);
}
