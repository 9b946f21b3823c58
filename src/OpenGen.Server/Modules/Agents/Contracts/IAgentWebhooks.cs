using OpenGen.Server.Web;

namespace OpenGen.Server.Modules.Agents.Contracts;

/// <summary>Keeps where agents' events go.</summary>
internal interface IAgentWebhooks
{
    /// <summary>Of an agent; null when it is not there or deleted.</summary>
    Task<AgentHooks?> FindAsync(long agentId, CancellationToken cancellationToken);

    /// <summary>Of the agent that a query finds, as part of that query.</summary>
    Task<AgentHooks?> FindAsync(IQueryable<long> agentId, CancellationToken cancellationToken);

    /// <summary>Changes what is sent; a URL that is set is called again, whatever its server said before.</summary>
    Task<Result<AgentHooks>> ChangeAsync(
        long agentId, Sent<string> webhookUrl, Sent<string> callbackUrl, bool? pollingEnabled, CancellationToken cancellationToken);

    /// <summary>Calls a URL no more; false when it is another one by now.</summary>
    Task<bool> DisableAsync(long agentId, Hook hook, string url, CancellationToken cancellationToken);
}
