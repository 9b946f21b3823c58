using System.Security.Cryptography;
using OpenGen.Server.Data;

namespace OpenGen.Server.Modules.Assets;

/// <summary>Files in the data folder, each under a random key. A key is never reused, so a file never changes.</summary>
internal sealed class DiskStorage(DataOptions data)
{
    private const string Alphabet = "0123456789abcdefghijklmnopqrstuvwxyz";

    /// <summary>Characters of a key: 165 bits, nobody guesses one.</summary>
    public const int KeyLength = 32;

    /// <summary>Moves or copies a finished file in; it is whole under its key or not there at all.</summary>
    public async Task<string> KeepAsync(string path, CancellationToken stop)
    {
        await using var source = File.OpenRead(path);
        return await KeepAsync(source, stop);
    }

    /// <summary>Writes a stream to a new key.</summary>
    public async Task<string> KeepAsync(Stream source, CancellationToken stop)
    {
        var key = RandomNumberGenerator.GetString(Alphabet, KeyLength);
        var path = PathOf(key);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var unfinished = path + ".part";
        try
        {
            await using (var target = new FileStream(unfinished, FileMode.CreateNew, FileAccess.Write, FileShare.None, 128 * 1024, FileOptions.Asynchronous))
            {
                await source.CopyToAsync(target, stop);
                target.Flush(flushToDisk: true);
            }
            File.Move(unfinished, path);
        }
        catch
        {
            File.Delete(unfinished);
            throw;
        }
        return key;
    }

    /// <summary>Where a key's file is, whether or not there is one.</summary>
    /// <exception cref="ArgumentException">The text is no key; so no path can be smuggled in.</exception>
    public string PathOf(string key) => IsKey(key)
        ? Path.Combine(data.Folder, "files", key[..2], key[2..4], key)
        : throw new ArgumentException("Not a storage key", nameof(key));

    /// <summary>Removes a key's file, if there is one.</summary>
    public void Delete(string? key)
    {
        if (key is not null && File.Exists(PathOf(key))) File.Delete(PathOf(key));
    }

    /// <summary>Whether a text can be a key.</summary>
    public static bool IsKey(ReadOnlySpan<char> text) => text.Length == KeyLength && !text.ContainsAnyExcept(Alphabet);
}
