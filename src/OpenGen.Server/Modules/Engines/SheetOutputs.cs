using Microsoft.EntityFrameworkCore;
using OpenGen.Server.Data;
using OpenGen.Server.Jobs;
using OpenGen.Server.Modules.Engines.Contracts;

namespace OpenGen.Server.Modules.Engines;

/// <summary>Puts what jobs made into cells and layers.</summary>
internal sealed class SheetOutputs(AppDbContext db, ISheetObserver observer, TimeProvider clock) : IJobOutputs
{
    /// <summary>
    /// Makes a job the one that counts for its layer, or else for its cell, whose value follows. In the caller's transaction.
    /// </summary>
    public async Task AttachAsync(long cellId, long? layerId, long jobId, string? value, CancellationToken cancellationToken)
    {
        // Held before the cell is changed, in the order in which all hold them.
        var sheet = await db.SheetCells.Where(c => c.Id == cellId && db.Set<Sheet>().Any(s => s.Id == c.SheetId && s.Recalculates))
            .Select(c => (long?)c.SheetId).FirstOrDefaultAsync(cancellationToken);
        if (sheet is not null) await SheetLock.HoldSheetAsync(db, sheet.Value, cancellationToken);
        var now = clock.Now();
        if (layerId is { } layer)
            await db.Layers.Where(l => l.Id == layer && l.CellId == cellId)
                .ExecuteUpdateAsync(l => l.SetProperty(x => x.DefaultJobId, jobId).SetProperty(x => x.UpdatedAt, now), cancellationToken);
        else
            await db.SheetCells.Where(c => c.Id == cellId)
                .ExecuteUpdateAsync(c => c.SetProperty(x => x.Value, value).SetProperty(x => x.DefaultJobId, jobId)
                    .SetProperty(x => x.UpdatedAt, now), cancellationToken);
        if (sheet is not { } changed) return;
        if (layerId is null) await observer.CellsChangedAsync(changed, [cellId], cancellationToken);
        else await observer.LayerChangedAsync(changed, cellId, layerId.Value, cancellationToken);
    }
}
