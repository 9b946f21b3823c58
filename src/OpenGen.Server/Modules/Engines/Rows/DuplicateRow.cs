using Microsoft.EntityFrameworkCore;
using OpenGen.Server.Data;
using OpenGen.Server.Modules.Engines.Contracts;
using OpenGen.Server.Modules.Workspaces.Contracts;

namespace OpenGen.Server.Modules.Engines.Rows;

/// <summary>Copies a row, chosen outputs included, to the place after it.</summary>
[Operation("duplicateRow", Phase.Edit, Says = "Copy a row, chosen outputs included, to the place after it")]
[Needs(Role.Manager, Paid = true)]
internal sealed class DuplicateRow(AppDbContext db, SheetCopies copies, SheetReader reader)
    : IOperation<SheetScope, DuplicateRow.Request, RowView>
{
    public sealed record Request(long RowId);

    public async Task<Result<RowView>> RunAsync(SheetScope scope, Request request, CancellationToken cancellationToken)
    {
        if (!await db.RowsOf(scope).AnyAsync(r => r.Id == request.RowId, cancellationToken)) return RowQueries.NotFound;
        var copied = await copies.DuplicateRowAsync(scope, request.RowId, cancellationToken);
        return copied.Failed ? copied.Error : await reader.FoundRowAsync(scope, copied.Value, false, cancellationToken);
    }
}
