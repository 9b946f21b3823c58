using Microsoft.EntityFrameworkCore;
using OpenGen.Server.Data;

namespace OpenGen.Server.Jobs;

/// <summary>
/// Jobs that nobody ordered: a sheet makes them for what is to be made again, at most one at a time for each cell and layer.
/// </summary>
internal sealed class WaitingJobs(AppDbContext db, JobSignal signal)
{
    /// <summary>
    /// Adds jobs in the lane <see cref="Lane.Waiting"/>; where one waits already, it is told that what it is made from has changed
    /// once more. Under the sheet's lock, in the caller's transaction.
    /// </summary>
    public async Task AddAsync(IReadOnlyList<Job> jobs, CancellationToken cancellationToken)
    {
        var cells = jobs.Select(j => j.CellId!.Value).Distinct().ToList();
        var waiting = db.Jobs.Where(
            j => j.Lane == Lane.Waiting && j.Status == JobStatus.Pending && EF.Parameter(cells).Contains(j.CellId!.Value));
        // Whoever is about to start one with what it read before does not find it any more.
        await waiting.ExecuteUpdateAsync(j => j.SetProperty(x => x.Fence, x => x.Fence + 1), cancellationToken);
        var there = (await waiting.Select(j => new { j.CellId, j.LayerId }).ToListAsync(cancellationToken))
            .ConvertAll(j => (j.CellId, j.LayerId)).ToHashSet();
        var added = jobs.Where(j => there.Add((j.CellId, j.LayerId))).ToList();
        db.Jobs.AddRange(added);
        await db.SaveChangesAsync(cancellationToken);
        foreach (var job in added) db.Entry(job).State = EntityState.Detached;
        foreach (var cell in cells) AfterCommit.Do(db, () => signal.Settle(cell));
    }
}
