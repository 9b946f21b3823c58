using OpenGen.Server.Data;

namespace OpenGen.Server.Modules.Assets.Storage;

/// <summary>
/// Files of a storage elsewhere, brought to this machine for programs that open paths. Whoever uses one borrows it; when nobody
/// does, the newest of them stay up to a limit, and the others go.
/// </summary>
internal sealed class LocalCopies(IFileStorage storage, ScratchSpace scratch, StorageOptions options)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, Copy> _copies = [];
    private readonly LinkedList<Copy> _unused = new();
    private long _unusedBytes;

    /// <summary>Brings a file here, once for all who want it at the same time; null when there is none.</summary>
    public async Task<Copy?> BorrowAsync(string key, CancellationToken cancellationToken)
    {
        Copy copy;
        lock (_gate)
        {
            if (!_copies.TryGetValue(key, out copy!)) _copies[key] = copy = new Copy(key, NewPath());
            if (copy.Users++ == 0 && copy.Unused is { } place) Leave(copy, place);
            copy.Fetched ??= storage.FetchAsync(key, copy.Path, CancellationToken.None);
        }
        try
        {
            if (await copy.Fetched.WaitAsync(cancellationToken)) return copy;
        }
        catch
        {
            Return(copy);
            throw;
        }
        Return(copy);
        return null;
    }

    /// <summary>Gives a borrowed file back.</summary>
    public void Return(Copy copy)
    {
        lock (_gate)
        {
            if (--copy.Users > 0) return;
            if (copy.Fetched is not { IsCompletedSuccessfully: true } || !File.Exists(copy.Path))
            {
                // Failed, or given up half-way: the next who asks starts anew, under another name.
                Forget(copy);
                return;
            }
            copy.Bytes = new FileInfo(copy.Path).Length;
            _unusedBytes += copy.Bytes;
            copy.Unused = _unused.AddLast(copy);
            while (_unusedBytes > options.CopiesKept && _unused.First is { } oldest)
            {
                Leave(oldest.Value, oldest);
                Forget(oldest.Value);
            }
        }
    }

    private void Leave(Copy copy, LinkedListNode<Copy> place)
    {
        _unused.Remove(place);
        _unusedBytes -= copy.Bytes;
        copy.Unused = null;
    }

    private void Forget(Copy copy)
    {
        _copies.Remove(copy.Key);
        if (copy.Fetched is { IsCompleted: false } fetching)
            _ = fetching.ContinueWith(
                _ => File.Delete(copy.Path), CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        else File.Delete(copy.Path);
    }

    private string NewPath() =>
        Path.Combine(Directory.CreateDirectory(Path.Combine(scratch.Folder, "copies")).FullName, Guid.NewGuid().ToString("N"));

    /// <summary>A file of the storage on this machine.</summary>
    internal sealed class Copy(string key, string path)
    {
        public string Key => key;
        public string Path => path;
        public int Users { get; set; }
        public long Bytes { get; set; }
        public Task<bool>? Fetched { get; set; }
        public LinkedListNode<Copy>? Unused { get; set; }
    }
}

/// <summary>The files one request or job opens by their path; copies of remote ones are given back when it ends.</summary>
internal sealed class OpenFiles(IFileStorage storage, LocalCopies copies) : IDisposable
{
    private readonly List<LocalCopies.Copy> _borrowed = [];

    /// <summary>Where programs of this machine can open a file until the request or job ends; null when it is not there.</summary>
    public async Task<string?> PathOfAsync(string key, CancellationToken cancellationToken)
    {
        if (storage.PathOf(key) is { } path) return DiskStorage.IsThere(path) ? path : null;
        if (_borrowed.Find(c => c.Key == key) is { } had) return had.Path;
        if (await copies.BorrowAsync(key, cancellationToken) is not { } copy) return null;
        _borrowed.Add(copy);
        return copy.Path;
    }

    public void Dispose()
    {
        foreach (var copy in _borrowed) copies.Return(copy);
        _borrowed.Clear();
    }
}
