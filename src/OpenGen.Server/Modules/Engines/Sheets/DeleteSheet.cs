using Microsoft.EntityFrameworkCore;
using OpenGen.Server.Data;
using OpenGen.Server.Modules.Engines.Contracts;
using OpenGen.Server.Modules.Workspaces.Contracts;

namespace OpenGen.Server.Modules.Engines.Sheets;

/// <summary>Deletes a sheet with all that is in it, and stops what is being made for it.</summary>
[Operation("deleteSheet", Phase.Convert, Says = "Delete an engine and all that is in it"), Needs(Role.Manager, Paid = true)]
internal sealed class DeleteSheet(AppDbContext db, OpenWork work, RowEvents events) : IOperation<SheetScope, DeleteSheet.Request, Done>
{
    public sealed record Request;

    public async Task<Result<Done>> RunAsync(SheetScope scope, Request request, CancellationToken cancellationToken)
    {
        var open = await work.OfAsync(db.SheetCells.Where(c => c.SheetId == scope.SheetId), cancellationToken);
        await db.WriteAsync(async () =>
        {
            // Rows that are added meanwhile wait, and find no sheet any more.
            await SheetLock.HoldSheetAsync(db, scope.SheetId, cancellationToken);
            await events.AllDeletedAsync(scope.SheetId, cancellationToken);
            return await db.Sheets.Where(s => s.Id == scope.SheetId).ExecuteDeleteAsync(cancellationToken);
        }, cancellationToken);
        await work.StopAsync(open, cancellationToken);
        return new Done();
    }
}
