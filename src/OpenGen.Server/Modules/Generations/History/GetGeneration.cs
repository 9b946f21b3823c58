using OpenGen.Server.Jobs;
using OpenGen.Server.Modules.Workspaces.Contracts;

namespace OpenGen.Server.Modules.Generations.History;

/// <summary>A generation with what it has made.</summary>
[Operation("getGeneration", Phase.Edit), Needs(Role.Manager)]
internal sealed class GetGeneration(JobViews views) : IOperation<GenerationScope, GetGeneration.Request, JobView>
{
    public sealed record Request;

    public async Task<Result<JobView>> RunAsync(GenerationScope scope, Request request, CancellationToken cancellationToken) =>
        await views.ViewAsync(scope.Job, cancellationToken);
}
