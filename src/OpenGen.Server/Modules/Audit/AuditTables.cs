using Microsoft.EntityFrameworkCore;
using OpenGen.Server.Data;

namespace OpenGen.Server.Modules.Audit;

/// <summary>The tables of the audit log.</summary>
internal static class AuditTables
{
    extension(AppDbContext db)
    {
        public DbSet<AuditEvent> AuditEvents => db.Set<AuditEvent>();
    }
}
