using System.ComponentModel.DataAnnotations.Schema;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using OpenGen.Server.Jobs;
using OpenGen.Server.Modules.Agents.Contracts;
using OpenGen.Server.Modules.Workspaces;

namespace OpenGen.Server.Modules.Agents;

/// <summary>Somebody who makes videos for a brand: a name, a core (who it is and how it speaks), sheets and files of its own.</summary>
[Table("agents")]
internal sealed class Agent : IHasTimes
{
    public long Id { get; private set; }

    public long WorkspaceId { get; init; }

    public string Name { get; set; } = "";

    public string? Description { get; set; }

    /// <summary>IANA name.</summary>
    public string TimeZone { get; set; } = "Etc/UTC";

    /// <summary>An <see cref="AgentCore"/>.</summary>
    public RawJson Core { get; set; } = RawJson.EmptyObject;

    /// <summary>Where events of this agent are sent; null for nowhere.</summary>
    public string? WebhookUrl { get; set; }

    /// <summary>Where the ends of this agent's jobs are sent; null for nowhere.</summary>
    public string? CallbackUrl { get; set; }

    /// <summary>Set when the server behind one of the URLs said that it is gone; it is called no more until one is set anew.</summary>
    public DateTime? WebhookDisabledAt { get; set; }

    public DateTime? CallbackDisabledAt { get; set; }

    /// <summary>Whether its users follow jobs by asking rather than by being called.</summary>
    public bool PollingEnabled { get; set; }

    /// <summary>Set when it was deleted; it can be restored for 30 days.</summary>
    public DateTime? DeletedAt { get; set; }

    public DateTime CreatedAt { get; set; }

    public DateTime UpdatedAt { get; set; }

    private sealed class Configuration : IEntityTypeConfiguration<Agent>
    {
        public void Configure(EntityTypeBuilder<Agent> agent)
        {
            agent.Property(a => a.Name).HasMaxLength(200);
            agent.Property(a => a.Description).HasMaxLength(2000);
            agent.Property(a => a.TimeZone).HasMaxLength(64);
            agent.Property(a => a.WebhookUrl).HasMaxLength(2000);
            agent.Property(a => a.CallbackUrl).HasMaxLength(2000);
            agent.HasIndex(a => a.DeletedAt);
            agent.HasIndex(a => new { a.WorkspaceId, a.Name }).IsUnique().HasFilter("deleted_at IS NULL");
            agent.HasMany<Job>().WithOne().HasForeignKey(j => j.AgentId).OnDelete(DeleteBehavior.Cascade);
            agent.HasOne<Workspace>().WithMany().HasForeignKey(a => a.WorkspaceId).OnDelete(DeleteBehavior.Cascade);
        }
    }
}
