using Microsoft.EntityFrameworkCore;
using OpenGen.Server.Data;
using OpenGen.Server.Jobs;
using OpenGen.Server.Modules.Agents;
using OpenGen.Server.Modules.Assets;

namespace OpenGen.Server.Modules.Engines;

/// <summary>What a user has lately rendered from templates.</summary>
internal sealed class RecentRenders(AppDbContext db, AgentDirectory agents, ResourceShelf shelf)
{
    private const int Shown = 6;

    /// <summary>The newest finished videos of sheets that came from each template, newest first, of all agents the user may read.</summary>
    public async Task<ILookup<string, TemplateEndpoints.GeneratedContent>> OfAsync(long userId, IReadOnlyList<string> slugs, CancellationToken stop)
    {
        var agentIds = await agents.ReadableByAsync(userId, stop);
        var renders = from job in db.Jobs.Where(Job.WasWorkedOn)
                      join sheet in db.Sheets on job.SheetId equals (long?)sheet.Id
                      where EF.Parameter(agentIds).Contains(sheet.AgentId) && sheet.TemplateSlug != null && EF.Parameter(slugs).Contains(sheet.TemplateSlug)
                          && job.Type == Job.Render && job.Status == JobStatus.Completed
                      select new { sheet.TemplateSlug, job.Id };
        var newest = await renders.GroupBy(r => r.TemplateSlug).SelectMany(g => g.OrderByDescending(r => r.Id).Take(Shown)).ToListAsync(stop);
        var videos = await shelf.OutputsOfAsync(newest.ConvertAll(r => r.Id), stop);
        return newest.OrderByDescending(r => r.Id).SelectMany(r => videos[r.Id].Take(1), (r, video) => (r.TemplateSlug, video))
            .ToLookup(r => r.TemplateSlug!, r => new TemplateEndpoints.GeneratedContent(r.video.Id, ApiTypeOf(r.video.ObjectType), r.video.ThumbnailUrl));
    }

    private static string ApiTypeOf(MediaKind kind) => Http.ApiJson.Name(kind.ToString());
}
