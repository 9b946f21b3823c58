using Microsoft.EntityFrameworkCore;
using OpenGen.Server.Data;

namespace OpenGen.Server.Jobs;

/// <summary>The tables of jobs.</summary>
internal static class JobTables
{
    extension(AppDbContext db)
    {
        public DbSet<Job> Jobs => db.Set<Job>();
    }
}
