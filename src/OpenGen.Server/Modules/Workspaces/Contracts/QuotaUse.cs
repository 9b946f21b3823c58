namespace OpenGen.Server.Modules.Workspaces.Contracts;

/// <summary>How much of a quota is used.</summary>
/// <param name="Limit">Null for none.</param>
internal sealed record QuotaUse(long Used, long? Limit);
