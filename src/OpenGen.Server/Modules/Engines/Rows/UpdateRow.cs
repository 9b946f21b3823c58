using System.ComponentModel.DataAnnotations;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using OpenGen.Server.Data;
using OpenGen.Server.Modules.Engines.Contracts;
using OpenGen.Server.Modules.Workspaces.Contracts;
using OpenGen.Server.Web;

namespace OpenGen.Server.Modules.Engines.Rows;

/// <summary>Moves a row, or merges into its attributes what is sent.</summary>
[Operation("updateRow", Phase.Edit, Says = "Move a row or change its attributes"), Needs(Role.Manager, Paid = true)]
internal sealed class UpdateRow(AppDbContext db, SheetReader reader, RowEvents events, TimeProvider clock)
    : IOperation<SheetScope, UpdateRow.Request, RowView>
{
    /// <param name="Position">Where to, from 0.</param>
    /// <param name="AdditionalAttributes">Free JSON; a null takes a field away.</param>
    [Wrapper("spreadsheet_row")]
    public sealed record Request(long RowId, [Range(0, int.MaxValue)] int? Position = null, JsonObject? AdditionalAttributes = null);

    public async Task<Result<RowView>> RunAsync(SheetScope scope, Request request, CancellationToken cancellationToken)
    {
        var changed = await SheetLock.ChangeAsync<long>(db, scope.SheetId, clock, async () =>
        {
            var row = await db.RowsOf(scope).FirstOrDefaultAsync(r => r.Id == request.RowId, cancellationToken);
            if (row is null) return RowQueries.NotFound;
            var attributes = Attributes.Merge(row.AdditionalAttributes, request.AdditionalAttributes);
            if (attributes.Failed) return attributes.Error;
            row.AdditionalAttributes = attributes.Value;
            await db.SaveChangesAsync(cancellationToken);
            if (request.Position is { } to) await Positions.MoveAsync(db.RowsOf(scope), row, to, cancellationToken);
            await events.UpdatedAsync(scope.SheetId, [row.Id], cancellationToken);
            return row.Id;
        }, cancellationToken);
        return changed.Failed ? changed.Error : await reader.FoundRowAsync(scope, changed.Value, false, cancellationToken);
    }
}
