using Microsoft.AspNetCore.DataProtection.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace OpenGen.Server.Data;

/// <summary>
/// The one model of both databases. It knows no entity by name: each module brings its own, with their configurations, and says what
/// its tables are called here (<c>AgentTables</c> and the like); what is here holds for all.
/// </summary>
internal abstract class AppDbContext(DbContextOptions options, TimeProvider clock)
    : DbContext(options), IDataProtectionKeyContext
{
    /// <summary>What the server's secrets are encrypted with, themselves encrypted where a certificate is set.</summary>
    public DbSet<DataProtectionKey> DataProtectionKeys => Set<DataProtectionKey>();

    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);
        builder.ApplyConfigurationsFromAssembly(typeof(AppDbContext).Assembly);
    }

    protected override void ConfigureConventions(ModelConfigurationBuilder conventions)
    {
        conventions.Properties<DateTime>().HaveConversion<UtcTime>();
        conventions.Properties<RawJson>().HaveConversion<StoredJson>();
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
    public async Task<T> WriteAsync<T>(Func<Task<T>> work, CancellationToken cancellationToken) where T : notnull
    {
        await using var transaction = await Database.BeginTransactionAsync(cancellationToken);
        var result = await work();
        if (result is Error or IOutcome { Failed: true })
        {
            await transaction.RollbackAsync(cancellationToken);
            // What was read and changed in it is not what there is.
            ChangeTracker.Clear();
            return result;
        }
        await transaction.CommitAsync(cancellationToken);
        return result;
    }

    /// <summary>Runs work that must be whole: in the caller's transaction, or in one of its own where there is none.</summary>
    public Task<T> JoinAsync<T>(Func<Task<T>> work, CancellationToken cancellationToken) where T : notnull =>
        Database.CurrentTransaction is null ? WriteAsync(work, cancellationToken) : work();

    private sealed class StoredJson() : ValueConverter<RawJson, string>(json => json.Text, text => new RawJson(text));
}
