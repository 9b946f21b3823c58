using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using OpenGen.Server.Data;

namespace OpenGen.Server.Web;

/// <summary>
/// What JSON of no given form may hold, so that it can be stored, read again and worked on: texts without NUL, and bounds of depth and
/// size.
/// </summary>
internal static class FreeJson
{
    /// <summary>Levels of objects and lists; what wraps it on its way must still be under the 64 that .NET reads.</summary>
    public const int Deepest = 32;

    /// <summary>Faults that are named at once.</summary>
    private const int MostFaults = 20;

    /// <summary>What cannot be stored of a document, by the path of the field; null for nothing.</summary>
    /// <param name="path">Where the document stands in the body.</param>
    public static Dictionary<string, string[]>? Faults(JsonNode? node, string path)
    {
        var faults = new Dictionary<string, string[]>();
        Visit(node, path, 1, faults);
        return faults.Count == 0 ? null : faults;
    }

    private static void Visit(JsonNode? node, string path, int depth, Dictionary<string, string[]> faults)
    {
        if (faults.Count == MostFaults) return;
        switch (node)
        {
            case JsonObject or JsonArray when depth > Deepest:
                faults[path] = [$"is nested too deeply (at most {Deepest} levels)"];
                break;
            case JsonObject fields:
                foreach (var (name, value) in fields)
                {
                    if (FaultIn(name) is { } fault) faults[path] = [$"has a field whose name {fault}"];
                    else Visit(value, $"{path}.{name}", depth + 1, faults);
                }
                break;
            case JsonArray list:
                for (var i = 0; i < list.Count; i++)
                    Visit(list[i], string.Create(CultureInfo.InvariantCulture, $"{path}[{i}]"), depth + 1, faults);
                break;
            case JsonValue value when value.GetValueKind() == JsonValueKind.String && FaultIn(TextOf(value)) is { } fault:
                faults[path] = [fault];
                break;
        }
    }

    /// <summary>The text; half of a surrogate pair for one that .NET parses and cannot read.</summary>
    private static string TextOf(JsonValue value)
    {
        try
        {
            return value.GetValue<string>();
        }
        catch (InvalidOperationException)
        {
            return "\ud800";
        }
    }

    private static string? FaultIn(string text) =>
        text.Contains('\0', StringComparison.Ordinal) ? "must not hold a NUL character"
        : StorableText.HasLoneSurrogate(text) ? "must not hold half of a surrogate pair"
        : null;
}
