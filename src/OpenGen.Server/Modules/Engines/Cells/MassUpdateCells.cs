using System.ComponentModel.DataAnnotations;
using OpenGen.Server.Modules.Engines.Contracts;
using OpenGen.Server.Modules.Workspaces.Contracts;

namespace OpenGen.Server.Modules.Engines.Cells;

/// <summary>Changes several cells, all of them or none. Answers them in the order in which they were named.</summary>
[Operation("massUpdateCells", Phase.Edit, Says = "Change several cells, all of them or none"), Needs(Role.Manager, Paid = true)]
internal sealed class MassUpdateCells(CellChanges changes, SheetReader reader)
    : IOperation<SheetScope, MassUpdateCells.Request, List<CellView>>
{
    public sealed record Request([MaxLength(100_000)] IReadOnlyList<CellChange> Cells);

    public async Task<Result<List<CellView>>> RunAsync(SheetScope scope, Request request, CancellationToken cancellationToken)
    {
        var changed = await changes.MakeAsync(scope.SheetId, request.Cells, "cells", cancellationToken);
        return changed.Failed ? changed.Error : await reader.ViewsAsync(scope.SheetId, changed.Value, false, cancellationToken);
    }
}
