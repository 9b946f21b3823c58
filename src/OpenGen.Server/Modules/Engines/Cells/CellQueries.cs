using OpenGen.Server.Modules.Engines.Contracts;

namespace OpenGen.Server.Modules.Engines.Cells;

/// <summary>What the operations on cells share.</summary>
internal static class CellQueries
{
    public static readonly Error NotFound = Error.NotFound("Cell");

    /// <summary>A cell as it is answered, or that it is not there.</summary>
    public static async Task<Result<CellView>> FoundCellAsync(
        this SheetReader reader, SheetScope scope, long cellId, bool withCost, CancellationToken cancellationToken) =>
        await reader.CellAsync(scope.SheetId, cellId, withCost, cancellationToken) is { } cell ? cell : NotFound;
}
