using Microsoft.EntityFrameworkCore;
using OpenGen.Server.Data;
using OpenGen.Server.Modules.Assets.Storage;
using OpenGen.Server.Web;

namespace OpenGen.Server.Modules.Assets;

/// <summary>Files by their keys, which nobody can guess, from whichever storage they are in.</summary>
internal sealed class ServedFiles(AppDbContext db, IFileStorage storage) : IFileLookup
{
    private const string Thumbnail = "image/jpeg";

    public async Task<ServedFile?> FindAsync(string key, CancellationToken cancellationToken)
    {
        if (!StorageKey.IsKey(key) || await NamedAsync(key, cancellationToken) is not { } found) return null;
        if (storage.PathOf(key) is { } path)
            return DiskStorage.IsThere(path) ? new ServedFile(found.ContentType, found.FileName, path, null) : null;
        var content = await storage.OpenAsync(key, cancellationToken);
        return content is null ? null : new ServedFile(found.ContentType, found.FileName, null, content);
    }

    private async Task<Named?> NamedAsync(string key, CancellationToken cancellationToken) =>
        await db.ContentResources.AsNoTracking().Where(r => r.Key == key || r.ThumbnailKey == key)
            .Select(r => new Named(r.Key == key ? r.ContentType : Thumbnail, r.FileName)).FirstOrDefaultAsync(cancellationToken)
        ?? await db.Pictures.AsNoTracking().Where(p => p.Key == key || p.ThumbnailKey == key)
            .Select(p => new Named(p.Key == key ? p.ContentType : Thumbnail, p.FileName)).FirstOrDefaultAsync(cancellationToken);

    private sealed record Named(string ContentType, string FileName);
}
