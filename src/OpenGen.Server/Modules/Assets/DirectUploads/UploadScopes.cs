using System.Globalization;
using OpenGen.Server.Modules.Agents;
using OpenGen.Server.Modules.Agents.Contracts;
using OpenGen.Server.Modules.Workspaces.Contracts;

namespace OpenGen.Server.Modules.Assets.DirectUploads;

/// <summary>Who uploads a file.</summary>
/// <param name="AgentId">Which agent it is for; null when that is not said yet.</param>
internal sealed record UploadScope(long UserId, long? AgentId);

/// <summary>Resolves who may announce a file: whoever may put it somewhere afterwards.</summary>
internal sealed class UploadScopes(IAgentDirectory agents, IWorkspaceDirectory workspaces) : IScopeResolver<UploadScope>
{
    public IReadOnlyList<string> Names { get; } = ["agent_id"];

    public async ValueTask<Result<UploadScope>> ResolveAsync(
        Caller caller, ITarget target, OperationRule? rule, CancellationToken cancellationToken)
    {
        var needs = rule as NeedsAttribute ?? NeedsAttribute.Usual;
        if (await target.NamedAsync("agent_id") is not { Length: > 0 } named)
        {
            var theirs = await workspaces.OfUserAsync(caller.Id, cancellationToken);
            return theirs.Exists(w => w.Role <= needs.Least) ? new UploadScope(caller.Id, null) : Error.Forbidden(needs.Code);
        }
        if (!long.TryParse(named, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var agentId))
            return Error.Invalid("agent_id", "must be an integer");
        if (await agents.FindAsync(caller.Id, agentId, cancellationToken) is not { } agent) return Error.NotFound("Agent");
        return agent.Role <= needs.Least ? new UploadScope(caller.Id, agentId) : Error.Forbidden(needs.Code);
    }
}
