using System.ComponentModel.DataAnnotations;
using OpenGen.Server.Modules.Engines.Contracts;
using OpenGen.Server.Modules.Workspaces.Contracts;

namespace OpenGen.Server.Modules.Generations.Ordering;

/// <summary>Says what a batch would cost, and orders nothing.</summary>
[Operation("estimateBatch", Phase.Edit, Says = "What generating these cells would cost"), Needs(Role.Manager)]
internal sealed class EstimateBatch(GenerationBatches batches) : IOperation<SheetScope, EstimateBatch.Request, Estimate>
{
    /// <param name="RowIds">All rows without it.</param>
    /// <param name="ColumnIds">All columns without it.</param>
    /// <param name="OnlyEmpty">Whether cells that have a value are left alone.</param>
    public sealed record Request(
        [MaxLength(100_000)] IReadOnlyList<long>? RowIds, [MaxLength(1_000)] IReadOnlyList<long>? ColumnIds, bool? OnlyEmpty);

    public async Task<Result<Estimate>> RunAsync(SheetScope scope, Request request, CancellationToken cancellationToken)
    {
        var batch = new Batch(request.RowIds, request.ColumnIds, request.OnlyEmpty == true);
        var items = await batches.PrepareAsync(scope, batch, cancellationToken);
        return items.Failed ? items.Error : new Estimate(items.Value.Sum(i => i.Job.Cost.Value), items.Value.ConvertAll(EstimateItem.Of));
    }
}
