using OpenGen.Server.Data;
using OpenGen.Server.Jobs;
using OpenGen.Server.Modules.Agents;
using OpenGen.Server.Modules.Engines;
using OpenGen.Server.Modules.Workspaces;

namespace OpenGen.Server.Modules.Renders.Ordering;

/// <summary>An agent's renders, newest first, or those of one sheet.</summary>
[Operation("listRemotionJobs", Phase.Export, Says = "The agent's renders, newest first; of one engine, all or a page"), Needs(Role.Manager)]
internal sealed class ListRemotionJobs(AppDbContext db, SheetLookup sheets, JobViews views)
    : IOperation<AgentScope, ListRemotionJobs.Request, List<RenderJobView>>
{
    /// <param name="ProjectId">Only those of this sheet.</param>
    public sealed record Request(long? ProjectId = null);

    public async Task<Result<List<RenderJobView>>> RunAsync(AgentScope scope, Request request, CancellationToken cancellationToken)
    {
        var sheet = request.ProjectId;
        if (sheet is { } id && !await sheets.IsOfAgentAsync(scope.AgentId, id, cancellationToken)) return Error.NotFound("Engine");
        var renders = db.Jobs.Where(j => j.AgentId == scope.AgentId && j.Type == Job.Render && (sheet == null || j.SheetId == sheet));
        var found = await views.ListAsync(renders.OrderByDescending(j => j.Id), cancellationToken);
        return found.ConvertAll(j => RenderJobView.Of(j.CreatedAt, j.Status, j.OutputResources.FirstOrDefault()));
    }
}
