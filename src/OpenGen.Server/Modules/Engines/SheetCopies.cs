using System.ComponentModel.DataAnnotations.Schema;
using Microsoft.EntityFrameworkCore;
using OpenGen.Server.Data;
using OpenGen.Server.Modules.Assets.Contracts;
using OpenGen.Server.Modules.Engines.Contracts;
using OpenGen.Server.Modules.Workspaces.Contracts;

namespace OpenGen.Server.Modules.Engines;

/// <summary>
/// Copies of rows, columns, layers and whole sheets, which hang on nothing of what they were copied from:
/// <list type="number">
/// <item>the files of the chosen outputs are copied, and for another agent those that cells, cards and layers name, while nobody is
/// kept waiting;</item>
/// <item>in one transaction, cells and layers are copied by one statement each, however many there are;</item>
/// <item>each chosen output becomes a completed job of the copy with the copied files; the rest of the history stays behind.</item>
/// </list>
/// </summary>
internal sealed class SheetCopies(
    AppDbContext db, SheetFounding founding, ChosenOutputs outputs, IFileCopies files, RowEvents events, IQuotas quotas, TimeProvider clock)
{
    private const string CopyLayers =
        """
        INSERT INTO layers (cell_id, name, type, position, additional_attributes, created_at, updated_at)
        SELECT p.new_id, l.name, l.type, l.position, l.additional_attributes, {2}, {2} FROM (%PAIRS%) AS p JOIN layers AS l ON l.cell_id = p.old_id
        """;

    /// <summary>Chosen outputs of the old cells and layers, by the new ones they belong to.</summary>
    private const string Chosen =
        """
        SELECT p.new_id AS cell_id, CAST(NULL AS bigint) AS layer_id, c.default_job_id AS job_id
        FROM (%PAIRS%) AS p JOIN sheet_cells AS c ON c.id = p.old_id WHERE c.default_job_id IS NOT NULL
        UNION ALL
        SELECT p.new_id, n.id, l.default_job_id
        FROM (%PAIRS%) AS p JOIN layers AS l ON l.cell_id = p.old_id JOIN layers AS n ON n.cell_id = p.new_id AND n.position = l.position
        WHERE l.default_job_id IS NOT NULL
        """;

    private const string PairsOfRows =
        """
        SELECT o.id AS old_id, n.id AS new_id FROM sheet_cells AS o JOIN sheet_cells AS n ON n.row_id = {1} AND n.column_id = o.column_id WHERE o.row_id = {0}
        """;

    private const string PairsOfColumns =
        """
        SELECT o.id AS old_id, n.id AS new_id FROM sheet_cells AS o JOIN sheet_cells AS n ON n.column_id = {1} AND n.row_id = o.row_id WHERE o.column_id = {0}
        """;

    /// <summary>Rows and columns of a copy have the places of those they were copied from.</summary>
    private const string PairsOfSheets =
        """
        SELECT o.id AS old_id, n.id AS new_id FROM sheet_cells AS o
        JOIN sheet_rows AS r ON r.id = o.row_id JOIN sheet_columns AS c ON c.id = o.column_id
        JOIN sheet_rows AS nr ON nr.sheet_id = {1} AND nr.position = r.position JOIN sheet_columns AS nc ON nc.sheet_id = {1} AND nc.position = c.position
        JOIN sheet_cells AS n ON n.row_id = nr.id AND n.column_id = nc.id WHERE o.sheet_id = {0}
        """;

    private static readonly string[] CopySheet =
    [
        """
        INSERT INTO sheet_columns (sheet_id, title, type, role, description, position, additional_attributes, created_at, updated_at)
        SELECT {1}, title, type, role, description, position, additional_attributes, {2}, {2} FROM sheet_columns WHERE sheet_id = {0}
        """,
        """
        INSERT INTO sheet_rows (sheet_id, position, additional_attributes, created_at, updated_at)
        SELECT {1}, position, additional_attributes, {2}, {2} FROM sheet_rows WHERE sheet_id = {0}
        """,
        """
        INSERT INTO sheet_cells (sheet_id, row_id, column_id, value, additional_attributes, created_at, updated_at)
        SELECT {1}, nr.id, nc.id, o.value, o.additional_attributes, {2}, {2} FROM sheet_cells AS o
        JOIN sheet_rows AS r ON r.id = o.row_id JOIN sheet_columns AS c ON c.id = o.column_id
        JOIN sheet_rows AS nr ON nr.sheet_id = {1} AND nr.position = r.position JOIN sheet_columns AS nc ON nc.sheet_id = {1} AND nc.position = c.position
        WHERE o.sheet_id = {0}
        """,
        """
        INSERT INTO global_variables (sheet_id, key, value, created_at, updated_at)
        SELECT {1}, key, value, {2}, {2} FROM global_variables WHERE sheet_id = {0} ORDER BY id
        """,
    ];

    /// <summary>A copy of a whole sheet for an agent; answers its id.</summary>
    public Task<Result<long>> CloneAsync(SheetScope from, long agentId, long workspaceId, CancellationToken cancellationToken)
    {
        var cells = db.SheetCells.Where(c => c.SheetId == from.SheetId);
        return WithFilesAsync<long>(from, outputs.OfAsync(cells, cancellationToken), agentId != from.AgentId, async copied =>
        {
            await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
            if (!await SheetLock.HoldSheetAsync(db, from.SheetId, cancellationToken)) return Error.NotFound("Engine");
            var source = await db.Sheets.AsNoTracking().SingleAsync(s => s.Id == from.SheetId, cancellationToken);
            var added = await founding.AddAsync(agentId, source.Title, false, source.TemplateSlug, cancellationToken);
            if (added.Failed) return added.Error;
            if (await quotas.RefusalAsync(Quota.StorageBytes, workspaceId, copied.ByteSize, cancellationToken) is { } full) return full;
            var sheet = added.Value;
            sheet.Recalculates = source.Recalculates;
            await db.SaveChangesAsync(cancellationToken);
            foreach (var statement in CopySheet) await RunAsync(statement, from.SheetId, sheet.Id, cancellationToken);
            var to = new SheetScope(sheet.Id, agentId, workspaceId);
            await copied.AddAsync(agentId, cancellationToken);
            await ChooseAsync(PairsOfSheets, from.SheetId, to.SheetId, to, copied, cancellationToken);
            if (agentId != from.AgentId) await NamedFiles.RewriteAsync(db, to.SheetId, copied, cancellationToken);
            await events.AllCreatedAsync(to.SheetId, cancellationToken);
            await transaction.CommitAsync(cancellationToken);
            return to.SheetId;
        }, cancellationToken);
    }

    /// <summary>A copy of a row, at the place after it; answers its id.</summary>
    public Task<Result<long>> DuplicateRowAsync(SheetScope sheet, long rowId, CancellationToken cancellationToken)
    {
        var siblings = db.SheetRows.Where(r => r.SheetId == sheet.SheetId);
        return WithFilesAsync(
            sheet, outputs.OfAsync(db.SheetCells.Where(c => c.RowId == rowId), cancellationToken), false,
            copied => SheetLock.ChangeAsync<long>(db, sheet.SheetId, clock, async () =>
            {
                if (await siblings.AsNoTracking().FirstOrDefaultAsync(r => r.Id == rowId, cancellationToken) is not { } source)
                    return Error.NotFound("Row");
                if (await quotas.RefusalAsync(Quota.Rows, sheet.SheetId, 1, cancellationToken) is { } full) return full;
                var row = new SheetRow
                {
                    SheetId = sheet.SheetId,
                    Position = await Positions.OpenAsync(siblings, source.Position + 1, cancellationToken),
                    AdditionalAttributes = source.AdditionalAttributes,
                };
                db.SheetRows.Add(row);
                await db.SaveChangesAsync(cancellationToken);
                await RunAsync(
                    """
                    INSERT INTO sheet_cells (sheet_id, row_id, column_id, value, additional_attributes, created_at, updated_at)
                    SELECT sheet_id, {1}, column_id, value, additional_attributes, {2}, {2} FROM sheet_cells WHERE row_id = {0}
                    """, rowId, row.Id, cancellationToken);
                await copied.AddAsync(sheet.AgentId, cancellationToken);
                await ChooseAsync(PairsOfRows, rowId, row.Id, sheet, copied, cancellationToken);
                await events.CreatedAsync(sheet.SheetId, row.Id, cancellationToken);
                return row.Id;
            }, cancellationToken), cancellationToken);
    }

    /// <summary>A copy of a column with its cells, at the place after it.</summary>
    public Task<Result<SheetColumn>> DuplicateColumnAsync(SheetScope sheet, long columnId, CancellationToken cancellationToken)
    {
        var siblings = db.SheetColumns.Where(c => c.SheetId == sheet.SheetId);
        return WithFilesAsync(
            sheet, outputs.OfAsync(db.SheetCells.Where(c => c.ColumnId == columnId), cancellationToken), false,
            copied => SheetLock.ChangeAsync<SheetColumn>(db, sheet.SheetId, clock, async () =>
            {
                if (await siblings.AsNoTracking().FirstOrDefaultAsync(c => c.Id == columnId, cancellationToken) is not { } source)
                    return Error.NotFound("Column");
                var column = new SheetColumn
                {
                    SheetId = sheet.SheetId,
                    Title = NameOfCopy(source.Title),
                    Type = source.Type,
                    Role = source.Role,
                    Description = source.Description,
                    Position = await Positions.OpenAsync(siblings, source.Position + 1, cancellationToken),
                    AdditionalAttributes = source.AdditionalAttributes,
                };
                db.SheetColumns.Add(column);
                await db.SaveChangesAsync(cancellationToken);
                await RunAsync(
                    """
                    INSERT INTO sheet_cells (sheet_id, row_id, column_id, value, additional_attributes, created_at, updated_at)
                    SELECT sheet_id, row_id, {1}, value, additional_attributes, {2}, {2} FROM sheet_cells WHERE column_id = {0}
                    """, columnId, column.Id, cancellationToken);
                await copied.AddAsync(sheet.AgentId, cancellationToken);
                await ChooseAsync(PairsOfColumns, columnId, column.Id, sheet, copied, cancellationToken);
                return column;
            }, cancellationToken), cancellationToken);
    }

    /// <summary>A copy of a layer, at the place in front of it; answers its id.</summary>
    public Task<Result<long>> DuplicateLayerAsync(SheetScope sheet, long layerId, CancellationToken cancellationToken)
    {
        var chosen = db.Layers.Where(l => l.Id == layerId && l.DefaultJobId != null).Select(l => l.DefaultJobId!.Value)
            .ToListAsync(cancellationToken);
        return WithFilesAsync(sheet, chosen, false, copied => SheetLock.ChangeAsync<long>(db, sheet.SheetId, clock, async () =>
        {
            if (await db.Layers.AsNoTracking().FirstOrDefaultAsync(l => l.Id == layerId, cancellationToken) is not { } source)
                return Error.NotFound("Layer");
            var layer = new Layer
            {
                CellId = source.CellId,
                Name = NameOfCopy(source.Name),
                Type = source.Type,
                Position = await Positions.OpenAsync(
                    db.Layers.Where(l => l.CellId == source.CellId), source.Position + 1, cancellationToken),
                AdditionalAttributes = source.AdditionalAttributes,
            };
            db.Layers.Add(layer);
            await db.SaveChangesAsync(cancellationToken);
            await copied.AddAsync(sheet.AgentId, cancellationToken);
            if (source.DefaultJobId is { } job)
                await outputs.CopyAsync(
                    [new ChosenOutput { CellId = source.CellId, LayerId = layer.Id, JobId = job }], sheet, copied, cancellationToken);
            await events.CellUpdatedAsync(sheet.SheetId, layer.CellId, cancellationToken);
            return layer.Id;
        }, cancellationToken), cancellationToken);
    }

    /// <summary>Copies files first, so that no lock is held meanwhile; and deletes the copies when nothing comes of it.</summary>
    private async Task<Result<T>> WithFilesAsync<T>(
        SheetScope from, Task<List<long>> chosen, bool crossing, Func<ICopiedFiles, Task<Result<T>>> copy,
        CancellationToken cancellationToken)
    {
        var jobs = await chosen;
        var named = crossing ? await NamedFiles.OfAsync(db, from.SheetId, cancellationToken) : new NamedFiles([], []);
        var copied = await files.CopyAsync(from.AgentId, jobs, [.. named.Keys], [.. named.Ids], cancellationToken);
        var kept = false;
        try
        {
            var made = await copy(copied);
            kept = !made.Failed;
            return made;
        }
        finally
        {
            if (!kept) await copied.DiscardAsync();
        }
    }

    private async Task ChooseAsync(
        string pairs, long from, long to, SheetScope scope, ICopiedFiles copied, CancellationToken cancellationToken)
    {
        await RunAsync(CopyLayers.Replace("%PAIRS%", pairs, StringComparison.Ordinal), from, to, cancellationToken);
        var chosen = await db.Database.SqlQueryRaw<ChosenOutput>(Chosen.Replace("%PAIRS%", pairs, StringComparison.Ordinal), from, to)
            .ToListAsync(cancellationToken);
        await outputs.CopyAsync(chosen, scope, copied, cancellationToken);
    }

    private Task RunAsync(string sql, long from, long to, CancellationToken cancellationToken) =>
        db.Database.ExecuteSqlRawAsync(sql, [from, to, clock.Now()], cancellationToken);

    /// <summary>Names are what layers and variables refer to: a copy must not take the place of what it was copied from.</summary>
    private static string NameOfCopy(string name)
    {
        const string ending = " (copy)";
        return (name.Length + ending.Length > 200 ? name[..(200 - ending.Length)] : name) + ending;
    }
}

/// <summary>An output that counts, and where its copy shall.</summary>
internal sealed class ChosenOutput
{
    [Column("cell_id")]
    public long CellId { get; init; }

    [Column("layer_id")]
    public long? LayerId { get; init; }

    [Column("job_id")]
    public long JobId { get; init; }
}
