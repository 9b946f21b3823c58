using System.ComponentModel.DataAnnotations;
using OpenGen.Server.Data;
using OpenGen.Server.Modules.Engines.Contracts;
using OpenGen.Server.Modules.Workspaces.Contracts;
using OpenGen.Server.Web;

namespace OpenGen.Server.Modules.Engines.Variables;

/// <summary>Adds a variable.</summary>
[Operation("createVariable", Phase.Edit, Says = "Add a variable"), Needs(Role.Manager, Paid = true)]
internal sealed class CreateVariable(AppDbContext db, ISheetObserver observer, TimeProvider clock)
    : IOperation<SheetScope, CreateVariable.Request, VariableView>
{
    [Wrapper("global_variable")]
    public sealed record Request(
        [MaxLength(VariableQueries.LongestKey)] string Key, [MaxLength(VariableQueries.LongestValue)] string Value);

    public async Task<Result<VariableView>> RunAsync(SheetScope scope, Request request, CancellationToken cancellationToken)
    {
        var variable = new GlobalVariable { SheetId = scope.SheetId, Key = request.Key.Trim(), Value = request.Value };
        var created = await SheetLock.ChangeAsync<Done>(db, scope.SheetId, clock, async () =>
        {
            db.GlobalVariables.Add(variable);
            if (await db.SaveVariablesAsync(cancellationToken) is { } taken) return taken;
            await observer.VariablesChangedAsync(scope.SheetId, [variable.Key], cancellationToken);
            return new Done();
        }, cancellationToken);
        return created.Failed ? created.Error : new VariableView(variable.Id, variable.Key, variable.Value);
    }
}
