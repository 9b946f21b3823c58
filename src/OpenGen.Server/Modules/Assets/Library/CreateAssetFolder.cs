using System.ComponentModel.DataAnnotations;
using Microsoft.EntityFrameworkCore;
using OpenGen.Server.Data;
using OpenGen.Server.Modules.Agents.Contracts;
using OpenGen.Server.Modules.Workspaces.Contracts;
using OpenGen.Server.Web;

namespace OpenGen.Server.Modules.Assets.Library;

/// <summary>Makes a folder.</summary>
[Operation("createAssetFolder", Phase.Edit, Says = "Make a folder, at the top or in another one"), Needs(Role.Manager)]
internal sealed class CreateAssetFolder(AppDbContext db) : IOperation<AgentScope, CreateAssetFolder.Request, AssetFolderRef>
{
    /// <param name="ParentId">The folder it lies in; at the top without it.</param>
    [Wrapper("asset_folder")]
    public sealed record Request([MaxLength(200)] string Name, long? ParentId);

    public async Task<Result<AssetFolderRef>> RunAsync(AgentScope scope, Request request, CancellationToken cancellationToken)
    {
        if (request.ParentId is { } parent && !await db.HasFolderAsync(scope, parent, cancellationToken))
            return AssetFolderQueries.NotFound;
        var folder = new AssetFolder { AgentId = scope.AgentId, ParentId = request.ParentId, Name = request.Name.Trim() };
        db.AssetFolders.Add(folder);
        try
        {
            await db.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateException fault) when (fault.IsMissingReference())
        {
            return AssetFolderQueries.NotFound;
        }
        return new AssetFolderRef(folder.Id);
    }
}
