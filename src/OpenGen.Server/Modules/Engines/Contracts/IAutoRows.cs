namespace OpenGen.Server.Modules.Engines.Contracts;

/// <summary>Which rows of a sheet have something that is made again by itself.</summary>
internal interface IAutoRows
{
    /// <summary>The attribute that has a cell, a layer or a column's cells made again by themselves.</summary>
    const string Attribute = "autoGenerate";

    /// <summary>Whether any of a sheet was ever to be made again by itself; without it there is nothing to look for.</summary>
    Task<bool> AnyAsync(long sheetId, CancellationToken cancellationToken);

    /// <summary>
    /// Keeps the values of a sheet where things are made again by themselves as they are until the caller's transaction ends; false
    /// where nothing is.
    /// </summary>
    Task<bool> HoldAsync(long sheetId, CancellationToken cancellationToken);

    /// <summary>Rows with something that is made again by itself.</summary>
    Task<List<long>> AllAsync(long sheetId, CancellationToken cancellationToken);

    /// <summary>One row for all those that have only their columns' cards, and each that has cards of its own.</summary>
    Task<List<long>> DifferingAsync(long sheetId, CancellationToken cancellationToken);

    /// <summary>
    /// Notes that something of a sheet is to be made again by itself, when that stands in cells or their layers, or in a column; false
    /// when it does not.
    /// </summary>
    /// <param name="cellIds">Null to look into the columns.</param>
    Task<bool> NoteAsync(long sheetId, IReadOnlyList<long>? cellIds, CancellationToken cancellationToken);
}
