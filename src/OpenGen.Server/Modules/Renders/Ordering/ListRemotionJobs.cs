using Microsoft.EntityFrameworkCore;
using OpenGen.Server.Data;
using OpenGen.Server.Jobs;
using OpenGen.Server.Modules.Agents.Contracts;
using OpenGen.Server.Modules.Assets.Contracts;
using OpenGen.Server.Modules.Engines.Contracts;
using OpenGen.Server.Modules.Workspaces.Contracts;

namespace OpenGen.Server.Modules.Renders.Ordering;

/// <summary>An agent's renders, newest first, or those of one sheet.</summary>
[Operation("listRemotionJobs", Phase.Export, Says = "The agent's renders, newest first; of one engine, all or a page"), Needs(Role.Manager)]
internal sealed class ListRemotionJobs(AppDbContext db, ISheetLookup sheets, IResourceStore shelf)
    : IOperation<AgentScope, ListRemotionJobs.Request, Listed<RenderJobView>>
{
    /// <summary>How many are answered when no page is asked for.</summary>
    private const int Most = 1_000;

    /// <param name="ProjectId">Only those of this sheet.</param>
    public sealed record Request(long? ProjectId = null, PageRequest? Page = null);

    public async Task<Result<Listed<RenderJobView>>> RunAsync(AgentScope scope, Request request, CancellationToken cancellationToken)
    {
        var sheet = request.ProjectId;
        if (sheet is { } id && !await sheets.IsOfAgentAsync(scope.AgentId, id, cancellationToken)) return Error.NotFound("Engine");
        var renders = db.Jobs.Where(j => j.AgentId == scope.AgentId && j.Type == Job.Render && (sheet == null || j.SheetId == sheet));
        var part = request.Page ?? new PageRequest(0, Most);
        var count = await renders.CountAsync(cancellationToken);
        // Without what they were made from and what came of them, which is most of a job.
        var found = await renders.OrderByDescending(j => j.Id).Skip(part.From).Take(part.Size)
            .Select(j => new { j.Id, j.CreatedAt, j.Status }).ToListAsync(cancellationToken);
        var videos = await shelf.OutputsOfAsync(found.ConvertAll(j => j.Id), cancellationToken);
        var views = found.ConvertAll(j => RenderJobView.Of(j.CreatedAt, j.Status, videos[j.Id].FirstOrDefault()));
        return new Listed<RenderJobView>(views.ToAsyncEnumerable(), part, count);
    }
}
