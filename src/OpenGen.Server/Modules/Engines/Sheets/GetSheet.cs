using OpenGen.Server.Modules.Engines.Contracts;
using OpenGen.Server.Modules.Workspaces.Contracts;

namespace OpenGen.Server.Modules.Engines.Sheets;

/// <summary>A whole sheet; its rows are read while they are written.</summary>
[Operation("getSheet", Phase.Convert, Says = "A whole engine: columns, rows, cells, layers, jobs, variables"),
    Needs(Role.Manager, Paid = true)]
internal sealed class GetSheet(SheetReader reader) : IOperation<SheetScope, GetSheet.Request, SheetView>
{
    /// <param name="WithExecutionCost">Whether it says what its content cost.</param>
    public sealed record Request(bool? WithExecutionCost = null);

    public Task<Result<SheetView>> RunAsync(SheetScope scope, Request request, CancellationToken cancellationToken) =>
        reader.FoundSheetAsync(scope.SheetId, request.WithExecutionCost == true, cancellationToken);
}
