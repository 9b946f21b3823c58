using Microsoft.EntityFrameworkCore;
using OpenGen.Server.Data;
using OpenGen.Server.Web;

namespace OpenGen.Server.Modules.Engines;

/// <summary>
/// Serialises changes of a sheet, and of an agent's list of sheets. On SQLite a write transaction has the database to itself;
/// on PostgreSQL it holds the row of what it changes.
/// </summary>
internal static class SheetLock
{
    /// <summary>
    /// Runs a change of rows, columns, cells or layers in a transaction that holds the sheet's row, so that positions stay without
    /// gaps whoever else changes it at the same time. A failure rolls everything back.
    /// </summary>
    /// <returns>404 when the sheet was deleted meanwhile.</returns>
    public static async Task<Result<T>> ChangeAsync<T>(
        AppDbContext db, long sheetId, TimeProvider clock, Func<Task<Result<T>>> change, CancellationToken cancellationToken)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var now = clock.Now();
        if (await db.Sheets.Where(s => s.Id == sheetId).ExecuteUpdateAsync(s => s.SetProperty(x => x.UpdatedAt, now), cancellationToken)
            == 0) return Error.NotFound("Engine");
        var result = await change();
        if (result.Failed) return result;
        await transaction.CommitAsync(cancellationToken);
        return result;
    }

    /// <summary>Keeps others from changing a sheet until the caller's transaction ends; false when it is not there any more.</summary>
    public static Task<bool> HoldSheetAsync(AppDbContext db, long sheetId, CancellationToken cancellationToken) =>
        HoldAsync(db, "sheets", sheetId, cancellationToken);

    /// <summary>Keeps others from adding sheets to an agent, or choosing its default one, until the caller's transaction ends.</summary>
    public static Task<bool> HoldAgentAsync(AppDbContext db, long agentId, CancellationToken cancellationToken) =>
        HoldAsync(db, "agents", agentId, cancellationToken);

    private static async Task<bool> HoldAsync(AppDbContext db, string table, long id, CancellationToken cancellationToken)
    {
        var held = $"SELECT id AS \"Value\" FROM {table} WHERE id = {{0}}";
        // NO KEY: rows that only refer to this one may still be added.
        if (db.Database.IsNpgsql()) held += " FOR NO KEY UPDATE";
        return await db.Database.SqlQueryRaw<long>(held, id).ToListAsync(cancellationToken) is [_];
    }
}
