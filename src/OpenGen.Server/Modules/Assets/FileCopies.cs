using Microsoft.EntityFrameworkCore;
using OpenGen.Server.Data;
using OpenGen.Server.Modules.Assets.Contracts;
using OpenGen.Server.Modules.Assets.Storage;

namespace OpenGen.Server.Modules.Assets;

/// <summary>Copies files within the storage.</summary>
internal sealed class FileCopies(AppDbContext db, StoredFiles stored) : IFileCopies
{
    /// <inheritdoc/>
    public async Task<ICopiedFiles> CopyAsync(
        long agentId, IReadOnlyList<long> jobIds, IReadOnlyList<string> keys, IReadOnlyList<long> ids, CancellationToken cancellationToken)
    {
        var copied = new CopiedFiles(db, stored);
        if (jobIds.Count + keys.Count + ids.Count == 0) return copied;
        var sources = await db.ContentResources.AsNoTracking()
            .Where(r => r.AgentId == agentId && ((r.JobId != null && EF.Parameter(jobIds).Contains(r.JobId.Value))
                || EF.Parameter(keys).Contains(r.Key) || EF.Parameter(ids).Contains(r.Id)))
            .OrderBy(r => r.Id).ToListAsync(cancellationToken);
        var ofJobs = jobIds.ToHashSet();
        try
        {
            foreach (var source in sources)
            {
                // A file that is not there any more leaves nothing to copy.
                if (await stored.CopyAsync(source.Key, source.ContentType, cancellationToken) is not { } key) continue;
                copied.Add(source, key, source.JobId is { } job && ofJobs.Contains(job) ? job : null);
                if (source.ThumbnailKey is { } small && await stored.CopyAsync(small, "image/jpeg", cancellationToken) is { } copy)
                    copied.AddThumbnail(small, copy);
            }
            return copied;
        }
        catch
        {
            await copied.DiscardAsync();
            throw;
        }
    }
}
