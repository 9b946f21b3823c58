using Microsoft.EntityFrameworkCore;
using OpenGen.Server.Data;

namespace OpenGen.Server.Modules.Automation;

/// <summary>The tables of webhooks.</summary>
internal static class AutomationTables
{
    extension(AppDbContext db)
    {
        public DbSet<WebhookDelivery> WebhookDeliveries => db.Set<WebhookDelivery>();
        public DbSet<WebhookSecret> WebhookSecrets => db.Set<WebhookSecret>();
    }
}
