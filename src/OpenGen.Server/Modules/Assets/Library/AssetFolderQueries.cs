using Microsoft.EntityFrameworkCore;
using OpenGen.Server.Data;
using OpenGen.Server.Modules.Agents.Contracts;

namespace OpenGen.Server.Modules.Assets.Library;

/// <summary>What the operations on folders share.</summary>
internal static class AssetFolderQueries
{
    public static readonly Error NotFound = Error.NotFound("Asset folder");

    /// <summary>The folders of an agent.</summary>
    public static IQueryable<AssetFolder> FoldersOf(this AppDbContext db, AgentScope scope) =>
        db.AssetFolders.Where(f => f.AgentId == scope.AgentId);

    /// <summary>Whether a folder is there and this agent's.</summary>
    public static Task<bool> HasFolderAsync(this AppDbContext db, AgentScope scope, long id, CancellationToken cancellationToken) =>
        db.FoldersOf(scope).AnyAsync(f => f.Id == id, cancellationToken);
}
