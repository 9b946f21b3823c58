using Microsoft.EntityFrameworkCore;
using OpenGen.Server.Data;

namespace OpenGen.Server.Modules.Agents;

/// <summary>The tables of agents.</summary>
internal static class AgentTables
{
    extension(AppDbContext db)
    {
        public DbSet<Agent> Agents => db.Set<Agent>();
        public DbSet<AgentAvatar> AgentAvatars => db.Set<AgentAvatar>();
    }
}
