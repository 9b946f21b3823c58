using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using OpenGen.Rendering.FFmpeg;
using OpenGen.Server.Data;
using OpenGen.Server.Http;
using OpenGen.Server.Modules.Agents;

namespace OpenGen.Server.Modules.Assets;

/// <summary>/v1/content_resources: an agent's files.</summary>
internal static class ContentResourceEndpoints
{
    /// <summary>The largest file, in bytes.</summary>
    public const long LargestFile = 1024L * 1024 * 1024;

    private const int PageSize = 20;

    public sealed record ContentResourceView(long Id, string Url, string? ThumbnailUrl, string FileName, string ContentType);

    public sealed record Generator(long Id, Jobs.JobStatus Status, string Type);

    public sealed record WithGenerator(ContentResourceView ContentResource, Generator? Generator);

    [Wrapper("content_resource")]
    public sealed record Create(UploadedFile File) : Input<Create>;

    [Wrapper("content_resource")]
    public sealed record Update([StringLength(255, MinimumLength = 1)] string? Filename) : Input<Update>;

    public static void Map(RouteGroupBuilder v1)
    {
        var resources = v1.MapGroup("/content_resources").WithTags("Content Resources").InPhase(Phase.Edit).ForAgent();
        resources.MapGet("/", ListAsync).WithName("listContentResources");
        resources.MapPost("/", CreateAsync).WithName("createContentResource").WithMetadata(new RequestSizeLimitAttribute(LargestFile + HttpModule.LargestBody));
        resources.MapGet("/{id:long}", GetAsync).WithName("getContentResource");
        resources.MapPatch("/{id:long}", UpdateAsync).WithName("updateContentResource");
        resources.MapDelete("/{id:long}", DeleteAsync).WithName("deleteContentResource");
    }

    /// <summary>Newest first; <c>page</c> counts from 0.</summary>
    private static async Task<Results<Ok<ContentResourceView[]>, Problem>> ListAsync(
        AgentScope scope, string? type, [FromQuery(Name = "project_id")] long? sheetId, [FromQuery(Name = "ids[]")] long[]? ids, int? page, AppDbContext db, PublicUrls urls, CancellationToken stop)
    {
        var found = db.ContentResources.AsNoTracking().Where(r => r.AgentId == scope.AgentId);
        if (!string.IsNullOrEmpty(type))
        {
            if (KindNamed(type) is not { } kind) return Error.Invalid("type", "must be one of image, video, audio, zip, safe_tensors").AsProblem();
            found = found.Where(r => r.Kind == kind);
        }
        if (ids is { Length: > 0 }) found = found.Where(r => ids.Contains(r.Id));
        if (sheetId is not null) found = found.Where(r => db.Jobs.Any(j => j.Id == r.JobId && j.SheetId == sheetId));
        found = found.OrderByDescending(r => r.Id);
        if (page is { } p) found = found.Skip(Math.Max(p, 0) * PageSize).Take(PageSize);
        return TypedResults.Ok((await found.ToListAsync(stop)).Select(r => View(r, urls)).ToArray());
    }

    private static async Task<Results<Created<WithGenerator>, Problem>> CreateAsync(AgentScope scope, Create request, Uploads uploads, PublicUrls urls, CancellationToken stop)
    {
        var kept = await uploads.KeepAsync(scope.AgentId, request.File.File, stop);
        if (kept.Failed) return kept.Error.AsProblem();
        return TypedResults.Created($"/v1/content_resources/{kept.Value.Id}", new WithGenerator(View(kept.Value, urls), null));
    }

    private static async Task<Results<Ok<WithGenerator>, Problem>> GetAsync(AgentScope scope, long id, AppDbContext db, PublicUrls urls, CancellationToken stop)
    {
        if (await FindAsync(db, scope, id, stop) is not { } resource) return NotFound.AsProblem();
        var generator = await db.Jobs.Where(j => j.Id == resource.JobId).Select(j => new Generator(j.Id, j.Status, j.Type)).FirstOrDefaultAsync(stop);
        return TypedResults.Ok(new WithGenerator(View(resource, urls), generator));
    }

    private static async Task<Results<Ok<ContentResourceView>, Problem>> UpdateAsync(
        AgentScope scope, long id, Update request, AppDbContext db, PublicUrls urls, CancellationToken stop)
    {
        if (await FindAsync(db, scope, id, stop) is not { } resource) return NotFound.AsProblem();
        resource.FileName = request.Filename is { } name ? Uploads.SafeName(name) : resource.FileName;
        await db.SaveChangesAsync(stop);
        return TypedResults.Ok(View(resource, urls));
    }

    private static async Task<Results<NoContent, Problem>> DeleteAsync(AgentScope scope, long id, AppDbContext db, DiskStorage storage, CancellationToken stop)
    {
        if (await FindAsync(db, scope, id, stop) is not { } resource) return NotFound.AsProblem();
        db.ContentResources.Remove(resource);
        await db.SaveChangesAsync(stop);
        storage.Delete(resource.Key);
        storage.Delete(resource.ThumbnailKey);
        return TypedResults.NoContent();
    }

    private static Task<ContentResource?> FindAsync(AppDbContext db, AgentScope scope, long id, CancellationToken stop) =>
        db.ContentResources.FirstOrDefaultAsync(r => r.Id == id && r.AgentId == scope.AgentId, stop);

    private static ContentResourceView View(ContentResource r, PublicUrls urls) =>
        new(r.Id, urls.Of(r.Key, r.FileName), urls.OfThumbnail(r.ThumbnailKey), r.FileName, r.ContentType);

    private static MediaKind? KindNamed(string name) => name switch
    {
        "image" => MediaKind.Image,
        "video" => MediaKind.Video,
        "audio" => MediaKind.Audio,
        "zip" => MediaKind.Zip,
        "safe_tensors" => MediaKind.SafeTensors,
        _ => null,
    };

    private static readonly Error NotFound = Error.NotFound("Content resource");
}

/// <summary>Takes files from users.</summary>
internal sealed class Uploads(AppDbContext db, DiskStorage storage, ResourceShelf shelf, MediaProbe probe)
{
    /// <summary>Keeps an uploaded file, or says 422 what it is not.</summary>
    public async Task<Result<ContentResource>> KeepAsync(long agentId, IFormFile file, CancellationToken stop)
    {
        if (file.Length > ContentResourceEndpoints.LargestFile) return Error.Refused("file_size_exceeded", "A file can have 1 GB at most");
        if (file.Length == 0) return NotAccepted("The file is empty");

        await using var stream = file.OpenReadStream();
        var key = await storage.KeepAsync(stream, stop);
        var kept = await DescribeAsync(agentId, key, file, stop);
        if (kept.Failed) storage.Delete(key);
        return kept;
    }

    private async Task<Result<ContentResource>> DescribeAsync(long agentId, string key, IFormFile file, CancellationToken stop)
    {
        var path = storage.PathOf(key);
        if (FileTypes.Of(path) is not { } type) return NotAccepted("The file is neither a picture, a video, audio, a ZIP nor a safetensors file");

        var kind = type == "application/zip" ? MediaKind.Zip : MediaKind.SafeTensors;
        var metadata = RawJson.EmptyObject;
        string? thumbnail = null;
        if (!type.StartsWith("application/", StringComparison.Ordinal))
        {
            if (await probe.ReadAsync(path, stop) is not { } facts) return NotAccepted("The file says it is " + type + " but cannot be read as such; it may be damaged");
            (kind, type) = (FileTypes.KindOf(facts), FileTypes.Corrected(type, facts));
            metadata = RawJson.From(FileTypes.Describe(facts, null));
            thumbnail = await KeepThumbnailAsync(path, facts, stop);
        }

        var resource = new ContentResource
        {
            AgentId = agentId,
            Kind = kind,
            Key = key,
            ThumbnailKey = thumbnail,
            FileName = SafeName(file.FileName),
            ContentType = type,
            ByteSize = file.Length,
            Metadata = metadata,
        };
        db.ContentResources.Add(resource);
        await db.SaveChangesAsync(stop);
        return resource;
    }

    private async Task<string?> KeepThumbnailAsync(string path, MediaFacts facts, CancellationToken stop)
    {
        if (await shelf.ThumbnailAsync(path, facts, stop) is not { } small) return null;
        var key = await storage.KeepAsync(small, stop);
        File.Delete(small);
        return key;
    }

    /// <summary>The last part of a name, without what a file system or a header would trip over.</summary>
    public static string SafeName(string name)
    {
        var last = name.Replace('\\', '/').Split('/')[^1];
        var safe = new string([.. last.Where(c => !char.IsControl(c) && c is not ('"' or '<' or '>' or '|' or '?' or '*' or ':'))]).Trim();
        return safe.Length switch { 0 => "file", > 200 => safe[^200..], _ => safe };
    }

    private static Error NotAccepted(string why) => Error.Refused("content_resource_creation_failed", why);
}
