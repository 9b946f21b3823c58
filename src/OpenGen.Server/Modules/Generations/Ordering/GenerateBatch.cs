using System.ComponentModel.DataAnnotations;
using OpenGen.Server.Modules.Engines.Contracts;
using OpenGen.Server.Modules.Workspaces.Contracts;

namespace OpenGen.Server.Modules.Generations.Ordering;

/// <summary>Orders the content of many cells as one, and answers all that was ordered: no list of which a page can be asked for.</summary>
[Operation("generateBatch", Phase.Edit, Says = "Generate many cells: all are charged and queued, or none")]
[Needs(Role.Manager, Paid = true)]
internal sealed class GenerateBatch(GenerationBatches batches) : IOperation<SheetScope, GenerateBatch.Request, IReadOnlyList<BatchOrdered>>
{
    /// <param name="RowIds">All rows without it.</param>
    /// <param name="ColumnIds">All columns without it.</param>
    /// <param name="OnlyEmpty">Whether cells that have a value are left alone.</param>
    public sealed record Request(
        [MaxLength(100_000)] IReadOnlyList<long>? RowIds, [MaxLength(1_000)] IReadOnlyList<long>? ColumnIds, bool? OnlyEmpty);

    public async Task<Result<IReadOnlyList<BatchOrdered>>> RunAsync(SheetScope scope, Request request, CancellationToken cancellationToken)
    {
        var batch = new Batch(request.RowIds, request.ColumnIds, request.OnlyEmpty == true);
        var ordered = await batches.OrderAsync(scope, batch, cancellationToken);
        if (ordered.Failed) return ordered.Error;
        return Result<IReadOnlyList<BatchOrdered>>.Of(ordered.Value.ConvertAll(BatchOrdered.Of));
    }
}
