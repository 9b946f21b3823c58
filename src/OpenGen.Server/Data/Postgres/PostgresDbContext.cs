using Microsoft.EntityFrameworkCore;

namespace OpenGen.Server.Data.Postgres;

/// <summary>The model on PostgreSQL; owns that database's migrations.</summary>
internal sealed class PostgresDbContext(DbContextOptions<PostgresDbContext> options, TimeProvider clock) : AppDbContext(options, clock);
