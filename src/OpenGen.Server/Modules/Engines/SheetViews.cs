using System.Globalization;
using System.Text.Json.Serialization;
using Microsoft.EntityFrameworkCore;
using OpenGen.Server.Data;
using OpenGen.Server.Http;
using OpenGen.Server.Jobs;

namespace OpenGen.Server.Modules.Engines;

internal sealed record SheetView : Timed
{
    public SheetView(Sheet sheet, IReadOnlyList<ColumnView>? columns, IReadOnlyList<RowView>? rows, VariablesView? variables) : base(sheet)
    {
        (Id, Slug, Title, IsDefault, Uuid) = (sheet.Id, sheet.Slug, sheet.Title, sheet.IsDefault, sheet.Uuid);
        (SpreadsheetColumns, SpreadsheetRows, GlobalVariablesSheet) = (columns, rows, variables);
    }

    public long Id { get; }
    public string Slug { get; }
    public string Title { get; }
    public string ProjectType => "autocontentengine";
    public bool IsDefault { get; }
    public Guid Uuid { get; }
    public string Status => "active";
    public IReadOnlyList<ColumnView>? SpreadsheetColumns { get; }
    public IReadOnlyList<RowView>? SpreadsheetRows { get; }
    public VariablesView? GlobalVariablesSheet { get; }
}

internal sealed record ColumnView : Timed
{
    public ColumnView(SheetColumn column) : base(column)
    {
        (Id, Title, TempTitle, Type, ColumnRole) = (column.Id, column.Title, column.Title, column.Type, column.Role);
        (Description, Position, AdditionalAttributes) = (column.Description, column.Position, column.AdditionalAttributes);
    }

    public long Id { get; }
    public string Title { get; }
    public string TempTitle { get; }
    public ColumnType Type { get; }
    public ColumnRole ColumnRole { get; }
    public ColumnRole Role => ColumnRole;
    public string? Description { get; }
    public int Position { get; }
    public RawJson AdditionalAttributes { get; }
}

internal sealed record RowView : Timed
{
    public RowView(SheetRow row, IReadOnlyList<CellView> cells, string? cost) : base(row)
    {
        (Id, Position, AdditionalAttributes) = (row.Id, row.Position, row.AdditionalAttributes);
        (SpreadsheetCells, ExecutionCost) = (cells, cost);
    }

    public long Id { get; }
    public int Position { get; }
    public RawJson AdditionalAttributes { get; }
    public IReadOnlyList<CellView> SpreadsheetCells { get; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? ExecutionCost { get; }
}

internal sealed record CellView : Timed
{
    public CellView(SheetCell cell, ColumnRole role, IReadOnlyList<JobView> jobs, IReadOnlyList<LayerView> layers, string? cost) : base(cell)
    {
        (Id, RowId, ColumnId, Value, CellRole) = (cell.Id, cell.RowId, cell.ColumnId, cell.Value, role);
        AdditionalAttributes = cell.AdditionalAttributes;
        (UserJobs, VideoLayers, ExecutionCost) = (jobs, layers, cost);
        DefaultUserJob = jobs.FirstOrDefault(j => j.Id == cell.DefaultJobId);
    }

    public long Id { get; }
    public long RowId { get; }
    public long ColumnId { get; }
    public string? Value { get; }
    public ColumnRole CellRole { get; }
    public RawJson AdditionalAttributes { get; }
    public JobView? DefaultUserJob { get; }
    public IReadOnlyList<JobView> UserJobs { get; }
    public IReadOnlyList<LayerView> VideoLayers { get; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? ExecutionCost { get; }
}

internal sealed record LayerView : Timed
{
    public LayerView(Layer layer, IReadOnlyList<JobView> jobs, string? cost) : base(layer)
    {
        (Id, Name, Position, Type, AdditionalAttributes) = (layer.Id, layer.Name, layer.Position, layer.Type, layer.AdditionalAttributes);
        (UserJobs, ExecutionCost) = (jobs, cost);
        DefaultUserJob = jobs.FirstOrDefault(j => j.Id == layer.DefaultJobId);
    }

    public long Id { get; }
    public string Name { get; }
    public int Position { get; }
    public LayerType Type { get; }
    public RawJson AdditionalAttributes { get; }
    public JobView? DefaultUserJob { get; }
    public IReadOnlyList<JobView> UserJobs { get; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? ExecutionCost { get; }
}

internal sealed record VariableView(long Id, string Key, string Value);

/// <param name="Id">The sheet's id: there is one set of variables a sheet.</param>
internal sealed record VariablesView(long Id, IReadOnlyList<VariableView> Variables);

/// <summary>Puts sheets together for answers: one query a table, whatever the number of rows.</summary>
internal sealed class SheetReader(AppDbContext db, JobViews jobs)
{
    /// <summary>A whole sheet.</summary>
    public async Task<SheetView> WholeAsync(long sheetId, bool withCost, CancellationToken stop)
    {
        var sheet = await db.Sheets.AsNoTracking().SingleAsync(s => s.Id == sheetId, stop);
        var rows = await RowsAsync(sheetId, null, withCost, stop);
        return new SheetView(sheet, await ColumnsAsync(sheetId, stop), rows, await VariablesAsync(sheetId, stop));
    }

    /// <summary>All columns in their order.</summary>
    public async Task<List<ColumnView>> ColumnsAsync(long sheetId, CancellationToken stop) =>
        (await db.SheetColumns.AsNoTracking().Where(c => c.SheetId == sheetId).OrderBy(c => c.Position).ToListAsync(stop)).ConvertAll(c => new ColumnView(c));

    /// <summary>All rows in their order, or one of them.</summary>
    public async Task<List<RowView>> RowsAsync(long sheetId, long? rowId, bool withCost, CancellationToken stop)
    {
        var rows = await db.SheetRows.AsNoTracking().Where(r => r.SheetId == sheetId && (rowId == null || r.Id == rowId)).OrderBy(r => r.Position).ToListAsync(stop);
        var cells = (await CellsAsync(db.SheetCells.Where(c => c.SheetId == sheetId && (rowId == null || c.RowId == rowId)), sheetId, withCost, stop))
            .ToLookup(c => c.RowId);
        return rows.ConvertAll(r =>
        {
            var own = cells[r.Id].ToList();
            return new RowView(r, own, withCost ? Sum(own.SelectMany(c => c.UserJobs.Concat(c.VideoLayers.SelectMany(l => l.UserJobs)))) : null);
        });
    }

    /// <summary>One cell, or null.</summary>
    public async Task<CellView?> CellAsync(long sheetId, long cellId, CancellationToken stop) =>
        (await CellsAsync(db.SheetCells.Where(c => c.SheetId == sheetId && c.Id == cellId), sheetId, false, stop)).FirstOrDefault();

    /// <summary>Cells of a sheet, in the order of their columns.</summary>
    public async Task<List<CellView>> CellsAsync(IQueryable<SheetCell> which, long sheetId, bool withCost, CancellationToken stop)
    {
        var roles = await db.SheetColumns.Where(c => c.SheetId == sheetId).Select(c => new { c.Id, c.Role, c.Position }).ToDictionaryAsync(c => c.Id, stop);
        var cells = await which.AsNoTracking().ToListAsync(stop);
        var layers = (await db.Layers.AsNoTracking().Where(l => which.Any(c => c.Id == l.CellId)).OrderBy(l => l.Position).ToListAsync(stop)).ToLookup(l => l.CellId);
        var history = await jobs.OfAsync(db.Jobs.Where(j => which.Any(c => c.Id == j.CellId)), stop);
        return [.. cells.OrderBy(c => roles[c.ColumnId].Position).Select(c =>
        {
            var own = history.OfCell[c.Id].ToList();
            return new CellView(c, roles[c.ColumnId].Role, own,
                [.. layers[c.Id].Select(l => View(l, [.. history.OfLayer[l.Id]], withCost))], withCost ? Sum(own) : null);
        })];
    }

    /// <summary>All layers of a cell in their order.</summary>
    public async Task<List<LayerView>> LayersAsync(long cellId, CancellationToken stop)
    {
        var layers = await db.Layers.AsNoTracking().Where(l => l.CellId == cellId).OrderBy(l => l.Position).ToListAsync(stop);
        var history = await jobs.OfAsync(db.Jobs.Where(j => j.CellId == cellId && j.LayerId != null), stop);
        return layers.ConvertAll(l => View(l, [.. history.OfLayer[l.Id]], false));
    }

    /// <summary>The sheet's variables; null when there are none.</summary>
    public async Task<VariablesView?> VariablesAsync(long sheetId, CancellationToken stop)
    {
        var variables = await db.GlobalVariables.AsNoTracking().Where(v => v.SheetId == sheetId).OrderBy(v => v.Id)
            .Select(v => new VariableView(v.Id, v.Key, v.Value)).ToListAsync(stop);
        return variables.Count == 0 ? null : new VariablesView(sheetId, variables);
    }

    private static LayerView View(Layer layer, List<JobView> jobs, bool withCost) => new(layer, jobs, withCost ? Sum(jobs) : null);

    private static string Sum(IEnumerable<JobView> jobs) => jobs
        .Where(j => j.Status == JobStatus.Completed)
        .Sum(j => decimal.Parse(j.ExecutionCost, CultureInfo.InvariantCulture)).ToString("0.0", CultureInfo.InvariantCulture);
}
