using System.ComponentModel.DataAnnotations.Schema;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using OpenGen.Server.Jobs;
using OpenGen.Server.Modules.Accounts.Contracts;
using OpenGen.Server.Modules.Workspaces.Contracts;

namespace OpenGen.Server.Modules.Workspaces;

/// <summary>Who works together and pays together; the API calls it an organization as well.</summary>
[Table("workspaces")]
internal sealed class Workspace : IHasTimes
{
    /// <summary>SQL: what holds of each balance.</summary>
    public static readonly string HasABalance = $"credits >= 0 AND credits <= {Jobs.Credits.Most}";

    public long Id { get; private set; }

    public Guid Uuid { get; init; } = Guid.NewGuid();

    public string Name { get; set; } = "";

    /// <summary>Whole credits, from 0 to <see cref="Jobs.Credits.Most"/>. Equals the sum of the ledger, and changes only with it.</summary>
    public long Credits { get; private set; }

    /// <summary>
    /// Who founded it: of these a person may have only so many. Null for those from before that was counted, and when the person is
    /// gone.
    /// </summary>
    public long? FounderId { get; init; }

    /// <summary>A picture of the Assets module.</summary>
    public long? AvatarId { get; set; }

    public DateTime CreatedAt { get; set; }

    public DateTime UpdatedAt { get; set; }

    private sealed class Configuration : IEntityTypeConfiguration<Workspace>
    {
        public void Configure(EntityTypeBuilder<Workspace> workspace)
        {
            workspace.Property(w => w.Name).HasMaxLength(200);
            workspace.HasIndex(w => w.Uuid).IsUnique();
            workspace.HasOne<Accounts.User>().WithMany().HasForeignKey(w => w.FounderId).OnDelete(DeleteBehavior.SetNull);
            workspace.ToTable(t => t.HasCheckConstraint("ck_workspaces_credits", HasABalance));
        }
    }
}

/// <summary>
/// A user's place in a workspace; or, while <see cref="UserId"/> is null, an invitation to one, which becomes the membership of
/// whoever takes it up.
/// </summary>
[Table("memberships")]
internal sealed class Membership : IHasTimes
{
    public long Id { get; private set; }

    public long WorkspaceId { get; init; }

    /// <summary>Whose it is; null for an invitation.</summary>
    public long? UserId { get; init; }

    public Role Role { get; set; }

    /// <summary>
    /// The address that was invited, in canonical form; null for who founded the workspace, and for members from before there were
    /// invitations.
    /// </summary>
    public string? InvitedEmail { get; init; }

    /// <summary>Which member invited.</summary>
    public long? InvitedById { get; init; }

    /// <summary>SHA-256 of the token in the link that was shown to whoever invited; null once it is taken up.</summary>
    public byte[]? TokenHash { get; init; }

    /// <summary>SHA-256 of the token in the link that was mailed: another one, so that taking it up shows whose the address is.</summary>
    public byte[]? MailTokenHash { get; init; }

    /// <summary>Until when an invitation can be taken up; null for a membership.</summary>
    public DateTime? ExpiresAt { get; init; }

    public DateTime CreatedAt { get; set; }

    public DateTime UpdatedAt { get; set; }

    private sealed class Configuration : IEntityTypeConfiguration<Membership>
    {
        public void Configure(EntityTypeBuilder<Membership> membership)
        {
            membership.HasIndex(m => new { m.UserId, m.WorkspaceId }).IsUnique();
            membership.HasIndex(m => m.WorkspaceId);
            membership.HasIndex(m => m.TokenHash).IsUnique();
            membership.HasIndex(m => m.MailTokenHash).IsUnique();
            membership.Property(m => m.InvitedEmail).HasMaxLength(Accounts.Contracts.EmailAddress.Longest);
            membership.ToTable(
                t => t.HasCheckConstraint(
                    "ck_memberships_invitation", "user_id IS NOT NULL OR (expires_at IS NOT NULL AND invited_email IS NOT NULL)"));
            membership.HasOne<Workspace>().WithMany().HasForeignKey(m => m.WorkspaceId).OnDelete(DeleteBehavior.Cascade);
            membership.HasOne<Accounts.User>().WithMany().HasForeignKey(m => m.UserId).OnDelete(DeleteBehavior.Cascade);
        }
    }
}
