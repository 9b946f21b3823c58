using System.ComponentModel.DataAnnotations.Schema;
using OpenGen.Server.Modules.Audit.Contracts;

namespace OpenGen.Server.Modules.Audit;

/// <summary>One line of the audit log.</summary>
[Table("audit_events")]
internal sealed class AuditEvent : IHasTimes
{
    public long Id { get; private set; }

    public string Action { get; init; } = "";

    /// <summary>No foreign key: lines outlive who they are about.</summary>
    public long? UserId { get; init; }

    public long? WorkspaceId { get; init; }

    public string? TargetType { get; init; }

    public string? TargetId { get; init; }

    public string? IpAddress { get; init; }

    public string? UserAgent { get; init; }

    /// <summary>How often it happened between <see cref="CreatedAt"/> and <see cref="UpdatedAt"/>.</summary>
    public int Count { get; init; } = 1;

    /// <summary>What and in which hour, of lines that count; unique, so that several nodes count on one.</summary>
    public string? WindowKey { get; init; }

    public DateTime CreatedAt { get; set; }

    public DateTime UpdatedAt { get; set; }

    /// <summary>As others read it.</summary>
    public AuditLine AsLine() =>
        new(Id, Action, UserId, WorkspaceId, TargetType, TargetId, IpAddress, UserAgent, Count, CreatedAt, UpdatedAt);
}
