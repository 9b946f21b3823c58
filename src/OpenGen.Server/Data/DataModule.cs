using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Npgsql;
using OpenGen.Server.Data.Postgres;
using OpenGen.Server.Data.Sqlite;

namespace OpenGen.Server.Data;

/// <summary>Where the server keeps everything.</summary>
internal sealed class DataOptions
{
    /// <summary>The data folder: the SQLite file, the uploaded and generated files, the keys. Made when it is not there.</summary>
    public string Folder { get; set; } = "data";

    /// <summary>A PostgreSQL connection string; empty for SQLite in the data folder.</summary>
    public string? Database { get; set; }

    /// <summary>
    /// A certificate with its private key (RSA), as a PKCS #12 (.pfx) or PEM file, that protects the keys which protect users' secrets.
    /// Wanted on PostgreSQL, where those keys are in the database.
    /// </summary>
    public string? Certificate { get; set; }

    /// <summary>Its password, where it has one.</summary>
    public string? CertificatePassword { get; set; }

    /// <summary>The certificate in use before it, for as long as there are keys that it protects.</summary>
    public string? PreviousCertificate { get; set; }

    /// <summary>Its password, where it has one.</summary>
    public string? PreviousCertificatePassword { get; set; }

    /// <summary>With fewer free bytes than this on the data folder's disk the server is not ready any more.</summary>
    [Range(0, 1e18)]
    public long LeastFreeBytes { get; set; } = 256 * 1024 * 1024;

    /// <summary>Whether PostgreSQL holds the data.</summary>
    public bool OnPostgres => !string.IsNullOrWhiteSpace(Database);

    /// <summary>Where the SQLite file is.</summary>
    public string SqliteFile => Path.Combine(Folder, "opengen.db");

    /// <summary>How the SQLite file is opened.</summary>
    public string SqliteConnection =>
        new SqliteConnectionStringBuilder { DataSource = SqliteFile, DefaultTimeout = 30, ForeignKeys = true }.ToString();
}

/// <summary>Registers the database: SQLite in the data folder, or PostgreSQL when a connection string is set.</summary>
internal static class DataModule
{
    /// <summary>Statements kept prepared on each PostgreSQL connection.</summary>
    private const int PreparedStatements = 100;

    public static void AddData(this WebApplicationBuilder builder)
    {
        var options = builder.Configuration.Read<DataOptions>("Data");
        options.Folder = Path.GetFullPath(options.Folder);
        PrivateFiles.Prepare(options);
        builder.Services.AddSingleton(options);
        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.Services.AddSingleton<ScratchSpace>();
        builder.Services.AddSingleton<Sweeping>().AddHostedService(s => s.GetRequiredService<Sweeping>());

        var keys = builder.Services.AddDataProtection().SetApplicationName("OpenGen");
        keys.ProtectWithCertificate(options);
        if (options.OnPostgres)
        {
            _ = Read(options.Database!);
            builder.Services.AddSingleton(_ => SourceOf(options.Database!));
            builder.Services.AddDbContextPool<AppDbContext, PostgresDbContext>(
                (services, db) => Common(db.UseNpgsql(services.GetRequiredService<NpgsqlDataSource>())));
            keys.PersistKeysToDbContext<PostgresDbContext>();
        }
        else
        {
            builder.Services.AddDbContextPool<AppDbContext, SqliteDbContext>(db => UseSqlite(db, options.SqliteConnection));
            keys.PersistKeysToFileSystem(PrivateFiles.Folder(Path.Combine(options.Folder, "keys")));
        }
    }

    /// <summary>Brings the schema up to date. Safe to run on several nodes at once: the migration takes the database's lock.</summary>
    /// <exception cref="StartupException">The database cannot be reached or written, or is too old; it was left as it is.</exception>
    public static async Task MigrateAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        await using var scope = services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<AppDbContext>();
        var options = services.GetRequiredService<DataOptions>();
        try
        {
            if (!options.OnPostgres) PrivateFiles.Create(options.SqliteFile);
            await EarlierMigrations.TakeOverAsync(db, cancellationToken);
            await db.Database.MigrateAsync(cancellationToken);
            if (db.Database.IsSqlite()) await db.Database.ExecuteSqlRawAsync("PRAGMA journal_mode = WAL", cancellationToken);
            await KeyProtection.ProtectStoredKeysAsync(scope.ServiceProvider, cancellationToken);
        }
        catch (Exception fault) when (Unusable(fault, options) is { } sentence)
        {
            throw new StartupException(sentence, fault);
        }
    }

    /// <summary>
    /// Opens the database for a command that nobody asked to change its schema: a new one is made, one of another release is left as it
    /// is, since servers of that release may be running on it.
    /// </summary>
    /// <exception cref="StartupException">Its schema is not this program's; or as <see cref="MigrateAsync"/>.</exception>
    public static async Task OpenAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        await using var scope = services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<AppDbContext>();
        var options = services.GetRequiredService<DataOptions>();
        var isThere = options.OnPostgres || File.Exists(options.SqliteFile);
        var applied = isThere ? await AppliedAsync(db, options, cancellationToken) : [];
        if (applied.Count == 0)
        {
            await MigrateAsync(services, cancellationToken);
            return;
        }
        var known = db.Database.GetMigrations().ToList();
        if (string.CompareOrdinal(applied[^1], known[^1]) > 0)
            throw new StartupException("The database is of a newer release than this program; use the program of that release");
        if (!applied.Contains(known[^1])) throw new StartupException(
            "The database is of an older release than this program; stop the servers that use it, "
            + "bring it up to date with ./opengen migrate, and try again");
    }

    private static async Task<List<string>> AppliedAsync(AppDbContext db, DataOptions options, CancellationToken cancellationToken)
    {
        try
        {
            return [.. await db.Database.GetAppliedMigrationsAsync(cancellationToken)];
        }
        catch (Exception fault) when (Unusable(fault, options) is { } sentence)
        {
            throw new StartupException(sentence, fault);
        }
    }

    /// <summary>What keeps a database from being used, where that is for an operator to mend; null for anything else.</summary>
    private static string? Unusable(Exception fault, DataOptions options) => fault switch
    {
        // SQLITE_FULL, SQLITE_READONLY, SQLITE_CANTOPEN, SQLITE_NOTADB, SQLITE_IOERR.
        SqliteException { SqliteErrorCode: 13 } => $"The disk of {options.Folder} is full; free some space",
        SqliteException { SqliteErrorCode: 8 or 14 or 10 } => $"{options.SqliteFile} cannot be written; {PrivateFiles.Remedy}",
        SqliteException { SqliteErrorCode: 26 or 11 } =>
            $"{options.SqliteFile} is no SQLite database, or a damaged one; restore it from a backup",
        PostgresException refused => $"PostgreSQL refuses to be used as it is set up ({refused.MessageText}); see Data:Database",
        NpgsqlException unreachable => $"PostgreSQL cannot be reached as it is set up ({unreachable.Message}); see Data:Database",
        InvalidOperationException { InnerException: { } inner } => Unusable(inner, options),
        _ => null,
    };

    /// <summary>One pool of connections for all; statements that come again stay prepared on them.</summary>
    private static NpgsqlDataSource SourceOf(string connection)
    {
        var source = Read(connection);
        if (source.ConnectionStringBuilder.MaxAutoPrepare == 0) source.ConnectionStringBuilder.MaxAutoPrepare = PreparedStatements;
        // Settings of a session are made for a transaction alone (SET LOCAL), so there is nothing to reset: seven statements less a use.
        source.ConnectionStringBuilder.NoResetOnClose = true;
        return source.Build();
    }

    /// <exception cref="StartupException">It is no connection string; it is not repeated, since it may hold a password.</exception>
    private static NpgsqlDataSourceBuilder Read(string connection)
    {
        try
        {
            return new NpgsqlDataSourceBuilder(connection);
        }
        catch (Exception fault) when (fault is ArgumentException or FormatException or KeyNotFoundException)
        {
            throw new StartupException(
                $"Data:Database (--database) is no connection string of PostgreSQL ({fault.Message}); one is "
                    + $"\"Host=…;Database=…;Username=…\"", fault);
        }
    }

    internal static void UsePostgres(DbContextOptionsBuilder db, string connection) =>
        Common(db.UseNpgsql(connection));

    internal static void UseSqlite(DbContextOptionsBuilder db, string connection) =>
        Common(db.UseSqlite(connection)
            .AddInterceptors(SqliteDurability.Instance, QueuedTransactions.Instance, QueuedCommands.Instance)
            .ReplaceService<IRelationalTransactionFactory, QueuedTransactionFactory>());

    private static void Common(DbContextOptionsBuilder db) => db
        .UseSnakeCaseNamingConvention()
        .AddInterceptors(AfterCommit.Instance)
        // A save that fails throws: who expected it says what it means, and nobody else's goes unlogged.
        .ConfigureWarnings(
            w => w.Ignore(RelationalEventId.MultipleCollectionIncludeWarning).Log((CoreEventId.SaveChangesFailed, LogLevel.Debug)));

    /// <summary>What a commit answered for is on the disk: WAL with a full sync.</summary>
    private sealed class SqliteDurability : DbConnectionInterceptor
    {
        public static readonly SqliteDurability Instance = new();

        // Who finds the file locked is told at once, and waits where that holds no thread (WriteQueue); the few others wait as the
        // provider does.
        private const string Pragmas = "PRAGMA synchronous = FULL; PRAGMA busy_timeout = 0;";

        public override void ConnectionOpened(System.Data.Common.DbConnection connection, ConnectionEndEventData eventData)
        {
            using var command = connection.CreateCommand();
            command.CommandText = Pragmas;
            command.ExecuteNonQuery();
        }

        public override async Task ConnectionOpenedAsync(
            System.Data.Common.DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
        {
            await using var command = connection.CreateCommand();
            command.CommandText = Pragmas;
            await command.ExecuteNonQueryAsync(cancellationToken);
        }
    }
}
