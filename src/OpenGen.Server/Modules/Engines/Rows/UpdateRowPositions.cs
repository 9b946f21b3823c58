using System.ComponentModel.DataAnnotations;
using OpenGen.Server.Data;
using OpenGen.Server.Modules.Engines.Contracts;
using OpenGen.Server.Modules.Workspaces.Contracts;

namespace OpenGen.Server.Modules.Engines.Rows;

/// <summary>Puts rows at places; the others fill what is left. Answers all rows in their new order.</summary>
[Operation("updateRowPositions", Phase.Edit, Says = "Put rows at places; the others fill what is left"), Needs(Role.Manager, Paid = true)]
internal sealed class UpdateRowPositions(AppDbContext db, SheetReader reader, RowEvents events, TimeProvider clock)
    : IOperation<SheetScope, UpdateRowPositions.Request, IAsyncEnumerable<RowView>>
{
    public sealed record Request([MaxLength(100_000)] IReadOnlyList<PositionOf> Rows);

    public async Task<Result<IAsyncEnumerable<RowView>>> RunAsync(SheetScope scope, Request request, CancellationToken cancellationToken)
    {
        if (NamedOnce.Check("rows", request.Rows.Select(r => r.Id)) is { } twice) return twice;
        var arranged = await SheetLock.ChangeAsync<Done>(db, scope.SheetId, clock, async () =>
        {
            if (await Positions.ArrangeAsync(db, db.RowsOf(scope), request.Rows, "Row", cancellationToken) is { } fault) return fault;
            await events.UpdatedAsync(scope.SheetId, request.Rows.Select(r => r.Id), cancellationToken);
            return new Done();
        }, cancellationToken);
        if (arranged.Failed) return arranged.Error;
        return Result<IAsyncEnumerable<RowView>>.Of(await reader.RowsAsync(scope.SheetId, 0, int.MaxValue, false, cancellationToken));
    }
}
