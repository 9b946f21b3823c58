using Microsoft.EntityFrameworkCore;
using OpenGen.Server.Data;
using OpenGen.Server.Modules.Agents.Contracts;

namespace OpenGen.Server.Modules.Assets.ContentResources;

/// <summary>What the operations on files share.</summary>
internal static class ContentResourceQueries
{
    public static readonly Error NotFound = Error.NotFound("Content resource");

    /// <summary>A file of an agent, to be changed; null when it is not there.</summary>
    public static Task<ContentResource?> ContentResourceAsync(
        this AppDbContext db, AgentScope scope, long id, CancellationToken cancellationToken) =>
        db.ContentResources.FirstOrDefaultAsync(r => r.Id == id && r.AgentId == scope.AgentId, cancellationToken);
}
