namespace OpenGen.Server.Modules.Agents.Contracts;

/// <summary>Something an agent reads up on.</summary>
internal sealed record ResearchTopic(string Topic);
