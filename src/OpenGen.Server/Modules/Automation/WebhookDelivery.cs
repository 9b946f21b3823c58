using System.ComponentModel.DataAnnotations.Schema;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using OpenGen.Server.Modules.Agents;
using OpenGen.Server.Modules.Agents.Contracts;

namespace OpenGen.Server.Modules.Automation;

/// <summary>An event on its way to a URL, and afterwards the record of that.</summary>
[Table("webhook_deliveries")]
internal sealed class WebhookDelivery : IHasTimes
{
    public long Id { get; private set; }

    /// <summary><c>msg_…</c>: the same however often it is sent, so that a receiver knows it again.</summary>
    public string MessageId { get; init; } = "";

    public long AgentId { get; init; }

    /// <summary>Which of the agent's URLs it goes to: the one that is set when it is sent.</summary>
    public Hook Target { get; init; }

    public string Type { get; init; } = "";

    /// <summary>The body, as it is signed and sent.</summary>
    public RawJson Payload { get; init; }

    public DeliveryStatus Status { get; private set; }

    /// <summary>
    /// How often it was sent in all. Whoever sends it writes how that went only while this is the number it was claimed with.
    /// </summary>
    public int Attempts { get; private set; }

    /// <summary>How often since <see cref="QueuedAt"/>.</summary>
    public int Tries { get; private set; }

    /// <summary>When it was written, or last queued again by hand.</summary>
    public DateTime QueuedAt { get; private set; }

    /// <summary>When it is to be sent; while it is being sent, when somebody else does if nothing is heard of it.</summary>
    public DateTime NextAttemptAt { get; private set; }

    /// <summary>Until when whoever sends it has it to itself; null while nobody does.</summary>
    public DateTime? LeaseUntil { get; private set; }

    /// <summary>What its server answered last; null when it did not.</summary>
    public int? ResponseStatus { get; private set; }

    /// <summary>Why it did not work the last time, for a person.</summary>
    public string? LastError { get; private set; }

    public DateTime? DeliveredAt { get; private set; }

    public DateTime CreatedAt { get; set; }

    public DateTime UpdatedAt { get; set; }

    private sealed class Configuration : IEntityTypeConfiguration<WebhookDelivery>
    {
        public void Configure(EntityTypeBuilder<WebhookDelivery> delivery)
        {
            delivery.Property(d => d.MessageId).HasMaxLength(64);
            delivery.Property(d => d.Type).HasMaxLength(64);
            delivery.Property(d => d.LastError).HasMaxLength(500);
            delivery.HasIndex(d => d.MessageId).IsUnique();
            delivery.HasIndex(d => new { d.AgentId, d.Id });
            delivery.HasIndex(d => d.CreatedAt);
            // Who comes next, and what is being sent: see Deliveries.
            delivery.HasIndex(d => new { d.AgentId, d.Target, d.NextAttemptAt, d.Id }).HasFilter("status = 'Pending'")
                .HasDatabaseName("ix_webhook_deliveries_pending");
            delivery.HasIndex(d => new { d.AgentId, d.Target }).HasFilter("lease_until IS NOT NULL")
                .HasDatabaseName("ix_webhook_deliveries_leased");
            delivery.HasOne<Agent>().WithMany().HasForeignKey(d => d.AgentId).OnDelete(DeleteBehavior.Cascade);
        }
    }
}

/// <summary><c>pending → delivered | failed</c>, and back to <c>pending</c> by hand.</summary>
internal enum DeliveryStatus
{
    Pending,
    Delivered,
    Failed,
}
