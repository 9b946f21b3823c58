using Microsoft.EntityFrameworkCore;
using OpenGen.Server.Data;
using OpenGen.Server.Modules.Engines.Contracts;
using OpenGen.Server.Modules.Workspaces.Contracts;

namespace OpenGen.Server.Modules.Engines.Rows;

/// <summary>Deletes a row with its cells, and stops what is being made for them; the rows below it move up.</summary>
[Operation("deleteRow", Phase.Edit, Says = "Delete a row and its cells"), Needs(Role.Manager, Paid = true)]
internal sealed class DeleteRow(AppDbContext db, OpenWork work, RowEvents events, TimeProvider clock)
    : IOperation<SheetScope, DeleteRow.Request, Done>
{
    public sealed record Request(long RowId);

    public async Task<Result<Done>> RunAsync(SheetScope scope, Request request, CancellationToken cancellationToken)
    {
        var open = await work.OfAsync(db.SheetCells.Where(c => c.RowId == request.RowId && c.SheetId == scope.SheetId), cancellationToken);
        var deleted = await SheetLock.ChangeAsync<Done>(db, scope.SheetId, clock, async () =>
        {
            var row = await db.RowsOf(scope).FirstOrDefaultAsync(r => r.Id == request.RowId, cancellationToken);
            if (row is null) return RowQueries.NotFound;
            await events.DeletedAsync(scope.SheetId, row.Id, cancellationToken);
            db.SheetRows.Remove(row);
            await db.SaveChangesAsync(cancellationToken);
            await Positions.CloseAsync(db.RowsOf(scope), row.Position, cancellationToken);
            return new Done();
        }, cancellationToken);
        if (!deleted.Failed) await work.StopAsync(open, cancellationToken);
        return deleted;
    }
}
