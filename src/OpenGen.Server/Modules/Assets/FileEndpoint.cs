using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Microsoft.Net.Http.Headers;
using OpenGen.Server.Data;
using OpenGen.Server.Http;

namespace OpenGen.Server.Modules.Assets;

/// <summary>
/// GET and HEAD /files/{key}/{name}: a file by its unguessable key, with Range and ETag. Media is shown,
/// anything else is only ever downloaded, and nothing is run by a browser.
/// </summary>
internal static class FileEndpoint
{
    public static void Map(WebApplication app) =>
        app.MapMethods("/files/{key}/{name}", ["GET", "HEAD"], ServeAsync).AllowAnonymous().ExcludeFromDescription();

    private static async Task<Results<PhysicalFileHttpResult, Problem>> ServeAsync(
        string key, string name, HttpContext context, AppDbContext db, DiskStorage storage, CancellationToken stop)
    {
        if (!DiskStorage.IsKey(key)) return Error.NotFound("File").AsProblem();
        var found = await db.ContentResources.AsNoTracking().Where(r => r.Key == key || r.ThumbnailKey == key)
            .Select(r => new { r.Key, r.ContentType, r.FileName }).FirstOrDefaultAsync(stop);
        if (found is null || !File.Exists(storage.PathOf(key))) return Error.NotFound("File").AsProblem();

        var type = found.Key == key ? found.ContentType : "image/jpeg";
        var shown = type.StartsWith("image/", StringComparison.Ordinal) || type.StartsWith("video/", StringComparison.Ordinal) || type.StartsWith("audio/", StringComparison.Ordinal);
        var headers = context.Response.Headers;
        headers.XContentTypeOptions = "nosniff";
        headers.ContentSecurityPolicy = "default-src 'none'; media-src 'self'; img-src 'self'; sandbox";
        headers.CacheControl = "public, max-age=31536000, immutable";
        headers["Cross-Origin-Resource-Policy"] = "cross-origin";
        return TypedResults.PhysicalFile(storage.PathOf(key), type, shown ? null : found.FileName,
            entityTag: new EntityTagHeaderValue($"\"{key}\""), enableRangeProcessing: true);
    }
}
