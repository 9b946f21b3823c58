using System.Collections.Concurrent;
using System.Globalization;
using System.Reflection;
using System.Security.Cryptography;
using System.Text;

namespace OpenGen.Media;

/// <summary>
/// Files that could be made again, kept under what they are made from: the SHA-256 of their sources' content and of everything that
/// was asked
/// for. The same content is found again under any name and by any node that shares the folder, and nobody finds what is made of a file
/// that they do not have. What was not asked for longest goes first when the folder is full.
/// </summary>
public sealed class RenderCache(MediaOptions options)
{
    /// <summary>A file that was asked for is left alone this long, since FFmpeg may be about to open it.</summary>
    private static readonly TimeSpan InUse = TimeSpan.FromHours(1);

    private const int MostRemembered = 10_000;

    private static readonly ConcurrentDictionary<Assembly, string> Codes = new();

    private readonly ConcurrentDictionary<(string What, string Path, long Length, DateTime Written), object?> known = new();
    private readonly Dictionary<string, Turn> turns = [];

    /// <summary>
    /// Whose turn it is to make the file of a key; every key has its own, since what is kept may be made of other things that are.
    /// </summary>
    private sealed class Turn
    {
        public SemaphoreSlim Free { get; } = new(1);

        public int Wanted { get; set; }
    }

    /// <summary>The folder that is kept between runs of the program.</summary>
    internal static string FolderOf(MediaOptions options) =>
        Path.GetFullPath(options.CacheFolder ?? Path.Combine(options.ScratchFolder, "cache"));

    /// <summary>
    /// A key: the hash of some texts, in their order, and of the code that makes the file, so that what was made by other code is made
    /// anew.
    /// </summary>
    /// <param name="maker">Whose assembly makes it: that one counts, and all of ours that it builds on.</param>
    /// <param name="parts">What it is made from.</param>
    public static string Key(Type maker, params IEnumerable<string> parts)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var part in (IEnumerable<string>)[Codes.GetOrAdd(maker.Assembly, CodeOf), .. parts])
        {
            // With their lengths before them, so that no two lists of texts read the same.
            hash.AppendData(Encoding.UTF8.GetBytes(part.Length.ToString(CultureInfo.InvariantCulture) + ":"));
            hash.AppendData(Encoding.UTF8.GetBytes(part));
        }
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <summary>
    /// The module version ids of an assembly and of all of ours that it refers to: other ones for every change of their code.
    /// </summary>
    internal static string CodeOf(Assembly assembly)
    {
        var found = new SortedDictionary<string, string>(StringComparer.Ordinal);
        Add(assembly);
        return string.Join(' ', found.Select(one => $"{one.Key} {one.Value}"));

        void Add(Assembly one)
        {
            if (!found.TryAdd(one.GetName().Name!, one.ManifestModule.ModuleVersionId.ToString("N"))) return;
            foreach (var name in one.GetReferencedAssemblies())
                if (name.Name!.StartsWith("OpenGen.", StringComparison.Ordinal)) Add(Assembly.Load(name));
        }
    }

    /// <summary>The SHA-256 of a file's content; remembered until the file changes.</summary>
    /// <exception cref="IOException">It cannot be read.</exception>
    public Task<string> ContentAsync(string file, CancellationToken cancellationToken) =>
        KnownAsync("content", file, async () =>
        {
            await using var stream = new FileStream(
                file, new FileStreamOptions { BufferSize = 1 << 20, Options = FileOptions.SequentialScan | FileOptions.Asynchronous });
            return Convert.ToHexStringLower(await SHA256.HashDataAsync(stream, cancellationToken));
        });

    /// <summary>Something about a file, found once and remembered until the file changes.</summary>
    internal async Task<T> KnownAsync<T>(string what, string file, Func<Task<T>> findAsync)
    {
        var at = new FileInfo(file);
        if (!at.Exists) return await findAsync();
        var key = (what, at.FullName, at.Length, at.LastWriteTimeUtc);
        if (known.TryGetValue(key, out var found)) return (T)found!;
        var fresh = await findAsync();
        if (known.Count >= MostRemembered) known.Clear();
        known[key] = fresh;
        return fresh;
    }

    /// <summary>The file of a key, made when there is none; asked for twice at once, it is made once.</summary>
    /// <param name="key">From <see cref="Key"/>.</param>
    /// <param name="extension">With its point.</param>
    /// <param name="makeAsync">Writes the file to the path it is given.</param>
    /// <param name="cancellationToken">Stops it; nothing is kept then.</param>
    /// <returns>A path that is good for the next hour.</returns>
    public async Task<string> GetAsync(string key, string extension, Func<string, Task> makeAsync, CancellationToken cancellationToken)
    {
        var folder = FolderOf(options);
        var kept = Path.Combine(folder, key[..2], key + extension);
        if (IsThere(kept)) return kept;

        var turn = Want(key);
        try
        {
            await turn.Free.WaitAsync(cancellationToken);
            try
            {
                if (!IsThere(kept)) await MakeAsync(folder, kept, makeAsync);
                return kept;
            }
            finally
            {
                turn.Free.Release();
            }
        }
        finally
        {
            Leave(key, turn);
        }
    }

    private Turn Want(string key)
    {
        lock (turns)
        {
            if (!turns.TryGetValue(key, out var turn)) turns[key] = turn = new Turn();
            turn.Wanted++;
            return turn;
        }
    }

    private void Leave(string key, Turn turn)
    {
        lock (turns)
        {
            if (--turn.Wanted == 0) turns.Remove(key);
        }
    }

    private async Task MakeAsync(string folder, string kept, Func<string, Task> makeAsync)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(kept)!);
        var unfinished = Path.Combine(folder, $"{Guid.NewGuid():n}{Path.GetExtension(kept)}");
        try
        {
            await makeAsync(unfinished);
            MakeRoom(folder, new FileInfo(unfinished).Length);
            File.Move(unfinished, kept, overwrite: true);
        }
        finally
        {
            File.Delete(unfinished);
        }
    }

    /// <summary>Whether it is there; if so, it counts as asked for now.</summary>
    private static bool IsThere(string file)
    {
        try
        {
            if (!File.Exists(file)) return false;
            File.SetLastAccessTimeUtc(file, TimeProvider.System.GetUtcNow().UtcDateTime);
            return true;
        }
        catch (FileNotFoundException)
        {
            // Another node made room in this very moment.
            return false;
        }
    }

    private void MakeRoom(string folder, long needed)
    {
        var files = new DirectoryInfo(folder).EnumerateFiles("*", SearchOption.AllDirectories).OrderBy(file => file.LastAccessTimeUtc)
            .ToList();
        var held = files.Sum(file => file.Length);
        var before = TimeProvider.System.GetUtcNow().UtcDateTime - InUse;
        foreach (var file in files)
        {
            if (held + needed <= options.MaxCacheBytes || file.LastAccessTimeUtc > before) return;
            held -= file.Length;
            file.Delete();
        }
    }
}
