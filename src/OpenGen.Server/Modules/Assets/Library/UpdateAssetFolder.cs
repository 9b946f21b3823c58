using System.ComponentModel.DataAnnotations;
using Microsoft.EntityFrameworkCore;
using OpenGen.Server.Data;
using OpenGen.Server.Modules.Agents.Contracts;
using OpenGen.Server.Modules.Workspaces.Contracts;
using OpenGen.Server.Web;

namespace OpenGen.Server.Modules.Assets.Library;

/// <summary>Renames a folder.</summary>
[Operation("updateAssetFolder", Phase.Edit, Says = "Rename a folder"), Needs(Role.Manager)]
internal sealed class UpdateAssetFolder(AppDbContext db) : IOperation<AgentScope, UpdateAssetFolder.Request, AssetFolderRef>
{
    [Wrapper("asset_folder")]
    public sealed record Request(long Id, [StringLength(200, MinimumLength = 1)] string? Name);

    public async Task<Result<AssetFolderRef>> RunAsync(AgentScope scope, Request request, CancellationToken cancellationToken)
    {
        var folder = await db.FoldersOf(scope).FirstOrDefaultAsync(f => f.Id == request.Id, cancellationToken);
        if (folder is null) return AssetFolderQueries.NotFound;
        if (string.IsNullOrWhiteSpace(request.Name ?? folder.Name)) return Error.Invalid("asset_folder.name", "can't be blank");
        folder.Name = request.Name?.Trim() ?? folder.Name;
        await db.SaveChangesAsync(cancellationToken);
        return new AssetFolderRef(folder.Id);
    }
}
