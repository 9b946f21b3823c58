using System.ComponentModel.DataAnnotations;
using OpenGen.Server.Data;
using OpenGen.Server.Modules.Agents.Contracts;
using OpenGen.Server.Modules.Assets.Contracts;
using OpenGen.Server.Modules.Workspaces.Contracts;
using OpenGen.Server.Web;

namespace OpenGen.Server.Modules.Assets.ContentResources;

/// <summary>Renames a file.</summary>
[Operation("updateContentResource", Phase.Edit, Says = "Rename a file"), Needs(Role.Manager)]
internal sealed class UpdateContentResource(AppDbContext db, IPublicUrls urls)
    : IOperation<AgentScope, UpdateContentResource.Request, ContentResourceView>
{
    [Wrapper("content_resource")]
    public sealed record Request(long Id, [StringLength(255, MinimumLength = 1)] string? Filename);

    public async Task<Result<ContentResourceView>> RunAsync(AgentScope scope, Request request, CancellationToken cancellationToken)
    {
        if (await db.ContentResourceAsync(scope, request.Id, cancellationToken) is not { } resource) return ContentResourceQueries.NotFound;
        resource.FileName = request.Filename is { } name ? FileNames.Safe(name) : resource.FileName;
        await db.SaveChangesAsync(cancellationToken);
        return ContentResourceView.Of(resource, urls);
    }
}
