using OpenGen.Server.Jobs;

namespace OpenGen.Server.Modules.Generations.History;

/// <summary>What the operations on generations share.</summary>
internal static class GenerationQueries
{
    /// <summary>A generation as it is after a change; 404 when it went meanwhile with its agent.</summary>
    public static async Task<Result<StoppedGeneration>> ChangedAsync(
        this JobViews views, GenerationScope scope, CancellationToken cancellationToken)
    {
        if (await views.FindAsync(scope.Job.Id, cancellationToken) is not { } job) return GenerationScopes.NotFound;
        return new StoppedGeneration(job, (await views.ViewAsync(job, cancellationToken)).OutputResources);
    }
}
