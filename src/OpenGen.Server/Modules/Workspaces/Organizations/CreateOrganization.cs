using System.ComponentModel.DataAnnotations;
using OpenGen.Server.Data;
using OpenGen.Server.Web;

namespace OpenGen.Server.Modules.Workspaces.Organizations;

/// <summary>Founds an organization that the caller owns, with a first agent.</summary>
[Operation("createOrganization", Phase.Setup)]
internal sealed class CreateOrganization(WorkspaceFounding founding, WorkspaceAvatars avatars, AppDbContext db)
    : IOperation<Caller, CreateOrganization.Request, Named>
{
    /// <param name="Avatar">JPEG, PNG or WebP, at most 20 MB.</param>
    [Wrapper("organization")]
    public sealed record Request([MaxLength(200)] string Name, UploadedFile? Avatar);

    public async Task<Result<Named>> RunAsync(Caller scope, Request request, CancellationToken cancellationToken)
    {
        var avatar = await avatars.SaveAsync(request.Avatar, cancellationToken);
        if (avatar.Failed) return avatar.Error;
        return await db.WriteAsync<Result<Named>>(async () =>
        {
            var founded = await founding.FoundAsync(scope.Id, request.Name, cancellationToken);
            if (founded.Failed) return founded.Error;
            if (avatar.Value is { } picture) await avatars.SetAsync(founded.Value, picture, cancellationToken);
            return new Named(founded.Value);
        }, cancellationToken);
    }
}
