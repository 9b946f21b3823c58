using Microsoft.EntityFrameworkCore;
using OpenGen.Server.Data;
using OpenGen.Server.Modules.Agents.Contracts;
using OpenGen.Server.Modules.Assets.Storage;
using OpenGen.Server.Modules.Workspaces.Contracts;

namespace OpenGen.Server.Modules.Assets.Library;

/// <summary>Deletes a folder with all that is in it.</summary>
[Operation("deleteAssetFolder", Phase.Edit, Says = "Delete a folder with all that is in it, folders and files"), Needs(Role.Manager)]
internal sealed class DeleteAssetFolder(AppDbContext db, StoredFiles files) : IOperation<AgentScope, DeleteAssetFolder.Request, Done>
{
    public sealed record Request(long Id);

    public async Task<Result<Done>> RunAsync(AgentScope scope, Request request, CancellationToken cancellationToken)
    {
        var deleted = await db.WriteAsync(async () =>
        {
            await AgentFiles.LockAsync(db, scope.AgentId, cancellationToken);
            var parents = await db.FoldersOf(scope).Select(f => new { f.Id, f.ParentId })
                .ToDictionaryAsync(f => f.Id, f => f.ParentId, cancellationToken);
            foreach (var folder in Within(request.Id, parents)) await files.DoomFolderAsync(folder, cancellationToken);
            return await db.FoldersOf(scope).Where(f => f.Id == request.Id).ExecuteDeleteAsync(cancellationToken);
        }, cancellationToken);
        if (deleted == 0) return AssetFolderQueries.NotFound;
        files.Sweep();
        return new Done();
    }

    /// <summary>A folder and all below it, out of the parents of all folders; empty when it is not among them.</summary>
    private static List<long> Within(long id, Dictionary<long, long?> parents)
    {
        if (!parents.ContainsKey(id)) return [];
        var children = parents.ToLookup(f => f.Value, f => f.Key);
        var found = new List<long> { id };
        for (var i = 0; i < found.Count; i++) found.AddRange(children[found[i]]);
        return found;
    }
}
