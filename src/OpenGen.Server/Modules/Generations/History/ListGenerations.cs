using OpenGen.Server.Jobs;
using OpenGen.Server.Modules.Agents.Contracts;
using OpenGen.Server.Modules.Workspaces.Contracts;

namespace OpenGen.Server.Modules.Generations.History;

/// <summary>An agent's generations, newest first, of all its engines or of one.</summary>
[Operation("listGenerations", Phase.Edit, Says = "An agent's generations, newest first"), Needs(Role.Manager)]
internal sealed class ListGenerations(JobViews views) : IOperation<AgentScope, ListGenerations.Request, Listed<JobView>>
{
    /// <summary>How many are answered when no page is asked for.</summary>
    private const int Most = 1_000;

    /// <param name="EngineId">Only those of this one.</param>
    /// <param name="Status">Only those that stand so.</param>
    public sealed record Request(long? EngineId = null, JobStatus? Status = null, PageRequest? Page = null);

    public async Task<Result<Listed<JobView>>> RunAsync(AgentScope scope, Request request, CancellationToken cancellationToken)
    {
        var part = request.Page ?? new PageRequest(0, Most);
        var (jobs, count) = await views.OfAgentAsync(
            scope.AgentId, request.EngineId, request.Status, part.From, part.Size, cancellationToken);
        return new Listed<JobView>(jobs.ToAsyncEnumerable(), part, count);
    }
}
