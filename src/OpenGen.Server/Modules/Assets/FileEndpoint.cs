using Microsoft.EntityFrameworkCore;
using Microsoft.Net.Http.Headers;
using OpenGen.Server.Data;
using OpenGen.Server.Modules.Assets.Storage;
using OpenGen.Server.Web;

namespace OpenGen.Server.Modules.Assets;

/// <summary>
/// GET and HEAD /files/{key}/{name}: a file by its unguessable key, with Range and ETag, from whichever storage it is in. Media is
/// shown, anything else is only ever downloaded, and nothing is run by a browser.
/// </summary>
internal static class FileEndpoint
{
    public static void Map(WebApplication app) =>
        app.MapMethods("/files/{key}/{name}", ["GET", "HEAD"], ServeAsync).AllowAnonymous().ExcludeFromDescription();

    private static async Task<IResult> ServeAsync(string key, string name, HttpContext context, AppDbContext db, IFileStorage storage, CancellationToken stop)
    {
        if (!StorageKey.IsKey(key) || await NamedAsync(db, key, stop) is not { } found) return NotFound;
        var tag = new EntityTagHeaderValue($"\"{key}\"");
        var path = storage.PathOf(key);
        if (path is not null)
        {
            if (!DiskStorage.IsThere(path)) return NotFound;
            SetHeaders(context.Response.Headers, found);
            return new InRange(TypedResults.PhysicalFile(path, found.ContentType, entityTag: tag, enableRangeProcessing: true));
        }
        if (await storage.OpenAsync(key, stop) is not { } stream) return NotFound;
        SetHeaders(context.Response.Headers, found);
        return new InRange(TypedResults.Stream(stream, found.ContentType, entityTag: tag, enableRangeProcessing: true));
    }

    private static async Task<Named?> NamedAsync(AppDbContext db, string key, CancellationToken stop) =>
        await db.ContentResources.AsNoTracking().Where(r => r.Key == key || r.ThumbnailKey == key)
            .Select(r => new Named(r.Key == key ? r.ContentType : Thumbnail, r.FileName)).FirstOrDefaultAsync(stop)
        ?? await db.Pictures.AsNoTracking().Where(p => p.Key == key || p.ThumbnailKey == key)
            .Select(p => new Named(p.Key == key ? p.ContentType : Thumbnail, p.FileName)).FirstOrDefaultAsync(stop);

    private static void SetHeaders(IHeaderDictionary headers, Named file)
    {
        var isShown = file.ContentType.Split('/')[0] is "image" or "video" or "audio";
        var disposition = new ContentDispositionHeaderValue(isShown ? "inline" : "attachment");
        if (!isShown) disposition.SetHttpFileName(file.FileName);
        headers.ContentDisposition = disposition.ToString();
        headers.XContentTypeOptions = "nosniff";
        headers.ContentSecurityPolicy = "default-src 'none'; media-src 'self'; img-src 'self'; sandbox";
        headers.CacheControl = "public, max-age=31536000, immutable";
        headers["Cross-Origin-Resource-Policy"] = "cross-origin";
    }

    /// <summary>A file, or where the range asked for lies behind its end, an error as everywhere else.</summary>
    private sealed class InRange(IResult file) : IResult
    {
        public async Task ExecuteAsync(HttpContext httpContext)
        {
            await file.ExecuteAsync(httpContext);
            var answer = httpContext.Response;
            if (answer.StatusCode != StatusCodes.Status416RangeNotSatisfiable || answer.HasStarted) return;
            // What was said of the file is not true of the error; Content-Range, which says how long the file is, stays.
            foreach (var name in (string[])["Content-Type", "Content-Length", "Content-Disposition", "Cache-Control", "ETag", "Last-Modified"]) answer.Headers.Remove(name);
        }
    }

    private const string Thumbnail = "image/jpeg";

    private static readonly Problem NotFound = Error.NotFound("File").AsProblem();

    private sealed record Named(string ContentType, string FileName);
}
