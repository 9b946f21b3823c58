using OpenGen.Server.Modules.Engines.Contracts;
using OpenGen.Server.Modules.Workspaces.Contracts;

namespace OpenGen.Server.Modules.Engines.Columns;

/// <summary>The columns in their order.</summary>
[Operation("listColumns", Phase.Edit, Says = "The columns in their order"), Needs(Role.Manager, Paid = true)]
internal sealed class ListColumns(SheetReader reader) : IOperation<SheetScope, ListColumns.Request, List<ColumnView>>
{
    public sealed record Request;

    public async Task<Result<List<ColumnView>>> RunAsync(SheetScope scope, Request request, CancellationToken cancellationToken) =>
        await reader.ColumnsAsync(scope.SheetId, cancellationToken);
}
