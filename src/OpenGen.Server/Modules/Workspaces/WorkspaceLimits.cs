namespace OpenGen.Server.Modules.Workspaces;

/// <summary>How many workspaces a person may found.</summary>
/// <param name="PerUser"><c>Accounts:WorkspacesPerUser</c>: those that are there at a time; 0 for as many as they like.</param>
internal sealed record WorkspaceLimits(int PerUser);
