using Microsoft.EntityFrameworkCore;
using OpenGen.Media;
using OpenGen.Server.Data;
using OpenGen.Server.Modules.Assets.Contracts;
using OpenGen.Server.Modules.Assets.Storage;
using OpenGen.Server.Modules.Workspaces.Contracts;

namespace OpenGen.Server.Modules.Assets;

/// <summary>The avatars of workspaces, in the storage.</summary>
internal sealed class WorkspacePictures(
    AppDbContext db, StoredFiles stored, IPublicUrls urls, MediaProbe probe, Thumbnailer thumbnailer, ScratchSpace scratch)
    : IWorkspacePictures
{
    /// <summary>Bytes.</summary>
    public const long Largest = 20 * 1024 * 1024;

    /// <inheritdoc/>
    public async Task<SavedPicture?> SaveAsync(UploadedFile file, CancellationToken cancellationToken)
    {
        if (file.Length is 0 or > Largest) return null;
        var (path, small) = (scratch.NewPath(), scratch.NewPath() + ".jpg");
        try
        {
            await using (var target = File.Create(path))
            await using (var source = file.Open())
                await source.CopyToAsync(target, cancellationToken);
            if (FileTypes.Of(path) is not ("image/jpeg" or "image/png" or "image/webp")) return null;
            if (await probe.ReadAsync(path, cancellationToken) is not { } facts) return null;
            if (!await thumbnailer.MakeAsync(path, small, longestSide: 256, cancellationToken: cancellationToken)) return null;
            var type = FileTypes.Corrected(FileTypes.Of(path)!, facts);
            return new SavedPicture(
                await stored.KeepAsync(path, type, cancellationToken), await stored.KeepAsync(small, "image/jpeg", cancellationToken),
                FileNames.Safe(file.FileName), type);
        }
        finally
        {
            File.Delete(path);
            File.Delete(small);
        }
    }

    /// <inheritdoc/>
    public async Task<long> AddAsync(long workspaceId, SavedPicture saved, CancellationToken cancellationToken)
    {
        var picture = new Picture
        {
            WorkspaceId = workspaceId,
            Key = saved.Key,
            ThumbnailKey = saved.ThumbnailKey,
            FileName = saved.FileName,
            ContentType = saved.ContentType,
        };
        db.Pictures.Add(picture);
        await db.SaveChangesAsync(cancellationToken);
        await stored.ClaimAsync([saved.Key, saved.ThumbnailKey], cancellationToken);
        return picture.Id;
    }

    /// <inheritdoc/>
    public async Task RemoveAsync(long id, CancellationToken cancellationToken)
    {
        await stored.DoomPictureAsync(id, cancellationToken);
        AfterCommit.Do(db, stored.Sweep);
        await db.Pictures.Where(p => p.Id == id).ExecuteDeleteAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<Dictionary<long, PictureUrls>> UrlsAsync(IReadOnlyCollection<long> ids, CancellationToken cancellationToken)
    {
        if (ids.Count == 0) return [];
        var found = await db.Pictures.AsNoTracking().Where(p => ids.Contains(p.Id)).ToListAsync(cancellationToken);
        return found.ToDictionary(p => p.Id, p => new PictureUrls(urls.Of(p.Key, p.FileName), urls.OfThumbnail(p.ThumbnailKey)!));
    }
}
