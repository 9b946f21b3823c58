using System.ComponentModel.DataAnnotations;
using OpenGen.Server.Modules.Agents.Contracts;
using OpenGen.Server.Modules.Assets.Contracts;
using OpenGen.Server.Modules.Workspaces.Contracts;
using OpenGen.Server.Web;

namespace OpenGen.Server.Modules.Assets.ContentResources;

/// <summary>Keeps a file that comes with the request, or that was uploaded directly before.</summary>
[Operation("createContentResource", Phase.Edit, Says = "Keep a file: itself, or the signed_id of a direct upload in its place")]
[Needs(Role.Manager)]
internal sealed class CreateContentResource(Uploads uploads, IPublicUrls urls)
    : IOperation<AgentScope, CreateContentResource.Request, WithGenerator>
{
    /// <param name="File">The file, or in its place the signed_id of a direct upload.</param>
    /// <param name="SignedId">Of a direct upload.</param>
    /// <param name="AssetFolder">The folder to put it in; at the top without it.</param>
    [Wrapper("content_resource")]
    public sealed record Request(FileOrText? File, [MaxLength(2000)] string? SignedId, [BesideWrapper] FolderRef? AssetFolder);

    public sealed record FolderRef(long? Id);

    public async Task<Result<WithGenerator>> RunAsync(AgentScope scope, Request request, CancellationToken cancellationToken)
    {
        var folder = request.AssetFolder?.Id;
        var signedId = request.SignedId ?? request.File?.Text;
        if (request.File?.File is null && string.IsNullOrWhiteSpace(signedId)) return Error.Invalid("content_resource.file", "is required");
        var kept = request.File?.File is { } file
            ? await uploads.KeepAsync(scope.AgentId, folder, file, cancellationToken)
            : await uploads.KeepAsync(scope.UserId, scope.AgentId, folder, signedId!, cancellationToken);
        return kept.Failed ? kept.Error : new WithGenerator(ContentResourceView.Of(kept.Value, urls), null);
    }
}
