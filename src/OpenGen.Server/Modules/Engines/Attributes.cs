using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using OpenGen.Server.Http;

namespace OpenGen.Server.Modules.Engines;

/// <summary>What <c>additional_attributes</c> may hold: free JSON, 64 KiB at most, merged deeply on change.</summary>
internal static class Attributes
{
    private const int Largest = 64 * 1024;
    private const string Field = "additional_attributes";

    /// <summary>The merged attributes, or 422 when they would be too large.</summary>
    public static Result<RawJson> Merge(RawJson current, JsonObject? changes)
    {
        if (changes is null) return current;
        var merged = current.MergedWith(changes);
        return Encoding.UTF8.GetByteCount(merged.Text) <= Largest ? merged : Error.Invalid(Field, TooLarge);
    }

    /// <summary>Merges a list of changes, or says of each that would be too large where it stands in the body.</summary>
    /// <param name="list">What the list is called in the body.</param>
    /// <param name="set">Keeps what came of the i-th.</param>
    public static Error? MergeAll(string list, IEnumerable<(RawJson Current, JsonObject? Changes)> all, Action<int, RawJson> set)
    {
        var faults = new Dictionary<string, string[]>();
        foreach (var ((current, changes), i) in all.Select((a, i) => (a, i)))
        {
            var merged = Merge(current, changes);
            if (merged.Failed) faults[string.Create(CultureInfo.InvariantCulture, $"{list}[{i}].{Field}")] = [TooLarge];
            else set(i, merged.Value);
        }
        return faults.Count > 0 ? Error.Invalid(faults) : null;
    }

    private const string TooLarge = "must not be larger than 64 KiB";
}
