using Microsoft.EntityFrameworkCore;
using OpenGen.Server.Data;
using OpenGen.Server.Modules.Workspaces.Contracts;

namespace OpenGen.Server.Modules.Workspaces.Organizations;

/// <summary>The pictures that stand for workspaces.</summary>
internal sealed class WorkspaceAvatars(AppDbContext db, IWorkspacePictures pictures)
{
    private static readonly Error Bad = Error.Invalid("organization.avatar", "must be a JPEG, PNG or WebP picture of at most 20 MB");

    /// <summary>Stores a picture that was sent, before the transaction that names it.</summary>
    /// <returns>Null for none; 422 for what is no picture.</returns>
    public async Task<Result<SavedPicture?>> SaveAsync(UploadedFile? sent, CancellationToken cancellationToken)
    {
        if (sent is null) return (SavedPicture?)null;
        return await pictures.SaveAsync(sent, cancellationToken) is { } saved ? saved : Bad;
    }

    /// <summary>Puts a picture, or none, in the place of the one there is; in the caller's transaction.</summary>
    public async Task SetAsync(long workspaceId, SavedPicture? avatar, CancellationToken cancellationToken)
    {
        var workspace = await db.Workspaces.SingleAsync(w => w.Id == workspaceId, cancellationToken);
        if (workspace.AvatarId is { } former) await pictures.RemoveAsync(former, cancellationToken);
        workspace.AvatarId = avatar is null ? null : await pictures.AddAsync(workspaceId, avatar, cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
    }
}
