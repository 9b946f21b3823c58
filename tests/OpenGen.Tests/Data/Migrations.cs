using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OpenGen.Server;
using OpenGen.Server.Data;
using OpenGen.Tests.Support;

namespace OpenGen.Tests.Data;

public sealed class Migrations(Servers servers)
{
    public static readonly TheoryData<Database> Both = [Database.Sqlite, Database.Postgres];

    [Theory, MemberData(nameof(Both))]
    public async Task The_migrations_make_the_model_that_the_code_has(Database database)
    {
        await using var scope = (await servers.OnAsync(database)).Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<AppDbContext>();
        Assert.NotEmpty(await db.Database.GetAppliedMigrationsAsync());
        Assert.False(db.Database.HasPendingModelChanges(), "The model changed: add a migration for both databases (dotnet ef migrations add NAME --context …DbContext)");
    }

    [Theory, MemberData(nameof(Both))]
    public async Task A_database_of_before_is_taken_over_with_all_it_holds_and_is_then_like_a_new_one(Database database)
    {
        await using var before = await Unmigrated.CreateAsync(database);
        var script = Path.Combine(AppContext.BaseDirectory, "Data", "Before", $"{database}.sql".ToLowerInvariant());
        await before.ExecuteAsync(await File.ReadAllTextAsync(script));
        await before.ExecuteAsync($"""
            INSERT INTO workspaces (id, uuid, name, credits, created_at, updated_at)
            VALUES (1, '{Guid.NewGuid().ToString().ToUpperInvariant()}', 'Well', 9, '2026-11-26 12:00:00', '2026-11-26 12:00:00');
            INSERT INTO credit_transactions (workspace_id, bucket, kind, amount, balance_after, description, created_at, updated_at)
            VALUES (1, 'generic', 'Grant', 9, 9, '', '2026-11-26 12:00:00', '2026-11-26 12:00:00');
            """);

        // A command that is not asked to changes nothing.
        var refused = await Assert.ThrowsAsync<StartupException>(() => DataModule.OpenAsync(before.App.Services, CancellationToken.None));
        Assert.Contains("opengen migrate", refused.Message, StringComparison.Ordinal);
        Assert.Equal(11, await before.CountAsync("""SELECT count(*) AS "Value" FROM "__EFMigrationsHistory" """));

        await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => DataModule.MigrateAsync(before.App.Services, CancellationToken.None)));
        await DataModule.OpenAsync(before.App.Services, CancellationToken.None);
        Assert.Equal(1, await before.CountAsync("""SELECT count(*) AS "Value" FROM "__EFMigrationsHistory" """));
        Assert.Equal(9, await before.CountAsync("""SELECT credits AS "Value" FROM workspaces WHERE name = 'Well'"""));
        Assert.Equal(9, await before.CountAsync("""SELECT amount AS "Value" FROM credit_transactions"""));

        await using var made = await Unmigrated.CreateAsync(database);
        await DataModule.MigrateAsync(made.App.Services, CancellationToken.None);
        Assert.Equal(await made.SchemaAsync(), await before.SchemaAsync());
    }

    [Theory, MemberData(nameof(Both))]
    public async Task A_database_that_is_too_old_or_of_a_newer_release_is_left_as_it_is(Database database)
    {
        await using var other = await Unmigrated.CreateAsync(database);
        await DataModule.OpenAsync(other.App.Services, CancellationToken.None);
        await other.ExecuteAsync(
            """INSERT INTO "__EFMigrationsHistory" (migration_id, product_version) VALUES ('29991231235959_Later', '99')""");
        var newer = await Assert.ThrowsAsync<StartupException>(() => DataModule.OpenAsync(other.App.Services, CancellationToken.None));
        Assert.Contains("newer release", newer.Message, StringComparison.Ordinal);

        await other.ExecuteAsync("""
            DELETE FROM "__EFMigrationsHistory";
            INSERT INTO "__EFMigrationsHistory" (migration_id, product_version) VALUES ('20261123232026_Webhooks', '10')
            """);
        var older = await Assert.ThrowsAsync<StartupException>(() => DataModule.MigrateAsync(other.App.Services, CancellationToken.None));
        Assert.Contains("63e7e40", older.Message, StringComparison.Ordinal);
        Assert.Equal(1, await other.CountAsync("""SELECT count(*) AS "Value" FROM "__EFMigrationsHistory" """));
    }

    [Fact]
    public async Task SQLite_keeps_what_it_committed()
    {
        await using var scope = (await servers.OnAsync(Database.Sqlite)).Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<AppDbContext>();
        await db.Database.OpenConnectionAsync();
        Assert.Equal("wal", await ScalarAsync(db, "PRAGMA journal_mode"));
        Assert.Equal("2", await ScalarAsync(db, "PRAGMA synchronous"));
        Assert.Equal("1", await ScalarAsync(db, "PRAGMA foreign_keys"));
    }

    private static async Task<string?> ScalarAsync(AppDbContext db, string sql)
    {
        await using var command = db.Database.GetDbConnection().CreateCommand();
        command.CommandText = sql;
        return (await command.ExecuteScalarAsync())?.ToString();
    }

    /// <summary>A database with nothing in it, and a program that knows of it.</summary>
    private sealed class Unmigrated : IAsyncDisposable
    {
        private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("opengen-test-");
        private readonly PostgresDatabase? _postgres;

        private Unmigrated(PostgresDatabase? postgres)
        {
            _postgres = postgres;
            App = Hosting.Build(builder =>
            {
                builder.Configuration["Data:Folder"] = _folder.FullName;
                builder.Configuration["Data:Database"] = postgres?.Connection;
                builder.Configuration["Jobs:Enabled"] = "false";
                builder.Logging.ClearProviders();
            });
        }

        public WebApplication App { get; }

        public static async Task<Unmigrated> CreateAsync(Database database) =>
            new(database == Database.Postgres ? await PostgresDatabase.CreateEmptyAsync() : null);

        public Task<int> ExecuteAsync(string sql)
        {
            // Braces are places of parameters.
            var raw = sql.Replace("{", "{{", StringComparison.Ordinal).Replace("}", "}}", StringComparison.Ordinal);
            return WithAsync(db => db.Database.ExecuteSqlRawAsync(raw));
        }

        public Task<long> CountAsync(string sql) => WithAsync(db => db.Database.SqlQueryRaw<long>(sql).SingleAsync());

        /// <summary>Every table, column, index and rule, whatever order they were made in.</summary>
        public Task<List<string>> SchemaAsync()
        {
            var sql = _postgres is null ? SqliteSchema : PostgresSchema;
            return WithAsync(db => db.Database.SqlQueryRaw<string>(sql).ToListAsync());
        }

        public async ValueTask DisposeAsync()
        {
            await App.DisposeAsync();
            Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
            if (_postgres is not null) await _postgres.DisposeAsync();
            _folder.Delete(recursive: true);
        }

        private async Task<T> WithAsync<T>(Func<AppDbContext, Task<T>> work)
        {
            await using var scope = App.Services.CreateAsyncScope();
            return await work(scope.ServiceProvider.GetRequiredService<AppDbContext>());
        }

        private const string SqliteSchema = """
            SELECT m.name || '.' || c.name || ' ' || c.type || ' ' || c."notnull" || ' ' || c.pk AS "Value"
            FROM sqlite_master m, pragma_table_info(m.name) c WHERE m.type = 'table'
            UNION ALL SELECT m.name || ' -> ' || f."table" || '.' || f."from" || ' ' || f.on_delete
            FROM sqlite_master m, pragma_foreign_key_list(m.name) f WHERE m.type = 'table'
            UNION ALL SELECT name || ': ' || sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL
            UNION ALL SELECT m.name || ' checks ' || (length(m.sql) - length(replace(m.sql, 'CHECK', '')))
            FROM sqlite_master m WHERE m.type = 'table'
            ORDER BY 1
            """;

        private const string PostgresSchema = """
            SELECT table_name || '.' || column_name || ' ' || data_type || ' ' || coalesce(character_maximum_length::text, '') 
                || ' ' || is_nullable || ' ' || is_identity AS "Value"
            FROM information_schema.columns WHERE table_schema = 'public'
            UNION ALL SELECT conrelid::regclass || ' ' || conname || ' ' || pg_get_constraintdef(oid)
            FROM pg_constraint WHERE connamespace = 'public'::regnamespace
            UNION ALL SELECT indexdef FROM pg_indexes WHERE schemaname = 'public'
            ORDER BY 1
            """;
    }
}
