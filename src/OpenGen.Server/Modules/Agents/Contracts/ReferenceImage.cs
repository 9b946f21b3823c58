namespace OpenGen.Server.Modules.Agents.Contracts;

/// <summary>A picture of how the agent looks.</summary>
internal sealed record ReferenceImage(string Url);
