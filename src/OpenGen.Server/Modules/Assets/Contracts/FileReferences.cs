using System.Text.RegularExpressions;

namespace OpenGen.Server.Modules.Assets.Contracts;

/// <summary>Finds the files that texts and documents name.</summary>
internal static partial class FileReferences
{
    /// <summary>The storage keys in the URLs of a text.</summary>
    public static IEnumerable<string> KeysIn(string text) => KeyInUrl().Matches(text).Select(found => found.Value);

    /// <summary>The files a JSON document names as <c>content_resource_id</c>.</summary>
    public static IEnumerable<long> IdsIn(string json) =>
        IdInJson().Matches(json).Select(found => long.TryParse(found.Value, out var id) ? id : 0).Where(id => id > 0);

    /// <summary>A storage key in a URL of this server.</summary>
    [GeneratedRegex("(?<=/files/)[0-9a-z]{32}")]
    public static partial Regex KeyInUrl();

    /// <summary>Quotes within a JSON string are escaped: this is only ever a field.</summary>
    [GeneratedRegex("""(?<="content_resource_id":\s*"?)\d+""")]
    public static partial Regex IdInJson();
}
