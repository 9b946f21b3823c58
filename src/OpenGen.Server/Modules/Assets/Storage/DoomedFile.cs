using System.ComponentModel.DataAnnotations.Schema;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace OpenGen.Server.Modules.Assets.Storage;

/// <summary>
/// A key under which the storage may hold a file that nothing in the database names: one that is just being written, or one
/// whose last name was deleted. Unless it is claimed before, the file is removed when its time comes (docs/adr/0005).
/// </summary>
[Table("doomed_files")]
internal sealed class DoomedFile
{
    public string Key { get; init; } = "";

    /// <summary>UTC.</summary>
    public DateTime DueAt { get; init; }

    private sealed class Configuration : IEntityTypeConfiguration<DoomedFile>
    {
        public void Configure(EntityTypeBuilder<DoomedFile> file)
        {
            file.HasKey(f => f.Key);
            file.Property(f => f.Key).HasMaxLength(100);
            file.HasIndex(f => f.DueAt);
        }
    }
}
