namespace OpenGen.Server.Modules.Agents.Contracts;

/// <summary>Is told of agents, in the transaction that deletes them for good.</summary>
internal interface IAgentObserver
{
    /// <summary>An agent is about to be deleted, and with its row all rows that name it.</summary>
    Task DeletingAsync(long agentId, CancellationToken cancellationToken);
}
