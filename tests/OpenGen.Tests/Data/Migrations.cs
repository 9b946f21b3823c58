using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
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
}
