using OpenGen.Making.Content;

namespace OpenGen.Making;

/// <summary>
/// The words that the makers of pictures and films understand, and what each asks for; read from <c>scenes/words.json</c>.
/// </summary>
public sealed class SceneWords
{
    private static readonly Lazy<SceneWords> Beside = new(() =>
    {
        var faults = new List<string>();
        var words = Read(Path.Combine(AppContext.BaseDirectory, "content"), faults);
        return faults.Count == 0 ? words : throw new InvalidDataException(string.Join('\n', faults));
    });

    private readonly HashSet<string> _known;
    private readonly HashSet<string> _denying;

    private SceneWords(ContentNode file)
    {
        var subjects = file.Each("subjects", (of, name) => of.Part(name), Enum.GetValues<Subject>());
        Subjects = ByWord(file, "subjects", subjects.Select(s => ((s.Key, s.Value.Number("weight", 0.1, 10)), Listed(s.Value, "words"))));
        Times = Meanings(file, "times", Enum.GetValues<DayTime>());
        Weathers = Meanings(file, "weathers", Enum.GetValues<Weather>().Where(weather => weather != Weather.Fair));
        Manners = Meanings(file, "manners", Enum.GetValues<Manner>());
        Colours = ColoursOf(file.Part("colours"));
        _denying = [.. Listed(file, "denying")];
        _known = [.. Subjects.Keys, .. Times.Keys, .. Weathers.Keys, .. Manners.Keys, .. Colours.Keys, .. Listed(file, "singular")];
        file.Finish();
    }

    /// <summary>Those beside the program; read once, when they are first asked for.</summary>
    /// <exception cref="InvalidDataException">Something in the file cannot be meant; a line for each.</exception>
    public static SceneWords Shipped => Beside.Value;

    internal IReadOnlyDictionary<string, (Subject Subject, double Weight)> Subjects { get; }

    internal IReadOnlyDictionary<string, DayTime> Times { get; }

    internal IReadOnlyDictionary<string, Weather> Weathers { get; }

    internal IReadOnlyDictionary<string, Manner> Manners { get; }

    internal IReadOnlyDictionary<string, Oklch> Colours { get; }

    /// <summary>Reads those of a folder of content.</summary>
    /// <param name="faults">Gets what is wrong, a sentence each; with any of them the words are not to be used.</param>
    public static SceneWords Read(string folder, ICollection<string> faults) => new(ContentNode.Open(folder, "scenes/words.json", faults));

    /// <summary>Whether a word means something as it is, so that no ending is to be taken off.</summary>
    internal bool Knows(string word) => _known.Contains(word);

    /// <summary>Whether the word after this one is not to be drawn: "no people".</summary>
    internal bool Denies(string word) => _denying.Contains(word);

    private static Dictionary<string, T> Meanings<T>(ContentNode file, string field, IEnumerable<T> all) where T : struct, Enum =>
        ByWord(file, field, file.Each(field, Listed, all).Select(row => (row.Key, row.Value)));

    private static Dictionary<string, T> ByWord<T>(
        ContentNode file, string field, IEnumerable<(T Meaning, IReadOnlyList<string> Words)> rows)
    {
        var table = new Dictionary<string, T>();
        foreach (var (meaning, words) in rows)
        {
            foreach (var word in words.Where(word => !table.TryAdd(word, meaning)))
                file.Note(field, $"\"{word}\" stands there twice; leave it with one meaning");
        }
        return table;
    }

    /// <summary>Each colour as OKLCH: lightness 0–1, chroma 0–0.4, hue in degrees.</summary>
    private static Dictionary<string, Oklch> ColoursOf(ContentNode colours)
    {
        var table = new Dictionary<string, Oklch>();
        if (colours is { IsThere: true, Names.Count: 0 }) colours.Note("red", "is missing; give one colour at least");
        foreach (var name in colours.Names)
        {
            if (Written(name) is { } fault) colours.Note(name, fault);
            if (colours.Numbers(name, 3) is not [var lightness, var chroma, var hue]) continue;
            if (lightness is < 0 or > 1 || chroma is < 0 or > 0.4 || hue is < 0 or > 360)
                colours.Note(name, "must be lightness (0 to 1), chroma (0 to 0.4) and hue (0 to 360) of OKLCH");
            table[name] = new Oklch(lightness, chroma, hue);
        }
        return table;
    }

    private static IReadOnlyList<string> Listed(ContentNode of, string field) => of.Texts(field, Written, ContentNode.LongestWord);

    private static string? Written(string word) =>
        word.Length > ContentNode.LongestWord || word.EndsWith('*') || word.Any(char.IsUpper)
            ? "must be a word in small letters, without *" : ContentRules.Word(word);
}
