using Microsoft.EntityFrameworkCore;
using OpenGen.Server.Data;
using OpenGen.Server.Modules.Agents.Contracts;
using OpenGen.Server.Modules.Assets.Storage;
using OpenGen.Server.Modules.Workspaces.Contracts;

namespace OpenGen.Server.Modules.Assets.ContentResources;

/// <summary>Deletes a file for good.</summary>
[Operation("deleteContentResource", Phase.Edit, Says = "Delete a file for good"), Needs(Role.Manager)]
internal sealed class DeleteContentResource(AppDbContext db, StoredFiles files)
    : IOperation<AgentScope, DeleteContentResource.Request, Done>
{
    public sealed record Request(long Id);

    public async Task<Result<Done>> RunAsync(AgentScope scope, Request request, CancellationToken cancellationToken)
    {
        var (id, agentId) = (request.Id, scope.AgentId);
        var deleted = await db.WriteAsync(async () =>
        {
            await files.DoomResourceAsync(id, agentId, cancellationToken);
            return await db.ContentResources.Where(r => r.Id == id && r.AgentId == agentId).ExecuteDeleteAsync(cancellationToken);
        }, cancellationToken);
        if (deleted == 0) return ContentResourceQueries.NotFound;
        files.Sweep();
        return new Done();
    }
}
