namespace OpenGen.Server.Data;

/// <summary>
/// A folder for this process's unfinished work. It holds a lock as long as the process lives; what a killed process left
/// behind is not locked any more, and is swept when the next one starts.
/// </summary>
internal sealed class ScratchSpace : IDisposable
{
    private const string LockName = ".lock";
    private readonly FileStream _lock;

    public ScratchSpace(DataOptions data)
    {
        var all = Directory.CreateDirectory(Path.Combine(data.Folder, "scratch"));
        foreach (var left in all.EnumerateDirectories()) Sweep(left);
        Folder = Path.Combine(all.FullName, Guid.NewGuid().ToString("N"));
        Directory.CreateDirectory(Folder);
        _lock = new FileStream(Path.Combine(Folder, LockName), FileMode.Create, FileAccess.Write, FileShare.None);
    }

    /// <summary>This process's own.</summary>
    public string Folder { get; }

    /// <summary>A path in it that nothing else uses.</summary>
    public string NewPath() => Path.Combine(Folder, Guid.NewGuid().ToString("N"));

    private static void Sweep(DirectoryInfo left)
    {
        var lockFile = Path.Combine(left.FullName, LockName);
        try
        {
            // A folder without a lock is just being made.
            if (!File.Exists(lockFile)) return;
            using (new FileStream(lockFile, FileMode.Open, FileAccess.Write, FileShare.None)) { }
            left.Delete(recursive: true);
        }
        catch (IOException)
        {
            // Its process lives.
        }
    }

    public void Dispose()
    {
        _lock.Dispose();
        if (Directory.Exists(Folder)) Directory.Delete(Folder, recursive: true);
    }
}
