namespace OpenGen.Server.Modules.Workspaces.Contracts;

/// <summary>A picture in the storage that no transaction has named yet.</summary>
internal sealed record SavedPicture(string Key, string ThumbnailKey, string FileName, string ContentType);

/// <summary>Where a picture and its small copy are to be had.</summary>
internal sealed record PictureUrls(string Url, string ThumbnailUrl);

/// <summary>Avatars of workspaces: JPEG, PNG or WebP by their bytes. Saved before the transaction, added in it, shown by id.</summary>
internal interface IWorkspacePictures
{
    /// <summary>
    /// Writes a picture and its thumbnail into the storage; null when it is no picture, or too large. Outside of a transaction.
    /// </summary>
    Task<SavedPicture?> SaveAsync(UploadedFile file, CancellationToken cancellationToken);

    /// <summary>Names a saved picture, in the caller's transaction.</summary>
    /// <returns>Its id.</returns>
    Task<long> AddAsync(long workspaceId, SavedPicture saved, CancellationToken cancellationToken);

    /// <summary>Deletes a picture, in the caller's transaction; its files go once that is committed.</summary>
    Task RemoveAsync(long id, CancellationToken cancellationToken);

    /// <summary>Where pictures are to be had, by their ids.</summary>
    Task<Dictionary<long, PictureUrls>> UrlsAsync(IReadOnlyCollection<long> ids, CancellationToken cancellationToken);
}
