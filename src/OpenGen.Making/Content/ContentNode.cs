using System.Text;
using System.Text.Json;

namespace OpenGen.Making.Content;

/// <summary>
/// An object in a file of words and sentences that people edit. What cannot be meant in it is noted, with file, field and remedy, and
/// reading goes on: whoever edits is told everything at once.
/// </summary>
public sealed class ContentNode
{
    /// <summary>Bytes of a file; the largest of ours has 140 thousand.</summary>
    public const int MostBytes = 1 << 20;

    /// <summary>Entries of a list, and fields of an object.</summary>
    public const int MostEntries = 500;

    /// <summary>Characters of a sentence or of a few.</summary>
    public const int LongestPhrase = 300;

    /// <summary>Characters of a word or of a few that belong together.</summary>
    public const int LongestWord = 40;

    private const int Deepest = 8;

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly string _place;
    private readonly JsonElement? _object;
    private readonly ICollection<string> _faults;
    private readonly HashSet<string> _known = new(StringComparer.Ordinal);
    private readonly List<ContentNode> _parts = [];

    /// <param name="place">File and path, with what leads to a field of it at the end.</param>
    /// <param name="of">The object; null where there is none, which has been noted.</param>
    private ContentNode(string place, JsonElement? of, ICollection<string> faults) => (_place, _object, _faults) = (place, of, faults);

    /// <summary>Whether it stands in the file; of one that does not, every field reads as empty.</summary>
    public bool IsThere => _object is not null;

    /// <summary>The names of its fields, in the file's order, where they are for the editor to choose.</summary>
    public IReadOnlyList<string> Names => _object is { } read ? [.. read.EnumerateObject().Take(MostEntries).Select(p => p.Name)] : [];

    /// <summary>Reads a file.</summary>
    /// <param name="folder">Where all content stands.</param>
    /// <param name="file">Its path from there, by which it is called in faults.</param>
    /// <param name="faults">Gets what is wrong, a sentence each.</param>
    public static ContentNode Open(string folder, string file, ICollection<string> faults)
    {
        JsonElement? root = null;
        try
        {
            var path = Path.Combine(folder, file);
            if (new FileInfo(path).Length is > MostBytes and var bytes)
                throw new JsonException($"it has {bytes} bytes, and may have {MostBytes}");
            root = Parsed(Strict.GetString(File.ReadAllBytes(path)).TrimStart('\uFEFF'));
        }
        catch (Exception unreadable) when (unreadable
            is JsonException or InvalidOperationException or IOException or UnauthorizedAccessException or DecoderFallbackException)
        {
            faults.Add($"{file} cannot be read: {unreadable.Message.TrimEnd('.')}; mend it, or take the file of the release");
        }
        return new(file + ": ", root, faults);
    }

    /// <summary>A text.</summary>
    /// <param name="rule">Says what is wrong with one; null when nothing is.</param>
    public string Text(string field, Func<string, string?>? rule = null, int longest = LongestPhrase) =>
        Value(field, JsonValueKind.String, "a text", optional: false) is { } value ? Checked(field, value, rule, longest) : "";

    /// <summary>A list of texts, one or more, none twice (whatever the case).</summary>
    /// <param name="rule">Says what is wrong with one; null when nothing is.</param>
    /// <param name="optional">Whether it may be left out; then it reads as empty.</param>
    public IReadOnlyList<string> Texts(
        string field, Func<string, string?>? rule = null, int longest = LongestPhrase, bool optional = false)
    {
        var texts = new List<string>();
        var before = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (at, item) in Items(field, JsonValueKind.String, "a text", optional))
        {
            var text = Checked(at, item, rule, longest);
            if (!before.Add(text)) Note(at, $"\"{text}\" stands there twice; leave one out");
            texts.Add(text);
        }
        return texts;
    }

    /// <summary>A list of words, or of a few that belong together; see <see cref="ContentRules.Word"/>.</summary>
    public IReadOnlyList<string> Words(string field, bool optional = false) =>
        Texts(field, ContentRules.Word, LongestWord, optional);

    /// <summary>A list of numbers, of which there must be so many.</summary>
    public IReadOnlyList<double> Numbers(string field, int count)
    {
        var numbers = Items(field, JsonValueKind.Number, "a number", optional: false).Select(i => i.Item.GetDouble()).ToList();
        if (numbers.Count > 0 && numbers.Count != count) Note(field, $"has {numbers.Count} numbers; give {count}");
        return numbers;
    }

    /// <summary>A number within bounds.</summary>
    public double Number(string field, double least, double most)
    {
        if (Value(field, JsonValueKind.Number, "a number", optional: false)?.GetDouble() is not { } number) return least;
        if (!(number >= least && number <= most)) Note(field, FormattableString.Invariant($"must be from {least} to {most}"));
        return number;
    }

    /// <summary>Whether it is so; not, where it is left out.</summary>
    public bool Flag(string field)
    {
        _known.Add(field);
        if (_object is not { } read || !read.TryGetProperty(field, out var value)) return false;
        if (value.ValueKind is not (JsonValueKind.True or JsonValueKind.False)) Note(field, "must be true or false");
        return value.ValueKind == JsonValueKind.True;
    }

    /// <summary>An object in it.</summary>
    public ContentNode Part(string field, bool optional = false) =>
        Inner(field, Value(field, JsonValueKind.Object, "an object", optional));

    /// <summary>A list of objects, one or more.</summary>
    public IReadOnlyList<ContentNode> Parts(string field) =>
        [.. Items(field, JsonValueKind.Object, "an object", optional: false).Select(i => Inner(i.At, i.Item))];

    /// <summary>An object with a field for each name of an enumeration, in small letters: <c>call_to_action</c>.</summary>
    /// <param name="read">Reads a field of it.</param>
    public IReadOnlyDictionary<TName, TValue> Each<TName, TValue>(
        string field, Func<ContentNode, string, TValue> read, IEnumerable<TName> names, bool optional = false) where TName : struct, Enum
    {
        var part = Part(field, optional);
        return names.ToDictionary(name => name, name => read(part, JsonNamingPolicy.SnakeCaseLower.ConvertName(name.ToString())));
    }

    /// <summary>To be called when all has been read: notes what nobody asked for, here and in its parts.</summary>
    public void Finish()
    {
        foreach (var stray in Names.Where(name => !_known.Contains(name)))
            Note(stray, $"is not known here; there can be {string.Join(", ", _known)}");
        foreach (var part in _parts) part.Finish();
    }

    /// <summary>Notes a fault of a field.</summary>
    public void Note(string field, string fault) => _faults.Add($"{_place}{field}: {fault}");

    private ContentNode Inner(string field, JsonElement? value)
    {
        var part = new ContentNode($"{_place}{field}.", value, _faults);
        _parts.Add(part);
        return part;
    }

    private static JsonElement Parsed(string json)
    {
        using var document = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = Deepest, AllowDuplicateProperties = false });
        // Half a character in an escape (\ud800) would be noticed late, whenever it is read; written, it is noticed here.
        using (var nowhere = new Utf8JsonWriter(Stream.Null)) document.RootElement.WriteTo(nowhere);
        return document.RootElement.ValueKind == JsonValueKind.Object
            ? document.RootElement.Clone()
            : throw new JsonException("it must be an object, in braces");
    }

    private JsonElement? Value(string field, JsonValueKind kind, string called, bool optional)
    {
        _known.Add(field);
        if (_object is not { } read) return null;
        if (!read.TryGetProperty(field, out var value))
        {
            if (!optional) Note(field, $"is missing; give {called}");
            return null;
        }
        if (value.ValueKind == kind) return value;
        Note(field, $"must be {called}");
        return null;
    }

    private IEnumerable<(string At, JsonElement Item)> Items(string field, JsonValueKind kind, string called, bool optional)
    {
        if (Value(field, JsonValueKind.Array, "a list", optional) is not { } list) yield break;
        var count = list.GetArrayLength();
        if (count == 0) Note(field, optional ? "is empty; give one at least, or leave the field out" : "is empty; give one at least");
        if (count > MostEntries) Note(field, $"has {count} entries, and may have {MostEntries}");
        for (var i = 0; i < Math.Min(count, MostEntries); i++)
        {
            var at = string.Create(null, $"{field}[{i}]");
            if (list[i].ValueKind == kind) yield return (at, list[i]);
            else Note(at, $"must be {called}");
        }
    }

    private string Checked(string field, JsonElement value, Func<string, string?>? rule, int longest)
    {
        var text = value.GetString()!;
        if (text.Length > longest) Note(field, $"has {text.Length} characters, and may have {longest}");
        else if (text.Length == 0 || text != text.Trim() || text.Any(char.IsControl))
            Note(field, "must be a text on one line, without blanks before or after it");
        else if (rule?.Invoke(text) is { } fault) Note(field, fault);
        return text;
    }
}
