using OpenGen.Server.Modules.Workspaces.Contracts;

namespace OpenGen.Server.Modules.Agents.Contracts;

/// <summary>
/// The agent an operation works on, the caller's role there, and what its workspace can spend.
/// </summary>
internal sealed record AgentScope(long AgentId, long WorkspaceId, Role Role, long Credits)
{
    /// <summary>Who asks.</summary>
    public long UserId { get; init; }
}
