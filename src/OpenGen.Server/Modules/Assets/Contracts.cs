using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using OpenGen.Rendering.FFmpeg;
using OpenGen.Server.Data;
using OpenGen.Server.Http;

namespace OpenGen.Server.Modules.Assets;

/// <summary>What a file is, told by its bytes.</summary>
internal enum MediaKind
{
    Image,
    Video,
    Audio,
    Zip,
    SafeTensors,
}

/// <summary>A file a job made, still in its scratch folder.</summary>
/// <param name="Path">Where it is.</param>
/// <param name="FileName">What a user sees when downloading it.</param>
/// <param name="Kind">What it is.</param>
/// <param name="ContentType">Its media type.</param>
/// <param name="Metadata">Facts to keep with it, such as an audio's words.</param>
/// <param name="ThumbnailPath">A small picture of it, JPEG.</param>
internal sealed record ProducedFile(
    string Path, string FileName, MediaKind Kind, string ContentType, RawJson Metadata, string? ThumbnailPath = null);

/// <summary>A job's output as the API shows it.</summary>
internal sealed record OutputResource(long Id, string Url, string? ThumbnailUrl, MediaKind ObjectType, string Type = "output");

/// <summary>A file of an agent, where a program on this machine can open it.</summary>
internal sealed record ShelvedFile(long Id, MediaKind Kind, string Path, string ContentType, JsonObject Metadata)
{
    /// <summary>Seconds; null for what has no length.</summary>
    public double? Duration => Metadata["duration"]?.GetValue<double>();
}

/// <summary>The files of agents: adds what jobs make, finds what cells and layers name.</summary>
internal sealed class ResourceShelf(AppDbContext db, DiskStorage storage, PublicUrls urls, MediaProbe probe, Thumbnailer thumbnailer)
{
    /// <summary>Keeps files a job made; runs in the caller's transaction. Answers their URLs' paths.</summary>
    public async Task<IReadOnlyList<string>> AddAsync(long agentId, long jobId, IReadOnlyList<ProducedFile> files, CancellationToken stop)
    {
        var kept = new List<string>(files.Count);
        foreach (var file in files)
        {
            var resource = new ContentResource
            {
                AgentId = agentId,
                JobId = jobId,
                Kind = file.Kind,
                Key = await storage.KeepAsync(file.Path, stop),
                ThumbnailKey = file.ThumbnailPath is { } small ? await storage.KeepAsync(small, stop) : null,
                FileName = file.FileName,
                ContentType = file.ContentType,
                ByteSize = new FileInfo(file.Path).Length,
                Metadata = file.Metadata,
            };
            db.ContentResources.Add(resource);
            kept.Add(PublicUrls.PathOf(resource.Key, resource.FileName));
        }
        await db.SaveChangesAsync(stop);
        return kept;
    }

    /// <summary>Describes a media file a job made: thumbnail beside it, its length and size in the metadata.</summary>
    public async Task<ProducedFile> DescribeAsync(string path, string fileName, JsonObject? metadata, CancellationToken stop)
    {
        var facts = await probe.ReadAsync(path, stop) ?? throw new InvalidDataException($"{fileName} is no media file");
        var type = FileTypes.Of(path) ?? throw new InvalidDataException($"{fileName} is of no known type");
        return new ProducedFile(path, fileName, FileTypes.KindOf(facts), FileTypes.Corrected(type, facts),
            RawJson.From(FileTypes.Describe(facts, metadata)), await ThumbnailAsync(path, facts, stop));
    }

    /// <summary>A thumbnail beside the file, or null for what has no picture.</summary>
    internal async Task<string?> ThumbnailAsync(string path, MediaFacts facts, CancellationToken stop)
    {
        if (facts.Width is 0) return null;
        var small = path + ".thumb.jpg";
        return await thumbnailer.MakeAsync(path, small, stop: stop) ? small : null;
    }

    /// <summary>The outputs of jobs, the main one first.</summary>
    public async Task<ILookup<long, OutputResource>> OutputsOfAsync(IReadOnlyList<long> jobIds, CancellationToken stop)
    {
        var resources = await db.ContentResources.AsNoTracking().Where(r => r.JobId != null && jobIds.Contains(r.JobId.Value)).OrderBy(r => r.Id).ToListAsync(stop);
        return resources.ToLookup(r => r.JobId!.Value, r => new OutputResource(r.Id, urls.Of(r.Key, r.FileName), urls.OfThumbnail(r.ThumbnailKey), r.Kind));
    }

    /// <summary>One of an agent's files by id, or null.</summary>
    public Task<ShelvedFile?> FindAsync(long agentId, long id, CancellationToken stop) =>
        FileAsync(db.ContentResources.Where(r => r.Id == id && r.AgentId == agentId), stop);

    /// <summary>One of an agent's files by a URL of this server, or null when the URL is somebody else's.</summary>
    public Task<ShelvedFile?> FindByUrlAsync(long agentId, string url, CancellationToken stop) =>
        PublicUrls.KeyIn(url) is { } key
            ? FileAsync(db.ContentResources.Where(r => r.Key == key && r.AgentId == agentId), stop)
            : Task.FromResult<ShelvedFile?>(null);

    /// <summary>The main file a job made, or null.</summary>
    public Task<ShelvedFile?> FindOutputAsync(long agentId, long jobId, CancellationToken stop) =>
        FileAsync(db.ContentResources.Where(r => r.JobId == jobId && r.AgentId == agentId).OrderBy(r => r.Id), stop);

    /// <summary>A file's URL by its id.</summary>
    public async Task<string> UrlAsync(long id, CancellationToken stop)
    {
        var named = await db.ContentResources.Where(r => r.Id == id).Select(r => new { r.Key, r.FileName }).SingleAsync(stop);
        return PublicUrls.PathOf(named.Key, named.FileName);
    }

    /// <summary>A file that is on nobody's shelf, such as one just fetched; null when it is no media.</summary>
    public async Task<ShelvedFile?> LooseAsync(string path, CancellationToken stop) =>
        FileTypes.Of(path) is { } type && await probe.ReadAsync(path, stop) is { } facts
            ? new ShelvedFile(0, FileTypes.KindOf(facts), path, FileTypes.Corrected(type, facts), FileTypes.Describe(facts, null))
            : null;

    private async Task<ShelvedFile?> FileAsync(IQueryable<ContentResource> found, CancellationToken stop) =>
        await found.AsNoTracking().FirstOrDefaultAsync(stop) is { } r
            ? new ShelvedFile(r.Id, r.Kind, storage.PathOf(r.Key), r.ContentType, r.Metadata.AsObject())
            : null;
}

/// <summary>Removes what is left of an agent's files when the agent itself is gone.</summary>
internal sealed class AgentFiles(AppDbContext db, DiskStorage storage)
{
    /// <summary>The storage keys of all files of some agents.</summary>
    public async Task<IReadOnlyList<string>> KeysOfAsync(IReadOnlyList<long> agentIds, CancellationToken stop)
    {
        var kept = await db.ContentResources.Where(r => agentIds.Contains(r.AgentId)).Select(r => new { r.Key, r.ThumbnailKey }).ToListAsync(stop);
        return [.. kept.SelectMany(k => new[] { k.Key, k.ThumbnailKey }).OfType<string>()];
    }

    /// <summary>Deletes them; to be called once the database has forgotten them.</summary>
    public void Delete(IReadOnlyList<string> keys)
    {
        foreach (var key in keys) storage.Delete(key);
    }
}

/// <summary>Where a file of an agent is to be seen.</summary>
internal sealed record MediaLinks(string Url, string? ThumbnailUrl);

/// <summary>Files that belong to an agent itself rather than to its sheets: its avatars, recordings of its voices.</summary>
internal sealed class AgentMedia(AppDbContext db, Uploads uploads, ResourceShelf shelf, DiskStorage storage, PublicUrls urls)
{
    private static readonly string[] Pictures = ["image/jpeg", "image/png", "image/webp"];

    /// <summary>Keeps an uploaded picture: JPEG, PNG or WebP, by its bytes. Fails with the sentence why not, for a person.</summary>
    public async Task<Result<long>> KeepPictureAsync(long agentId, IFormFile file, CancellationToken stop)
    {
        var kept = await uploads.KeepAsync(agentId, file, stop);
        if (kept.Failed) return kept.Error;
        if (Pictures.Contains(kept.Value.ContentType)) return kept.Value.Id;
        await RemoveAsync(agentId, [kept.Value.Id], stop);
        return Error.Refused("content_resource_creation_failed", $"{kept.Value.FileName} is {kept.Value.ContentType}; a picture must be JPEG, PNG or WebP");
    }

    /// <summary>Keeps a media file that was made here; answers its id.</summary>
    public async Task<long> KeepAsync(long agentId, string path, string fileName, CancellationToken stop)
    {
        var made = await shelf.DescribeAsync(path, fileName, null, stop);
        var resource = new ContentResource
        {
            AgentId = agentId,
            Kind = made.Kind,
            Key = await storage.KeepAsync(made.Path, stop),
            FileName = made.FileName,
            ContentType = made.ContentType,
            ByteSize = new FileInfo(made.Path).Length,
            Metadata = made.Metadata,
        };
        db.ContentResources.Add(resource);
        await db.SaveChangesAsync(stop);
        return resource.Id;
    }

    /// <summary>Where files are to be seen, by their ids; those that are gone are left out.</summary>
    public async Task<Dictionary<long, MediaLinks>> FindAsync(IReadOnlyCollection<long> ids, CancellationToken stop)
    {
        if (ids.Count == 0) return [];
        var found = await db.ContentResources.Where(r => ids.Contains(r.Id)).Select(r => new { r.Id, r.Key, r.FileName, r.ThumbnailKey }).ToListAsync(stop);
        return found.ToDictionary(r => r.Id, r => new MediaLinks(urls.Of(r.Key, r.FileName), urls.OfThumbnail(r.ThumbnailKey)));
    }

    /// <summary>Removes files of an agent, from the database first.</summary>
    public async Task RemoveAsync(long agentId, IReadOnlyCollection<long> ids, CancellationToken stop)
    {
        var keys = await db.ContentResources.Where(r => r.AgentId == agentId && ids.Contains(r.Id)).Select(r => new { r.Key, r.ThumbnailKey }).ToListAsync(stop);
        await db.ContentResources.Where(r => r.AgentId == agentId && ids.Contains(r.Id)).ExecuteDeleteAsync(stop);
        foreach (var key in keys)
        {
            storage.Delete(key.Key);
            storage.Delete(key.ThumbnailKey);
        }
    }
}
