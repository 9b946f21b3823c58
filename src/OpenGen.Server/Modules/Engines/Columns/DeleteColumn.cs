using OpenGen.Server.Data;
using OpenGen.Server.Modules.Engines.Contracts;
using OpenGen.Server.Modules.Workspaces.Contracts;

namespace OpenGen.Server.Modules.Engines.Columns;

/// <summary>Deletes an ingredient column with its cells, and stops what is being made for them.</summary>
[Operation("deleteColumn", Phase.Edit, Says = "Delete an ingredient column and its cells"), Needs(Role.Manager, Paid = true)]
internal sealed class DeleteColumn(AppDbContext db, OpenWork work, TimeProvider clock) : IOperation<SheetScope, DeleteColumn.Request, Done>
{
    public sealed record Request(long ColumnId);

    public async Task<Result<Done>> RunAsync(SheetScope scope, Request request, CancellationToken cancellationToken)
    {
        var id = request.ColumnId;
        var open = await work.OfAsync(db.SheetCells.Where(c => c.ColumnId == id && c.SheetId == scope.SheetId), cancellationToken);
        var deleted = await SheetLock.ChangeAsync<Done>(db, scope.SheetId, clock, async () =>
        {
            var found = await db.EditableColumnsAsync(scope, [id], cancellationToken);
            if (found.Failed) return found.Error;
            db.SheetColumns.Remove(found.Value[id]);
            await db.SaveChangesAsync(cancellationToken);
            await Positions.CloseAsync(db.ColumnsOf(scope), found.Value[id].Position, cancellationToken);
            return new Done();
        }, cancellationToken);
        if (!deleted.Failed) await work.StopAsync(open, cancellationToken);
        return deleted;
    }
}
