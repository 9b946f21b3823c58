namespace OpenGen.Server.Modules.Agents.Contracts;

/// <summary>Something that happened to what is an agent's.</summary>
/// <param name="Type">One of <see cref="EventTypes"/>.</param>
/// <param name="Data">What a receiver is told of it.</param>
internal sealed record AgentEvent(string Type, object Data);

/// <summary>What events are called.</summary>
internal static class EventTypes
{
    public const string RowCreated = "row.created";
    public const string RowUpdated = "row.updated";
    public const string RowDeleted = "row.deleted";

    /// <summary>Sent by the test calls alone.</summary>
    public const string Test = "test";

    /// <summary>All that are delivered.</summary>
    public static readonly IReadOnlyList<string> All =
    [
        "generation.completed", "generation.failed", "generation.stopped", "render.completed", "render.failed", "render.stopped",
        RowCreated, RowUpdated, RowDeleted,
    ];
}

/// <summary>Takes the events of agents to whoever is to be told of them.</summary>
internal interface IAgentEvents
{
    /// <summary>
    /// Writes an agent's events, in the caller's transaction: both are there or neither. An agent that has nowhere to send them costs
    /// one look-up.
    /// </summary>
    /// <param name="agentId">A query that finds the agent's id.</param>
    /// <param name="to">Where such events go, if the agent has it.</param>
    /// <param name="events">Makes them; asked only when somebody wants them.</param>
    Task WriteAsync(
        IQueryable<long> agentId, IReadOnlyList<Hook> to, Func<Task<IReadOnlyList<AgentEvent>>> events,
        CancellationToken cancellationToken);
}
