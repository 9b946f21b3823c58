using OpenGen.Server.Data;

namespace OpenGen.Server.Modules.Assets.Storage;

/// <summary>Files in the data folder.</summary>
internal sealed class DiskStorage(DataOptions data) : IFileStorage
{
    /// <summary>Where a key's file is, whether or not there is one.</summary>
    /// <exception cref="ArgumentException">The text is no key.</exception>
    public string PathOf(string key) => StorageKey.IsKey(key)
        ? Path.Combine(data.Folder, "files", key[..2], key[2..4], key)
        : throw new ArgumentException("Not a storage key", nameof(key));

    /// <summary>
    /// Whether a key's path leads to a file of ours. A link in the place of a file, or of the two folders above it, is somebody else's
    /// doing and is not followed; the folder <c>files</c> itself may be one, to another disk.
    /// </summary>
    public static bool IsThere(string path)
    {
        var file = new FileInfo(path);
        return file is { Exists: true, LinkTarget: null } && file.Directory is { LinkTarget: null, Parent.LinkTarget: null };
    }

    public async Task KeepAsync(string key, string path, string contentType, CancellationToken cancellationToken)
    {
        var target = PathOf(key);
        Directory.CreateDirectory(Path.GetDirectoryName(target)!);
        var unfinished = UnfinishedOf(target);
        try
        {
            // Within one file system this is a rename; across two it copies, which is why it is not done under the final name.
            File.Move(path, unfinished);
            await using (var file = new FileStream(unfinished, FileMode.Open, FileAccess.ReadWrite)) file.Flush(flushToDisk: true);
            File.Move(unfinished, target);
        }
        catch
        {
            File.Delete(unfinished);
            throw;
        }
    }

    public async Task<bool> FetchAsync(string key, string path, CancellationToken cancellationToken)
    {
        await using var stored = Open(key);
        if (stored is null) return false;
        await using var copy = File.Create(path);
        await stored.CopyToAsync(copy, cancellationToken);
        return true;
    }

    public Task<Stream?> OpenAsync(string key, CancellationToken cancellationToken) => Task.FromResult<Stream?>(Open(key));

    public Task DeleteAsync(string key, CancellationToken cancellationToken)
    {
        // A server that was killed while it kept the file has left it unfinished.
        foreach (var path in new[] { UnfinishedOf(PathOf(key)), PathOf(key) })
            if (File.Exists(path)) File.Delete(path);
        return Task.CompletedTask;
    }

    public IAsyncEnumerable<string> KeysAsync(CancellationToken cancellationToken)
    {
        var folder = new DirectoryInfo(Path.Combine(data.Folder, "files"));
        return (folder.Exists
            ? folder.EnumerateFiles("*", SearchOption.AllDirectories).Select(f => f.Name).Where(name => StorageKey.IsKey(name))
            : []).ToAsyncEnumerable();
    }

    public Task<string?> FaultAsync(CancellationToken cancellationToken) =>
        Task.FromResult(Directory.Exists(data.Folder) ? null : "The data folder is not there");

    private static string UnfinishedOf(string path) => path + ".part";

    /// <summary>Null when it is not there; also when another deletes it between the question and the opening.</summary>
    private FileStream? Open(string key)
    {
        try
        {
            return IsThere(PathOf(key)) ? File.OpenRead(PathOf(key)) : null;
        }
        catch (Exception gone) when (gone is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    string? IFileStorage.PathOf(string key) => PathOf(key);
}
