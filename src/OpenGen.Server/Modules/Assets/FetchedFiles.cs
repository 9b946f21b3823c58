using Microsoft.EntityFrameworkCore;
using OpenGen.Server.Modules.Assets.Contracts;
using OpenGen.Server.Modules.Assets.Storage;

namespace OpenGen.Server.Modules.Assets;

/// <summary>
/// Files that one step of a job leaves for the next, on whichever node that runs; nothing names them, and an hour later they are gone.
/// </summary>
internal sealed class FetchedFiles(StoredFiles stored, OpenFiles open) : IFetchedFiles
{
    /// <inheritdoc/>
    public Task<string> KeepAsync(string path, CancellationToken cancellationToken) =>
        stored.KeepAsync(path, "application/octet-stream", cancellationToken);

    /// <inheritdoc/>
    public Task<string?> PathOfAsync(string key, CancellationToken cancellationToken) => open.PathOfAsync(key, cancellationToken);

    /// <inheritdoc/>
    public Task DiscardAsync(IReadOnlyCollection<string> keys, CancellationToken cancellationToken) =>
        stored.DiscardAsync(keys, cancellationToken);
}
