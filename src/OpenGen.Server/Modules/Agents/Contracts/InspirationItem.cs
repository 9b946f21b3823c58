namespace OpenGen.Server.Modules.Agents.Contracts;

/// <summary>Somebody whose videos the agent learns from.</summary>
internal sealed record InspirationItem(long Id, string Url, string? Platform);
