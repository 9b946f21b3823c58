using System.ComponentModel.DataAnnotations;
using OpenGen.Server.Data;
using OpenGen.Server.Modules.Engines.Contracts;
using OpenGen.Server.Modules.Workspaces.Contracts;

namespace OpenGen.Server.Modules.Engines.Layers;

/// <summary>Puts layers at places; the others fill what is left. Answers all layers of the cell in their new order.</summary>
[Operation("updateLayerPositions", Phase.Edit, Says = "Put layers at places; the others fill what is left")]
[Needs(Role.Manager, Paid = true)]
internal sealed class UpdateLayerPositions(AppDbContext db, SheetReader reader, RowEvents events, TimeProvider clock)
    : IOperation<SheetScope, UpdateLayerPositions.Request, List<LayerView>>
{
    public sealed record Request(long CellId, [MaxLength(1000)] IReadOnlyList<PositionOf> Layers);

    public async Task<Result<List<LayerView>>> RunAsync(SheetScope scope, Request request, CancellationToken cancellationToken)
    {
        var cellId = request.CellId;
        if (NamedOnce.Check("layers", request.Layers.Select(l => l.Id)) is { } twice) return twice;
        var arranged = await SheetLock.ChangeAsync<Done>(db, scope.SheetId, clock, async () =>
        {
            if (await db.NoVideoAsync(scope, cellId, cancellationToken) is { } fault) return fault;
            if (await Positions.ArrangeAsync(db, db.LayersOf(cellId), request.Layers, "Layer", cancellationToken) is { } gone) return gone;
            await events.CellUpdatedAsync(scope.SheetId, cellId, cancellationToken);
            return new Done();
        }, cancellationToken);
        return arranged.Failed ? arranged.Error : await reader.LayersAsync(cellId, null, false, cancellationToken);
    }
}
