using Microsoft.EntityFrameworkCore;
using OpenGen.Server.Data;

namespace OpenGen.Server.Web;

/// <summary>The tables of idempotent calls.</summary>
internal static class WebTables
{
    extension(AppDbContext db)
    {
        public DbSet<IdempotentCall> IdempotentCalls => db.Set<IdempotentCall>();
    }
}
