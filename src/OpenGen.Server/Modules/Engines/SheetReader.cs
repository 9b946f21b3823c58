using System.Data;
using System.Data.Common;
using System.Globalization;
using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using OpenGen.Server.Data;
using OpenGen.Server.Jobs;
using OpenGen.Server.Modules.Engines.Contracts;
using OpenGen.Server.Modules.Workspaces.Contracts;

namespace OpenGen.Server.Modules.Engines;

/// <summary>
/// Puts sheets together for answers; every row and cell the API shows is made here, whether one or 80,000 are asked for.
/// Rows come in their order while the answer is written, a stretch of positions at a time:
/// <list type="number">
/// <item>the jobs and the layers of the stretch, which few cells have, into memory;</item>
/// <item>its rows with their cells straight off a data reader, one row in memory at a time.</item>
/// </list>
/// All stretches are read in one snapshot, so a row that is moved meanwhile is there once.
/// </summary>
internal sealed class SheetReader(AppDbContext db, JobViews jobs, SheetSnapshots snapshots) : IDisposable
{
    /// <summary>Rows whose jobs and layers are in memory at a time.</summary>
    private const int Stretch = 250;

    /// <summary>
    /// A cell's columns, as <see cref="CellsAsync"/> wants them. Named by their table, since SQLite knows no other name after
    /// RETURNING.
    /// </summary>
    public const string CellFields =
        "sheet_cells.id, sheet_cells.row_id, sheet_cells.column_id, sheet_cells.value, sheet_cells.additional_attributes, "
            + "sheet_cells.default_job_id, sheet_cells.created_at, sheet_cells.updated_at";
    private const string RowsWithCells =
        $"SELECT r.id, r.position, r.additional_attributes, r.created_at, r.updated_at, {CellFields} FROM sheet_rows AS r LEFT JOIN "
            + "sheet_cells ON sheet_cells.row_id = r.id";

    /// <summary>Where the fields of a cell begin in <see cref="RowsWithCells"/>.</summary>
    private const int AfterRow = 5;

    private IDisposable? _place;

    /// <summary>A whole sheet, or null when it has just been deleted. Its rows are read while the answer is written.</summary>
    public async Task<SheetView?> WholeAsync(long sheetId, bool withCost, CancellationToken cancellationToken)
    {
        var snapshot = await SnapshotAsync(cancellationToken);
        if (await db.Sheets.AsNoTracking().FirstOrDefaultAsync(s => s.Id == sheetId, cancellationToken) is not { } sheet)
        {
            await snapshot.DisposeAsync();
            return null;
        }
        var columns = await ColumnsOfAsync(sheetId, cancellationToken);
        var cost = withCost ? await CostAsync(sheetId, cancellationToken) : null;
        var variables = await VariablesAsync(sheetId, cancellationToken);
        return new SheetView(
            sheet, columns.ConvertAll(c => new ColumnView(c)),
            StretchesAsync(snapshot, sheetId, columns, 0, int.MaxValue, withCost, CancellationToken.None), variables, cost);
    }

    /// <summary>All columns in their order.</summary>
    public async Task<List<ColumnView>> ColumnsAsync(long sheetId, CancellationToken cancellationToken) =>
        (await ColumnsOfAsync(sheetId, cancellationToken)).ConvertAll(c => new ColumnView(c));

    /// <summary>Rows in their order, read while the answer is written.</summary>
    /// <param name="from">How many are left out at the top.</param>
    /// <param name="count">How many there are at most.</param>
    public async Task<IAsyncEnumerable<RowView>> RowsAsync(
        long sheetId, int from, int count, bool withCost, CancellationToken cancellationToken)
    {
        var snapshot = await SnapshotAsync(cancellationToken);
        var columns = await ColumnsOfAsync(sheetId, cancellationToken);
        return StretchesAsync(snapshot, sheetId, columns, from, count, withCost, CancellationToken.None);
    }

    /// <summary>Rows by id, in their order.</summary>
    public async Task<List<RowView>> RowsAsync(long sheetId, IReadOnlyList<long> ids, bool withCost, CancellationToken cancellationToken)
    {
        var columns = await ColumnsOfAsync(sheetId, cancellationToken);
        var cells = db.SheetCells.Where(c => c.SheetId == sheetId && EF.Parameter(ids).Contains(c.RowId));
        var beside = await BesideAsync(cells, columns, await HasJobsAsync(sheetId, cancellationToken), withCost, cancellationToken);
        await using var command = await CommandAsync(
            $"{RowsWithCells} WHERE +r.sheet_id = @sheet AND r.id {AmongIds()} ORDER BY r.position", cancellationToken, ("sheet", sheetId),
            ("ids", Ids(ids)));
        return await ReadRowsAsync(command, beside, cancellationToken).ToListAsync(cancellationToken);
    }

    /// <summary>One row, or null.</summary>
    public async Task<RowView?> RowAsync(long sheetId, long rowId, bool withCost, CancellationToken cancellationToken) =>
        (await RowsAsync(sheetId, [rowId], withCost, cancellationToken)).FirstOrDefault();

    /// <summary>One cell, or null.</summary>
    public async Task<CellView?> CellAsync(long sheetId, long cellId, bool withCost, CancellationToken cancellationToken)
    {
        var found = await CellsAsync(
            $"SELECT {CellFields} FROM sheet_cells WHERE sheet_id = @sheet AND id = @id", cancellationToken, ("sheet", sheetId),
            ("id", cellId));
        return (await ViewsAsync(sheetId, found, withCost, cancellationToken)).FirstOrDefault();
    }

    /// <summary>The cells that a statement answers.</summary>
    public async Task<List<SheetCell>> CellsAsync(
        string sql, CancellationToken cancellationToken, params (string Name, object Value)[] parameters)
    {
        await using var command = await CommandAsync(sql, cancellationToken, parameters);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var cells = new List<SheetCell>();
        while (await reader.ReadAsync(cancellationToken)) cells.Add(ReadCell(reader, 0));
        return cells;
    }

    /// <summary>Cells that were read already, with what hangs on them.</summary>
    public async Task<List<CellView>> ViewsAsync(long sheetId, List<SheetCell> cells, bool withCost, CancellationToken cancellationToken)
    {
        var (ids, among) = (cells.ConvertAll(c => c.Id), cells.Select(c => c.ColumnId).ToHashSet());
        var columns = await ColumnsOfAsync(sheetId, cancellationToken);
        // Cells of a column that was deleted since they were read are gone with it.
        columns.RemoveAll(c => !among.Contains(c.Id));
        var beside = await BesideAsync(
            db.SheetCells.Where(c => c.SheetId == sheetId && EF.Parameter(ids).Contains(c.Id)), columns,
            await HasJobsAsync(sheetId, cancellationToken), withCost, cancellationToken);
        return [.. cells.Where(c => beside.PlaceOf(c.ColumnId) is not null)
            .Select(c => View(c, beside))];
    }

    /// <summary>Layers of a cell in their order: all, or one of them.</summary>
    public async Task<List<LayerView>> LayersAsync(long cellId, long? layerId, bool withCost, CancellationToken cancellationToken)
    {
        var layers = await db.Layers.AsNoTracking().Where(l => l.CellId == cellId && (layerId == null || l.Id == layerId))
            .OrderBy(l => l.Position).ToListAsync(cancellationToken);
        var history = await jobs.OfAsync(
            db.Jobs.Where(j => j.CellId == cellId && j.LayerId != null && (layerId == null || j.LayerId == layerId)), cancellationToken);
        return layers.ConvertAll(l => View(l, history, withCost));
    }

    /// <summary>The sheet's variables; null when there are none.</summary>
    public async Task<VariablesView?> VariablesAsync(long sheetId, CancellationToken cancellationToken)
    {
        var variables = await db.GlobalVariables.AsNoTracking().Where(v => v.SheetId == sheetId).OrderBy(v => v.Id)
            .Select(v => new VariableView(v.Id, v.Key, v.Value)).ToListAsync(cancellationToken);
        return variables.Count == 0 ? null : new VariablesView(sheetId, variables);
    }

    /// <summary>What was paid for what the sheet's cells and layers hold now.</summary>
    private async Task<string> CostAsync(long sheetId, CancellationToken cancellationToken) => Cost(await (
        from job in db.Jobs
        join cell in db.SheetCells on job.CellId equals (long?)cell.Id
        where job.SheetId == sheetId && job.Status == JobStatus.Completed
        select (long)(object)job.Cost).SumAsync(cancellationToken));

    private Task<List<SheetColumn>> ColumnsOfAsync(long sheetId, CancellationToken cancellationToken) =>
        db.SheetColumns.AsNoTracking().Where(c => c.SheetId == sheetId).OrderBy(c => c.Position).ToListAsync(cancellationToken);

    /// <summary>Lets the next sheet be read, also when this one's rows were never asked for.</summary>
    public void Dispose() => _place?.Dispose();

    private async Task<IDbContextTransaction> SnapshotAsync(CancellationToken cancellationToken)
    {
        _place ??= await snapshots.EnterAsync(cancellationToken);
        // The SQLite provider's spelling of BEGIN DEFERRED: a snapshot that keeps nobody from writing.
        if (!db.Database.IsNpgsql()) return await db.Database.BeginTransactionAsync(IsolationLevel.ReadUncommitted, cancellationToken);
        var snapshot = await db.Database.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken);
        // By its estimates PostgreSQL reads the whole table for every stretch, rather than look its few hundred rows up: quadratic in
        // the end.
        await db.Database.ExecuteSqlRawAsync("SET LOCAL enable_hashjoin = off; SET LOCAL enable_mergejoin = off", cancellationToken);
        return snapshot;
    }

    private async IAsyncEnumerable<RowView> StretchesAsync(
        IDbContextTransaction snapshot, long sheetId, List<SheetColumn> columns, int from, int count, bool withCost,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var reading = snapshot;
        var rows = db.SheetRows.Where(r => r.SheetId == sheetId);
        var last = Math.Min(await rows.MaxAsync(r => (int?)r.Position, cancellationToken) ?? -1L, from + (long)count - 1);
        var hasJobs = await HasJobsAsync(sheetId, cancellationToken);
        for (var at = (long)from; at <= last; at += Stretch)
        {
            var (first, end) = ((int)at, (int)Math.Min(at + Stretch - 1, last));
            var stretch = from row in rows
                          where row.Position >= first && row.Position <= end
                          join cell in db.SheetCells on row.Id equals cell.RowId
                          select cell;
            var beside = await BesideAsync(stretch, columns, hasJobs, withCost, cancellationToken);
            await using var command = await CommandAsync(
                $"{RowsWithCells} WHERE r.sheet_id = @sheet AND r.position >= @first AND r.position <= @end ORDER BY r.position",
                cancellationToken, ("sheet", sheetId), ("first", first), ("end", end));
            await foreach (var row in ReadRowsAsync(command, beside, cancellationToken)) yield return row;
        }
    }

    /// <summary>Most sheets are filled by hand: one look-up saves one a cell.</summary>
    private Task<bool> HasJobsAsync(long sheetId, CancellationToken cancellationToken) =>
        db.Jobs.AnyAsync(j => j.SheetId == sheetId, cancellationToken);

    /// <summary>Jobs and layers of some cells, which the view of a cell then finds by id.</summary>
    private async Task<Beside> BesideAsync(
        IQueryable<SheetCell> cells, List<SheetColumn> columns, bool hasJobs, bool withCost, CancellationToken cancellationToken)
    {
        var history = hasJobs
            ? await jobs.OfAsync(from cell in cells join job in db.Jobs on (long?)cell.Id equals job.CellId select job, cancellationToken)
            : JobsByPlace.None;
        var videos = columns.Where(c => c.Type == ColumnType.Video).Select(c => c.Id).ToList();
        var inVideos = from cell in cells.Where(c => videos.Contains(c.ColumnId))
                       join layer in db.Layers on cell.Id equals layer.CellId
                       orderby layer.Position
                       select layer;
        var layers = videos.Count == 0 ? [] : await inVideos.AsNoTracking().ToListAsync(cancellationToken);
        return new Beside(columns, layers.ToLookup(l => l.CellId, l => View(l, history, withCost)), history, withCost);
    }

    private static async IAsyncEnumerable<RowView> ReadRowsAsync(
        DbCommand command, Beside beside, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var more = await reader.ReadAsync(cancellationToken);
        while (more)
        {
            var id = reader.GetInt64(0);
            var (position, attributes) = (reader.GetInt32(1), new RawJson(reader.GetString(2)));
            var (created, updated) = (reader.Utc(3), reader.Utc(4));
            var cells = new CellView?[beside.Columns];
            do
            {
                // A row is shown even when it has no cell; and without those of a column that came while it was read.
                if (!reader.IsDBNull(AfterRow) && beside.PlaceOf(reader.GetInt64(AfterRow + 2)) is { } place)
                    cells[place] = View(ReadCell(reader, AfterRow), beside);
                more = await reader.ReadAsync(cancellationToken);
            }
            while (more && reader.GetInt64(0) == id);
            var there = Array.TrueForAll(cells, c => c is not null) ? cells! : [.. cells.OfType<CellView>()];
            yield return new RowView(created, updated)
            {
                Id = id,
                Position = position,
                AdditionalAttributes = attributes,
                SpreadsheetCells = there!,
                ExecutionCost = beside.WithCost ? Sum(there.Select(c => c!.ExecutionCost)) : null,
            };
        }
    }

    private static SheetCell ReadCell(DbDataReader reader, int at) => new()
    {
        Id = reader.GetInt64(at),
        RowId = reader.GetInt64(at + 1),
        ColumnId = reader.GetInt64(at + 2),
        Value = reader.IsDBNull(at + 3) ? null : reader.GetString(at + 3),
        AdditionalAttributes = new RawJson(reader.GetString(at + 4)),
        DefaultJobId = reader.IsDBNull(at + 5) ? null : reader.GetInt64(at + 5),
        CreatedAt = reader.Utc(at + 6),
        UpdatedAt = reader.Utc(at + 7),
    };

    private static CellView View(SheetCell cell, Beside beside)
    {
        var own = beside.JobsOf(cell.Id);
        var layers = beside.LayersOf(cell.Id);
        return new CellView(cell.CreatedAt, cell.UpdatedAt)
        {
            Id = cell.Id,
            RowId = cell.RowId,
            ColumnId = cell.ColumnId,
            Value = cell.Value,
            CellRole = beside.RoleOf(cell.ColumnId),
            AdditionalAttributes = cell.AdditionalAttributes,
            DefaultUserJob = cell.DefaultJobId is null ? null : own.FirstOrDefault(j => j.Id == cell.DefaultJobId),
            UserJobs = own,
            VideoLayers = layers,
            ExecutionCost = beside.WithCost ? Sum(layers.Select(l => l.ExecutionCost).Append(CostOf(own))) : null,
        };
    }

    private static LayerView View(Layer layer, JobsByPlace history, bool withCost)
    {
        var own = history.OfLayer[layer.Id].ToList();
        return new LayerView(layer, own, withCost ? CostOf(own) : null);
    }

    private async Task<DbCommand> CommandAsync(
        string sql, CancellationToken cancellationToken, params (string Name, object Value)[] parameters)
    {
        await db.Database.OpenConnectionAsync(cancellationToken);
        var command = db.Database.GetDbConnection().CreateCommand();
        command.CommandText = sql;
        command.Transaction = db.Database.CurrentTransaction?.GetDbTransaction();
        foreach (var (name, value) in parameters)
        {
            var parameter = command.CreateParameter();
            (parameter.ParameterName, parameter.Value) = (name, value);
            command.Parameters.Add(parameter);
        }
        return command;
    }

    // The plus before what else is asked keeps SQLite from walking through the whole sheet for a few of its rows.
    private string AmongIds() => db.Database.IsNpgsql() ? "= ANY(@ids)" : "IN (SELECT value FROM json_each(@ids))";

    private object Ids(IReadOnlyList<long> ids) => db.Database.IsNpgsql() ? ids.ToArray() : System.Text.Json.JsonSerializer.Serialize(ids);

    private static string CostOf(IEnumerable<JobView> jobs) =>
        Sum(jobs.Where(j => j.Status == JobStatus.Completed).Select(j => j.ExecutionCost));

    private static string Sum(IEnumerable<string?> costs) => Cost(costs.Sum(c => decimal.Parse(c ?? "0", CultureInfo.InvariantCulture)));

    private static string Cost(decimal credits) => credits.ToString("0.0", CultureInfo.InvariantCulture);

    /// <summary>What hangs on the cells that are being read.</summary>
    private sealed class Beside(List<SheetColumn> columns, ILookup<long, LayerView> layers, JobsByPlace history, bool withCost)
    {
        private readonly Dictionary<long,
            (int Place, ColumnRole Role)> _columns = columns.Select((c, i) => (c, i)).ToDictionary(c => c.c.Id, c => (c.i, c.c.Role));

        public int Columns => columns.Count;

        public bool WithCost => withCost;

        public int? PlaceOf(long columnId) => _columns.TryGetValue(columnId, out var column) ? column.Place : null;

        public ColumnRole RoleOf(long columnId) => _columns[columnId].Role;

        public IReadOnlyList<JobView> JobsOf(long cellId) => history.OfCell.Contains(cellId) ? [.. history.OfCell[cellId]] : [];

        public IReadOnlyList<LayerView> LayersOf(long cellId) => layers.Contains(cellId) ? [.. layers[cellId]] : [];
    }
}
