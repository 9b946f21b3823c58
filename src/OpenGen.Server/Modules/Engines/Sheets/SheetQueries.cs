namespace OpenGen.Server.Modules.Engines.Sheets;

/// <summary>What the operations on sheets share.</summary>
internal static class SheetQueries
{
    public static readonly Error NotFound = Error.NotFound("Engine");

    /// <summary>A whole sheet as it is answered, or that it is not there.</summary>
    public static async Task<Result<SheetView>> FoundSheetAsync(
        this SheetReader reader, long sheetId, bool withCost, CancellationToken cancellationToken) =>
        await reader.WholeAsync(sheetId, withCost, cancellationToken) is { } sheet ? sheet : NotFound;
}
