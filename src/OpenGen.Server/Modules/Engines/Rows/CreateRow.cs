using System.ComponentModel.DataAnnotations;
using OpenGen.Server.Data;
using OpenGen.Server.Modules.Engines.Contracts;
using OpenGen.Server.Modules.Workspaces.Contracts;
using OpenGen.Server.Web;

namespace OpenGen.Server.Modules.Engines.Rows;

/// <summary>Adds a row with a cell for every column; the rows below it move down.</summary>
[Operation("createRow", Phase.Edit, Says = "Add a row with a cell for every column"), Needs(Role.Manager, Paid = true)]
internal sealed class CreateRow(AppDbContext db, SheetFounding founding, SheetReader reader, IQuotas quotas, TimeProvider clock)
    : IOperation<SheetScope, CreateRow.Request, RowView>
{
    /// <param name="Position">Where, from 0; at the end when it is not given.</param>
    [Wrapper("spreadsheet_row")]
    public sealed record Request([Range(0, int.MaxValue)] int? Position = null);

    public async Task<Result<RowView>> RunAsync(SheetScope scope, Request request, CancellationToken cancellationToken)
    {
        var added = await SheetLock.ChangeAsync<long>(db, scope.SheetId, clock, async () =>
        {
            if (await quotas.RefusalAsync(Quota.Rows, scope.SheetId, 1, cancellationToken) is { } full) return full;
            return await founding.AddRowAsync(scope.SheetId, request.Position, cancellationToken);
        }, cancellationToken);
        return added.Failed ? added.Error : await reader.FoundRowAsync(scope, added.Value, false, cancellationToken);
    }
}
