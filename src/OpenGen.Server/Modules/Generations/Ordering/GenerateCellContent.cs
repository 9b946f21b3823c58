using System.ComponentModel.DataAnnotations;
using System.Text.Json.Nodes;
using OpenGen.Server.Modules.Engines.Contracts;
using OpenGen.Server.Modules.Generations.Contracts;
using OpenGen.Server.Modules.Workspaces.Contracts;

namespace OpenGen.Server.Modules.Generations.Ordering;

/// <summary>Orders a cell's content, as the cards of its column and of itself say and the request on top of them.</summary>
[Operation("generateCellContent", Phase.Edit), Needs(Role.Manager, Paid = true)]
internal sealed class GenerateCellContent(GenerationOrders orders) : IOperation<SheetScope, GenerateCellContent.Request, Ordered>
{
    /// <param name="GenerationType">In the place of what the cards say.</param>
    /// <param name="Data">Merged over the data of the cards.</param>
    public sealed record Request(long CellId, [MaxLength(64)] string? GenerationType, JsonObject? Data);

    public async Task<Result<Ordered>> RunAsync(SheetScope scope, Request request, CancellationToken cancellationToken)
    {
        var ordered = await orders.OrderAsync(scope, request.CellId, null, request.GenerationType, request.Data, cancellationToken);
        return ordered.Failed ? ordered.Error : Ordered.Of(ordered.Value);
    }
}
