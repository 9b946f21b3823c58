using OpenGen.Server.Data;
using OpenGen.Server.Modules.Engines.Contracts;
using OpenGen.Server.Modules.Workspaces.Contracts;

namespace OpenGen.Server.Modules.Engines.Variables;

/// <summary>Deletes a variable.</summary>
[Operation("deleteVariable", Phase.Edit, Says = "Delete a variable"), Needs(Role.Manager, Paid = true)]
internal sealed class DeleteVariable(AppDbContext db, ISheetObserver observer, TimeProvider clock)
    : IOperation<SheetScope, DeleteVariable.Request, Done>
{
    public sealed record Request(long VariableId);

    public Task<Result<Done>> RunAsync(SheetScope scope, Request request, CancellationToken cancellationToken) =>
        SheetLock.ChangeAsync<Done>(db, scope.SheetId, clock, async () =>
        {
            if (await db.VariableAsync(scope, request.VariableId, cancellationToken) is not { } variable) return VariableQueries.NotFound;
            db.GlobalVariables.Remove(variable);
            await db.SaveChangesAsync(cancellationToken);
            await observer.VariablesChangedAsync(scope.SheetId, [variable.Key], cancellationToken);
            return new Done();
        }, cancellationToken);
}
