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

    public async Task KeepAsync(string key, string path, string contentType, CancellationToken stop)
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

    public async Task<bool> FetchAsync(string key, string path, CancellationToken stop)
    {
        await using var stored = Open(key);
        if (stored is null) return false;
        await using var copy = File.Create(path);
        await stored.CopyToAsync(copy, stop);
        return true;
    }

    public Task<Stream?> OpenAsync(string key, CancellationToken stop) => Task.FromResult<Stream?>(Open(key));

    public Task DeleteAsync(string key, CancellationToken stop)
    {
        // A server that was killed while it kept the file has left it unfinished.
        foreach (var path in new[] { UnfinishedOf(PathOf(key)), PathOf(key) })
            if (File.Exists(path)) File.Delete(path);
        return Task.CompletedTask;
    }

    public IAsyncEnumerable<string> KeysAsync(CancellationToken stop)
    {
        var folder = new DirectoryInfo(Path.Combine(data.Folder, "files"));
        return (folder.Exists ? folder.EnumerateFiles("*", SearchOption.AllDirectories).Select(f => f.Name).Where(name => StorageKey.IsKey(name)) : []).ToAsyncEnumerable();
    }

    public Task<string?> FaultAsync(CancellationToken stop) =>
        Task.FromResult(Directory.Exists(data.Folder) ? null : "The data folder is not there");

    private static string UnfinishedOf(string path) => path + ".part";

    /// <summary>Not asked for first: between the question and the opening another could delete it.</summary>
    private FileStream? Open(string key)
    {
        try
        {
            return File.OpenRead(PathOf(key));
        }
        catch (Exception gone) when (gone is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    string? IFileStorage.PathOf(string key) => PathOf(key);
}
