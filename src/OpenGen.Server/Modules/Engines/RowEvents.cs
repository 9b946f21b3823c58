using Microsoft.EntityFrameworkCore;
using OpenGen.Server.Data;
using OpenGen.Server.Modules.Agents.Contracts;

namespace OpenGen.Server.Modules.Engines;

/// <summary>
/// Tells what people and clients do to rows, one event a row however much of it changes at once. What jobs put into a row is told
/// by their ends, and a row that only moves up or down because of another is not told of. All run in the caller's transaction.
/// </summary>
internal sealed class RowEvents(AppDbContext db, IAgentEvents events)
{
    /// <param name="CellIds">The cells that were changed, or whose layers were; empty when it was the row itself.</param>
    private sealed record RowTold(long AgentId, long EngineId, long RowId, int Position, IReadOnlyList<long> CellIds);

    /// <summary>Rows, and which of a row's cells changed.</summary>
    private sealed record Change(IQueryable<SheetRow> Rows, Func<long, IEnumerable<long>> CellsOf);

    /// <summary>A row was added.</summary>
    public Task CreatedAsync(long sheetId, long rowId, CancellationToken cancellationToken) =>
        WriteAsync(EventTypes.RowCreated, sheetId, () => Whole([rowId]), cancellationToken);

    /// <summary>A sheet came with all its rows.</summary>
    public Task AllCreatedAsync(long sheetId, CancellationToken cancellationToken) =>
        WriteAsync(EventTypes.RowCreated, sheetId, () => new Change(db.SheetRows, _ => []), cancellationToken);

    /// <summary>Rows were moved or their attributes changed.</summary>
    public Task UpdatedAsync(long sheetId, IEnumerable<long> rowIds, CancellationToken cancellationToken) =>
        WriteAsync(EventTypes.RowUpdated, sheetId, () => Whole(rowIds), cancellationToken);

    /// <summary>Cells were changed.</summary>
    public Task CellsUpdatedAsync(long sheetId, IEnumerable<SheetCell> cells, CancellationToken cancellationToken) =>
        WriteAsync(EventTypes.RowUpdated, sheetId, () =>
        {
            var changed = cells.ToLookup(c => c.RowId, c => c.Id);
            return Whole(changed.Select(c => c.Key)) with { CellsOf = row => changed[row] };
        }, cancellationToken);

    /// <summary>A cell's layers, or its choice of output, were changed.</summary>
    public Task CellUpdatedAsync(long sheetId, long cellId, CancellationToken cancellationToken) =>
        WriteAsync(EventTypes.RowUpdated, sheetId,
        () => new Change(db.SheetRows.Where(r => db.Set<SheetCell>().Any(c => c.Id == cellId && c.RowId == r.Id)), _ => [cellId]),
        cancellationToken);

    /// <summary>A row is about to be deleted.</summary>
    public Task DeletedAsync(long sheetId, long rowId, CancellationToken cancellationToken) =>
        WriteAsync(EventTypes.RowDeleted, sheetId, () => Whole([rowId]), cancellationToken);

    /// <summary>A sheet is about to be deleted with all its rows.</summary>
    public Task AllDeletedAsync(long sheetId, CancellationToken cancellationToken) =>
        WriteAsync(EventTypes.RowDeleted, sheetId, () => new Change(db.SheetRows, _ => []), cancellationToken);

    private Change Whole(IEnumerable<long> rowIds)
    {
        var ids = rowIds.ToList();
        return new Change(db.SheetRows.Where(r => EF.Parameter(ids).Contains(r.Id)), _ => []);
    }

    private Task WriteAsync(string type, long sheetId, Func<Change> what, CancellationToken cancellationToken)
    {
        var sheet = db.Sheets.Where(s => s.Id == sheetId);
        return events.WriteAsync(sheet.Select(s => s.AgentId), [Hook.Webhook], async () =>
        {
            var (rows, cellsOf) = what();
            var agentId = await sheet.Select(s => s.AgentId).SingleAsync(cancellationToken);
            var found = await rows.Where(r => r.SheetId == sheetId).OrderBy(r => r.Position).Select(r => new { r.Id, r.Position })
                .ToListAsync(cancellationToken);
            return found.ConvertAll(r => new AgentEvent(type, new RowTold(agentId, sheetId, r.Id, r.Position, [.. cellsOf(r.Id)])));
        }, cancellationToken);
    }
}
