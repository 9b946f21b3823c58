using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using OpenGen.Server.Modules.Audit.Contracts;

namespace OpenGen.Server.Modules.Audit;

/// <summary>The table of the audit log.</summary>
internal sealed class AuditEventConfiguration : IEntityTypeConfiguration<AuditEvent>
{
    public void Configure(EntityTypeBuilder<AuditEvent> line)
    {
        line.Property(e => e.Action).HasMaxLength(AuditActions.Longest);
        line.Property(e => e.TargetType).HasMaxLength(32);
        line.Property(e => e.TargetId).HasMaxLength(400);
        line.Property(e => e.IpAddress).HasMaxLength(64);
        line.Property(e => e.UserAgent).HasMaxLength(AuditOrigin.LongestUserAgent);
        line.Property(e => e.WindowKey).HasMaxLength(200);
        line.HasIndex(e => new { e.WorkspaceId, e.Id });
        line.HasIndex(e => new { e.UserId, e.Id });
        line.HasIndex(e => e.CreatedAt);
        line.HasIndex(e => e.WindowKey).IsUnique();
    }
}
