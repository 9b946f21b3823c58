using Microsoft.EntityFrameworkCore;
using OpenGen.Server.Data;
using OpenGen.Server.Modules.Engines.Contracts;
using OpenGen.Server.Modules.Workspaces.Contracts;

namespace OpenGen.Server.Modules.Engines.Rows;

/// <summary>A sheet's rows in their order; read while they are written, so that a sheet of any size costs the same memory.</summary>
[Operation("listRows", Phase.Edit, Says = "The rows in their order, all or a page"), Needs(Role.Manager, Paid = true)]
internal sealed class ListRows(AppDbContext db, SheetReader reader) : IOperation<SheetScope, ListRows.Request, Listed<RowView>>
{
    /// <param name="WithExecutionCost">Whether each row says what its content cost.</param>
    public sealed record Request(bool? WithExecutionCost = null, PageRequest? Page = null);

    public async Task<Result<Listed<RowView>>> RunAsync(SheetScope scope, Request request, CancellationToken cancellationToken)
    {
        var withCost = request.WithExecutionCost == true;
        if (request.Page is not { } page)
            return new Listed<RowView>(await reader.RowsAsync(scope.SheetId, 0, int.MaxValue, withCost, cancellationToken));
        var count = await db.RowsOf(scope).CountAsync(cancellationToken);
        return new Listed<RowView>(await reader.RowsAsync(scope.SheetId, page.From, page.Size, withCost, cancellationToken), page, count);
    }
}
