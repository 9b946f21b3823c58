using System.ComponentModel.DataAnnotations.Schema;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using OpenGen.Server.Modules.Workspaces;

namespace OpenGen.Server.Modules.Assets;

/// <summary>A picture that stands for something, such as a workspace's avatar; it is in no library.</summary>
[Table("pictures")]
internal sealed class Picture : IHasTimes
{
    public long Id { get; private set; }

    public long WorkspaceId { get; init; }

    public string Key { get; init; } = "";

    public string ThumbnailKey { get; init; } = "";

    public string FileName { get; init; } = "";

    public string ContentType { get; init; } = "";

    public DateTime CreatedAt { get; set; }

    public DateTime UpdatedAt { get; set; }

    private sealed class Configuration : IEntityTypeConfiguration<Picture>
    {
        public void Configure(EntityTypeBuilder<Picture> picture)
        {
            picture.Property(p => p.Key).HasMaxLength(100);
            picture.Property(p => p.ThumbnailKey).HasMaxLength(100);
            picture.Property(p => p.FileName).HasMaxLength(255);
            picture.Property(p => p.ContentType).HasMaxLength(100);
            picture.HasIndex(p => p.Key).IsUnique();
            picture.HasIndex(p => p.ThumbnailKey);
            picture.HasIndex(p => p.WorkspaceId);
            picture.HasOne<Workspace>().WithMany().HasForeignKey(p => p.WorkspaceId).OnDelete(DeleteBehavior.Cascade);
        }
    }
}
