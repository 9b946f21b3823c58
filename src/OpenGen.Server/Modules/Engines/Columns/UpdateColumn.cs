using System.ComponentModel.DataAnnotations;
using System.Text.Json.Nodes;
using OpenGen.Rendering;
using OpenGen.Server.Data;
using OpenGen.Server.Modules.Engines.Contracts;
using OpenGen.Server.Modules.Workspaces.Contracts;
using OpenGen.Server.Web;

namespace OpenGen.Server.Modules.Engines.Columns;

/// <summary>Changes or moves an ingredient column.</summary>
[Operation("updateColumn", Phase.Edit, Says = "Change or move an ingredient column"), Needs(Role.Manager, Paid = true)]
internal sealed class UpdateColumn(AppDbContext db, ISheetObserver observer, RenderingOptions limits, TimeProvider clock)
    : IOperation<SheetScope, UpdateColumn.Request, ColumnView>
{
    /// <param name="Position">Where to, from 0.</param>
    /// <param name="AdditionalAttributes">Free JSON; a null takes a field away.</param>
    [Wrapper("spreadsheet_column")]
    public sealed record Request(
        long ColumnId, [MaxLength(200), NotBlank] string? Title, [AllowedValues("text", "image", "video", "audio", null)] string? Type,
        [Range(0, int.MaxValue)] int? Position, [MaxLength(2000)] Sent<string> Description, JsonObject? AdditionalAttributes);

    public async Task<Result<ColumnView>> RunAsync(SheetScope scope, Request request, CancellationToken cancellationToken)
    {
        if (ColumnLayers.Fault(request.AdditionalAttributes) is { } wrong) return wrong;
        var (id, title, type, position, description, sent) = request;
        var change = new ColumnChange(id, title, type, position, description, sent);
        var changed = await SheetLock.ChangeAsync<SheetColumn>(db, scope.SheetId, clock, async () =>
        {
            var found = await db.EditableColumnsAsync(scope, [id], cancellationToken);
            if (found.Failed) return found.Error;
            var column = found.Value[id];
            var attributes = Attributes.Merge(column.AdditionalAttributes, sent, ColumnQueries.LayersWithin(limits));
            if (attributes.Failed) return attributes.Error;
            change.ApplyTo(column, attributes.Value);
            await db.SaveChangesAsync(cancellationToken);
            if (position is { } to) await Positions.MoveAsync(db.ColumnsOf(scope), column, to, cancellationToken);
            return await observer.CardsChangedAsync(scope.SheetId, null, cancellationToken) is { } circle ? circle : column;
        }, cancellationToken);
        return changed.Failed ? changed.Error : new ColumnView(changed.Value);
    }
}
