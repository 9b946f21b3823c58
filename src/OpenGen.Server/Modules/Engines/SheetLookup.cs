using Microsoft.EntityFrameworkCore;
using OpenGen.Server.Data;
using OpenGen.Server.Modules.Engines.Contracts;
using OpenGen.Server.Modules.Workspaces.Contracts;

namespace OpenGen.Server.Modules.Engines;

/// <summary>Finds what generations and renders work on.</summary>
internal sealed class SheetLookup(AppDbContext db) : ISheetLookup
{
    /// <inheritdoc/>
    public async Task<CellContext?> FindAsync(
        long agentId, long workspaceId, long sheetId, long cellId, CancellationToken cancellationToken)
    {
        var row = await db.SheetCells.Where(c => c.Id == cellId && c.SheetId == sheetId).Select(c => (long?)c.RowId)
            .FirstOrDefaultAsync(cancellationToken);
        if (row is null) return null;
        return (await FindAsync(agentId, workspaceId, sheetId, [row.Value], null, cancellationToken)).Find(c => c.CellId == cellId);
    }

    /// <inheritdoc/>
    public async Task<List<CellContext>> FindAsync(
        long agentId, long workspaceId, long sheetId, IReadOnlyList<long>? rowIds, IReadOnlyList<long>? columnIds,
        CancellationToken cancellationToken)
    {
        var columns = await db.SheetColumns.AsNoTracking().Where(c => c.SheetId == sheetId).OrderBy(c => c.Position)
            .ToListAsync(cancellationToken);
        var rows = await RowsOf(sheetId, rowIds).OrderBy(r => r.Position).Select(r => r.Id).ToListAsync(cancellationToken);
        var inRows = from r in RowsOf(sheetId, rowIds) join c in db.SheetCells on r.Id equals c.RowId select c;
        var cells = (await inRows.AsNoTracking().ToListAsync(cancellationToken)).ToLookup(c => c.RowId);
        var layersInRows = await (
            from c in inRows
            join l in db.Layers on c.Id equals l.CellId
            orderby l.Position
            select l).AsNoTracking().ToListAsync(cancellationToken);
        var layers = layersInRows.ToLookup(
            l => l.CellId, l => new LayerFacts(l.Id, l.Name, l.Type, l.Position, l.AdditionalAttributes.AsObject(), l.DefaultJobId));
        var variables = (await db.GlobalVariables.AsNoTracking().Where(v => v.SheetId == sheetId).ToListAsync(cancellationToken))
            .GroupBy(v => VariableName.Of(v.Key)).ToDictionary(g => g.Key, g => g.First().Value);
        var aspectRatio = columns.Where(c => c.Role == ColumnRole.FinalVideo)
            .Select(c => c.AdditionalAttributes.AsObject()["aspect_ratio"]?.ToString()).FirstOrDefault();
        var attributes = columns.ToDictionary(c => c.Id, c => c.AdditionalAttributes.AsObject());
        var found = new List<CellContext>();
        foreach (var id in rows)
        {
            var row = cells[id].ToDictionary(c => c.ColumnId);
            RowCell[] beside =
            [
                .. from c in columns
                   where row.ContainsKey(c.Id)
                   select new RowCell(row[c.Id].Id, c.Title, c.Type, row[c.Id].Value, row[c.Id].DefaultJobId),
            ];
            foreach (var column in columns.Where(c => row.ContainsKey(c.Id) && columnIds?.Contains(c.Id) != false))
                found.Add(new CellContext(
                    agentId, workspaceId, sheetId, row[column.Id].Id, column.Title, column.Type, column.Role,
                    attributes[column.Id], row[column.Id].AdditionalAttributes.AsObject(), [.. layers[row[column.Id].Id]], beside,
                    variables)
                {
                    RowId = id,
                    ColumnId = column.Id,
                    SheetAspectRatio = aspectRatio,
                });
        }
        return found;
    }

    /// <inheritdoc/>
    public async Task<string?> MissingAsync(
        long sheetId, IReadOnlyList<long>? rowIds, IReadOnlyList<long>? columnIds, CancellationToken cancellationToken)
    {
        if (rowIds is not null && await RowsOf(sheetId, rowIds).CountAsync(cancellationToken) < rowIds.Distinct().Count()) return "Row";
        if (columnIds is null) return null;
        var columns = db.SheetColumns.Where(c => c.SheetId == sheetId && EF.Parameter(columnIds).Contains(c.Id));
        return await columns.CountAsync(cancellationToken) < columnIds.Distinct().Count() ? "Column" : null;
    }

    /// <summary>The ids go to the database as one value: a parameter each would be more than it takes.</summary>
    private IQueryable<SheetRow> RowsOf(long sheetId, IReadOnlyList<long>? ids)
    {
        var rows = db.SheetRows.Where(r => r.SheetId == sheetId);
        return ids is null ? rows : rows.Where(r => EF.Parameter(ids).Contains(r.Id));
    }

    /// <inheritdoc/>
    public Task<List<long>> RowsOfAsync(IReadOnlyList<long> cellIds, CancellationToken cancellationToken) =>
        db.SheetCells.Where(c => EF.Parameter(cellIds).Contains(c.Id)).Select(c => c.RowId).Distinct().ToListAsync(cancellationToken);

    /// <inheritdoc/>
    public Task<Dictionary<long, long>> BesideAsync(IReadOnlyList<long> cellIds, CancellationToken cancellationToken)
    {
        var rows = db.SheetCells.Where(c => EF.Parameter(cellIds).Contains(c.Id)).Select(c => c.RowId).Distinct();
        return db.SheetCells.Where(c => rows.Contains(c.RowId)).ToDictionaryAsync(c => c.Id, c => c.RowId, cancellationToken);
    }

    /// <inheritdoc/>
    public Task<long> AgentOfAsync(long sheetId, CancellationToken cancellationToken) =>
        db.Sheets.Where(s => s.Id == sheetId).Select(s => s.AgentId).SingleAsync(cancellationToken);

    /// <inheritdoc/>
    public Task<bool> IsOfAgentAsync(long agentId, long sheetId, CancellationToken cancellationToken) =>
        db.Sheets.AnyAsync(s => s.Id == sheetId && s.AgentId == agentId, cancellationToken);

    /// <inheritdoc/>
    public async Task<long?> SheetOfCellAsync(long agentId, long cellId, CancellationToken cancellationToken) => await (
        from cell in db.SheetCells
        join sheet in db.Sheets on cell.SheetId equals sheet.Id
        where cell.Id == cellId && sheet.AgentId == agentId
        select (long?)sheet.Id).FirstOrDefaultAsync(cancellationToken);
}
