using System.Text.Json.Nodes;

namespace OpenGen.Server.Modules.Agents.Contracts;

/// <summary>An upload in the storage that no transaction has named yet.</summary>
/// <param name="Unclaimed">The keys that the naming transaction claims.</param>
internal sealed record SavedUpload(
    string Key, string? ThumbnailKey, IReadOnlyCollection<string> Unclaimed, FileKind Kind, string ContentType, string FileName,
    long ByteSize, JsonObject Metadata);

/// <summary>Where a file of an agent is to be seen.</summary>
internal sealed record MediaLinks(string Url, string? ThumbnailUrl);

/// <summary>
/// Files that belong to an agent itself rather than to its sheets: its avatars, recordings of its voices. They are stored outside
/// of any transaction, which may take its time, and then added, in the caller's.
/// </summary>
internal interface IAgentMedia
{
    /// <summary>
    /// Stores an uploaded picture: JPEG, PNG or WebP, by its bytes. Fails with the sentence why not. Outside of a transaction.
    /// </summary>
    Task<Result<SavedUpload>> StorePictureAsync(UploadedFile file, CancellationToken cancellationToken);

    /// <summary>Stores a media file that was made here, which may be gone from its path afterwards. Outside of a transaction.</summary>
    Task<SavedUpload> StoreAsync(string path, string fileName, CancellationToken cancellationToken);

    /// <summary>Adds what was stored; in the caller's transaction. Answers its id.</summary>
    Task<long> AddAsync(long agentId, SavedUpload saved, CancellationToken cancellationToken);

    /// <summary>Gives up what was stored and is not added after all.</summary>
    Task DiscardAsync(SavedUpload saved, CancellationToken cancellationToken);

    /// <summary>Where files are to be seen, by their ids; those that are gone are left out.</summary>
    Task<Dictionary<long, MediaLinks>> FindAsync(IReadOnlyCollection<long> ids, CancellationToken cancellationToken);

    /// <summary>Removes files of an agent; in the caller's transaction or in one of its own.</summary>
    Task RemoveAsync(long agentId, IReadOnlyCollection<long> ids, CancellationToken cancellationToken);
}
