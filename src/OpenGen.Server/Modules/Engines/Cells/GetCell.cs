using OpenGen.Server.Modules.Engines.Contracts;
using OpenGen.Server.Modules.Workspaces.Contracts;

namespace OpenGen.Server.Modules.Engines.Cells;

/// <summary>A cell with its jobs and layers.</summary>
[Operation("getCell", Phase.Edit, Says = "A cell with its jobs and layers"), Needs(Role.Manager, Paid = true)]
internal sealed class GetCell(SheetReader reader) : IOperation<SheetScope, GetCell.Request, CellView>
{
    /// <param name="WithExecutionCost">Whether it says what its content cost.</param>
    public sealed record Request(long CellId, bool? WithExecutionCost = null);

    public Task<Result<CellView>> RunAsync(SheetScope scope, Request request, CancellationToken cancellationToken) =>
        reader.FoundCellAsync(scope, request.CellId, request.WithExecutionCost == true, cancellationToken);
}
