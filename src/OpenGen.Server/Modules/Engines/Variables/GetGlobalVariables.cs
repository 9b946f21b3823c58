using OpenGen.Server.Modules.Engines.Contracts;
using OpenGen.Server.Modules.Workspaces.Contracts;

namespace OpenGen.Server.Modules.Engines.Variables;

/// <summary>A sheet's variables; null when it has none.</summary>
[Operation("getGlobalVariables", Phase.Edit, Says = "The engine's variables; null when it has none"), AnswersNull]
[Needs(Role.Manager, Paid = true)]
internal sealed class GetGlobalVariables(SheetReader reader) : IOperation<SheetScope, GetGlobalVariables.Request, VariablesView?>
{
    public sealed record Request;

    public async Task<Result<VariablesView?>> RunAsync(SheetScope scope, Request request, CancellationToken cancellationToken) =>
        Result<VariablesView?>.Of(await reader.VariablesAsync(scope.SheetId, cancellationToken));
}
