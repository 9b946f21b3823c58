using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using OpenGen.Server.Data;

namespace OpenGen.Server.Modules.Accounts;

/// <summary>The tables of accounts.</summary>
internal static class AccountTables
{
    extension(AppDbContext db)
    {
        public DbSet<User> Users => db.Set<User>();
        public DbSet<IdentityUserLogin<long>> UserLogins => db.Set<IdentityUserLogin<long>>();
        public DbSet<IdentityUserToken<long>> UserTokens => db.Set<IdentityUserToken<long>>();
        public DbSet<ApiKey> ApiKeys => db.Set<ApiKey>();
        public DbSet<RefreshToken> RefreshTokens => db.Set<RefreshToken>();
        public DbSet<EndedSession> EndedSessions => db.Set<EndedSession>();
        public DbSet<SigningKey> SigningKeys => db.Set<SigningKey>();
    }
}
