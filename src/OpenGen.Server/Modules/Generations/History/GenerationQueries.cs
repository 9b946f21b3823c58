using OpenGen.Server.Jobs;
using OpenGen.Server.Modules.Agents.Contracts;

namespace OpenGen.Server.Modules.Generations.History;

/// <summary>What the operations on generations share.</summary>
internal static class GenerationQueries
{
    /// <summary>A generation as it is after a change; 404 when it went meanwhile, with its agent or the caller's membership.</summary>
    public static async Task<Result<StoppedGeneration>> ChangedAsync(
        this JobViews views, IAgentDirectory agents, GenerationScope scope, CancellationToken cancellationToken)
    {
        if (await agents.FindAsync(scope.UserId, scope.Job.AgentId, cancellationToken) is null) return GenerationScopes.NotFound;
        if (await views.FindAsync(scope.Job.Id, cancellationToken) is not { } job) return GenerationScopes.NotFound;
        return new StoppedGeneration(job, (await views.ViewAsync(job, cancellationToken)).OutputResources);
    }
}
