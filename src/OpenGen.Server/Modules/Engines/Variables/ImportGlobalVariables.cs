using Microsoft.EntityFrameworkCore;
using OpenGen.Server.Data;
using OpenGen.Server.Modules.Engines.Contracts;
using OpenGen.Server.Modules.Workspaces.Contracts;

namespace OpenGen.Server.Modules.Engines.Variables;

/// <summary>Puts the variables of an XLSX file in the place of all there are.</summary>
[Operation("importGlobalVariables", Phase.Edit, Says = "Replace all variables by those of an XLSX file")]
[Needs(Role.Manager, Paid = true)]
internal sealed class ImportGlobalVariables(AppDbContext db, SheetReader reader, ISheetObserver observer, TimeProvider clock)
    : IOperation<SheetScope, ImportGlobalVariables.Request, VariablesView>
{
    public sealed record Request(UploadedFile File);

    public async Task<Result<VariablesView>> RunAsync(SheetScope scope, Request request, CancellationToken cancellationToken)
    {
        await using var file = request.File.Open();
        var read = VariableFile.Read(file, cancellationToken);
        if (read.Failed) return read.Error;
        var imported = await SheetLock.ChangeAsync<Done>(db, scope.SheetId, clock, async () =>
        {
            var variables = db.GlobalVariables.Where(v => v.SheetId == scope.SheetId);
            var before = await variables.Select(v => new { v.Key, v.Value }).ToListAsync(cancellationToken);
            await variables.ExecuteDeleteAsync(cancellationToken);
            foreach (var (key, value) in read.Value)
                db.GlobalVariables.Add(new GlobalVariable { SheetId = scope.SheetId, Key = key, Value = value });
            if (await db.SaveVariablesAsync(cancellationToken) is { } taken) return taken;
            var old = before.ConvertAll(v => (v.Key, v.Value));
            var changed = old.Except(read.Value).Concat(read.Value.Except(old)).Select(v => v.Key).Distinct();
            await observer.VariablesChangedAsync(scope.SheetId, [.. changed], cancellationToken);
            return new Done();
        }, cancellationToken);
        return imported.Failed ? imported.Error : (await reader.VariablesAsync(scope.SheetId, cancellationToken))!;
    }
}
