namespace OpenGen.Server.Modules.Agents.Contracts;

/// <summary>What there is to know of an agent without looking into it.</summary>
/// <param name="TimeZone">IANA name.</param>
internal sealed record AgentSummary(long Id, string Name, string? Description, long WorkspaceId, string TimeZone);
