using OpenGen.Server.Jobs;

namespace OpenGen.Server.Modules.Generations.Ordering;

/// <summary>What a batch would cost.</summary>
/// <param name="Credits">Of all of it, whole.</param>
internal sealed record Estimate(long Credits, IReadOnlyList<EstimateItem> Items);

/// <summary>What one cell of a batch would cost, and who would make it.</summary>
/// <param name="Credits">Whole.</param>
internal sealed record EstimateItem(
    long CellId, long RowId, long ColumnId, string GenerationType, string Model, string Provider, long Credits)
{
    public static EstimateItem Of(BatchItem item) => new(
        item.Cell.CellId, item.Cell.RowId, item.Cell.ColumnId, item.Job.Type, item.Job.Model, item.Job.Provider, item.Job.Cost.Value);
}
