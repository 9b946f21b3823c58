using Microsoft.Net.Http.Headers;

namespace OpenGen.Server.Web;

/// <summary>Finds files to serve.</summary>
internal interface IFileLookup
{
    /// <summary>The file of a key; null when there is none.</summary>
    Task<ServedFile?> FindAsync(string key, CancellationToken cancellationToken);
}

/// <summary>A file to serve.</summary>
/// <param name="FileName">What it is called where it is saved.</param>
/// <param name="Path">Where it is on this machine; null where it comes as <paramref name="Content"/>.</param>
/// <param name="Content">Its bytes, which can be read from any place; null where it is at <paramref name="Path"/>.</param>
internal sealed record ServedFile(string ContentType, string FileName, string? Path, Stream? Content);

/// <summary>
/// GET and HEAD /files/{key}/{name}: a file by its unguessable key, with Range and ETag, from whichever storage it is in. Media is
/// shown, anything else is only ever downloaded, and nothing is run by a browser.
/// </summary>
internal static class FileEndpoint
{
    /// <summary>What was said of a file, and is not true of an error in its place.</summary>
    private static readonly string[] OfFiles =
        ["Content-Type", "Content-Length", "Content-Disposition", "Cache-Control", "ETag", "Last-Modified"];

    public static void Map(WebApplication app) =>
        app.MapMethods("/files/{key}/{name}", ["GET", "HEAD"], ServeAsync).AllowAnonymous().ExcludeFromDescription();

    private static async Task ServeAsync(HttpContext context)
    {
        var key = (string)context.GetRouteValue("key")!;
        var files = context.RequestServices.GetRequiredService<IFileLookup>();
        if (await files.FindAsync(key, context.RequestAborted) is not { } file)
        {
            await Problem.WriteAsync(context, Error.NotFound("File"));
            return;
        }
        SetHeaders(context.Response.Headers, file);
        var tag = new EntityTagHeaderValue($"\"{key}\"");
        IResult answer = file.Path is { } path
            ? TypedResults.PhysicalFile(path, file.ContentType, entityTag: tag, enableRangeProcessing: true)
            : TypedResults.Stream(file.Content!, file.ContentType, entityTag: tag, enableRangeProcessing: true);
        await answer.ExecuteAsync(context);
        // Where the range asked for lies behind the file's end. Content-Range, which says how long the file is, stays.
        if (context.Response is { StatusCode: StatusCodes.Status416RangeNotSatisfiable, HasStarted: false } refused)
            foreach (var name in OfFiles) refused.Headers.Remove(name);
    }

    private static void SetHeaders(IHeaderDictionary headers, ServedFile file)
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
}
