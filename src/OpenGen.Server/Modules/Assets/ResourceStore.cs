using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using OpenGen.Media;
using OpenGen.Rendering;
using OpenGen.Rendering.Pipeline;
using OpenGen.Server.Data;
using OpenGen.Server.Jobs;
using OpenGen.Server.Modules.Assets.Contracts;
using OpenGen.Server.Modules.Assets.Storage;

namespace OpenGen.Server.Modules.Assets;

/// <summary>The files of agents: adds what jobs make, finds what cells and layers name.</summary>
internal sealed class ResourceStore(
    AppDbContext db, StoredFiles stored, OpenFiles open, IPublicUrls urls, MediaProbe probe, Thumbnailer thumbnailer,
    VideoRenderer renderer) : IResourceStore
{
    /// <inheritdoc/>
    public async Task<IReadOnlyList<SavedFile>> SaveAsync(IReadOnlyList<ProducedFile> files, CancellationToken cancellationToken)
    {
        var kept = new List<SavedFile>(files.Count);
        foreach (var file in files)
        {
            var size = new FileInfo(file.Path).Length;
            var small = file.ThumbnailPath is { } path ? await stored.KeepAsync(path, "image/jpeg", cancellationToken) : null;
            kept.Add(new SavedFile(file, size, await stored.KeepAsync(file.Path, file.ContentType, cancellationToken), small));
        }
        return kept;
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<string>> AddAsync(
        long agentId, long? jobId, IReadOnlyList<SavedFile> files, CancellationToken cancellationToken)
    {
        if (files.Count == 0) return [];
        foreach (var (file, size, key, thumbnailKey) in files)
            db.ContentResources.Add(new ContentResource
            {
                AgentId = agentId,
                JobId = jobId,
                Kind = file.Kind,
                Key = key,
                ThumbnailKey = thumbnailKey,
                FileName = file.FileName,
                ContentType = file.ContentType,
                ByteSize = size,
                Metadata = file.Metadata,
            });
        await db.SaveChangesAsync(cancellationToken);
        await stored.ClaimAsync([.. Keys(files)], cancellationToken);
        return [.. files.Select(f => FilePaths.Of(f.Key, f.File.FileName))];
    }

    /// <inheritdoc/>
    public Task DiscardAsync(IReadOnlyList<SavedFile> files, CancellationToken cancellationToken) =>
        stored.DiscardAsync([.. Keys(files)], cancellationToken);

    private static IEnumerable<string> Keys(IReadOnlyList<SavedFile> files) =>
        files.SelectMany(f => new[] { f.Key, f.ThumbnailKey }).OfType<string>();

    /// <inheritdoc/>
    public async Task<ProducedFile> DescribeAsync(
        string path, string fileName, JsonObject? metadata, CancellationToken cancellationToken, string? thumbnailPath = null)
    {
        var facts = await probe.ReadAsync(path, cancellationToken) ?? throw new InvalidDataException($"{fileName} is no media file");
        var type = FileTypes.Of(path) ?? throw new InvalidDataException($"{fileName} is of no known type");
        return new ProducedFile(path, fileName, FileTypes.KindOf(facts), FileTypes.Corrected(type, facts),
            RawJson.From(FileTypes.Describe(facts, metadata)), thumbnailPath ?? await ThumbnailAsync(path, facts, cancellationToken));
    }

    /// <inheritdoc/>
    public async Task<ProducedFile> DescribeClipAsync(
        string path, string fileName, JsonObject? metadata, CancellationToken cancellationToken)
    {
        await renderer.PrepareAsync(path, cancellationToken);
        return await DescribeAsync(path, fileName, metadata, cancellationToken);
    }

    /// <summary>A thumbnail beside the file, or null for what has no picture.</summary>
    private async Task<string?> ThumbnailAsync(string path, MediaFacts facts, CancellationToken cancellationToken)
    {
        if (facts.Width is 0) return null;
        var small = path + ".thumb.jpg";
        return await thumbnailer.MakeAsync(path, small, cancellationToken: cancellationToken) ? small : null;
    }

    /// <inheritdoc/>
    public async Task<ILookup<long, OutputResource>> OutputsOfAsync(IReadOnlyList<long> jobIds, CancellationToken cancellationToken)
    {
        // One parameter however many jobs: a parameter each runs into the databases' limits on a large sheet.
        var resources = await db.ContentResources.AsNoTracking().Where(r => r.JobId != null && EF.Parameter(jobIds).Contains(r.JobId.Value))
            .OrderBy(r => r.Id).ToListAsync(cancellationToken);
        return resources.ToLookup(
            r => r.JobId!.Value, r => new OutputResource(r.Id, urls.Of(r.Key, r.FileName), urls.OfThumbnail(r.ThumbnailKey), r.Kind));
    }

    /// <inheritdoc/>
    public async Task<FileFacts?> FactsAsync(long agentId, string named, CancellationToken cancellationToken) =>
        (await FactsAsync(agentId, [named], cancellationToken)).GetValueOrDefault(named);

    /// <inheritdoc/>
    public async Task<Dictionary<string, FileFacts>> FactsAsync(
        long agentId, IReadOnlyCollection<string> named, CancellationToken cancellationToken)
    {
        var (ids, keys) = (new Dictionary<string, long>(), new Dictionary<string, string>());
        foreach (var name in named)
            if (long.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var id)) ids[name] = id;
            else if (FilePaths.KeyIn(name) is { } key) keys[name] = key;
        if (ids.Count == 0 && keys.Count == 0) return [];
        var (byId, byKey) = (ids.Values.Distinct().ToList(), keys.Values.Distinct().ToList());
        var found = await db.ContentResources.AsNoTracking()
            .Where(r => r.AgentId == agentId && (byId.Contains(r.Id) || byKey.Contains(r.Key)))
            .Select(r => new { r.Id, r.Key, r.Kind, r.ContentType, r.Metadata }).ToListAsync(cancellationToken);
        var facts = found.ToDictionary(r => r.Id, r => new FileFacts(r.Id, r.Kind, r.ContentType, r.Metadata.AsObject()));
        var idOf = found.ToDictionary(r => r.Key, r => r.Id);
        foreach (var (name, key) in keys)
            if (idOf.TryGetValue(key, out var id)) ids[name] = id;
        return ids.Where(named => facts.ContainsKey(named.Value)).ToDictionary(named => named.Key, named => facts[named.Value]);
    }

    /// <inheritdoc/>
    public Task<LocalFile?> FindAsync(long agentId, long id, CancellationToken cancellationToken) =>
        FileAsync(db.ContentResources.Where(r => r.Id == id && r.AgentId == agentId), cancellationToken);

    /// <inheritdoc/>
    public Task<LocalFile?> FindByUrlAsync(long agentId, string url, CancellationToken cancellationToken) =>
        FilePaths.KeyIn(url) is { } key
            ? FileAsync(db.ContentResources.Where(r => r.Key == key && r.AgentId == agentId), cancellationToken)
            : Task.FromResult<LocalFile?>(null);

    /// <inheritdoc/>
    public Task<LocalFile?> FindOutputAsync(long agentId, long jobId, CancellationToken cancellationToken) =>
        FileAsync(db.ContentResources.Where(r => r.JobId == jobId && r.AgentId == agentId).OrderBy(r => r.Id), cancellationToken);

    /// <inheritdoc/>
    public async Task<FileFacts?> FactsOfOutputAsync(long agentId, long jobId, CancellationToken cancellationToken) =>
        await db.ContentResources.AsNoTracking().Where(r => r.JobId == jobId && r.AgentId == agentId).OrderBy(r => r.Id)
            .FirstOrDefaultAsync(cancellationToken) is { } r
            ? new FileFacts(r.Id, r.Kind, r.ContentType, r.Metadata.AsObject())
            : null;

    /// <inheritdoc/>
    public async Task<string> UrlAsync(long id, CancellationToken cancellationToken)
    {
        var named = await db.ContentResources.Where(r => r.Id == id).Select(r => new { r.Key, r.FileName }).SingleAsync(cancellationToken);
        return urls.Of(named.Key, named.FileName);
    }

    /// <inheritdoc/>
    public async Task<LocalFile?> LooseAsync(string path, CancellationToken cancellationToken) =>
        FileTypes.Of(path) is { } type && await probe.ReadAsync(path, cancellationToken) is { } facts
            ? new LocalFile(0, FileTypes.KindOf(facts), path, FileTypes.Corrected(type, facts), FileTypes.Describe(facts, null))
            : null;

    private async Task<LocalFile?> FileAsync(IQueryable<ContentResource> found, CancellationToken cancellationToken) =>
        await found.AsNoTracking().FirstOrDefaultAsync(cancellationToken) is { } r
            && await open.PathOfAsync(r.Key, cancellationToken) is { } path
            ? new LocalFile(r.Id, r.Kind, path, r.ContentType, r.Metadata.AsObject())
            : null;
}
