using Microsoft.EntityFrameworkCore;

namespace OpenGen.Server.Data.Sqlite;

/// <summary>The model on SQLite; owns that database's migrations.</summary>
internal sealed class SqliteDbContext(DbContextOptions<SqliteDbContext> options, TimeProvider clock) : AppDbContext(options, clock);
