using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using OpenGen.Server.Data;
using OpenGen.Server.Modules.Agents;
using OpenGen.Server.Modules.Assets.Storage;
using OpenGen.Server.Web;

namespace OpenGen.Server.Modules.Assets.Library;

/// <summary>/v1/asset_folders: create, rename, delete with all that is in it.</summary>
internal static class AssetFolderEndpoints
{
    public sealed record AssetFolderRef(long AssetFolderId);

    [Wrapper("asset_folder")]
    public sealed record Create([MaxLength(200)] string Name, long? ParentId) : Input<Create>;

    [Wrapper("asset_folder")]
    public sealed record Update([StringLength(200, MinimumLength = 1)] string? Name) : Input<Update>;

    public static void Map(RouteGroupBuilder v1)
    {
        var folders = v1.MapGroup("/asset_folders").WithTags("Asset Libraries").InPhase(Phase.Edit).ForAgent();
        folders.MapPost("/", CreateAsync).WithName("createAssetFolder").WithSummary("Make a folder, at the top or in another one");
        folders.MapPatch("/{id:long}", UpdateAsync).WithName("updateAssetFolder").WithSummary("Rename a folder");
        folders.MapDelete("/{id:long}", DeleteAsync).WithName("deleteAssetFolder").WithSummary("Delete a folder with all that is in it, folders and files");
    }

    private static async Task<Results<Created<AssetFolderRef>, Problem>> CreateAsync(AgentScope scope, Create request, AppDbContext db, CancellationToken stop)
    {
        if (request.ParentId is { } parent && !await db.AssetFolders.AnyAsync(f => f.Id == parent && f.AgentId == scope.AgentId, stop)) return NotFound.AsProblem();
        var folder = new AssetFolder { AgentId = scope.AgentId, ParentId = request.ParentId, Name = request.Name.Trim() };
        db.AssetFolders.Add(folder);
        try
        {
            await db.SaveChangesAsync(stop);
        }
        catch (DbUpdateException fault) when (fault.IsMissingReference())
        {
            return NotFound.AsProblem();
        }
        return TypedResults.Created($"/v1/asset_libraries?folder_id={folder.Id}", new AssetFolderRef(folder.Id));
    }

    private static async Task<Results<Ok<AssetFolderRef>, Problem>> UpdateAsync(AgentScope scope, long id, Update request, AppDbContext db, CancellationToken stop)
    {
        if (await db.AssetFolders.FirstOrDefaultAsync(f => f.Id == id && f.AgentId == scope.AgentId, stop) is not { } folder) return NotFound.AsProblem();
        if (string.IsNullOrWhiteSpace(request.Name ?? folder.Name)) return Error.Invalid("asset_folder.name", "can't be blank").AsProblem();
        folder.Name = request.Name?.Trim() ?? folder.Name;
        await db.SaveChangesAsync(stop);
        return TypedResults.Ok(new AssetFolderRef(id));
    }

    private static async Task<Results<NoContent, Problem>> DeleteAsync(AgentScope scope, long id, AppDbContext db, StoredFiles files, CancellationToken stop)
    {
        var deleted = await db.WriteAsync(async () =>
        {
            await AgentFiles.LockAsync(db, scope.AgentId, stop);
            var inside = Within(id, await db.AssetFolders.Where(f => f.AgentId == scope.AgentId).Select(f => new { f.Id, f.ParentId }).ToDictionaryAsync(f => f.Id, f => f.ParentId, stop));
            foreach (var folder in inside) await files.DoomFolderAsync(folder, stop);
            return await db.AssetFolders.Where(f => f.Id == id && f.AgentId == scope.AgentId).ExecuteDeleteAsync(stop);
        }, stop);
        if (deleted == 0) return NotFound.AsProblem();
        files.Sweep();
        return TypedResults.NoContent();
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

    internal static readonly Error NotFound = Error.NotFound("Asset folder");
}
