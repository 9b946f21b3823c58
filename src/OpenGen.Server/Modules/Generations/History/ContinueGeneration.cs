using OpenGen.Server.Jobs;
using OpenGen.Server.Modules.Agents.Contracts;
using OpenGen.Server.Modules.Workspaces.Contracts;

namespace OpenGen.Server.Modules.Generations.History;

/// <summary>Queues a stopped generation again, charged anew.</summary>
[Operation("continueGeneration", Phase.Edit), Needs(Role.Manager)]
internal sealed class ContinueGeneration(JobLifecycle jobs, JobViews views, IAgentDirectory agents)
    : IOperation<GenerationScope, ContinueGeneration.Request, StoppedGeneration>
{
    public sealed record Request;

    public async Task<Result<StoppedGeneration>> RunAsync(GenerationScope scope, Request request, CancellationToken cancellationToken) =>
        await jobs.ContinueAsync(scope.Job.Id, cancellationToken) is { } refused
            ? refused
            : await views.ChangedAsync(agents, scope, cancellationToken);
}
