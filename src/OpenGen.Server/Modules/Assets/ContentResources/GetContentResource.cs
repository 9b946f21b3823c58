using Microsoft.EntityFrameworkCore;
using OpenGen.Server.Data;
using OpenGen.Server.Jobs;
using OpenGen.Server.Modules.Agents.Contracts;
using OpenGen.Server.Modules.Assets.Contracts;
using OpenGen.Server.Modules.Workspaces.Contracts;

namespace OpenGen.Server.Modules.Assets.ContentResources;

/// <summary>A file, and the job that made it.</summary>
[Operation("getContentResource", Phase.Edit, Says = "One file, and the job that made it"), Needs(Role.Manager)]
internal sealed class GetContentResource(AppDbContext db, IPublicUrls urls)
    : IOperation<AgentScope, GetContentResource.Request, WithGenerator>
{
    public sealed record Request(long Id);

    public async Task<Result<WithGenerator>> RunAsync(AgentScope scope, Request request, CancellationToken cancellationToken)
    {
        if (await db.ContentResourceAsync(scope, request.Id, cancellationToken) is not { } resource) return ContentResourceQueries.NotFound;
        var generator = await db.Jobs.Where(j => j.Id == resource.JobId)
            .Select(j => new Generator(j.Id, j.Status, j.Type)).FirstOrDefaultAsync(cancellationToken);
        return new WithGenerator(ContentResourceView.Of(resource, urls), generator);
    }
}
