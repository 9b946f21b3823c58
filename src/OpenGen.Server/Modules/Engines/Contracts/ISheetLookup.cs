namespace OpenGen.Server.Modules.Engines.Contracts;

/// <summary>Finds what generations and renders work on.</summary>
internal interface ISheetLookup
{
    /// <summary>A cell of a sheet with all around it, or null.</summary>
    Task<CellContext?> FindAsync(
        long agentId, long workspaceId, long sheetId, long cellId, CancellationToken cancellationToken);

    /// <summary>The cells of some rows and columns with all around them, in the order of rows and then of columns.</summary>
    /// <param name="rowIds">Null for all.</param>
    /// <param name="columnIds">Null for all.</param>
    Task<List<CellContext>> FindAsync(
        long agentId, long workspaceId, long sheetId, IReadOnlyList<long>? rowIds, IReadOnlyList<long>? columnIds,
        CancellationToken cancellationToken);

    /// <summary>Which of some rows and columns a sheet does not have; null when it has them all.</summary>
    Task<string?> MissingAsync(
        long sheetId, IReadOnlyList<long>? rowIds, IReadOnlyList<long>? columnIds, CancellationToken cancellationToken);

    /// <summary>The rows of some cells.</summary>
    Task<List<long>> RowsOfAsync(IReadOnlyList<long> cellIds, CancellationToken cancellationToken);

    /// <summary>All cells of the rows of some cells: their rows by their ids. Cells that are not there any more have none.</summary>
    Task<Dictionary<long, long>> BesideAsync(IReadOnlyList<long> cellIds, CancellationToken cancellationToken);

    /// <summary>Whose a sheet is.</summary>
    Task<long> AgentOfAsync(long sheetId, CancellationToken cancellationToken);

    /// <summary>Whether a sheet is there and this agent's.</summary>
    Task<bool> IsOfAgentAsync(long agentId, long sheetId, CancellationToken cancellationToken);

    /// <summary>Where a cell is, for callers that know nothing but its id; null when it is not this agent's.</summary>
    Task<long?> SheetOfCellAsync(long agentId, long cellId, CancellationToken cancellationToken);
}
