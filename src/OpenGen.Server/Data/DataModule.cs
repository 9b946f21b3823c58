using Microsoft.AspNetCore.DataProtection;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Npgsql;
using OpenGen.Server.Data.Postgres;
using OpenGen.Server.Data.Sqlite;
using OpenGen.Server.Http;

namespace OpenGen.Server.Data;

/// <summary>Where the server keeps everything.</summary>
internal sealed class DataOptions
{
    /// <summary>The data folder: the SQLite file, the uploaded and generated files, the keys. Made when it is not there.</summary>
    public string Folder { get; set; } = "data";

    /// <summary>A PostgreSQL connection string; empty for SQLite in the data folder.</summary>
    public string? Database { get; set; }

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
        var options = builder.Configuration.GetSection("Data").Get<DataOptions>() ?? new DataOptions();
        options.Folder = Path.GetFullPath(options.Folder);
        Directory.CreateDirectory(options.Folder);
        builder.Services.AddSingleton(options);
        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.Services.AddSingleton<ScratchSpace>();
        builder.Services.AddSingleton<Sweeping>().AddHostedService(s => s.GetRequiredService<Sweeping>());

        var keys = builder.Services.AddDataProtection().SetApplicationName("OpenGen");
        if (options.OnPostgres)
        {
            builder.Services.AddSingleton(_ => SourceOf(options.Database!));
            builder.Services.AddDbContextPool<AppDbContext, PostgresDbContext>((services, db) => Common(db.UseNpgsql(services.GetRequiredService<NpgsqlDataSource>())));
            keys.PersistKeysToDbContext<PostgresDbContext>();
        }
        else
        {
            builder.Services.AddDbContextPool<AppDbContext, SqliteDbContext>(db => UseSqlite(db, options.SqliteConnection));
            keys.PersistKeysToFileSystem(PrivateFolder(options.Folder, "keys"));
        }
    }

    /// <summary>Brings the schema up to date. Safe to run on several nodes at once: the migration takes the database's lock.</summary>
    /// <exception cref="StartupException">The database holds amounts that cannot be; it was left as it is.</exception>
    public static async Task MigrateAsync(IServiceProvider services, CancellationToken stop)
    {
        await using var scope = services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<AppDbContext>();
        if ((await db.Database.GetAppliedMigrationsAsync(stop)).Any() && (await db.Database.GetPendingMigrationsAsync(stop)).Any())
            await MoneyRule.ThrowIfBrokenAsync(db, stop);
        await db.Database.MigrateAsync(stop);
        if (db.Database.IsSqlite())
            await db.Database.ExecuteSqlRawAsync("PRAGMA journal_mode = WAL", stop);
    }

    /// <summary>One pool of connections for all; statements that come again stay prepared on them.</summary>
    private static NpgsqlDataSource SourceOf(string connection)
    {
        var source = new NpgsqlDataSourceBuilder(connection);
        if (source.ConnectionStringBuilder.MaxAutoPrepare == 0) source.ConnectionStringBuilder.MaxAutoPrepare = PreparedStatements;
        // Settings of a session are made for a transaction alone (SET LOCAL), so there is nothing to reset: seven statements less a use.
        source.ConnectionStringBuilder.NoResetOnClose = true;
        return source.Build();
    }

    internal static void UsePostgres(DbContextOptionsBuilder db, string connection) =>
        Common(db.UseNpgsql(connection));

    internal static void UseSqlite(DbContextOptionsBuilder db, string connection) =>
        Common(db.UseSqlite(connection)
            .AddInterceptors(SqliteDurability.Instance));

    private static void Common(DbContextOptionsBuilder db) => db
        .UseSnakeCaseNamingConvention()
        .AddInterceptors(CommittedCalls.Instance, AfterCommit.Instance)
        // A save that fails throws: who expected it says what it means, and nobody else's goes unlogged.
        .ConfigureWarnings(w => w.Ignore(RelationalEventId.MultipleCollectionIncludeWarning).Log((CoreEventId.SaveChangesFailed, LogLevel.Debug)));

    private static DirectoryInfo PrivateFolder(string parent, string name)
    {
        var folder = Directory.CreateDirectory(Path.Combine(parent, name));
        if (!OperatingSystem.IsWindows())
            folder.UnixFileMode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
        return folder;
    }

    /// <summary>What a commit answered for is on the disk: WAL with a full sync.</summary>
    private sealed class SqliteDurability : DbConnectionInterceptor
    {
        public static readonly SqliteDurability Instance = new();

        private const string Pragmas = "PRAGMA synchronous = FULL; PRAGMA busy_timeout = 30000;";

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
