using OpenGen.Server.Data;
using OpenGen.Server.Modules.Engines.Contracts;
using OpenGen.Server.Modules.Workspaces.Contracts;

namespace OpenGen.Server.Modules.Engines.Layers;

/// <summary>Deletes a layer, and stops what is being made for it; those on top of it move down.</summary>
[Operation("deleteLayer", Phase.Edit, Says = "Delete a layer"), Needs(Role.Manager, Paid = true)]
internal sealed class DeleteLayer(AppDbContext db, OpenWork work, RowEvents events, TimeProvider clock)
    : IOperation<SheetScope, DeleteLayer.Request, Done>
{
    public sealed record Request(long CellId, long LayerId);

    public async Task<Result<Done>> RunAsync(SheetScope scope, Request request, CancellationToken cancellationToken)
    {
        var open = await work.OfLayerAsync(request.LayerId, cancellationToken);
        var deleted = await SheetLock.ChangeAsync<Done>(db, scope.SheetId, clock, async () =>
        {
            var found = await db.LayerAsync(scope, request.CellId, request.LayerId, cancellationToken);
            if (found.Failed) return found.Error;
            db.Layers.Remove(found.Value);
            await db.SaveChangesAsync(cancellationToken);
            await Positions.CloseAsync(db.LayersOf(request.CellId), found.Value.Position, cancellationToken);
            await events.CellUpdatedAsync(scope.SheetId, request.CellId, cancellationToken);
            return new Done();
        }, cancellationToken);
        if (!deleted.Failed) await work.StopAsync(open, cancellationToken);
        return deleted;
    }
}
