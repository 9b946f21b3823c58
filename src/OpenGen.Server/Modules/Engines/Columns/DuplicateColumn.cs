using OpenGen.Server.Data;
using OpenGen.Server.Modules.Engines.Contracts;
using OpenGen.Server.Modules.Workspaces.Contracts;

namespace OpenGen.Server.Modules.Engines.Columns;

/// <summary>Copies an ingredient column with its cells, chosen outputs included, to the place after it.</summary>
[Operation("duplicateColumn", Phase.Edit,
    Says = "Copy an ingredient column with its cells, chosen outputs included, to the place after it")]
[Needs(Role.Manager, Paid = true)]
internal sealed class DuplicateColumn(AppDbContext db, SheetCopies copies) : IOperation<SheetScope, DuplicateColumn.Request, ColumnView>
{
    public sealed record Request(long ColumnId);

    public async Task<Result<ColumnView>> RunAsync(SheetScope scope, Request request, CancellationToken cancellationToken)
    {
        var found = await db.EditableColumnsAsync(scope, [request.ColumnId], cancellationToken);
        if (found.Failed) return found.Error;
        if (await db.IsFullAsync(scope, cancellationToken)) return ColumnQueries.TooMany;
        var copied = await copies.DuplicateColumnAsync(scope, request.ColumnId, cancellationToken);
        return copied.Failed ? copied.Error : new ColumnView(copied.Value);
    }
}
