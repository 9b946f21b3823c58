using System.ComponentModel.DataAnnotations;
using System.Text.Json.Nodes;
using OpenGen.Rendering;
using OpenGen.Server.Data;
using OpenGen.Server.Modules.Engines.Contracts;
using OpenGen.Server.Modules.Workspaces.Contracts;
using OpenGen.Server.Web;

namespace OpenGen.Server.Modules.Engines.Columns;

/// <summary>Adds an ingredient column with a cell in every row.</summary>
[Operation("createColumn", Phase.Edit, Says = "Add an ingredient column with a cell in every row"), Needs(Role.Manager, Paid = true)]
internal sealed class CreateColumn(
    AppDbContext db, SheetFounding founding, ISheetObserver observer, RenderingOptions limits, TimeProvider clock)
    : IOperation<SheetScope, CreateColumn.Request, ColumnView>
{
    /// <param name="Type">Text unless it is given.</param>
    /// <param name="Position">Where, from 0; at the end when it is not given.</param>
    [Wrapper("spreadsheet_column")]
    public sealed record Request(
        [MaxLength(200)] string Title, [AllowedValues("text", "image", "video", "audio", null)] string? Type,
        [Range(0, int.MaxValue)] int? Position, [MaxLength(2000)] string? Description, JsonObject? AdditionalAttributes);

    public async Task<Result<ColumnView>> RunAsync(SheetScope scope, Request request, CancellationToken cancellationToken)
    {
        if (ColumnLayers.Fault(request.AdditionalAttributes) is { } wrong) return wrong;
        var added = await SheetLock.ChangeAsync<SheetColumn>(db, scope.SheetId, clock, async () =>
        {
            if (await db.IsFullAsync(scope, cancellationToken)) return ColumnQueries.TooMany;
            var attributes = Attributes.Merge(RawJson.EmptyObject, request.AdditionalAttributes, ColumnQueries.LayersWithin(limits));
            if (attributes.Failed) return attributes.Error;
            var column = await founding.AddColumnAsync(new SheetColumn
            {
                SheetId = scope.SheetId,
                Title = request.Title,
                Type = ColumnQueries.TypeNamed(request.Type) ?? ColumnType.Text,
                Role = ColumnRole.Ingredient,
                Description = request.Description,
                AdditionalAttributes = attributes.Value,
            }, request.Position, cancellationToken);
            return await observer.CardsChangedAsync(scope.SheetId, null, cancellationToken) is { } circle ? circle : column;
        }, cancellationToken);
        return added.Failed ? added.Error : new ColumnView(added.Value);
    }
}
