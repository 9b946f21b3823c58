using OpenGen.Server.Jobs;

namespace OpenGen.Server.Modules.Workspaces.Contracts;

/// <summary>A workspace as one of its members sees it.</summary>
/// <param name="Credits">Whole credits that it has.</param>
/// <param name="AvatarId">A picture of the Assets module.</param>
internal sealed record MemberOf(long WorkspaceId, Guid Uuid, string Name, Role Role, long Credits, long? AvatarId)
{
    /// <summary>The member; set where an operation's scope was resolved.</summary>
    public long UserId { get; init; }
}
