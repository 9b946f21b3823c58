using System.Security.Cryptography;

namespace OpenGen.Server.Modules.Assets.Storage;

/// <summary>Where the bytes of files are. A key is written once and never again, so what is under it never changes.</summary>
internal interface IFileStorage
{
    /// <summary>Where a key's file is on this machine; null when the storage is somewhere else.</summary>
    string? PathOf(string key);

    /// <summary>
    /// Takes a finished file of this machine in: whole under its key, or not there at all. The file may be gone from its path
    /// afterwards.
    /// </summary>
    Task KeepAsync(string key, string path, string contentType, CancellationToken cancellationToken);

    /// <summary>Writes what is under a key to a path; false when there is nothing under it.</summary>
    Task<bool> FetchAsync(string key, string path, CancellationToken cancellationToken);

    /// <summary>What is under a key as a stream that can seek, or null.</summary>
    Task<Stream?> OpenAsync(string key, CancellationToken cancellationToken);

    /// <summary>Removes what is under a key, if there is anything.</summary>
    Task DeleteAsync(string key, CancellationToken cancellationToken);

    /// <summary>All keys under which there is something, in any order.</summary>
    IAsyncEnumerable<string> KeysAsync(CancellationToken cancellationToken);

    /// <summary>Why files cannot be kept or read just now, for an operator; null when they can.</summary>
    Task<string?> FaultAsync(CancellationToken cancellationToken);
}

/// <summary>A storage that takes uploads from clients itself, by a URL it was asked to sign.</summary>
internal interface ISigningStorage : IFileStorage
{
    /// <summary>A URL that takes one PUT of exactly this many bytes of this type and MD5.</summary>
    /// <param name="md5">The checksum in base64.</param>
    Task<string> SignUploadAsync(string key, string contentType, long byteSize, string md5, DateTime expiresAt);

    /// <summary>Copies within the storage; false when there is nothing to copy.</summary>
    Task<bool> CopyAsync(string from, string to, CancellationToken cancellationToken);
}

/// <summary>The keys of files: random, and what makes a file's URL unguessable.</summary>
internal static class StorageKey
{
    private const string Alphabet = "0123456789abcdefghijklmnopqrstuvwxyz";

    /// <summary>Characters of a key: 165 bits, nobody guesses one.</summary>
    public const int Length = 32;

    public static string New() => RandomNumberGenerator.GetString(Alphabet, Length);

    /// <summary>Whether a text can be a key; anything else never reaches a storage, so no path can be smuggled in.</summary>
    public static bool IsKey(ReadOnlySpan<char> text) => text.Length == Length && !text.ContainsAnyExcept(Alphabet);
}
