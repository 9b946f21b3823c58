using System.ComponentModel.DataAnnotations;
using OpenGen.Rendering;
using OpenGen.Server.Data;
using OpenGen.Server.Modules.Engines.Contracts;
using OpenGen.Server.Modules.Workspaces.Contracts;

namespace OpenGen.Server.Modules.Engines.Columns;

/// <summary>Changes several ingredient columns, all of them or none. Answers those that were named, in their new order.</summary>
[Operation("massUpdateColumns", Phase.Edit, Says = "Change several ingredient columns, all of them or none")]
[Needs(Role.Manager, Paid = true)]
internal sealed class MassUpdateColumns(
    AppDbContext db, SheetReader reader, ISheetObserver observer, RenderingOptions limits, TimeProvider clock)
    : IOperation<SheetScope, MassUpdateColumns.Request, List<ColumnView>>
{
    public sealed record Request([MaxLength(1000)] IReadOnlyList<ColumnChange> Columns);

    public async Task<Result<List<ColumnView>>> RunAsync(SheetScope scope, Request request, CancellationToken cancellationToken)
    {
        if (NamedOnce.Check("columns", request.Columns.Select(c => c.Id)) is { } twice) return twice;
        var ids = request.Columns.Select(c => c.Id).ToList();
        var faults = request.Columns.Select((c, i) => ColumnLayers.Fault(c.AdditionalAttributes, $"columns[{i}].additional_attributes"));
        if (faults.FirstOrDefault(f => f is not null) is { } wrong) return wrong;
        var changed = await SheetLock.ChangeAsync<Done>(db, scope.SheetId, clock, async () =>
        {
            var found = await db.EditableColumnsAsync(scope, ids, cancellationToken);
            if (found.Failed) return found.Error;
            var columns = found.Value;
            var merging = request.Columns.Select(c => (columns[c.Id].AdditionalAttributes, c.AdditionalAttributes));
            var merged = Attributes.MergeAll("columns", merging,
                (i, attributes) => request.Columns[i].ApplyTo(columns[ids[i]], attributes), ColumnQueries.LayersWithin(limits));
            if (merged is { } fault) return fault;
            await db.SaveChangesAsync(cancellationToken);
            var moved = request.Columns.Where(c => c.Position is not null).Select(c => new PositionOf(c.Id, c.Position!.Value)).ToList();
            if (await Positions.ArrangeAsync(db, db.ColumnsOf(scope), moved, "Column", cancellationToken) is { } gone) return gone;
            return await observer.CardsChangedAsync(scope.SheetId, null, cancellationToken) is { } circle ? circle : new Done();
        }, cancellationToken);
        if (changed.Failed) return changed.Error;
        var named = ids.ToHashSet();
        return (await reader.ColumnsAsync(scope.SheetId, cancellationToken)).FindAll(c => named.Contains(c.Id));
    }
}
