using Microsoft.EntityFrameworkCore;
using OpenGen.Server.Data;
using OpenGen.Server.Jobs;

namespace OpenGen.Server.Modules.Engines;

/// <summary>
/// Work that is still to be done for cells that are about to be deleted: it is stopped and paid back once they are gone. What was
/// already made stays in the agent's library, where it may be used elsewhere.
/// </summary>
internal sealed class OpenWork(AppDbContext db, JobLifecycle jobs)
{
    /// <summary>Pending and running jobs of cells.</summary>
    public Task<List<long>> OfAsync(IQueryable<SheetCell> cells, CancellationToken cancellationToken) =>
        Open(from cell in cells join job in db.Jobs on (long?)cell.Id equals job.CellId select job).ToListAsync(cancellationToken);

    /// <summary>Pending and running jobs of one layer.</summary>
    public Task<List<long>> OfLayerAsync(long layerId, CancellationToken cancellationToken) =>
        Open(db.Jobs.Where(j => j.LayerId == layerId)).ToListAsync(cancellationToken);

    /// <summary>Stops them; one that has ended meanwhile is left as it is.</summary>
    public async Task StopAsync(IReadOnlyList<long> jobIds, CancellationToken cancellationToken)
    {
        foreach (var id in jobIds) await jobs.StopAsync(id, cancellationToken);
    }

    private static IQueryable<long> Open(IQueryable<Job> of) =>
        of.Where(j => j.Status == JobStatus.Pending || j.Status == JobStatus.Processing).Select(j => j.Id);
}
