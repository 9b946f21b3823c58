namespace OpenGen.Server.Modules.Agents.Avatars;

/// <summary>An avatar as the API shows it.</summary>
internal sealed record AvatarView(long Id, bool IsPrimary, string Url, string? ThumbnailUrl, long? DegodAvatarId);
