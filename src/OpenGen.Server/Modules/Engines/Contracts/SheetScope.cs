namespace OpenGen.Server.Modules.Engines.Contracts;

/// <summary>The sheet that an operation works on; resolved after its agent, and only if it is that agent's.</summary>
internal sealed record SheetScope(long SheetId, long AgentId, long WorkspaceId)
{
    /// <summary>Who asks; 0 for work that nobody asked for just now.</summary>
    public long UserId { get; init; }
}
