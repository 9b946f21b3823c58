namespace OpenGen.Server.Modules.Agents.Contracts;

/// <summary>A profile the agent posts to.</summary>
internal sealed record LinkedAccount(long? Id, string Url, string? Platform, string? DisplayName);
