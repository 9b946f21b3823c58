namespace OpenGen.Server.Modules.Audit.Contracts;

/// <summary>One line of the audit log.</summary>
/// <param name="Action">One of <see cref="AuditActions"/>.</param>
/// <param name="UserId">Who did it; null for nobody that is known. They may be gone by now.</param>
/// <param name="WorkspaceId">Where; null for what belongs to no workspace.</param>
/// <param name="Count">How often it happened between the times.</param>
/// <param name="CreatedAt">UTC.</param>
/// <param name="UpdatedAt">UTC.</param>
internal sealed record AuditLine(
    long Id, string Action, long? UserId, long? WorkspaceId, string? TargetType, string? TargetId, string? IpAddress, string? UserAgent,
    int Count, DateTime CreatedAt, DateTime UpdatedAt);
