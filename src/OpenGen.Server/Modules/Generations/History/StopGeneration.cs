using OpenGen.Server.Jobs;
using OpenGen.Server.Modules.Agents.Contracts;
using OpenGen.Server.Modules.Workspaces.Contracts;

namespace OpenGen.Server.Modules.Generations.History;

/// <summary>Stops a generation that is pending or processing, and gives its credits back.</summary>
[Operation("stopGeneration", Phase.Edit), Needs(Role.Manager)]
internal sealed class StopGeneration(JobLifecycle jobs, JobViews views, IAgentDirectory agents)
    : IOperation<GenerationScope, StopGeneration.Request, StoppedGeneration>
{
    public sealed record Request;

    public async Task<Result<StoppedGeneration>> RunAsync(GenerationScope scope, Request request, CancellationToken cancellationToken) =>
        await jobs.StopAsync(scope.Job.Id, cancellationToken) is { } refused
            ? refused
            : await views.ChangedAsync(agents, scope, cancellationToken);
}
