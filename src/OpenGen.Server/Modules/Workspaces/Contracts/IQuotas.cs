namespace OpenGen.Server.Modules.Workspaces.Contracts;

/// <summary>Keeps workspaces to their quotas: asked in the transaction that adds something, before it is added.</summary>
internal interface IQuotas
{
    /// <summary>
    /// Why so much more of something cannot be added; null when it can. Of two who ask at once the second waits for the first to commit,
    /// but where jobs are ordered: those wait for each other at the balance.
    /// </summary>
    /// <param name="workspaceId">The workspace; for <see cref="Quota.Rows"/>, the sheet.</param>
    Task<Error?> RefusalAsync(Quota quota, long workspaceId, long adding, CancellationToken cancellationToken);

    /// <summary>The same for who knows the agent.</summary>
    Task<Error?> RefusalOfAgentAsync(Quota quota, long agentId, long adding, CancellationToken cancellationToken);

    /// <summary>How much of each a workspace uses.</summary>
    Task<QuotasView> OfAsync(long workspaceId, CancellationToken cancellationToken);
}
