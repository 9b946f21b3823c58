using System.Globalization;
using OpenGen.Server.Modules.Agents.Contracts;
using OpenGen.Server.Modules.Workspaces.Contracts;

namespace OpenGen.Server.Modules.Agents;

/// <summary>Resolves the agent that an operation works on, with the caller's role there and what its workspace can spend.</summary>
internal sealed class AgentScopes(IAgentDirectory agents) : IScopeResolver<AgentScope>
{
    public static readonly Error NotFound = Error.NotFound("Agent");

    private static readonly Error NoCredits = Error.Refused("usable_gen_credit_required", "The agent's workspace has no credits left");

    public IReadOnlyList<string> Names { get; } = ["agent_id"];

    public async ValueTask<Result<AgentScope>> ResolveAsync(
        Caller caller, ITarget target, OperationRule? rule, CancellationToken cancellationToken)
    {
        if (await target.NamedAsync("agent_id") is not { } named) return Error.Invalid("agent_id", "is required");
        if (!long.TryParse(named, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var agentId)) return NotFound;
        if (await agents.FindAsync(caller.Id, agentId, cancellationToken) is not { } scope) return NotFound;
        var needs = rule as NeedsAttribute ?? NeedsAttribute.Usual;
        if (scope.Role > needs.Least) return Error.Forbidden(needs.Code);
        return needs.Paid && scope.Credits <= 0 ? NoCredits : scope with { UserId = caller.Id };
    }
}
