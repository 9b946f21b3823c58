using System.ComponentModel.DataAnnotations.Schema;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using OpenGen.Server.Data;
using OpenGen.Server.Modules.Agents;

namespace OpenGen.Server.Modules.Assets.Library;

/// <summary>A folder of an agent's library; what has no folder lies at the top.</summary>
[Table("asset_folders")]
internal sealed class AssetFolder : IHasTimes, IHasId
{
    public long Id { get; private set; }

    public long AgentId { get; init; }

    /// <summary>The folder it lies in; it never moves, so there are no circles.</summary>
    public long? ParentId { get; init; }

    public string Name { get; set; } = "";

    public DateTime CreatedAt { get; set; }

    public DateTime UpdatedAt { get; set; }

    private sealed class Configuration : IEntityTypeConfiguration<AssetFolder>
    {
        public void Configure(EntityTypeBuilder<AssetFolder> folder)
        {
            folder.Property(f => f.Name).HasMaxLength(200);
            folder.HasIndex(f => new { f.AgentId, f.ParentId, f.Id });
            folder.HasOne<Agent>().WithMany().HasForeignKey(f => f.AgentId).OnDelete(DeleteBehavior.Cascade);
            folder.HasOne<AssetFolder>().WithMany().HasForeignKey(f => f.ParentId).OnDelete(DeleteBehavior.Cascade);
        }
    }
}
