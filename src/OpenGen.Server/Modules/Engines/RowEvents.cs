using Microsoft.EntityFrameworkCore;
using OpenGen.Server.Data;
using OpenGen.Server.Modules.Agents;
using OpenGen.Server.Modules.Automation;

namespace OpenGen.Server.Modules.Engines;

/// <summary>
/// Tells what people and clients do to rows, one event a row however much of it changes at once. What jobs put into a row is told
/// by their ends, and a row that only moves up or down because of another is not told of. All run in the caller's transaction.
/// </summary>
internal sealed class RowEvents(AppDbContext db, Outbox outbox)
{
    /// <param name="CellIds">The cells that were changed, or whose layers were; empty when it was the row itself.</param>
    private sealed record RowTold(long AgentId, long EngineId, long RowId, int Position, IReadOnlyList<long> CellIds);

    /// <summary>A row was added.</summary>
    public Task CreatedAsync(long sheetId, long rowId, CancellationToken stop) => WriteAsync(EventTypes.RowCreated, sheetId, db.SheetRows.Where(r => r.Id == rowId), null, stop);

    /// <summary>A sheet came with all its rows.</summary>
    public Task AllCreatedAsync(long sheetId, CancellationToken stop) => WriteAsync(EventTypes.RowCreated, sheetId, db.SheetRows, null, stop);

    /// <summary>Rows were moved or their attributes changed.</summary>
    public Task UpdatedAsync(long sheetId, IEnumerable<long> rowIds, CancellationToken stop)
    {
        var ids = rowIds.ToList();
        return WriteAsync(EventTypes.RowUpdated, sheetId, db.SheetRows.Where(r => EF.Parameter(ids).Contains(r.Id)), null, stop);
    }

    /// <summary>Cells, or their layers, were changed.</summary>
    public Task CellsUpdatedAsync(long sheetId, IEnumerable<SheetCell> cells, CancellationToken stop)
    {
        var changed = cells.ToLookup(c => c.RowId, c => c.Id);
        var ids = changed.Select(c => c.Key).ToList();
        return WriteAsync(EventTypes.RowUpdated, sheetId, db.SheetRows.Where(r => EF.Parameter(ids).Contains(r.Id)), changed, stop);
    }

    /// <summary>A cell, or its layers, was changed.</summary>
    public async Task CellUpdatedAsync(long sheetId, long cellId, CancellationToken stop) =>
        await CellsUpdatedAsync(sheetId, await db.SheetCells.AsNoTracking().Where(c => c.Id == cellId).ToListAsync(stop), stop);

    /// <summary>A row is about to be deleted.</summary>
    public Task DeletedAsync(long sheetId, long rowId, CancellationToken stop) => WriteAsync(EventTypes.RowDeleted, sheetId, db.SheetRows.Where(r => r.Id == rowId), null, stop);

    /// <summary>A sheet is about to be deleted with all its rows.</summary>
    public Task AllDeletedAsync(long sheetId, CancellationToken stop) => WriteAsync(EventTypes.RowDeleted, sheetId, db.SheetRows, null, stop);

    private Task WriteAsync(string type, long sheetId, IQueryable<SheetRow> rows, ILookup<long, long>? cells, CancellationToken stop)
    {
        var sheet = db.Sheets.Where(s => s.Id == sheetId);
        return outbox.WriteAsync(sheet.Select(s => s.AgentId), [Hook.Webhook], async () =>
        {
            var agentId = await sheet.Select(s => s.AgentId).SingleAsync(stop);
            var found = await rows.Where(r => r.SheetId == sheetId).OrderBy(r => r.Position).Select(r => new { r.Id, r.Position }).ToListAsync(stop);
            return found.ConvertAll(r => new Event(type, new RowTold(agentId, sheetId, r.Id, r.Position, [.. cells?[r.Id] ?? []])));
        }, stop);
    }
}
