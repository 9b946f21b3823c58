using System.Globalization;
using OpenGen.Server.Jobs;
using OpenGen.Server.Modules.Agents.Contracts;
using OpenGen.Server.Modules.Workspaces.Contracts;

namespace OpenGen.Server.Modules.Generations;

/// <summary>The generation that an operation works on.</summary>
/// <param name="Job">As it was when it was found.</param>
internal sealed record GenerationScope(Job Job)
{
    /// <summary>Who asks.</summary>
    public long UserId { get; init; }
}

/// <summary>Resolves generations: by their id alone, for members of their agent's workspace.</summary>
internal sealed class GenerationScopes(JobViews views, IAgentDirectory agents) : IScopeResolver<GenerationScope>
{
    public static readonly Error NotFound = Error.NotFound("Generation");

    public IReadOnlyList<string> Names { get; } = ["generation_id"];

    public async ValueTask<Result<GenerationScope>> ResolveAsync(
        Caller caller, ITarget target, OperationRule? rule, CancellationToken cancellationToken)
    {
        var named = await target.NamedAsync("generation_id");
        if (!long.TryParse(named, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var id)) return NotFound;
        if (await views.FindAsync(id, cancellationToken) is not { } job) return NotFound;
        if (await agents.FindAsync(caller.Id, job.AgentId, cancellationToken) is not { } agent) return NotFound;
        var needs = rule as NeedsAttribute ?? NeedsAttribute.Usual;
        if (agent.Role > needs.Least) return Error.Forbidden(needs.Code);
        return new GenerationScope(job) { UserId = caller.Id };
    }
}
