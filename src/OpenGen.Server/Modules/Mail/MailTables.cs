using Microsoft.EntityFrameworkCore;
using OpenGen.Server.Data;

namespace OpenGen.Server.Modules.Mail;

/// <summary>The tables of mail.</summary>
internal static class MailTables
{
    extension(AppDbContext db)
    {
        public DbSet<QueuedMail> QueuedMails => db.Set<QueuedMail>();
    }
}
