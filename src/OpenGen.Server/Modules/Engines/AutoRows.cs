using Microsoft.EntityFrameworkCore;
using OpenGen.Server.Data;
using OpenGen.Server.Modules.Engines.Contracts;

namespace OpenGen.Server.Modules.Engines;

/// <summary>Which rows of a sheet have something that is made again by itself.</summary>
internal sealed class AutoRows(AppDbContext db) : IAutoRows
{
    private const string Mentions = $"LIKE '%{IAutoRows.Attribute}%'";

    private const string WithAuto =
        $$"""
        SELECT c.row_id AS "Value" FROM sheet_cells c WHERE c.sheet_id = {0} AND (c.additional_attributes {{Mentions}}
            OR EXISTS (SELECT 1 FROM sheet_columns k WHERE k.id = c.column_id AND k.additional_attributes {{Mentions}})
            OR EXISTS (SELECT 1 FROM layers l WHERE l.cell_id = c.id AND l.additional_attributes {{Mentions}}))
        GROUP BY c.row_id ORDER BY c.row_id
        """;

    private const string OfTheirOwn =
        """
        SELECT c.row_id AS "Value" FROM sheet_cells c WHERE c.sheet_id = {0}
            AND (c.additional_attributes <> '{{}}' OR c.row_id = (SELECT min(id) FROM sheet_rows WHERE sheet_id = {0}))
        GROUP BY c.row_id ORDER BY c.row_id
        """;

    /// <inheritdoc/>
    public Task<bool> AnyAsync(long sheetId, CancellationToken cancellationToken) =>
        db.Sheets.AnyAsync(s => s.Id == sheetId && s.Recalculates, cancellationToken);

    /// <inheritdoc/>
    public async Task<bool> HoldAsync(long sheetId, CancellationToken cancellationToken) =>
        await AnyAsync(sheetId, cancellationToken) && await SheetLock.HoldSheetAsync(db, sheetId, cancellationToken);

    /// <inheritdoc/>
    public Task<List<long>> AllAsync(long sheetId, CancellationToken cancellationToken) =>
        db.Database.SqlQueryRaw<long>(WithAuto, sheetId).ToListAsync(cancellationToken);

    /// <inheritdoc/>
    public Task<List<long>> DifferingAsync(long sheetId, CancellationToken cancellationToken) =>
        db.Database.SqlQueryRaw<long>(OfTheirOwn, sheetId).ToListAsync(cancellationToken);

    /// <inheritdoc/>
    public async Task<bool> NoteAsync(long sheetId, IReadOnlyList<long>? cellIds, CancellationToken cancellationToken)
    {
        if (!await IsMentionedAsync(sheetId, cellIds, cancellationToken)) return false;
        await db.Sheets.Where(s => s.Id == sheetId).ExecuteUpdateAsync(s => s.SetProperty(x => x.Recalculates, true), cancellationToken);
        return true;
    }

    private async Task<bool> IsMentionedAsync(long sheetId, IReadOnlyList<long>? cellIds, CancellationToken cancellationToken)
    {
        var ofColumns = db.SheetColumns.Where(c => c.SheetId == sheetId).Select(c => c.AdditionalAttributes);
        var ofCells = db.SheetCells.Where(c => EF.Parameter(cellIds!).Contains(c.Id)).Select(c => c.AdditionalAttributes);
        var ofLayers = db.Layers.Where(l => EF.Parameter(cellIds!).Contains(l.CellId)).Select(l => l.AdditionalAttributes);
        var attributes = cellIds is null
            ? await ofColumns.ToListAsync(cancellationToken)
            : [.. await ofCells.ToListAsync(cancellationToken), .. await ofLayers.ToListAsync(cancellationToken)];
        return attributes.Exists(a => a.Text.Contains(IAutoRows.Attribute, StringComparison.Ordinal));
    }
}
