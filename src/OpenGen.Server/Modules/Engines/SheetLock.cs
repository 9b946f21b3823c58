using Microsoft.EntityFrameworkCore;
using OpenGen.Server.Data;
using OpenGen.Server.Http;

namespace OpenGen.Server.Modules.Engines;

/// <summary>Serialises changes of a sheet's structure.</summary>
internal static class SheetLock
{
    /// <summary>
    /// Runs a change of rows, columns or layers in a transaction that holds the sheet's row, so that positions stay without gaps
    /// whoever else changes it at the same time. A failure rolls everything back.
    /// </summary>
    public static async Task<Result<T>> ChangeAsync<T>(AppDbContext db, long sheetId, TimeProvider clock, Func<Task<Result<T>>> change, CancellationToken stop)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(stop);
        var now = clock.Now();
        await db.Sheets.Where(s => s.Id == sheetId).ExecuteUpdateAsync(s => s.SetProperty(x => x.UpdatedAt, now), stop);
        var result = await change();
        if (result.Failed) return result;
        await transaction.CommitAsync(stop);
        return result;
    }
}
