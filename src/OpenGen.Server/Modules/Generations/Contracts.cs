using OpenGen.Server.Jobs;
using OpenGen.Server.Modules.Engines;

namespace OpenGen.Server.Modules.Generations;

/// <summary>Who says what composing a cell's layers into a video takes.</summary>
internal interface IVideoOrders
{
    /// <summary>The job as it would be ordered, or why the cell cannot be rendered.</summary>
    Task<Result<Job>> PrepareAsync(CellContext cell, CancellationToken cancellationToken);
}

/// <summary>What was ordered, to be followed by its id.</summary>
internal sealed record Ordered(long GenerationId, JobStatus Status)
{
    public static Ordered Of(Job job) => new(job.Id, job.Status);
}
