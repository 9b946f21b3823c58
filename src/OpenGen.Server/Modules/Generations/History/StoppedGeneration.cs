using OpenGen.Server.Jobs;
using OpenGen.Server.Modules.Assets;

namespace OpenGen.Server.Modules.Generations.History;

/// <summary>A generation that was stopped or continued: clients read its id under either name.</summary>
internal sealed record StoppedGeneration : JobView
{
    public StoppedGeneration(Job job, IReadOnlyList<OutputResource> outputs) : base(job, outputs) { }

    public long GenerationId => Id;
}
