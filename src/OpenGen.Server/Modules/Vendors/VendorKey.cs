using System.ComponentModel.DataAnnotations.Schema;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using OpenGen.Server.Modules.Agents;

namespace OpenGen.Server.Modules.Vendors;

/// <summary>An agent's API key of a vendor: encrypted, with the few characters that a person recognises it by.</summary>
[Table("vendor_keys")]
internal sealed class VendorKey : IHasTimes
{
    public long Id { get; private set; }

    public long AgentId { get; init; }

    /// <summary>One of <see cref="VendorName"/>.</summary>
    public string Vendor { get; init; } = "";

    /// <summary>The key, protected by Data Protection.</summary>
    public string Ciphertext { get; set; } = "";

    /// <summary><c>***xyz1</c>.</summary>
    public string Masked { get; set; } = "";

    public DateTime CreatedAt { get; set; }

    public DateTime UpdatedAt { get; set; }

    private sealed class Configuration : IEntityTypeConfiguration<VendorKey>
    {
        public void Configure(EntityTypeBuilder<VendorKey> key)
        {
            // The words of the first releases, so that keys stored by them are found.
            key.Property(k => k.Vendor).HasMaxLength(32).HasConversion(
                name => name == VendorName.ElevenLabs ? "ElevenLabs" : name == VendorName.Hume ? "Hume" : name,
                stored => stored == "ElevenLabs" ? VendorName.ElevenLabs : stored == "Hume" ? VendorName.Hume : stored);
            key.Property(k => k.Masked).HasMaxLength(16);
            key.HasIndex(k => new { k.AgentId, k.Vendor }).IsUnique();
            key.HasOne<Agent>().WithMany().HasForeignKey(k => k.AgentId).OnDelete(DeleteBehavior.Cascade);
        }
    }
}
