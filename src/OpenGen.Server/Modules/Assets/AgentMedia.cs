using Microsoft.EntityFrameworkCore;
using OpenGen.Server.Data;
using OpenGen.Server.Modules.Agents;
using OpenGen.Server.Modules.Agents.Contracts;
using OpenGen.Server.Modules.Assets.Contracts;
using OpenGen.Server.Modules.Assets.Storage;

namespace OpenGen.Server.Modules.Assets;

/// <summary>Files that belong to an agent itself, in its library and the storage.</summary>
internal sealed class AgentMedia(AppDbContext db, Uploads uploads, IResourceStore shelf, StoredFiles stored, IPublicUrls urls)
    : IAgentMedia
{
    private static readonly string[] Pictures = ["image/jpeg", "image/png", "image/webp"];

    /// <inheritdoc/>
    public Task<Result<SavedUpload>> StorePictureAsync(UploadedFile file, CancellationToken cancellationToken) =>
        uploads.StoreAsync(file, Pictures, cancellationToken);

    /// <inheritdoc/>
    public async Task<long> AddAsync(long agentId, SavedUpload saved, CancellationToken cancellationToken) =>
        (await uploads.AddAsync(agentId, null, saved, cancellationToken)).Id;

    /// <inheritdoc/>
    public Task DiscardAsync(SavedUpload saved, CancellationToken cancellationToken) =>
        stored.DiscardAsync(saved.Unclaimed, cancellationToken);

    /// <inheritdoc/>
    public async Task<SavedUpload> StoreAsync(string path, string fileName, CancellationToken cancellationToken)
    {
        var made = await shelf.DescribeAsync(path, fileName, null, cancellationToken);
        var (_, size, key, small) = (await shelf.SaveAsync([made], cancellationToken))[0];
        string[] keys = small is null ? [key] : [key, small];
        return new SavedUpload(key, small, keys, made.Kind, made.ContentType, made.FileName, size, made.Metadata.AsObject());
    }

    /// <inheritdoc/>
    public async Task<Dictionary<long, MediaLinks>> FindAsync(IReadOnlyCollection<long> ids, CancellationToken cancellationToken)
    {
        if (ids.Count == 0) return [];
        var found = await db.ContentResources.Where(r => ids.Contains(r.Id))
            .Select(r => new { r.Id, r.Key, r.FileName, r.ThumbnailKey }).ToListAsync(cancellationToken);
        return found.ToDictionary(r => r.Id, r => new MediaLinks(urls.Of(r.Key, r.FileName), urls.OfThumbnail(r.ThumbnailKey)));
    }

    /// <inheritdoc/>
    public Task RemoveAsync(long agentId, IReadOnlyCollection<long> ids, CancellationToken cancellationToken) => db.JoinAsync(async () =>
    {
        foreach (var id in ids) await stored.DoomResourceAsync(id, agentId, cancellationToken);
        AfterCommit.Do(db, stored.Sweep);
        return await db.ContentResources.Where(r => r.AgentId == agentId && ids.Contains(r.Id)).ExecuteDeleteAsync(cancellationToken);
    }, cancellationToken);
}
