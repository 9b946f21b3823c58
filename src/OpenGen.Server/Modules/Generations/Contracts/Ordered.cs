using OpenGen.Server.Jobs;
using OpenGen.Server.Modules.Engines.Contracts;

namespace OpenGen.Server.Modules.Generations.Contracts;

/// <summary>What was ordered, to be followed by its id.</summary>
internal sealed record Ordered(long GenerationId, JobStatus Status)
{
    public static Ordered Of(Job job) => new(job.Id, job.Status);
}
