using System.ComponentModel.DataAnnotations;
using Microsoft.EntityFrameworkCore;
using OpenGen.Server.Data;
using OpenGen.Server.Modules.Engines.Contracts;
using OpenGen.Server.Modules.Workspaces.Contracts;
using OpenGen.Server.Web;

namespace OpenGen.Server.Modules.Engines.Sheets;

/// <summary>Renames a sheet, or makes it the agent's default in place of another.</summary>
[Operation("updateSheet", Phase.Convert, Says = "Rename an engine or make it the agent's default"), Needs(Role.Manager, Paid = true)]
internal sealed class UpdateSheet(AppDbContext db, SheetReader reader) : IOperation<SheetScope, UpdateSheet.Request, SheetView>
{
    [Wrapper("spreadsheet")]
    public sealed record Request([MaxLength(200), NotBlank] string? Title, bool? IsDefault);

    public async Task<Result<SheetView>> RunAsync(SheetScope scope, Request request, CancellationToken cancellationToken)
    {
        var changed = await db.WriteAsync(async () =>
        {
            if (request.IsDefault == true)
            {
                await SheetLock.HoldAgentAsync(db, scope.AgentId, cancellationToken);
                await SheetFounding.ClearDefaultAsync(db, scope.AgentId, cancellationToken);
            }
            if (await db.Sheets.FirstOrDefaultAsync(s => s.Id == scope.SheetId, cancellationToken) is not { } sheet) return false;
            sheet.Title = request.Title ?? sheet.Title;
            sheet.IsDefault = request.IsDefault ?? sheet.IsDefault;
            await db.SaveChangesAsync(cancellationToken);
            return true;
        }, cancellationToken);
        return changed ? await reader.FoundSheetAsync(scope.SheetId, false, cancellationToken) : SheetQueries.NotFound;
    }
}
