using System.ComponentModel.DataAnnotations.Schema;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace OpenGen.Server.Modules.Assets.DirectUploads;

/// <summary>
/// An upload that was announced: what the client says the file is, and how far it has come. Gone once it became a content resource.
/// </summary>
[Table("direct_uploads")]
internal sealed class DirectUpload : IHasTimes
{
    /// <summary>How long the URL takes the file.</summary>
    public static readonly TimeSpan UrlLifetime = TimeSpan.FromMinutes(15);

    /// <summary>How long the signed id can be used, and what was uploaded is kept for it.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromDays(1);

    public long Id { get; private set; }

    /// <summary>Who asked, and is the only one who can use it.</summary>
    public long UserId { get; init; }

    /// <summary>The agent it is for, when that was said.</summary>
    public long? AgentId { get; init; }

    /// <summary>Where the file is, or is to be: another one once this server has taken it.</summary>
    public string Key { get; init; } = "";

    public string FileName { get; init; } = "";

    /// <summary>What the client says it is; the bytes decide later.</summary>
    public string ContentType { get; init; } = "";

    public long ByteSize { get; init; }

    /// <summary>MD5 in base64.</summary>
    public string Checksum { get; init; } = "";

    /// <summary>The client's own.</summary>
    public RawJson Metadata { get; init; } = RawJson.EmptyObject;

    /// <summary>Until when the URL takes the file. UTC.</summary>
    public DateTime UrlExpiresAt { get; init; }

    /// <summary>Until when the signed id can be used. UTC.</summary>
    public DateTime ExpiresAt { get; init; }

    /// <summary>When the server took the file; stays unset where the storage takes it. UTC.</summary>
    public DateTime? UploadedAt { get; private set; }

    /// <summary>When somebody began to make a content resource of it. UTC.</summary>
    public DateTime? UsedAt { get; private set; }

    public DateTime CreatedAt { get; set; }

    public DateTime UpdatedAt { get; set; }

    private sealed class Configuration : IEntityTypeConfiguration<DirectUpload>
    {
        public void Configure(EntityTypeBuilder<DirectUpload> upload)
        {
            upload.Property(u => u.Key).HasMaxLength(100);
            upload.Property(u => u.FileName).HasMaxLength(255);
            upload.Property(u => u.ContentType).HasMaxLength(100);
            upload.Property(u => u.Checksum).HasMaxLength(24);
            upload.HasIndex(u => u.Key).IsUnique();
            upload.HasIndex(u => u.ExpiresAt);
        }
    }
}
