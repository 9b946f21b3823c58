using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using OpenGen.Server.Data;
using OpenGen.Server.Modules.Accounts;
using OpenGen.Server.Modules.Agents;
using OpenGen.Server.Modules.Assets.Storage;
using OpenGen.Server.Web;

namespace OpenGen.Server.Modules.Assets;

/// <summary>/v1/content_resources: an agent's files.</summary>
internal static class ContentResourceEndpoints
{
    private const int PageSize = 20;

    public sealed record ContentResourceView(long Id, string Url, string? ThumbnailUrl, string FileName, string ContentType);

    public sealed record Generator(long Id, Jobs.JobStatus Status, string Type);

    public sealed record WithGenerator(ContentResourceView ContentResource, Generator? Generator);

    [Wrapper("content_resource")]
    public sealed record Create(FileOrText? File, [MaxLength(2000)] string? SignedId, [BesideWrapper] FolderRef? AssetFolder) : Input<Create>;

    public sealed record FolderRef(long? Id);

    [Wrapper("content_resource")]
    public sealed record Update([StringLength(255, MinimumLength = 1)] string? Filename) : Input<Update>;

    public static void Map(RouteGroupBuilder v1)
    {
        var resources = v1.MapGroup("/content_resources").WithTags("Content Resources").InPhase(Phase.Edit).ForAgent();
        resources.MapGet("/", ListAsync).WithName("listContentResources").WithSummary("An agent's files, newest first; pages count from 0");
        resources.MapPost("/", CreateAsync).WithName("createContentResource").WithSummary("Keep a file: itself, or the signed_id of a direct upload in its place")
            .WithMetadata(new RequestSizeLimitAttribute(Uploads.LargestFile + HttpModule.LargestBody));
        resources.MapGet("/{id:long}", GetAsync).WithName("getContentResource").WithSummary("One file, and the job that made it");
        resources.MapPatch("/{id:long}", UpdateAsync).WithName("updateContentResource").WithSummary("Rename a file");
        resources.MapDelete("/{id:long}", DeleteAsync).WithName("deleteContentResource").WithSummary("Delete a file for good");
    }

    /// <summary>Newest first; <c>page</c> counts from 0.</summary>
    private static async Task<Results<Ok<ContentResourceView[]>, Problem>> ListAsync(
        AgentScope scope, string? type, [FromQuery(Name = "project_id")] long? sheetId, [FromQuery(Name = "ids[]")] string[]? ids, int? page, AppDbContext db, PublicUrls urls, CancellationToken stop)
    {
        var found = db.ContentResources.AsNoTracking().Where(r => r.AgentId == scope.AgentId);
        if (!string.IsNullOrEmpty(type))
        {
            if (KindNamed(type) is not { } kind) return Error.Invalid("type", "must be one of image, video, audio, zip, safe_tensors").AsProblem();
            found = found.Where(r => r.Kind == kind);
        }
        if (ids is { Length: > 0 })
        {
            if (Numbers(ids) is not { } wanted) return Error.Invalid("ids", "must be numbers").AsProblem();
            found = found.Where(r => wanted.Contains(r.Id));
        }
        if (sheetId is not null) found = found.Where(r => db.Jobs.Any(j => j.Id == r.JobId && j.SheetId == sheetId));
        found = found.OrderByDescending(r => r.Id);
        if (page is { } p) found = found.Skip((int)Math.Min(int.MaxValue, Math.Max(p, 0L) * PageSize)).Take(PageSize);
        return TypedResults.Ok((await found.ToListAsync(stop)).Select(r => View(r, urls)).ToArray());
    }

    /// <summary>The file itself, or in its place the signed_id of a direct upload.</summary>
    private static async Task<Results<Created<WithGenerator>, Problem>> CreateAsync(
        AgentScope scope, CurrentUser user, Create request, Uploads uploads, PublicUrls urls, CancellationToken stop)
    {
        var folder = request.AssetFolder?.Id;
        var signedId = request.SignedId ?? request.File?.Text;
        if (request.File?.File is null && string.IsNullOrWhiteSpace(signedId)) return Error.Invalid("content_resource.file", "is required").AsProblem();
        var kept = request.File?.File is { } file
            ? await uploads.KeepAsync(scope.AgentId, folder, file, stop)
            : await uploads.KeepAsync(user.Id, scope.AgentId, folder, signedId!, stop);
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
        resource.FileName = request.Filename is { } name ? FileNames.Safe(name) : resource.FileName;
        await db.SaveChangesAsync(stop);
        return TypedResults.Ok(View(resource, urls));
    }

    private static async Task<Results<NoContent, Problem>> DeleteAsync(AgentScope scope, long id, AppDbContext db, StoredFiles files, CancellationToken stop)
    {
        var deleted = await db.WriteAsync(async () =>
        {
            await files.DoomResourceAsync(id, scope.AgentId, stop);
            return await db.ContentResources.Where(r => r.Id == id && r.AgentId == scope.AgentId).ExecuteDeleteAsync(stop);
        }, stop);
        if (deleted == 0) return NotFound.AsProblem();
        files.Sweep();
        return TypedResults.NoContent();
    }

    private static Task<ContentResource?> FindAsync(AppDbContext db, AgentScope scope, long id, CancellationToken stop) =>
        db.ContentResources.FirstOrDefaultAsync(r => r.Id == id && r.AgentId == scope.AgentId, stop);

    private static ContentResourceView View(ContentResource r, PublicUrls urls) =>
        new(r.Id, urls.Of(r.Key, r.FileName), urls.OfThumbnail(r.ThumbnailKey), r.FileName, r.ContentType);

    private static List<long>? Numbers(string[] texts)
    {
        var numbers = new List<long>(texts.Length);
        foreach (var text in texts)
        {
            if (!long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)) return null;
            numbers.Add(number);
        }
        return numbers;
    }

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
