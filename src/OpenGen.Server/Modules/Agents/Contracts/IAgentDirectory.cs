namespace OpenGen.Server.Modules.Agents.Contracts;

/// <summary>What other modules may know of agents.</summary>
internal interface IAgentDirectory
{
    /// <summary>The agents of all workspaces a user belongs to, whatever their role there; the oldest first.</summary>
    Task<List<AgentSummary>> OfMemberAsync(long userId, CancellationToken cancellationToken);

    /// <summary>Who the agent is and how it speaks.</summary>
    Task<AgentCore> CoreAsync(long agentId, CancellationToken cancellationToken);

    /// <summary>All agents of a workspace, deleted ones too.</summary>
    Task<List<long>> OfWorkspaceAsync(long workspaceId, CancellationToken cancellationToken);

    /// <summary>The agents whose content a user may read over the API.</summary>
    Task<List<long>> ReadableByAsync(long userId, CancellationToken cancellationToken);

    /// <summary>The workspace an agent belongs to and pays from.</summary>
    Task<long> WorkspaceOfAsync(long agentId, CancellationToken cancellationToken);

    /// <summary>The agent as a user sees it, or null when it is not there or not theirs.</summary>
    Task<AgentScope?> FindAsync(long userId, long agentId, CancellationToken cancellationToken);
}
