using System.Text.Json.Serialization;
using OpenGen.Rendering;
using OpenGen.Server.Jobs;
using OpenGen.Server.Modules.Engines.Contracts;
using OpenGen.Server.Modules.Workspaces.Contracts;

namespace OpenGen.Server.Modules.Engines;

internal sealed record SheetView : Timed
{
    public SheetView(Sheet sheet, IReadOnlyList<ColumnView> columns, IAsyncEnumerable<RowView> rows, VariablesView? variables, string? cost)
        : base(sheet)
    {
        (Id, Slug, Title, IsDefault, Uuid) = (sheet.Id, sheet.Slug, sheet.Title, sheet.IsDefault, sheet.Uuid);
        (SpreadsheetColumns, SpreadsheetRows, GlobalVariablesSheet, ExecutionCost) = (columns, rows, variables, cost);
    }

    public long Id { get; }
    public string Slug { get; }
    public string Title { get; }
    public string ProjectType => "autocontentengine";
    public bool IsDefault { get; }
    public Guid Uuid { get; }
    public string Status => "active";
    public IReadOnlyList<ColumnView> SpreadsheetColumns { get; }

    /// <summary>Read while they are written: a sheet is never in memory as a whole.</summary>
    public IAsyncEnumerable<RowView> SpreadsheetRows { get; }

    public VariablesView? GlobalVariablesSheet { get; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? ExecutionCost { get; }
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
    public RowView(DateTime createdAt, DateTime updatedAt) : base(createdAt, updatedAt) { }

    public required long Id { get; init; }
    public required int Position { get; init; }
    public required RawJson AdditionalAttributes { get; init; }
    public required IReadOnlyList<CellView> SpreadsheetCells { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? ExecutionCost { get; init; }
}

internal sealed record CellView : Timed
{
    public CellView(DateTime createdAt, DateTime updatedAt) : base(createdAt, updatedAt) { }

    public required long Id { get; init; }
    public required long RowId { get; init; }
    public required long ColumnId { get; init; }
    public required string? Value { get; init; }
    public required ColumnRole CellRole { get; init; }
    public required RawJson AdditionalAttributes { get; init; }
    public required JobView? DefaultUserJob { get; init; }
    public required IReadOnlyList<JobView> UserJobs { get; init; }
    public required IReadOnlyList<LayerView> VideoLayers { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? ExecutionCost { get; init; }
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
