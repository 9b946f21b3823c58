using OpenGen.Server.Jobs;

namespace OpenGen.Server.Modules.Generations.Ordering;

/// <summary>What was ordered for one cell of a batch.</summary>
internal sealed record BatchOrdered(long GenerationId, JobStatus Status, long CellId, long RowId, long ColumnId)
{
    public static BatchOrdered Of(BatchItem item) =>
        new(item.Job.Id, item.Job.Status, item.Cell.CellId, item.Cell.RowId, item.Cell.ColumnId);
}
