using System.ComponentModel.DataAnnotations;
using System.Text.Json.Nodes;
using OpenGen.Server.Modules.Assets.Contracts;
using OpenGen.Server.Modules.Assets.Storage;
using OpenGen.Server.Modules.Workspaces.Contracts;
using OpenGen.Server.Web;

namespace OpenGen.Server.Modules.Assets.DirectUploads;

/// <summary>
/// Announces a file and answers where to PUT it. On S3 that is the storage's own presigned URL, on disk this server's.
/// </summary>
[Operation("createDirectUpload", Phase.Edit,
    Says = "Announce a file and learn where to PUT it; its signed_id then stands in place of the file")]
[Needs(Role.Manager)]
internal sealed class CreateDirectUpload(PendingUploads uploads, IFileStorage storage, IPublicUrls urls)
    : IOperation<UploadScope, CreateDirectUpload.Request, DirectUploadView>
{
    /// <summary>Characters of JSON.</summary>
    private const int MostMetadata = 64 * 1024;

    private static readonly Error WrongType =
        Error.Refused("invalid_content_type", "Only pictures, videos, audio, ZIP and safetensors files are accepted");

    /// <param name="Filename">Of any length, and cut to what is stored.</param>
    /// <param name="ByteSize">Bytes, 1 or more.</param>
    /// <param name="Checksum">MD5 in base64.</param>
    /// <param name="ContentType">What the client says it is; the bytes decide later.</param>
    /// <param name="Metadata">The client's own, kept with the file.</param>
    /// <param name="AgentId">What the scope is found by, where it is not in the query.</param>
    [Wrapper("blob")]
    public sealed record Request(
        string Filename, [Range(1, long.MaxValue)] long ByteSize, [Md5] string Checksum, [MaxLength(100)] string ContentType,
        JsonObject? Metadata, [BesideWrapper] long? AgentId);

    public async Task<Result<DirectUploadView>> RunAsync(UploadScope scope, Request request, CancellationToken cancellationToken)
    {
        if (request.ByteSize > Uploads.LargestFile) return Uploads.TooLarge;
        if (!FileTypes.IsAccepted(request.ContentType)) return WrongType;
        if (request.Metadata?.ToJsonString().Length > MostMetadata) return Error.Invalid("blob.metadata", "is too long (at most 65536)");

        var upload = await uploads.AnnounceAsync(scope, request, cancellationToken);
        var url = storage is ISigningStorage signing
            ? await signing.SignUploadAsync(upload.Key, upload.ContentType, upload.ByteSize, upload.Checksum, upload.UrlExpiresAt)
            : urls.Base + AnnouncedUploads.PathOf(uploads.UrlToken(upload));
        return new DirectUploadView(
            upload.Id, upload.Key, upload.FileName, upload.ContentType, upload.ByteSize, upload.Checksum, uploads.SignedId(upload),
            new UploadTarget(url, new UploadHeaders(upload.ContentType, upload.Checksum)));
    }
}
