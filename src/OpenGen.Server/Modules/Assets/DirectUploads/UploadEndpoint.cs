using System.Buffers;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using OpenGen.Server.Data;
using OpenGen.Server.Modules.Assets.Storage;
using OpenGen.Server.Web;

namespace OpenGen.Server.Modules.Assets.DirectUploads;

/// <summary>
/// PUT /files/uploads/{token}: takes an announced file where the storage is this machine's disk. It stands outside of /v1 since
/// the signature in its URL is all the authentication there is, as with a storage's own presigned URL.
/// </summary>
internal static class UploadEndpoint
{
    private const int BufferSize = 128 * 1024;

    public static string PathOf(string token) => "/files/uploads/" + token;

    public static void Map(WebApplication app) =>
        app.MapPut("/files/uploads/{token}", TakeAsync).AllowAnonymous().ExcludeFromDescription()
            .WithMetadata(new RequestSizeLimitAttribute(Uploads.LargestFile));

    private static async Task<Results<NoContent, Problem>> TakeAsync(
        string token, HttpContext context, PendingUploads uploads, IFileStorage storage, StoredFiles files, ScratchSpace scratch,
        TimeProvider clock, CancellationToken cancellationToken)
    {
        if (storage is ISigningStorage || await uploads.ByUrlTokenAsync(token, cancellationToken) is not { } upload)
            return Error.NotFound("Upload").AsProblem();
        if (upload.UploadedAt is not null) return UsedUp.AsProblem();
        if (upload.UrlExpiresAt <= clock.Now()) return Expired.AsProblem();
        if (HeaderFault(context.Request, upload) is { } fault) return fault.AsProblem();

        var path = scratch.NewPath();
        try
        {
            if (await ReceiveAsync(context.Request.Body, path, upload, cancellationToken) is { } wrong) return wrong.AsProblem();
            // Stored before the URL is used up: where the storage fails, it can be used again.
            var key = await files.KeepAsync(path, upload.ContentType, CancellationToken.None);
            if (await uploads.UploadedAsync(upload, key, CancellationToken.None)) return TypedResults.NoContent();
            await files.DiscardAsync([key], CancellationToken.None);
            return UsedUp.AsProblem();
        }
        catch (Exception broken) when (broken is BadHttpRequestException or Microsoft.AspNetCore.Connections.ConnectionResetException)
        {
            return BrokenOff.AsProblem();
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static Error? HeaderFault(HttpRequest request, DirectUpload upload)
    {
        var faults = new Dictionary<string, string[]>();
        if (request.ContentType != upload.ContentType) faults["Content-Type"] = [$"must be {upload.ContentType}, as announced"];
        if (request.Headers.ContentMD5.ToString() != upload.Checksum) faults["Content-MD5"] = [$"must be {upload.Checksum}, as announced"];
        if (request.ContentLength != upload.ByteSize) faults["Content-Length"] = [$"must be {upload.ByteSize}, as announced"];
        return faults.Count == 0 ? null : Error.Invalid(faults);
    }

    /// <summary>Writes the body to a path; says what is wrong when it is not what was announced.</summary>
    private static async Task<Error?> ReceiveAsync(Stream body, string path, DirectUpload upload, CancellationToken cancellationToken)
    {
        using var md5 = IncrementalHash.CreateHash(HashAlgorithmName.MD5);
        var buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
        try
        {
            long size = 0;
            await using var file =
                new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0, FileOptions.Asynchronous);
            for (int read; (read = await body.ReadAsync(buffer, cancellationToken)) > 0; size += read)
            {
                md5.AppendData(buffer, 0, read);
                await file.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
            }
            if (size != upload.ByteSize)
                return Error.Invalid("Content-Length", $"was announced as {upload.ByteSize}, and {size} bytes came");
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
        return Convert.ToBase64String(md5.GetHashAndReset()) == upload.Checksum ? null : WrongChecksum;
    }

    private static readonly Error UsedUp =
        Error.Refused("upload_already_used", "The URL took its file already; announce the next one by POST /v1/direct_upload");

    /// <summary>Nobody reads it any more; it spares the log a fault that is not ours.</summary>
    private static readonly Error BrokenOff =
        new(ErrorKind.Malformed, "bad_request", "The upload broke off; the URL can be used again until it expires");

    private static readonly Error Expired =
        Error.Refused("upload_expired", "The URL has expired; announce the file again by POST /v1/direct_upload");

    private static readonly Error WrongChecksum =
        Error.Refused("checksum_mismatch", "The bytes that came do not have the MD5 that was announced");
}
