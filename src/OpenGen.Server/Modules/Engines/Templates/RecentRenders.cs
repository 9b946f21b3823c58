using Microsoft.EntityFrameworkCore;
using OpenGen.Server.Data;
using OpenGen.Server.Jobs;
using OpenGen.Server.Modules.Agents.Contracts;
using OpenGen.Server.Modules.Assets.Contracts;
using OpenGen.Server.Modules.Engines.Contracts;

namespace OpenGen.Server.Modules.Engines.Templates;

/// <summary>What a user has lately rendered from templates.</summary>
internal sealed class RecentRenders(AppDbContext db, IAgentDirectory agents, IResourceStore shelf)
{
    private const int Shown = 6;

    /// <summary>The newest finished videos of sheets that came from each template, newest first, of all agents the user may read.</summary>
    public async Task<ILookup<string, GeneratedContent>> OfAsync(
        long userId, IReadOnlyList<string> slugs, CancellationToken cancellationToken)
    {
        var agentIds = await agents.ReadableByAsync(userId, cancellationToken);
        var sheets = db.Sheets.Where(s =>
            EF.Parameter(agentIds).Contains(s.AgentId) && s.TemplateSlug != null && EF.Parameter(slugs).Contains(s.TemplateSlug));
        var newest = new List<(string Slug, long Job)>();
        // Few of the templates have ever been cloned by one user: a query for each of those.
        foreach (var slug in await sheets.Select(s => s.TemplateSlug!).Distinct().ToListAsync(cancellationToken))
        {
            var renders = from sheet in sheets.Where(s => s.TemplateSlug == slug)
                          join job in db.Jobs.Where(Job.WasWorkedOn) on (long?)sheet.Id equals job.SheetId
                          where job.Type == Job.Render && job.Status == JobStatus.Completed
                          orderby job.Id descending
                          select job.Id;
            newest.AddRange((await renders.Take(Shown).ToListAsync(cancellationToken)).Select(job => (slug, job)));
        }
        var videos = await shelf.OutputsOfAsync(newest.ConvertAll(r => r.Job), cancellationToken);
        return newest.SelectMany(r => videos[r.Job].Take(1), (r, video) => (r.Slug, video))
            .ToLookup(r => r.Slug, r => new GeneratedContent(r.video.Id, ApiTypeOf(r.video.ObjectType), r.video.ThumbnailUrl));
    }

    private static string ApiTypeOf(FileKind kind) => ApiJson.Name(kind.ToString());
}
