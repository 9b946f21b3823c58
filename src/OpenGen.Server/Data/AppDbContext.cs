using Microsoft.AspNetCore.DataProtection.EntityFrameworkCore;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using OpenGen.Server.Jobs;
using OpenGen.Server.Modules.Accounts;
using OpenGen.Server.Modules.Agents;
using OpenGen.Server.Modules.Assets;
using OpenGen.Server.Modules.Assets.DirectUploads;
using OpenGen.Server.Modules.Assets.Library;
using OpenGen.Server.Modules.Assets.Storage;
using OpenGen.Server.Modules.Audit;
using OpenGen.Server.Modules.Automation;
using OpenGen.Server.Modules.Engines;
using OpenGen.Server.Modules.Mail;
using OpenGen.Server.Modules.Vendors;
using OpenGen.Server.Modules.Voices;
using OpenGen.Server.Modules.Workspaces;
using OpenGen.Server.Web;

namespace OpenGen.Server.Data;

/// <summary>
/// The one model of both databases. Each entity's configuration stands beside the entity; what is here holds for all.
/// </summary>
internal abstract class AppDbContext(DbContextOptions options, TimeProvider clock)
    : IdentityUserContext<User, long>(options), IDataProtectionKeyContext
{
    public DbSet<ApiKey> ApiKeys => Set<ApiKey>();
    public DbSet<RefreshToken> RefreshTokens => Set<RefreshToken>();
    public DbSet<EndedSession> EndedSessions => Set<EndedSession>();
    public DbSet<SigningKey> SigningKeys => Set<SigningKey>();
    public DbSet<Workspace> Workspaces => Set<Workspace>();
    public DbSet<Membership> Memberships => Set<Membership>();
    public DbSet<CreditTransaction> CreditTransactions => Set<CreditTransaction>();
    public DbSet<Agent> Agents => Set<Agent>();
    public DbSet<AgentAvatar> AgentAvatars => Set<AgentAvatar>();
    public DbSet<VendorKey> VendorKeys => Set<VendorKey>();
    public DbSet<Voice> Voices => Set<Voice>();
    public DbSet<ContentResource> ContentResources => Set<ContentResource>();
    public DbSet<AssetFolder> AssetFolders => Set<AssetFolder>();
    public DbSet<DirectUpload> DirectUploads => Set<DirectUpload>();
    public DbSet<Picture> Pictures => Set<Picture>();
    public DbSet<DoomedFile> DoomedFiles => Set<DoomedFile>();
    public DbSet<Sheet> Sheets => Set<Sheet>();
    public DbSet<SheetColumn> SheetColumns => Set<SheetColumn>();
    public DbSet<SheetRow> SheetRows => Set<SheetRow>();
    public DbSet<SheetCell> SheetCells => Set<SheetCell>();
    public DbSet<Layer> Layers => Set<Layer>();
    public DbSet<GlobalVariable> GlobalVariables => Set<GlobalVariable>();
    public DbSet<Job> Jobs => Set<Job>();
    public DbSet<WebhookDelivery> WebhookDeliveries => Set<WebhookDelivery>();
    public DbSet<WebhookSecret> WebhookSecrets => Set<WebhookSecret>();
    public DbSet<AuditEvent> AuditEvents => Set<AuditEvent>();
    public DbSet<QueuedMail> QueuedMails => Set<QueuedMail>();
    public DbSet<IdempotentCall> IdempotentCalls => Set<IdempotentCall>();
    public DbSet<DataProtectionKey> DataProtectionKeys => Set<DataProtectionKey>();

    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);
        builder.ApplyConfigurationsFromAssembly(typeof(AppDbContext).Assembly);
    }

    protected override void ConfigureConventions(ModelConfigurationBuilder conventions)
    {
        conventions.Properties<DateTime>().HaveConversion<UtcTime>();
        conventions.Properties<RawJson>().HaveConversion<RawJson.Stored>();
        conventions.Properties<Enum>().HaveConversion<string>().HaveMaxLength(32);
    }

    /// <inheritdoc/>
    public override Task<int> SaveChangesAsync(bool acceptAllChangesOnSuccess, CancellationToken cancellationToken = default)
    {
        var now = clock.Now();
        foreach (var entry in ChangeTracker.Entries<IHasTimes>())
        {
            if (entry.State == EntityState.Added) entry.Entity.CreatedAt = now;
            if (entry.State is EntityState.Added or EntityState.Modified) entry.Entity.UpdatedAt = now;
        }
        return base.SaveChangesAsync(acceptAllChangesOnSuccess, cancellationToken);
    }

    /// <summary>
    /// Runs a write transaction, whole or not at all: an exception rolls it back, and so does a failure that is answered as a value.
    /// On SQLite it begins IMMEDIATE (the provider's default), so that two writers queue rather than fail half-way.
    /// </summary>
    public async Task<T> WriteAsync<T>(Func<Task<T>> work, CancellationToken stop) where T : notnull
    {
        await using var transaction = await Database.BeginTransactionAsync(stop);
        var result = await work();
        if (result is Error or IOutcome { Failed: true })
        {
            await transaction.RollbackAsync(stop);
            // What was read and changed in it is not what there is.
            ChangeTracker.Clear();
            return result;
        }
        await transaction.CommitAsync(stop);
        return result;
    }

    /// <summary>Runs work that must be whole: in the caller's transaction, or in one of its own where there is none.</summary>
    public Task<T> JoinAsync<T>(Func<Task<T>> work, CancellationToken cancellationToken) where T : notnull =>
        Database.CurrentTransaction is null ? WriteAsync(work, cancellationToken) : work();
}
