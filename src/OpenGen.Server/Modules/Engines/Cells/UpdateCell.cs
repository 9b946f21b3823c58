using System.ComponentModel.DataAnnotations;
using System.Text.Json.Nodes;
using OpenGen.Server.Modules.Engines.Contracts;
using OpenGen.Server.Modules.Workspaces.Contracts;
using OpenGen.Server.Web;

namespace OpenGen.Server.Modules.Engines.Cells;

/// <summary>Sets a cell's value, and merges into its attributes what is sent.</summary>
[Operation("updateCell", Phase.Edit, Says = "Set a cell's value, merge its attributes"), Needs(Role.Manager, Paid = true)]
internal sealed class UpdateCell(CellChanges changes, SheetReader reader) : IOperation<SheetScope, UpdateCell.Request, CellView>
{
    /// <param name="Value">Null empties it.</param>
    /// <param name="AdditionalAttributes">Free JSON; a null takes a field away.</param>
    [Wrapper("spreadsheet_cell")]
    public sealed record Request(
        long CellId, [MaxLength(CellChange.LongestValue)] Sent<string> Value, JsonObject? AdditionalAttributes);

    public async Task<Result<CellView>> RunAsync(SheetScope scope, Request request, CancellationToken cancellationToken)
    {
        var change = new CellChange(request.CellId, request.Value, request.AdditionalAttributes);
        var changed = await changes.MakeAsync(scope.SheetId, [change], null, cancellationToken);
        if (changed.Failed) return changed.Error;
        return await reader.ViewsAsync(scope.SheetId, changed.Value, false, cancellationToken) is [var cell] ? cell : CellQueries.NotFound;
    }
}
