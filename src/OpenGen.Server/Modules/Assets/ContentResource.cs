using System.ComponentModel.DataAnnotations.Schema;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using OpenGen.Server.Data;
using OpenGen.Server.Modules.Agents;
using OpenGen.Server.Modules.Assets.Library;

namespace OpenGen.Server.Modules.Assets;

/// <summary>A file of an agent: uploaded by a user or made by a job.</summary>
[Table("content_resources")]
internal sealed class ContentResource : IHasTimes, IHasId
{
    public long Id { get; private set; }

    public long AgentId { get; init; }

    /// <summary>The folder of the library it lies in; null for the top.</summary>
    public long? FolderId { get; init; }

    public FileKind Kind { get; init; }

    /// <summary>Where the storage keeps it, and the unguessable part of its URL.</summary>
    public string Key { get; init; } = "";

    public string? ThumbnailKey { get; set; }

    public string FileName { get; set; } = "";

    public string ContentType { get; init; } = "";

    public long ByteSize { get; init; }

    /// <summary>Kept with the file: an audio's word times, for one.</summary>
    public RawJson Metadata { get; init; } = RawJson.EmptyObject;

    /// <summary>The job that made it.</summary>
    public long? JobId { get; set; }

    public DateTime CreatedAt { get; set; }

    public DateTime UpdatedAt { get; set; }

    private sealed class Configuration : IEntityTypeConfiguration<ContentResource>
    {
        public void Configure(EntityTypeBuilder<ContentResource> resource)
        {
            resource.Property(r => r.Key).HasMaxLength(100);
            resource.Property(r => r.ThumbnailKey).HasMaxLength(100);
            resource.Property(r => r.FileName).HasMaxLength(255);
            resource.Property(r => r.ContentType).HasMaxLength(100);
            resource.HasIndex(r => r.Key).IsUnique();
            resource.HasIndex(r => r.ThumbnailKey);
            resource.HasIndex(r => new { r.AgentId, r.Id });
            resource.HasIndex(r => r.JobId);
            resource.HasIndex(r => new { r.FolderId, r.Id });
            resource.HasMany<AgentAvatar>().WithOne().HasForeignKey(a => a.ResourceId).OnDelete(DeleteBehavior.Cascade);
            resource.HasOne<Agent>().WithMany().HasForeignKey(r => r.AgentId).OnDelete(DeleteBehavior.Cascade);
            resource.HasOne<AssetFolder>().WithMany().HasForeignKey(r => r.FolderId).OnDelete(DeleteBehavior.Cascade);
        }
    }
}
