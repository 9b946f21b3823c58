using System.ComponentModel.DataAnnotations;
using OpenGen.Server.Data;
using OpenGen.Server.Modules.Engines.Contracts;
using OpenGen.Server.Modules.Workspaces.Contracts;

namespace OpenGen.Server.Modules.Engines.Columns;

/// <summary>Puts columns at places; the others fill what is left. Answers all columns in their new order.</summary>
[Operation("updateColumnPositions", Phase.Edit, Says = "Put columns at places; the others fill what is left")]
[Needs(Role.Manager, Paid = true)]
internal sealed class UpdateColumnPositions(AppDbContext db, SheetReader reader, TimeProvider clock)
    : IOperation<SheetScope, UpdateColumnPositions.Request, List<ColumnView>>
{
    public sealed record Request([MaxLength(1000)] IReadOnlyList<PositionOf> Columns);

    public async Task<Result<List<ColumnView>>> RunAsync(SheetScope scope, Request request, CancellationToken cancellationToken)
    {
        if (NamedOnce.Check("columns", request.Columns.Select(c => c.Id)) is { } twice) return twice;
        var arranged = await SheetLock.ChangeAsync<Done>(db, scope.SheetId, clock, async () =>
            await Positions.ArrangeAsync(db, db.ColumnsOf(scope), request.Columns, "Column", cancellationToken) is { } fault
                ? fault : new Done(), cancellationToken);
        return arranged.Failed ? arranged.Error : await reader.ColumnsAsync(scope.SheetId, cancellationToken);
    }
}
