namespace OpenGen.Server.Modules.Engines.Contracts;

/// <summary>What follows from changes in a sheet. Called in the transaction that makes them, which holds the sheet.</summary>
internal interface ISheetObserver
{
    /// <summary>Cells have new values.</summary>
    Task CellsChangedAsync(long sheetId, IReadOnlyList<long> cellIds, CancellationToken cancellationToken);

    /// <summary>A layer has a new output.</summary>
    Task LayerChangedAsync(long sheetId, long cellId, long layerId, CancellationToken cancellationToken);

    /// <summary>Variables are new, have new values, or are gone.</summary>
    Task VariablesChangedAsync(long sheetId, IReadOnlyCollection<string> keys, CancellationToken cancellationToken);

    /// <summary>Cards, layers or titles of columns have changed.</summary>
    /// <param name="cellIds">The cells of which they are; null when all rows may be concerned.</param>
    /// <returns>422 circular_dependency with the path, when what is made again by itself would be made from itself.</returns>
    Task<Error?> CardsChangedAsync(long sheetId, IReadOnlyList<long>? cellIds, CancellationToken cancellationToken);
}
