namespace OpenGen.Server.Modules.Workspaces.Contracts;

/// <summary>What other modules may ask about memberships.</summary>
internal interface IWorkspaceDirectory
{
    /// <summary>The workspaces a user belongs to, the oldest first.</summary>
    Task<List<MemberOf>> OfUserAsync(long userId, CancellationToken cancellationToken);

    /// <summary>A workspace's UUID.</summary>
    Task<Guid> UuidAsync(long workspaceId, CancellationToken cancellationToken);

    /// <summary>One of them, or null.</summary>
    Task<MemberOf?> FindAsync(long userId, long workspaceId, CancellationToken cancellationToken);
}
