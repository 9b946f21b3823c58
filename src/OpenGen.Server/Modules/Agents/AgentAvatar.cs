using System.ComponentModel.DataAnnotations.Schema;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace OpenGen.Server.Modules.Agents;

/// <summary>
/// A picture of an agent: one of its files. The primary one is that with the highest preference, of equals the oldest; so
/// there is always one while there is any, and none can be forgotten when the primary one goes.
/// </summary>
[Table("agent_avatars")]
internal sealed class AgentAvatar : IHasTimes
{
    public long Id { get; private set; }

    public long AgentId { get; init; }

    /// <summary>The file; with it goes the avatar.</summary>
    public long ResourceId { get; init; }

    /// <summary>0 until it is chosen, then more than all others had.</summary>
    public long Preference { get; private set; }

    public DateTime CreatedAt { get; set; }

    public DateTime UpdatedAt { get; set; }

    private sealed class Configuration : IEntityTypeConfiguration<AgentAvatar>
    {
        public void Configure(EntityTypeBuilder<AgentAvatar> avatar)
        {
            avatar.HasIndex(a => new { a.AgentId, a.Preference, a.Id });
            avatar.HasIndex(a => a.ResourceId);
            avatar.HasOne<Agent>().WithMany().HasForeignKey(a => a.AgentId).OnDelete(DeleteBehavior.Cascade);
        }
    }
}
