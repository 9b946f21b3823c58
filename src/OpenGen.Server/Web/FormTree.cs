using System.Text.Json.Nodes;

namespace OpenGen.Server.Web;

/// <summary>The tree that the bracketed names of a form stand for, built in time linear in the form.</summary>
/// <param name="isGrouped">
/// Whether values come grouped by name, so that the n-th of a name belongs to the n-th element of a list, rather than in the order
/// in which they were sent, in which a repeated name starts the next element.
/// </param>
internal sealed class FormTree(bool isGrouped)
{
    /// <summary>Where the search for the element that a name's next value belongs to goes on: those before have one already.</summary>
    private readonly Dictionary<(JsonArray List, string Inner), int> _next = [];

    /// <summary>What has been put in so far.</summary>
    public JsonObject Root { get; } = [];

    /// <summary>How many elements of lists have been looked at: a measure of the work.</summary>
    public long Looked { get; private set; }

    /// <summary>Puts all values of a name in.</summary>
    public void Put(string name, IEnumerable<JsonNode?> values)
    {
        var path = Split(name);
        // What follows the first list: in each of its elements, this is where the value goes.
        var list = path.Count > 2 ? path.IndexOf("") : -1;
        var inner = list > 0 ? path[(list + 1)..] : [];
        var innerName = string.Join('\n', inner);
        foreach (var value in values) Put(path, value, inner, innerName);
    }

    /// <summary>A name as errors spell it: <c>rows[][title]</c> is <c>rows[].title</c>.</summary>
    public static string PathOf(string name) =>
        string.Concat(Split(name).Select((part, i) => i == 0 ? part : part.Length == 0 ? "[]" : "." + part));

    private void Put(List<string> path, JsonNode? value, List<string> inner, string innerName)
    {
        JsonNode at = Root;
        for (var i = 0; i < path.Count; i++)
        {
            var (key, last) = (path[i], i == path.Count - 1);
            if (at is JsonArray list)
            {
                if (last)
                {
                    list.Add(value);
                    return;
                }
                // An element that has the value already is complete: this one belongs to a new element.
                if (ElementFor(list, inner, innerName) is not { } element || Has(element, path, i + 1)) list.Add(element = []);
                at = element;
                continue;
            }

            if (at is not JsonObject target) return;
            if (last)
            {
                target[key] = value;
                return;
            }
            if (target[key] is not (JsonObject or JsonArray)) target[key] = path[i + 1].Length == 0 ? new JsonArray() : new JsonObject();
            at = target[key]!;
            if (at is JsonArray != (path[i + 1].Length == 0)) return;
        }
    }

    private JsonObject? ElementFor(JsonArray list, List<string> inner, string innerName)
    {
        if (list.Count == 0) return null;
        if (isGrouped)
        {
            var next = _next.GetValueOrDefault((list, innerName));
            try
            {
                for (; next < list.Count; next++)
                {
                    Looked++;
                    if (list[next] is JsonObject element && !Has(element, inner, 0)) return element;
                }
            }
            finally
            {
                _next[(list, innerName)] = next;
            }
        }
        Looked++;
        return list[^1] as JsonObject;
    }

    /// <summary>Whether the rest of the path already has a value that would be overwritten.</summary>
    private static bool Has(JsonObject element, List<string> path, int from)
    {
        JsonNode? at = element;
        for (var i = from; i < path.Count; i++)
        {
            if (path[i].Length == 0) return false;
            if (at is not JsonObject inner || !inner.TryGetPropertyValue(path[i], out at)) return false;
        }
        return true;
    }

    /// <summary>
    /// <c>a[b][][c]</c> → a, b, "", c. A name whose brackets do not pair, or nest deeper than any document, is taken as it is.
    /// </summary>
    private static List<string> Split(string name)
    {
        var open = name.IndexOf('[', StringComparison.Ordinal);
        if (open <= 0) return [name];
        var path = new List<string> { name[..open] };
        while (open < name.Length)
        {
            var close = name.IndexOf(']', open);
            if (name[open] != '[' || close < 0 || path.Count >= BodyLimits.Depth) return [name];
            path.Add(name[(open + 1)..close]);
            open = close + 1;
        }
        return path;
    }
}
