using Microsoft.EntityFrameworkCore;
using OpenGen.Server.Data;

namespace OpenGen.Server.Modules.Vendors;

/// <summary>The tables of vendors.</summary>
internal static class VendorTables
{
    extension(AppDbContext db)
    {
        public DbSet<VendorKey> VendorKeys => db.Set<VendorKey>();
    }
}
