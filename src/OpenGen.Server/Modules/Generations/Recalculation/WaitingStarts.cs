using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using OpenGen.Server.Data;
using OpenGen.Server.Jobs;
using OpenGen.Server.Modules.Engines;
using OpenGen.Server.Modules.Engines.Contracts;
using OpenGen.Server.Modules.Generations.Contracts;

namespace OpenGen.Server.Modules.Generations.Recalculation;

/// <summary>
/// Starts jobs that wait, each once nothing it is made from is still to be made and its own cell has nothing in the works: priced,
/// charged and queued with the values there are then. Several nodes may look at the same jobs; each is started by one of them.
/// </summary>
internal sealed partial class WaitingStarts(
    AppDbContext db, ISheetLookup sheets, GenerationOrders orders, IVideoOrders videos, JobLifecycle jobs, IJobSurroundings surroundings,
    ILogger<WaitingStarts> log)
{
    /// <summary>The cells beside which the next jobs wait, in the order in which these came.</summary>
    /// <param name="after">The id of the last one seen.</param>
    public async Task<(long Last, List<long> Cells)> NextAsync(long after, int most, CancellationToken cancellationToken)
    {
        // One without a cell would end the search for all that come after it.
        var waiting = await db.Jobs.AsNoTracking()
            .Where(j => j.Lane == Lane.Waiting && j.Status == JobStatus.Pending && j.Id > after && j.CellId != null)
            .OrderBy(j => j.Id).Take(most).ToListAsync(cancellationToken);
        var cells = waiting.ConvertAll(j => j.CellId!.Value);
        var there = await sheets.BesideAsync(cells, cancellationToken);
        foreach (var job in waiting.Where(j => !there.ContainsKey(j.CellId!.Value)))
            await jobs.RefuseAsync(job, "The cell was deleted", cancellationToken);
        return (waiting.Count == 0 ? after : waiting[^1].Id, cells);
    }

    /// <summary>Starts what can start in the rows of some cells.</summary>
    public async Task StartAsync(IReadOnlyList<long> cellIds, CancellationToken cancellationToken)
    {
        // In this order: whatever ends after it was found open is looked at again then, and whatever had ended has its value in the cell.
        var rows = await sheets.BesideAsync(cellIds, cancellationToken);
        var open = await db.Jobs.AsNoTracking()
            .Where(
                j => EF.Parameter(rows.Keys.ToList()).Contains(j.CellId!.Value)
                    && (j.Status == JobStatus.Pending || j.Status == JobStatus.Processing))
            .OrderBy(j => j.Id).ToListAsync(cancellationToken);
        var openIn = open.ToLookup(j => rows[j.CellId!.Value]);
        foreach (var sheet in open.Where(j => j.Lane == Lane.Waiting).GroupBy(j => j.SheetId!.Value))
        {
            var (first, waitIn) = (sheet.First(), sheet.Select(j => rows[j.CellId!.Value]).Distinct().ToList());
            foreach (var row in (await sheets.FindAsync(first.AgentId, first.WorkspaceId, sheet.Key, waitIn, null, cancellationToken))
                .GroupBy(c => c.RowId))
                await TryStartAsync([.. row], [.. openIn[row.Key]], cancellationToken);
        }
    }

    /// <summary>A fault in one row keeps no other from its turn.</summary>
    private async Task TryStartAsync(List<CellContext> row, List<Job> open, CancellationToken cancellationToken)
    {
        var waiting = open.FindAll(j => j.Lane == Lane.Waiting);
        await OrRefuseAsync(waiting, async () =>
        {
            var graph = new RowGraph(row);
            foreach (var job in waiting)
                await OrRefuseAsync([job], async () =>
                {
                    if (!MustWait(job, graph, open)) await StartAsync(job, row.Find(c => c.CellId == job.CellId)!, cancellationToken);
                }, cancellationToken);
        }, cancellationToken);
    }

    /// <summary>
    /// What cannot be started now and never will be ends with its reason: it would be met again every few seconds otherwise, and never
    /// start.
    /// </summary>
    private async Task OrRefuseAsync(List<Job> waiting, Func<Task> start, CancellationToken cancellationToken)
    {
        try
        {
            await start();
        }
        catch (Exception fault) when (fault is not OperationCanceledException
            && (fault is not (DbException or DbUpdateException) || fault.IsPermanent()))
        {
            db.ChangeTracker.Clear();
            foreach (var job in waiting)
            {
                Fault(log, fault, job.Id);
                await jobs.RefuseAsync(
                    job, $"Something went wrong on our side while starting it; it is in the server's log under job {job.Id}",
                    cancellationToken);
            }
        }
    }

    /// <summary>Whether something has to be made before a job, or is in the works where it would put what it makes.</summary>
    private static bool MustWait(Job job, RowGraph graph, List<Job> open)
    {
        if (open.Exists(o => o.CellId == job.CellId && o.LayerId == job.LayerId && (o.Lane != Lane.Waiting || o.Id < job.Id))) return true;
        if (graph.Find(job.CellId!.Value, job.LayerId) is not { } node) return false;
        bool WillBeMade(RowNode other) => other != node && open.Exists(o => o.CellId == other.Cell.CellId && o.LayerId == other.Layer?.Id);
        return RowGraph.Before(node, WillBeMade).Any(WillBeMade);
    }

    private async Task StartAsync(Job job, CellContext cell, CancellationToken cancellationToken)
    {
        using var inside = surroundings.Enter(job.BaseUrl);
        var prepared = job.Type == Job.Render
            ? await videos.PrepareAsync(cell, cancellationToken)
            : await orders.PrepareAsync(new Wanted(cell, job.LayerId, null, null), cancellationToken);
        var refused = prepared.Failed ? prepared.Error : await jobs.StartAsync(job, prepared.Value, cancellationToken);
        if (refused is not null) await jobs.RefuseAsync(job, refused.Message, cancellationToken);
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Job {Job}, which waited, could not be started")]
    private static partial void Fault(ILogger log, Exception fault, long job);
}
