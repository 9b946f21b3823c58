using OpenGen.Server.Jobs;

namespace OpenGen.Server.Modules.Generations.Contracts;

/// <summary>What was ordered, to be followed by its id.</summary>
internal sealed record Ordered(long GenerationId, JobStatus Status)
{
    public static Ordered Of(Job job) => new(job.Id, job.Status);
}
