using Microsoft.EntityFrameworkCore;
using OpenGen.Server.Data;

namespace OpenGen.Server.Modules.Workspaces;

/// <summary>The tables of workspaces.</summary>
internal static class WorkspaceTables
{
    extension(AppDbContext db)
    {
        public DbSet<Workspace> Workspaces => db.Set<Workspace>();
        public DbSet<Membership> Memberships => db.Set<Membership>();
        public DbSet<CreditTransaction> CreditTransactions => db.Set<CreditTransaction>();
    }
}
