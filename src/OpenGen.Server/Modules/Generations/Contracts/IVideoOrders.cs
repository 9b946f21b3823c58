using OpenGen.Server.Jobs;
using OpenGen.Server.Modules.Engines.Contracts;

namespace OpenGen.Server.Modules.Generations.Contracts;

/// <summary>Who says what composing a cell's layers into a video takes.</summary>
internal interface IVideoOrders
{
    /// <summary>The job as it would be ordered, or why the cell cannot be rendered.</summary>
    Task<Result<Job>> PrepareAsync(CellContext cell, CancellationToken cancellationToken);
}
