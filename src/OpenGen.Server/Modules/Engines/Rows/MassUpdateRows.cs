using System.ComponentModel.DataAnnotations;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using OpenGen.Server.Data;
using OpenGen.Server.Modules.Engines.Contracts;
using OpenGen.Server.Modules.Workspaces.Contracts;

namespace OpenGen.Server.Modules.Engines.Rows;

/// <summary>Changes several rows, all of them or none. Answers the rows that were named, in their new order.</summary>
[Operation("massUpdateRows", Phase.Edit, Says = "Change several rows, all of them or none"), Needs(Role.Manager, Paid = true)]
internal sealed class MassUpdateRows(AppDbContext db, SheetReader reader, RowEvents events, TimeProvider clock)
    : IOperation<SheetScope, MassUpdateRows.Request, List<RowView>>
{
    public sealed record Request([MaxLength(100_000)] IReadOnlyList<RowChange> Rows);

    /// <param name="AdditionalAttributes">Free JSON; a null takes a field away.</param>
    /// <param name="Position">Where to, from 0.</param>
    public sealed record RowChange(long Id, JsonObject? AdditionalAttributes, [Range(0, int.MaxValue)] int? Position);

    public async Task<Result<List<RowView>>> RunAsync(SheetScope scope, Request request, CancellationToken cancellationToken)
    {
        if (NamedOnce.Check("rows", request.Rows.Select(r => r.Id)) is { } twice) return twice;
        var ids = request.Rows.Select(r => r.Id).ToList();
        var changed = await SheetLock.ChangeAsync<Done>(db, scope.SheetId, clock, async () =>
        {
            var rows = await db.RowsOf(scope).Where(r => EF.Parameter(ids).Contains(r.Id)).ToDictionaryAsync(r => r.Id, cancellationToken);
            if (rows.Count < ids.Count) return RowQueries.NotFound;
            var merging = request.Rows.Select(r => (rows[r.Id].AdditionalAttributes, r.AdditionalAttributes));
            if (Attributes.MergeAll("rows", merging, (i, merged) => rows[ids[i]].AdditionalAttributes = merged) is { } fault) return fault;
            await db.SaveChangesAsync(cancellationToken);
            var moved = request.Rows.Where(r => r.Position is not null).Select(r => new PositionOf(r.Id, r.Position!.Value)).ToList();
            if (await Positions.ArrangeAsync(db, db.RowsOf(scope), moved, "Row", cancellationToken) is { } gone) return gone;
            await events.UpdatedAsync(scope.SheetId, ids, cancellationToken);
            return new Done();
        }, cancellationToken);
        return changed.Failed ? changed.Error : await reader.RowsAsync(scope.SheetId, ids, false, cancellationToken);
    }
}
