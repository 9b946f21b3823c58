using Microsoft.EntityFrameworkCore;

namespace OpenGen.Server.Data;

/// <summary>
/// Databases from before the first release, whose schema was made by eleven migrations. Those became one, which makes the same schema
/// (docs/adr/0013): a database that the last of them has seen is as if that one had made it.
/// </summary>
internal static class EarlierMigrations
{
    /// <summary>The last of the eleven, on either database.</summary>
    private static readonly string[] Last = ["20261127150242_People", "20261127150247_People"];

    /// <summary>Writes such a database down as made by the one migration; leaves any other as it is.</summary>
    /// <exception cref="StartupException">Some of the eleven are missing; nothing was changed.</exception>
    public static async Task TakeOverAsync(AppDbContext db, CancellationToken cancellationToken)
    {
        var first = db.Database.GetMigrations().First();
        var applied = (await db.Database.GetAppliedMigrationsAsync(cancellationToken)).ToList();
        if (applied.Count == 0 || applied.Contains(first)) return;
        if (applied.Find(Last.Contains) is not { } last) throw new StartupException(
            "The database is of a version from before the first release, and not of the last one; nothing was changed. "
            + "Run ./opengen migrate of the version of 27 November 2026 (commit 63e7e40) first");
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        // Of two nodes at once, the second finds it done.
        await db.Database.ExecuteSqlAsync($"""
            INSERT INTO "__EFMigrationsHistory" (migration_id, product_version)
            SELECT {first}, product_version FROM "__EFMigrationsHistory" WHERE migration_id = {last}
            ON CONFLICT DO NOTHING
            """, cancellationToken);
        await db.Database.ExecuteSqlAsync($"""DELETE FROM "__EFMigrationsHistory" WHERE migration_id <= {last}""", cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }
}
