using System.ComponentModel.DataAnnotations;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using OpenGen.Server.Modules.Accounts;
using OpenGen.Server.Modules.Agents;
using OpenGen.Server.Modules.Assets.Storage;
using OpenGen.Server.Modules.Workspaces;
using OpenGen.Server.Web;

namespace OpenGen.Server.Modules.Assets.DirectUploads;

/// <summary>
/// POST /v1/direct_upload: announces a file and answers where to PUT it. On S3 that is the storage's own presigned URL, on disk
/// this server's. The signed id then stands in place of the file in POST /v1/content_resources.
/// </summary>
internal static class DirectUploadEndpoints
{
    [Wrapper("blob")]
    public sealed record Blob(
        string Filename, [Range(1, long.MaxValue)] long ByteSize, [Md5] string Checksum, [MaxLength(100)] string ContentType, JsonObject? Metadata,
        [BesideWrapper] long? AgentId) : Input<Blob>;

    public sealed record DirectUploadView(
        long Id, string Key, string Filename, string ContentType, long ByteSize, string Checksum, string SignedId, UploadTarget DirectUpload);

    public sealed record UploadTarget(string Url, UploadHeaders Headers);

    public sealed record UploadHeaders(
        [property: JsonPropertyName("Content-Type")] string ContentType,
        [property: JsonPropertyName("Content-MD5")] string ContentMd5);

    public static void Map(RouteGroupBuilder v1) =>
        v1.MapPost("/direct_upload", AnnounceAsync).WithName("createDirectUpload").WithTags("Direct Upload").InPhase(Phase.Edit)
            .WithSummary("Announce a file and learn where to PUT it; its signed_id then stands in place of the file");

    private static async Task<Results<Ok<DirectUploadView>, Problem>> AnnounceAsync(
        Blob blob, [FromQuery(Name = "agent_id")] long? agentId, CurrentUser user, PendingUploads uploads, UploadRights rights,
        IFileStorage storage, PublicUrls urls, CancellationToken stop)
    {
        if (await rights.RefusalAsync(user.Id, agentId ?? blob.AgentId, stop) is { } refused) return refused.AsProblem();
        if (blob.ByteSize > Uploads.LargestFile) return Uploads.TooLarge.AsProblem();
        if (!FileTypes.IsAccepted(blob.ContentType)) return WrongType.AsProblem();
        if (blob.Metadata?.ToJsonString().Length > MostMetadata) return Error.Invalid("blob.metadata", "is too long (at most 65536)").AsProblem();

        var upload = await uploads.AnnounceAsync(user.Id, blob, agentId ?? blob.AgentId, stop);
        var url = storage is ISigningStorage signing
            ? await signing.SignUploadAsync(upload.Key, upload.ContentType, upload.ByteSize, upload.Checksum, upload.UrlExpiresAt)
            : urls.Base + UploadEndpoint.PathOf(uploads.UrlToken(upload));
        return TypedResults.Ok(new DirectUploadView(
            upload.Id, upload.Key, upload.FileName, upload.ContentType, upload.ByteSize, upload.Checksum, uploads.SignedId(upload),
            new UploadTarget(url, new UploadHeaders(upload.ContentType, upload.Checksum))));
    }

    private const int MostMetadata = 64 * 1024;

    private static readonly Error WrongType = Error.Refused("invalid_content_type", "Only pictures, videos, audio, ZIP and safetensors files are accepted");
}

/// <summary>The base64 of an MD5.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
internal sealed class Md5Attribute : ValidationAttribute
{
    public override bool IsValid(object? value) =>
        value is string { Length: 24 } text && Convert.TryFromBase64String(text, stackalloc byte[18], out var length) && length == 16;
}

/// <summary>Who may announce a file: whoever may put it somewhere afterwards.</summary>
internal sealed class UploadRights(AgentDirectory agents, WorkspaceDirectory workspaces)
{
    /// <summary>Why a user may not; null when they may.</summary>
    public async Task<Error?> RefusalAsync(long userId, long? agentId, CancellationToken stop)
    {
        if (agentId is null)
            return (await workspaces.OfUserAsync(userId, stop)).Exists(w => w.Role <= Role.Manager) ? null : Error.Forbidden();
        if (await agents.FindAsync(userId, agentId.Value, stop) is not { } scope) return Error.NotFound("Agent");
        return scope.Role <= Role.Manager ? null : Error.Forbidden();
    }
}
