using System.Text.Json.Serialization;
using OpenGen.Server.Modules.Workspaces.Contracts;

namespace OpenGen.Server.Modules.Agents;

/// <summary>An agent in a list of them.</summary>
/// <param name="Role">The caller's in its workspace.</param>
/// <param name="Organization">Its workspace's name.</param>
/// <param name="TimeZone">IANA name.</param>
internal sealed record AgentListItem(
    long Id, string Name, string? Description, long WorkspaceId, string? PrimaryAvatarUrl, string Role, string Organization,
    string TimeZone, bool TiktokIntegration, bool TiktokSocialAccount, bool Degods, IReadOnlyList<object> SharedUsers,
    DefaultVoice? DefaultUserVoice);

/// <summary>One agent in full.</summary>
/// <param name="OrganizationId">Its workspace.</param>
/// <param name="TimeZone">IANA name.</param>
/// <param name="Role">The caller's in its workspace.</param>
/// <param name="OrganizationUuid">Only where it was asked for.</param>
internal sealed record AgentDetail(
    long Id, string Name, string? Description, long OrganizationId, string TimeZone, long? PrimaryAvatarId, string? PrimaryAvatarUrl,
    long? AgentSetupProjectId, string Role, DefaultVoice? DefaultUserVoice,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] Guid? OrganizationUuid);

/// <summary>An agent that was made or changed.</summary>
internal sealed record WrappedAgent(AgentDetail Agent);
