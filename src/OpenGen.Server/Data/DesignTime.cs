using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using OpenGen.Server.Data.Postgres;
using OpenGen.Server.Data.Sqlite;

namespace OpenGen.Server.Data;

/// <summary>For <c>dotnet ef migrations add NAME --context SqliteDbContext -o Data/Sqlite/Migrations</c>; opens no database.</summary>
internal sealed class SqliteDesign : IDesignTimeDbContextFactory<SqliteDbContext>
{
    public SqliteDbContext CreateDbContext(string[] args)
    {
        var options = new DbContextOptionsBuilder<SqliteDbContext>();
        DataModule.UseSqlite(options, "Data Source=design.db");
        return new SqliteDbContext(options.Options, TimeProvider.System);
    }
}

/// <summary>For <c>dotnet ef migrations add NAME --context PostgresDbContext -o Data/Postgres/Migrations</c>; opens no database.</summary>
internal sealed class PostgresDesign : IDesignTimeDbContextFactory<PostgresDbContext>
{
    public PostgresDbContext CreateDbContext(string[] args)
    {
        var options = new DbContextOptionsBuilder<PostgresDbContext>();
        DataModule.UsePostgres(options, "Host=localhost");
        return new PostgresDbContext(options.Options, TimeProvider.System);
    }
}
