using OpenGen.Server.Modules.Assets.Storage;

namespace OpenGen.Server.Modules.Assets.Contracts;

/// <summary>The paths that files are served under.</summary>
internal static class FilePaths
{
    /// <summary>The path of a file's URL; the name is for people, the key is what counts.</summary>
    public static string Of(string key, string fileName) => $"/files/{key}/{Uri.EscapeDataString(fileName)}";

    /// <summary>The key in a URL or path of ours; null when it is not one.</summary>
    public static string? KeyIn(string url)
    {
        const string marker = "/files/";
        var at = url.IndexOf(marker, StringComparison.Ordinal);
        if (at < 0 || url.Length < at + marker.Length + StorageKey.Length) return null;
        var key = url.AsSpan(at + marker.Length, StorageKey.Length);
        return StorageKey.IsKey(key) ? key.ToString() : null;
    }
}
