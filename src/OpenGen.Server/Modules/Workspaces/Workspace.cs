using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using OpenGen.Server.Http;

namespace OpenGen.Server.Modules.Workspaces;

/// <summary>Who works together and pays together; the API calls it an organization as well.</summary>
internal sealed class Workspace : IHasTimes
{
    /// <summary>SQL: what holds of each balance.</summary>
    public static readonly string HasABalance = $"credits >= 0 AND credits <= {Workspaces.Credits.Most}";

    public long Id { get; private set; }

    public Guid Uuid { get; init; } = Guid.NewGuid();

    public string Name { get; set; } = "";

    /// <summary>Whole credits, from 0 to <see cref="Workspaces.Credits.Most"/>. Equals the sum of the ledger, and changes only with it.</summary>
    public long Credits { get; private set; }

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
            workspace.ToTable(t => t.HasCheckConstraint("ck_workspaces_credits", HasABalance));
        }
    }
}

/// <summary>A user's place in a workspace.</summary>
internal sealed class Membership : IHasTimes
{
    public long Id { get; private set; }

    public long WorkspaceId { get; init; }

    public long UserId { get; init; }

    public Role Role { get; set; }

    public DateTime CreatedAt { get; set; }

    public DateTime UpdatedAt { get; set; }

    private sealed class Configuration : IEntityTypeConfiguration<Membership>
    {
        public void Configure(EntityTypeBuilder<Membership> membership)
        {
            membership.HasIndex(m => new { m.UserId, m.WorkspaceId }).IsUnique();
            membership.HasIndex(m => m.WorkspaceId);
            membership.HasOne<Workspace>().WithMany().HasForeignKey(m => m.WorkspaceId).OnDelete(DeleteBehavior.Cascade);
            membership.HasOne<Accounts.User>().WithMany().HasForeignKey(m => m.UserId).OnDelete(DeleteBehavior.Cascade);
        }
    }
}
