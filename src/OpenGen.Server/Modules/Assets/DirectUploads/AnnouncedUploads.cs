using System.Buffers;
using System.Security.Cryptography;
using OpenGen.Server.Data;
using OpenGen.Server.Modules.Assets.Storage;
using OpenGen.Server.Web;

namespace OpenGen.Server.Modules.Assets.DirectUploads;

/// <summary>Takes announced files where the storage is this machine's disk.</summary>
internal sealed class AnnouncedUploads(
    PendingUploads uploads, IFileStorage storage, StoredFiles files, ScratchSpace scratch, TimeProvider clock) : IUploadTarget
{
    private const int BufferSize = 128 * 1024;

    /// <summary>Where a file is sent to.</summary>
    public static string PathOf(string token) => "/files/uploads/" + token;

    public async Task<Error?> TakeAsync(string token, ReceivedHeaders sent, Stream bytes, CancellationToken cancellationToken)
    {
        if (storage is ISigningStorage || await uploads.ByUrlTokenAsync(token, cancellationToken) is not { } upload)
            return Error.NotFound("Upload");
        if (upload.UploadedAt is not null) return UsedUp;
        if (upload.UrlExpiresAt <= clock.Now()) return Expired;
        if (HeaderFault(sent, upload) is { } fault) return fault;

        var path = scratch.NewPath();
        try
        {
            if (await ReceiveAsync(bytes, path, upload, cancellationToken) is { } wrong) return wrong;
            // Stored before the URL is used up: where the storage fails, it can be used again.
            var key = await files.KeepAsync(path, upload.ContentType, CancellationToken.None);
            if (await uploads.UploadedAsync(upload, key, CancellationToken.None)) return null;
            await files.DiscardAsync([key], CancellationToken.None);
            return UsedUp;
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static Error? HeaderFault(ReceivedHeaders sent, DirectUpload upload)
    {
        var faults = new Dictionary<string, string[]>();
        if (sent.ContentType != upload.ContentType) faults["Content-Type"] = [$"must be {upload.ContentType}, as announced"];
        if (sent.Checksum != upload.Checksum) faults["Content-MD5"] = [$"must be {upload.Checksum}, as announced"];
        if (sent.Length != upload.ByteSize) faults["Content-Length"] = [$"must be {upload.ByteSize}, as announced"];
        return faults.Count == 0 ? null : Error.Invalid(faults);
    }

    /// <summary>Writes the bytes to a path; says what is wrong when they are not what was announced.</summary>
    private static async Task<Error?> ReceiveAsync(Stream bytes, string path, DirectUpload upload, CancellationToken cancellationToken)
    {
        using var md5 = IncrementalHash.CreateHash(HashAlgorithmName.MD5);
        var buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
        try
        {
            long size = 0;
            await using var file =
                new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0, FileOptions.Asynchronous);
            for (int read; (read = await bytes.ReadAsync(buffer, cancellationToken)) > 0; size += read)
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

    private static readonly Error Expired =
        Error.Refused("upload_expired", "The URL has expired; announce the file again by POST /v1/direct_upload");

    private static readonly Error WrongChecksum =
        Error.Refused("checksum_mismatch", "The bytes that came do not have the MD5 that was announced");
}
