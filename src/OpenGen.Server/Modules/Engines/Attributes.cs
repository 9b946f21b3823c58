using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using OpenGen.Server.Web;

namespace OpenGen.Server.Modules.Engines;

/// <summary>What <c>additional_attributes</c> may hold: free JSON, 64 KiB at most, merged deeply on change.</summary>
internal static class Attributes
{
    private const int Largest = 64 * 1024;
    private const string Field = "additional_attributes";

    /// <summary>The merged attributes, or 422 when they would be too large.</summary>
    /// <param name="check">Says of the merged attributes, and of where they stand in the body, what else is wrong.</param>
    public static Result<RawJson> Merge(RawJson current, JsonObject? changes, Check? check = null)
    {
        var faults = new Dictionary<string, string[]>();
        var merged = Merge(current, changes, Field, check, faults);
        return faults.Count == 0 ? merged : Error.Invalid(faults);
    }

    /// <summary>What is wrong with attributes, by the paths of their fields.</summary>
    public delegate IEnumerable<(string Path, string Fault)> Check(JsonObject attributes, string path);

    private static RawJson Merge(RawJson current, JsonObject? changes, string path, Check? check, Dictionary<string, string[]> faults)
    {
        if (changes is null) return current;
        var merged = current.MergedWith(changes);
        if (Encoding.UTF8.GetByteCount(merged.Text) > Largest) faults[path] = [TooLarge];
        else if (check is not null)
            foreach (var (at, fault) in check(merged.AsObject(), path)) faults[at] = [fault];
        return merged;
    }

    /// <summary>Merges a list of changes, or says of each that would be too large where it stands in the body.</summary>
    /// <param name="list">What the list is called in the body.</param>
    /// <param name="set">Keeps what came of the i-th.</param>
    /// <param name="check">As for <see cref="Merge(RawJson, JsonObject?, Check?)"/>.</param>
    public static Error? MergeAll(
        string list, IEnumerable<(RawJson Current, JsonObject? Changes)> all, Action<int, RawJson> set, Check? check = null)
    {
        var faults = new Dictionary<string, string[]>();
        foreach (var ((current, changes), i) in all.Select((a, i) => (a, i)))
        {
            var before = faults.Count;
            var merged = Merge(current, changes, string.Create(CultureInfo.InvariantCulture, $"{list}[{i}].{Field}"), check, faults);
            if (faults.Count == before) set(i, merged);
        }
        return faults.Count > 0 ? Error.Invalid(faults) : null;
    }

    private const string TooLarge = "must not be larger than 64 KiB";
}
