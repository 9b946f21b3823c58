using System.ComponentModel.DataAnnotations;
using OpenGen.Server.Data;
using OpenGen.Server.Modules.Engines.Contracts;
using OpenGen.Server.Modules.Workspaces.Contracts;
using OpenGen.Server.Web;

namespace OpenGen.Server.Modules.Engines.Variables;

/// <summary>Changes a variable.</summary>
[Operation("updateVariable", Phase.Edit, Says = "Change a variable"), Needs(Role.Manager, Paid = true)]
internal sealed class UpdateVariable(AppDbContext db, ISheetObserver observer, TimeProvider clock)
    : IOperation<SheetScope, UpdateVariable.Request, VariableView>
{
    [Wrapper("global_variable")]
    public sealed record Request(
        long VariableId, [MaxLength(VariableQueries.LongestKey), NotBlank] string? Key,
        [MaxLength(VariableQueries.LongestValue)] string? Value);

    public async Task<Result<VariableView>> RunAsync(SheetScope scope, Request request, CancellationToken cancellationToken)
    {
        var changed = await SheetLock.ChangeAsync<GlobalVariable>(db, scope.SheetId, clock, async () =>
        {
            if (await db.VariableAsync(scope, request.VariableId, cancellationToken) is not { } variable) return VariableQueries.NotFound;
            var (key, value) = (variable.Key, variable.Value);
            variable.Key = request.Key?.Trim() ?? variable.Key;
            variable.Value = request.Value ?? variable.Value;
            if (await db.SaveVariablesAsync(cancellationToken) is { } taken) return taken;
            if ((key, value) != (variable.Key, variable.Value))
                await observer.VariablesChangedAsync(scope.SheetId, [key, variable.Key], cancellationToken);
            return variable;
        }, cancellationToken);
        return changed.Failed ? changed.Error : new VariableView(changed.Value.Id, changed.Value.Key, changed.Value.Value);
    }
}
