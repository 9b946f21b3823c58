using System.ComponentModel.DataAnnotations;
using Microsoft.EntityFrameworkCore;
using OpenGen.Server.Data;
using OpenGen.Server.Modules.Audit.Contracts;
using OpenGen.Server.Modules.Workspaces.Contracts;
using OpenGen.Server.Web;

namespace OpenGen.Server.Modules.Workspaces.Organizations;

/// <summary>Changes an organization's name and picture.</summary>
[Operation("updateOrganization", Phase.Setup), Needs(Role.Manager)]
internal sealed class UpdateOrganization(WorkspaceAvatars avatars, AppDbContext db, IAuditLog audit)
    : IOperation<MemberOf, UpdateOrganization.Request, Named>
{
    /// <param name="Avatar">JPEG, PNG or WebP, at most 20 MB; null for none.</param>
    [Wrapper("organization")]
    public sealed record Request([MaxLength(200), MinLength(1)] string? Name, Sent<UploadedFile> Avatar);

    public async Task<Result<Named>> RunAsync(MemberOf scope, Request request, CancellationToken cancellationToken)
    {
        var id = scope.WorkspaceId;
        var avatar = await avatars.SaveAsync(request.Avatar.Value, cancellationToken);
        if (avatar.Failed) return avatar.Error;
        await db.WriteAsync(async () =>
        {
            if (request.Name is { } name)
                await db.Workspaces.Where(w => w.Id == id).ExecuteUpdateAsync(w => w.SetProperty(x => x.Name, name), cancellationToken);
            if (request.Avatar.IsSent) await avatars.SetAsync(id, avatar.Value, cancellationToken);
            await audit.WriteAsync(new Audited(AuditActions.WorkspaceUpdated, null, id, "workspace", id), cancellationToken);
            return id;
        }, cancellationToken);
        return new Named(id);
    }
}
