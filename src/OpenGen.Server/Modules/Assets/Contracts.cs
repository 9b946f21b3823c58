using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.EntityFrameworkCore;
using OpenGen.Media;
using OpenGen.Rendering.Pipeline;
using OpenGen.Server.Data;
using OpenGen.Server.Modules.Assets.Storage;
using OpenGen.Server.Web;

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

/// <summary>What is known of a file of an agent.</summary>
internal record FileFacts(long Id, MediaKind Kind, string ContentType, JsonObject Metadata)
{
    /// <summary>Seconds, above 0; null for what has no length, or none that is known.</summary>
    public double? Duration => Metadata["duration"] is JsonValue value && value.TryGetValue(out double seconds) && double.IsFinite(seconds) && seconds > 0 ? seconds : null;
}

/// <summary>A file of an agent, where a program on this machine can open it until the job or request ends.</summary>
internal sealed record ShelvedFile(long Id, MediaKind Kind, string Path, string ContentType, JsonObject Metadata) : FileFacts(Id, Kind, ContentType, Metadata);

/// <summary>The files of agents: adds what jobs make, finds what cells and layers name.</summary>
internal sealed class ResourceShelf(AppDbContext db, StoredFiles stored, OpenFiles open, PublicUrls urls, MediaProbe probe, Thumbnailer thumbnailer, VideoRenderer renderer)
{
    /// <summary>
    /// Writes files a job made into the storage, which may be slow: to be called before the transaction that adds them. What is
    /// never added is swept.
    /// </summary>
    public async Task<IReadOnlyList<KeptFile>> KeepAsync(IReadOnlyList<ProducedFile> files, CancellationToken stop)
    {
        var kept = new List<KeptFile>(files.Count);
        foreach (var file in files)
        {
            var size = new FileInfo(file.Path).Length;
            var small = file.ThumbnailPath is { } path ? await stored.KeepAsync(path, "image/jpeg", stop) : null;
            kept.Add(new KeptFile(file, size, await stored.KeepAsync(file.Path, file.ContentType, stop), small));
        }
        return kept;
    }

    /// <summary>Puts kept files on the agent's shelf; runs in the caller's transaction. Answers their URLs' paths.</summary>
    public async Task<IReadOnlyList<string>> AddAsync(long agentId, long? jobId, IReadOnlyList<KeptFile> files, CancellationToken stop)
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
        await db.SaveChangesAsync(stop);
        await stored.ClaimAsync([.. Keys(files)], stop);
        return [.. files.Select(f => PublicUrls.PathOf(f.Key, f.File.FileName))];
    }

    /// <summary>Gives up kept files that are not added after all.</summary>
    public Task DiscardAsync(IReadOnlyList<KeptFile> files, CancellationToken stop) => stored.DiscardAsync([.. Keys(files)], stop);

    private static IEnumerable<string> Keys(IReadOnlyList<KeptFile> files) => files.SelectMany(f => new[] { f.Key, f.ThumbnailKey }).OfType<string>();

    /// <summary>Describes a media file a job made: its length and size in the metadata, and the thumbnail, made beside it when the job brings none.</summary>
    public async Task<ProducedFile> DescribeAsync(string path, string fileName, JsonObject? metadata, CancellationToken stop, string? thumbnailPath = null)
    {
        var facts = await probe.ReadAsync(path, stop) ?? throw new InvalidDataException($"{fileName} is no media file");
        var type = FileTypes.Of(path) ?? throw new InvalidDataException($"{fileName} is of no known type");
        return new ProducedFile(path, fileName, FileTypes.KindOf(facts), FileTypes.Corrected(type, facts),
            RawJson.From(FileTypes.Describe(facts, metadata)), thumbnailPath ?? await ThumbnailAsync(path, facts, stop));
    }

    /// <summary>Describes a clip that a job made to become a layer, and prepares it, so that nobody waits for that when they first look at it.</summary>
    public async Task<ProducedFile> DescribeClipAsync(string path, string fileName, JsonObject? metadata, CancellationToken stop)
    {
        await renderer.PrepareAsync(path, stop);
        return await DescribeAsync(path, fileName, metadata, stop);
    }

    /// <summary>A thumbnail beside the file, or null for what has no picture.</summary>
    private async Task<string?> ThumbnailAsync(string path, MediaFacts facts, CancellationToken stop)
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

    /// <summary>What is known of one of an agent's files, by its id or a URL of this server; null when it is not there. Opens nothing.</summary>
    public async Task<FileFacts?> FactsAsync(long agentId, string named, CancellationToken stop)
    {
        var found = db.ContentResources.AsNoTracking().Where(r => r.AgentId == agentId);
        if (long.TryParse(named, NumberStyles.None, CultureInfo.InvariantCulture, out var id)) found = found.Where(r => r.Id == id);
        else if (PublicUrls.KeyIn(named) is { } key) found = found.Where(r => r.Key == key);
        else return null;
        return await found.FirstOrDefaultAsync(stop) is { } r ? new FileFacts(r.Id, r.Kind, r.ContentType, r.Metadata.AsObject()) : null;
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

    /// <summary>What is known of the main file a job made; null when it made none. Opens nothing.</summary>
    public async Task<FileFacts?> FactsOfOutputAsync(long agentId, long jobId, CancellationToken stop) =>
        await db.ContentResources.AsNoTracking().Where(r => r.JobId == jobId && r.AgentId == agentId).OrderBy(r => r.Id).FirstOrDefaultAsync(stop) is { } r
            ? new FileFacts(r.Id, r.Kind, r.ContentType, r.Metadata.AsObject())
            : null;

    /// <summary>A file's URL by its id.</summary>
    public async Task<string> UrlAsync(long id, CancellationToken stop)
    {
        var named = await db.ContentResources.Where(r => r.Id == id).Select(r => new { r.Key, r.FileName }).SingleAsync(stop);
        return urls.Of(named.Key, named.FileName);
    }

    /// <summary>A file that is on nobody's shelf, such as one just fetched; null when it is no media.</summary>
    public async Task<ShelvedFile?> LooseAsync(string path, CancellationToken stop) =>
        FileTypes.Of(path) is { } type && await probe.ReadAsync(path, stop) is { } facts
            ? new ShelvedFile(0, FileTypes.KindOf(facts), path, FileTypes.Corrected(type, facts), FileTypes.Describe(facts, null))
            : null;

    private async Task<ShelvedFile?> FileAsync(IQueryable<ContentResource> found, CancellationToken stop) =>
        await found.AsNoTracking().FirstOrDefaultAsync(stop) is { } r && await open.PathOfAsync(r.Key, stop) is { } path
            ? new ShelvedFile(r.Id, r.Kind, path, r.ContentType, r.Metadata.AsObject())
            : null;
}

/// <summary>Deletes all files of agents and workspaces; the rows that name them go with the agent's or the workspace's own row.</summary>
internal sealed class AgentFiles(AppDbContext db, StoredFiles stored)
{
    /// <summary>
    /// Holds an agent until the end of the transaction, so that nobody adds files or folders to it meanwhile. SQLite has one
    /// writer at a time anyway.
    /// </summary>
    public static async Task LockAsync(AppDbContext db, long agentId, CancellationToken stop)
    {
        if (db.Database.IsNpgsql()) await db.Database.ExecuteSqlAsync($"SELECT 1 FROM agents WHERE id = {agentId} FOR UPDATE", stop);
    }

    /// <summary>Says, in the transaction that then deletes the agent's row, that all its files go.</summary>
    public async Task DoomAsync(long agentId, CancellationToken stop)
    {
        await LockAsync(db, agentId, stop);
        await stored.DoomAgentAsync(agentId, stop);
    }

    /// <summary>Says, in the transaction that then deletes the workspace's row, that its pictures go.</summary>
    public Task DoomPicturesAsync(long workspaceId, CancellationToken stop) => stored.DoomPicturesAsync(workspaceId, stop);

    /// <summary>Removes them from the storage; to be called once the transaction is committed.</summary>
    public void Sweep() => stored.Sweep();
}

/// <summary>An upload in the storage that no transaction has named yet.</summary>
/// <param name="Unclaimed">The keys that the naming transaction claims.</param>
internal sealed record KeptUpload(
    string Key, string? ThumbnailKey, IReadOnlyCollection<string> Unclaimed, MediaKind Kind, string ContentType, string FileName, long ByteSize, JsonObject Metadata);

/// <summary>Files that one step of a job leaves for the next, on whichever node that runs; nothing names them, and an hour later they are gone.</summary>
internal sealed class FetchedFiles(StoredFiles stored, OpenFiles open)
{
    /// <summary>Takes a file of this machine, which may be gone from its path afterwards; outside of a transaction. Answers its key.</summary>
    public Task<string> KeepAsync(string path, CancellationToken cancellationToken) => stored.KeepAsync(path, "application/octet-stream", cancellationToken);

    /// <summary>Where programs of this machine can open one until the job ends; null when it is gone.</summary>
    public Task<string?> PathOfAsync(string key, CancellationToken cancellationToken) => open.PathOfAsync(key, cancellationToken);

    /// <summary>Lets files go that nobody needs any more.</summary>
    public Task DiscardAsync(IReadOnlyCollection<string> keys, CancellationToken cancellationToken) => stored.DiscardAsync(keys, cancellationToken);
}

/// <summary>Where a file of an agent is to be seen.</summary>
internal sealed record MediaLinks(string Url, string? ThumbnailUrl);

/// <summary>
/// Files that belong to an agent itself rather than to its sheets: its avatars, recordings of its voices. They are stored outside
/// of any transaction, which may take its time, and then added, in the caller's.
/// </summary>
internal sealed class AgentMedia(AppDbContext db, Uploads uploads, ResourceShelf shelf, StoredFiles stored, PublicUrls urls)
{
    private static readonly string[] Pictures = ["image/jpeg", "image/png", "image/webp"];

    /// <summary>Stores an uploaded picture: JPEG, PNG or WebP, by its bytes. Fails with the sentence why not. Outside of a transaction.</summary>
    public Task<Result<KeptUpload>> StorePictureAsync(UploadedFile file, CancellationToken cancellationToken) =>
        uploads.StoreAsync(file, Pictures, cancellationToken);

    /// <summary>Adds what was stored; in the caller's transaction. Answers its id.</summary>
    public async Task<long> AddAsync(long agentId, KeptUpload kept, CancellationToken cancellationToken) =>
        (await uploads.AddAsync(agentId, null, kept, cancellationToken)).Id;

    /// <summary>Gives up what was stored and is not added after all.</summary>
    public Task DiscardAsync(KeptUpload kept, CancellationToken cancellationToken) => stored.DiscardAsync(kept.Unclaimed, cancellationToken);

    /// <summary>Stores a media file that was made here, which may be gone from its path afterwards. Outside of a transaction.</summary>
    public async Task<KeptUpload> StoreAsync(string path, string fileName, CancellationToken cancellationToken)
    {
        var made = await shelf.DescribeAsync(path, fileName, null, cancellationToken);
        var (_, size, key, small) = (await shelf.KeepAsync([made], cancellationToken))[0];
        string[] keys = small is null ? [key] : [key, small];
        return new KeptUpload(key, small, keys, made.Kind, made.ContentType, made.FileName, size, made.Metadata.AsObject());
    }

    /// <summary>Where files are to be seen, by their ids; those that are gone are left out.</summary>
    public async Task<Dictionary<long, MediaLinks>> FindAsync(IReadOnlyCollection<long> ids, CancellationToken cancellationToken)
    {
        if (ids.Count == 0) return [];
        var found = await db.ContentResources.Where(r => ids.Contains(r.Id))
            .Select(r => new { r.Id, r.Key, r.FileName, r.ThumbnailKey }).ToListAsync(cancellationToken);
        return found.ToDictionary(r => r.Id, r => new MediaLinks(urls.Of(r.Key, r.FileName), urls.OfThumbnail(r.ThumbnailKey)));
    }

    /// <summary>Removes files of an agent; in the caller's transaction or in one of its own.</summary>
    public Task RemoveAsync(long agentId, IReadOnlyCollection<long> ids, CancellationToken cancellationToken) => db.JoinAsync(async () =>
    {
        foreach (var id in ids) await stored.DoomResourceAsync(id, agentId, cancellationToken);
        AfterCommit.Do(db, stored.Sweep);
        return await db.ContentResources.Where(r => r.AgentId == agentId && ids.Contains(r.Id)).ExecuteDeleteAsync(cancellationToken);
    }, cancellationToken);
}

/// <summary>A picture in the storage that no transaction has named yet.</summary>
internal sealed record KeptPicture(string Key, string ThumbnailKey, string FileName, string ContentType);

/// <summary>Where a picture and its small copy are to be had.</summary>
internal sealed record PictureUrls(string Url, string ThumbnailUrl);

/// <summary>Avatars and the like: JPEG, PNG or WebP by their bytes. Kept before the transaction, added in it, shown by id.</summary>
internal sealed class PictureShelf(AppDbContext db, StoredFiles stored, PublicUrls urls, MediaProbe probe, Thumbnailer thumbnailer, ScratchSpace scratch)
{
    /// <summary>Bytes.</summary>
    public const long Largest = 20 * 1024 * 1024;

    /// <summary>Writes a picture and its thumbnail into the storage; null when it is no picture, or too large. Outside of a transaction.</summary>
    public async Task<KeptPicture?> KeepAsync(UploadedFile file, CancellationToken stop)
    {
        if (file.Length is 0 or > Largest) return null;
        var (path, small) = (scratch.NewPath(), scratch.NewPath() + ".jpg");
        try
        {
            await using (var target = File.Create(path))
            await using (var source = file.Open())
                await source.CopyToAsync(target, stop);
            if (FileTypes.Of(path) is not ("image/jpeg" or "image/png" or "image/webp") || await probe.ReadAsync(path, stop) is not { } facts) return null;
            if (!await thumbnailer.MakeAsync(path, small, longestSide: 256, stop: stop)) return null;
            var type = FileTypes.Corrected(FileTypes.Of(path)!, facts);
            return new KeptPicture(await stored.KeepAsync(path, type, stop), await stored.KeepAsync(small, "image/jpeg", stop), FileNames.Safe(file.FileName), type);
        }
        finally
        {
            File.Delete(path);
            File.Delete(small);
        }
    }

    /// <summary>Names a kept picture, in the caller's transaction.</summary>
    /// <returns>Its id.</returns>
    public async Task<long> AddAsync(long workspaceId, KeptPicture kept, CancellationToken stop)
    {
        var picture = new Picture { WorkspaceId = workspaceId, Key = kept.Key, ThumbnailKey = kept.ThumbnailKey, FileName = kept.FileName, ContentType = kept.ContentType };
        db.Pictures.Add(picture);
        await db.SaveChangesAsync(stop);
        await stored.ClaimAsync([kept.Key, kept.ThumbnailKey], stop);
        return picture.Id;
    }

    /// <summary>Deletes a picture, in the caller's transaction; <see cref="Sweep"/> once that is committed.</summary>
    public async Task RemoveAsync(long id, CancellationToken stop)
    {
        await stored.DoomPictureAsync(id, stop);
        await db.Pictures.Where(p => p.Id == id).ExecuteDeleteAsync(stop);
    }

    /// <summary>Gives up a kept picture that is not added after all.</summary>
    public Task DiscardAsync(KeptPicture kept, CancellationToken stop) => stored.DiscardAsync([kept.Key, kept.ThumbnailKey], stop);

    /// <summary>Where pictures are to be had, by their ids.</summary>
    public Task<Dictionary<long, PictureUrls>> UrlsAsync(IReadOnlyCollection<long> ids, CancellationToken stop) => ids.Count == 0
        ? Task.FromResult(new Dictionary<long, PictureUrls>())
        : db.Pictures.Where(p => ids.Contains(p.Id)).ToDictionaryAsync(p => p.Id, p => new PictureUrls(urls.Of(p.Key, p.FileName), urls.OfThumbnail(p.ThumbnailKey)!), stop);

    /// <summary>Removes deleted pictures from the storage; to be called once the transaction is committed.</summary>
    public void Sweep() => stored.Sweep();
}

/// <summary>Copies files, so that what is copied with them does not hang on what it was copied from.</summary>
internal sealed class FileCopies(AppDbContext db, StoredFiles stored)
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
                if (await stored.CopyAsync(source.Key, source.ContentType, stop) is not { } key) continue;
                copied.Add(source, key, source.JobId is { } job && ofJobs.Contains(job) ? job : null);
                if (source.ThumbnailKey is { } small && await stored.CopyAsync(small, "image/jpeg", stop) is { } copy) copied.AddThumbnail(small, copy);
            }
            return copied;
        }
        catch
        {
            await DiscardAsync(copied);
            throw;
        }
    }

    /// <summary>Puts the copies on an agent's shelf. In the caller's transaction.</summary>
    public async Task KeepAsync(CopiedFiles copied, long agentId, CancellationToken stop)
    {
        if (copied.IsEmpty) return;
        db.ContentResources.AddRange(copied.Shelve(agentId));
        await db.SaveChangesAsync(stop);
        await stored.ClaimAsync([.. copied.NewKeys], stop);
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

    /// <summary>Gives up copies that came to nothing.</summary>
    public Task DiscardAsync(CopiedFiles copied) => stored.DiscardAsync([.. copied.NewKeys], CancellationToken.None);
}

/// <summary>Files and their copies; finds the one in a text and puts the other in its place.</summary>
internal sealed partial class CopiedFiles
{
    private readonly Dictionary<string, string> _keys = [];
    private readonly Dictionary<long, ContentResource> _copies = [];
    private readonly List<(ContentResource Source, string Key, long? Job)> _files = [];

    /// <summary>Whether nothing was copied.</summary>
    public bool IsEmpty => _files.Count == 0;

    /// <summary>Bytes of all copies, without their thumbnails.</summary>
    public long ByteSize => _files.Sum(f => f.Source.ByteSize);

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

/// <summary>
/// The URLs of files as clients see them: under <c>Server:PublicUrl</c> when that is set, else under the host the request
/// was sent to, else (outside of requests) under the address the server listens on.
/// </summary>
internal sealed class PublicUrls(ServerOptions options, CurrentRequest request, IServer server)
{
    private readonly string? _configured = options.PublicUrl?.TrimEnd('/');

    private readonly AsyncLocal<Place?> _place = new();

    /// <summary>Scheme, host and port, without a slash at the end.</summary>
    public string Base => _configured ?? _place.Value?.Base ?? request.BaseUrl ?? Listening;

    /// <summary>Until disposal, this flow writes URLs as the request did that set it going.</summary>
    /// <param name="ofRequest">A job's <c>base_url</c>; null changes nothing.</param>
    public IDisposable At(string? ofRequest) => _place.Value = new Place(this, ofRequest, _place.Value);

    /// <summary>A file's URL.</summary>
    public string Of(string key, string fileName) => Base + PathOf(key, fileName);

    /// <summary>A thumbnail's URL; null for none.</summary>
    public string? OfThumbnail(string? key) => key is null ? null : Of(key, "thumbnail.jpg");

    /// <summary>The path of a file's URL; the name is for people, the key is what counts.</summary>
    public static string PathOf(string key, string fileName) => $"/files/{key}/{Uri.EscapeDataString(fileName)}";

    /// <summary>The key in a URL or path of ours; null when it is not one.</summary>
    public static string? KeyIn(string url)
    {
        const string marker = "/files/";
        var at = url.IndexOf(marker, StringComparison.Ordinal);
        if (at < 0 || url.Length < at + marker.Length + StorageKey.Length) return null;
        var key = url.AsSpan(at + marker.Length, StorageKey.Length);
        return StorageKey.IsKey(key) ? key.ToString() : null;
    }

    private string Listening => server.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault()
        ?.Replace("://0.0.0.0", "://localhost", StringComparison.Ordinal).Replace("://[::]", "://localhost", StringComparison.Ordinal).TrimEnd('/') ?? "";

    private sealed record Place(PublicUrls Urls, string? Base, Place? Before) : IDisposable
    {
        public void Dispose() => Urls._place.Value = Before;
    }
}
