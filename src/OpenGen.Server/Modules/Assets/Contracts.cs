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
        // One parameter however many jobs: a parameter each runs into the databases' limits on a large sheet.
        var resources = await db.ContentResources.AsNoTracking().Where(r => r.JobId != null && EF.Parameter(jobIds).Contains(r.JobId.Value)).OrderBy(r => r.Id).ToListAsync(stop);
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

/// <summary>Copies files, so that what is copied with them does not hang on what it was copied from.</summary>
internal sealed class FileCopies(AppDbContext db, DiskStorage storage)
{
    /// <summary>Copies an agent's files: what jobs made, and files by key or id. Nobody sees the copies before <see cref="KeepAsync"/>.</summary>
    public async Task<CopiedFiles> CopyAsync(long agentId, IReadOnlyList<long> jobIds, IReadOnlyList<string> keys, IReadOnlyList<long> ids, CancellationToken stop)
    {
        var copied = new CopiedFiles();
        if (jobIds.Count + keys.Count + ids.Count == 0) return copied;
        var sources = await db.ContentResources.AsNoTracking().Where(r => r.AgentId == agentId
            && ((r.JobId != null && EF.Parameter(jobIds).Contains(r.JobId.Value)) || EF.Parameter(keys).Contains(r.Key) || EF.Parameter(ids).Contains(r.Id))).OrderBy(r => r.Id).ToListAsync(stop);
        var ofJobs = jobIds.ToHashSet();
        try
        {
            foreach (var source in sources)
            {
                // A file that is not there any more leaves nothing to copy.
                if (!File.Exists(storage.PathOf(source.Key))) continue;
                var key = await storage.KeepAsync(storage.PathOf(source.Key), stop);
                copied.Add(source, key, source.JobId is { } job && ofJobs.Contains(job) ? job : null);
                if (source.ThumbnailKey is { } small && File.Exists(storage.PathOf(small))) copied.AddThumbnail(small, await storage.KeepAsync(storage.PathOf(small), stop));
            }
            return copied;
        }
        catch
        {
            Discard(copied);
            throw;
        }
    }

    /// <summary>Puts the copies on an agent's shelf. In the caller's transaction.</summary>
    public async Task KeepAsync(CopiedFiles copied, long agentId, CancellationToken stop)
    {
        if (copied.IsEmpty) return;
        db.ContentResources.AddRange(copied.Shelve(agentId));
        await db.SaveChangesAsync(stop);
    }

    /// <summary>Makes copies the outputs of the jobs that stand in for those that made their originals; saved with the caller's next save.</summary>
    public void BelongTo(CopiedFiles copied, IReadOnlyDictionary<long, long> jobs)
    {
        foreach (var (resource, source) in copied.OfJobs)
            if (jobs.TryGetValue(source, out var job))
            {
                db.ContentResources.Attach(resource);
                resource.JobId = job;
            }
    }

    /// <summary>Deletes copies that came to nothing.</summary>
    public void Discard(CopiedFiles copied)
    {
        foreach (var key in copied.NewKeys) storage.Delete(key);
    }
}

/// <summary>Files and their copies; finds the one in a text and puts the other in its place.</summary>
internal sealed partial class CopiedFiles
{
    private readonly Dictionary<string, string> _keys = [];
    private readonly Dictionary<long, ContentResource> _copies = [];
    private readonly List<(ContentResource Source, string Key, long? Job)> _files = [];

    /// <summary>Whether nothing was copied.</summary>
    public bool IsEmpty => _files.Count == 0;

    /// <summary>The storage keys of all copies.</summary>
    public IEnumerable<string> NewKeys => _keys.Values;

    /// <summary>The copies of what jobs made, by those jobs.</summary>
    internal IEnumerable<(ContentResource Resource, long Job)> OfJobs =>
        _files.Where(f => f.Job is not null).Select(f => (_copies[f.Source.Id], f.Job!.Value));

    /// <summary>The text with the copies' URLs and ids in place of the originals'.</summary>
    public string? In(string? text)
    {
        if (text is null || IsEmpty) return text;
        text = KeyInUrl().Replace(text, found => _keys.GetValueOrDefault(found.Value, found.Value));
        return IdInJson().Replace(text, found => long.TryParse(found.Value, out var id) && _copies.TryGetValue(id, out var copy)
            ? copy.Id.ToString(System.Globalization.CultureInfo.InvariantCulture) : found.Value);
    }

    /// <summary>The same for a JSON document.</summary>
    public RawJson In(RawJson json) => new(In(json.Text)!);

    /// <summary>The storage keys in the URLs of a text.</summary>
    public static IEnumerable<string> KeysIn(string text) => KeyInUrl().Matches(text).Select(found => found.Value);

    /// <summary>The files a JSON document names as <c>content_resource_id</c>.</summary>
    public static IEnumerable<long> IdsIn(string json) =>
        IdInJson().Matches(json).Select(found => long.TryParse(found.Value, out var id) ? id : 0).Where(id => id > 0);

    internal void Add(ContentResource source, string key, long? job)
    {
        _keys[source.Key] = key;
        _files.Add((source, key, job));
    }

    internal void AddThumbnail(string key, string copy) => _keys[key] = copy;

    internal IEnumerable<ContentResource> Shelve(long agentId) => _files.Select(f => _copies[f.Source.Id] = new ContentResource
    {
        AgentId = agentId,
        Kind = f.Source.Kind,
        Key = f.Key,
        ThumbnailKey = f.Source.ThumbnailKey is { } small ? _keys.GetValueOrDefault(small) : null,
        FileName = f.Source.FileName,
        ContentType = f.Source.ContentType,
        ByteSize = f.Source.ByteSize,
        Metadata = f.Source.Metadata,
    });

    [System.Text.RegularExpressions.GeneratedRegex("(?<=/files/)[0-9a-z]{32}")]
    private static partial System.Text.RegularExpressions.Regex KeyInUrl();

    /// <summary>Quotes within a JSON string are escaped: this is only ever a field.</summary>
    [System.Text.RegularExpressions.GeneratedRegex("""(?<="content_resource_id":\s*"?)\d+""")]
    private static partial System.Text.RegularExpressions.Regex IdInJson();
}
