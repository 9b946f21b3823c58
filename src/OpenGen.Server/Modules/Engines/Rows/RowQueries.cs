using OpenGen.Server.Data;
using OpenGen.Server.Modules.Engines.Contracts;

namespace OpenGen.Server.Modules.Engines.Rows;

/// <summary>What the operations on rows share.</summary>
internal static class RowQueries
{
    public static readonly Error NotFound = Error.NotFound("Row");

    /// <summary>The rows of a sheet.</summary>
    public static IQueryable<SheetRow> RowsOf(this AppDbContext db, SheetScope scope) =>
        db.SheetRows.Where(r => r.SheetId == scope.SheetId);

    /// <summary>A row as it is answered, or that it is not there.</summary>
    public static async Task<Result<RowView>> FoundRowAsync(
        this SheetReader reader, SheetScope scope, long rowId, bool withCost, CancellationToken cancellationToken) =>
        await reader.RowAsync(scope.SheetId, rowId, withCost, cancellationToken) is { } row ? row : NotFound;
}
