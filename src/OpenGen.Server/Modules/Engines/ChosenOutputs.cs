using Microsoft.EntityFrameworkCore;
using OpenGen.Server.Data;
using OpenGen.Server.Jobs;
using OpenGen.Server.Modules.Assets.Contracts;
using OpenGen.Server.Modules.Engines.Contracts;

namespace OpenGen.Server.Modules.Engines;

/// <summary>The outputs that count, of cells and layers that are copied.</summary>
internal sealed class ChosenOutputs(AppDbContext db)
{
    /// <summary>Cells and layers whose outputs are in memory at a time.</summary>
    private const int AtOnce = 500;

    /// <summary>The jobs whose outputs count in cells and in their layers.</summary>
    public async Task<List<long>> OfAsync(IQueryable<SheetCell> cells, CancellationToken cancellationToken)
    {
        var chosen = await cells.Where(c => c.DefaultJobId != null).Select(c => c.DefaultJobId!.Value).ToListAsync(cancellationToken);
        var ofLayers = from cell in cells
                       join layer in db.Layers on cell.Id equals layer.CellId
                       where layer.DefaultJobId != null
                       select layer.DefaultJobId!.Value;
        chosen.AddRange(await ofLayers.ToListAsync(cancellationToken));
        return chosen;
    }

    /// <summary>
    /// Gives new cells and layers completed jobs of their own, with the files that were copied. In the caller's transaction.
    /// </summary>
    public async Task CopyAsync(IReadOnlyList<ChosenOutput> chosen, SheetScope to, ICopiedFiles copied, CancellationToken cancellationToken)
    {
        foreach (var some in chosen.Chunk(AtOnce))
        {
            var jobIds = some.Select(c => c.JobId).ToList();
            var sources = await db.Jobs.AsNoTracking().Where(j => EF.Parameter(jobIds).Contains(j.Id) && j.Status == JobStatus.Completed)
                .ToDictionaryAsync(j => j.Id, cancellationToken);
            var copies = some.Where(c => sources.ContainsKey(c.JobId)).Select(c => (Where: c, Job: CopyOf(sources[c.JobId], c, to, copied)))
                .ToList();
            db.Jobs.AddRange(copies.Select(c => c.Job));
            await db.SaveChangesAsync(cancellationToken);
            copied.BelongTo(copies.ToDictionary(c => c.Where.JobId, c => c.Job.Id));

            var (cells, layers) = await PlacesAsync(some, cancellationToken);
            foreach (var (where, job) in copies)
            {
                if (where.LayerId is { } layerId)
                {
                    layers[layerId].DefaultJobId = job.Id;
                    continue;
                }
                var cell = cells[where.CellId];
                (cell.DefaultJobId, cell.Value) = (job.Id, copied.In(cell.Value));
            }
            await db.SaveChangesAsync(cancellationToken);
            db.ChangeTracker.Clear();
        }
    }

    private static Job CopyOf(Job source, ChosenOutput where, SheetScope to, ICopiedFiles copied) => source.CopyFor(
        to.WorkspaceId, to.AgentId, to.SheetId, where.CellId, where.LayerId,
        source.Result is { } result ? new RawJson(copied.In(result.Text)!) : null);

    private async Task<(Dictionary<long, SheetCell> Cells, Dictionary<long, Layer> Layers)> PlacesAsync(
        ChosenOutput[] some, CancellationToken cancellationToken)
    {
        var (cellIds, layerIds) = (
            some.Where(c => c.LayerId is null).Select(c => c.CellId).ToList(), some.Select(c => c.LayerId).OfType<long>().ToList());
        return (await db.SheetCells.Where(c => EF.Parameter(cellIds).Contains(c.Id)).ToDictionaryAsync(c => c.Id, cancellationToken),
            await db.Layers.Where(l => EF.Parameter(layerIds).Contains(l.Id)).ToDictionaryAsync(l => l.Id, cancellationToken));
    }
}
