using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Mvc;

namespace OpenGen.Server.Web;

/// <summary>Takes files that were announced before.</summary>
internal interface IUploadTarget
{
    /// <summary>Takes one; nothing of it stays where it is not what was announced, or cannot be read to its end.</summary>
    /// <param name="token">What stands in its URL, and is all the authentication there is.</param>
    /// <param name="sent">What its headers say of it.</param>
    /// <returns>Why it was not taken; null when it was.</returns>
    Task<Error?> TakeAsync(string token, ReceivedHeaders sent, Stream bytes, CancellationToken cancellationToken);
}

/// <summary>What the headers of an upload say.</summary>
/// <param name="Checksum">Content-MD5, in base64.</param>
internal sealed record ReceivedHeaders(string? ContentType, string Checksum, long? Length);

/// <summary>
/// PUT /files/uploads/{token}: takes an announced file where the storage is this machine's disk. It stands outside of /v1 since
/// the signature in its URL is all the authentication there is, as with a storage's own presigned URL.
/// </summary>
internal static class UploadEndpoint
{
    /// <summary>Nobody reads it any more; it spares the log a fault that is not ours.</summary>
    private static readonly Error BrokenOff =
        new(ErrorKind.Malformed, "bad_request", "The upload broke off; the URL can be used again until it expires");

    /// <param name="path">With <c>{token}</c> in it.</param>
    /// <param name="largest">Bytes.</param>
    public static void Map(WebApplication app, string path, long largest) =>
        app.MapPut(path, TakeAsync).AllowAnonymous().ExcludeFromDescription()
            .WithMetadata(new RequestSizeLimitAttribute(largest));

    private static async Task TakeAsync(HttpContext context)
    {
        var (request, token) = (context.Request, (string)context.GetRouteValue("token")!);
        var sent = new ReceivedHeaders(request.ContentType, request.Headers.ContentMD5.ToString(), request.ContentLength);
        var target = context.RequestServices.GetRequiredService<IUploadTarget>();
        Error? refused;
        try
        {
            refused = await target.TakeAsync(token, sent, request.Body, context.RequestAborted);
        }
        catch (Exception broken) when (broken is BadHttpRequestException or ConnectionResetException)
        {
            refused = BrokenOff;
        }
        if (refused is not null) await Problem.WriteAsync(context, refused);
        else context.Response.StatusCode = StatusCodes.Status204NoContent;
    }
}
