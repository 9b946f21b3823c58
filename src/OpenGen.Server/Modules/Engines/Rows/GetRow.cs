using OpenGen.Server.Modules.Engines.Contracts;
using OpenGen.Server.Modules.Workspaces.Contracts;

namespace OpenGen.Server.Modules.Engines.Rows;

/// <summary>A row with its cells.</summary>
[Operation("getRow", Phase.Edit, Says = "A row with its cells"), Needs(Role.Manager, Paid = true)]
internal sealed class GetRow(SheetReader reader) : IOperation<SheetScope, GetRow.Request, RowView>
{
    /// <param name="WithExecutionCost">Whether it says what its content cost.</param>
    public sealed record Request(long RowId, bool? WithExecutionCost = null);

    public Task<Result<RowView>> RunAsync(SheetScope scope, Request request, CancellationToken cancellationToken) =>
        reader.FoundRowAsync(scope, request.RowId, request.WithExecutionCost == true, cancellationToken);
}
