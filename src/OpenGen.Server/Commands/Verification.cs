using System.Data;
using System.Data.Common;
using System.Globalization;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using OpenGen.Server.Data;
using OpenGen.Server.Modules.Assets.Storage;

namespace OpenGen.Server.Commands;

/// <summary>
/// Checks whether books, sheets and files agree with each other: 1. the schema; 2. the database itself; 3. rows that others name;
/// 4. the rules of amounts; 5. each line of the ledger, and its sums; 6. what each job was charged; 7. places of rows, columns and layers;
/// 8. files that are named and not there, and such as nothing names. All but the last reads one moment, and nothing is written.
/// </summary>
internal sealed class Verification(AppDbContext db, IFileStorage storage)
{
    private const string Check = "one_check";

    private bool IsSqlite => db.Database.IsSqlite();

    /// <summary>Writes a line for each check, and below it one for each fault.</summary>
    /// <returns>Whether all is well.</returns>
    public async Task<bool> RunAsync(TextWriter report, CancellationToken cancellationToken)
    {
        var isWell = true;
        await db.Database.OpenConnectionAsync(cancellationToken);
        try
        {
            await using (var moment = await BeginReadingAsync(cancellationToken))
            {
                await using var reading = await db.Database.UseTransactionAsync(moment, cancellationToken);
                foreach (var (name, check) in Checks())
                {
                    await moment.SaveAsync(Check, cancellationToken);
                    if (await ReportAsync(report, name, check, cancellationToken)) continue;
                    isWell = false;
                    // A question that PostgreSQL could not answer spoils those after it.
                    await moment.RollbackAsync(Check, cancellationToken);
                }
            }
            await db.Database.UseTransactionAsync(null, cancellationToken);
            isWell &= await ReportAsync(
                report, "files: those named are in the storage, and those in the storage are named", FilesAsync, cancellationToken);
        }
        finally
        {
            // The connection is one of a pool.
            if (IsSqlite) await db.Database.ExecuteSqlRawAsync("PRAGMA query_only = 0", CancellationToken.None);
            await db.Database.CloseConnectionAsync();
        }
        await report.WriteLineAsync(isWell ? "All is well." : "Something is wrong; docs/operating.md says what can be done.");
        return isWell;
    }

    private IEnumerable<(string Name, Func<CancellationToken, Task<List<string>>> Check)> Checks()
    {
        yield return ("schema: it is that of this version", SchemaAsync);
        if (IsSqlite) yield return ("database: SQLite's own check of the file", IntegrityAsync);
        yield return ("references: what rows name is there", ReferencesAsync);
        foreach (var rule in MoneyRule.All)
            yield return (
                $"amounts: {rule.Name}", async token => (await rule.BrokenAsync(db, token)).ConvertAll(id => $"{rule.Table} {id}"));
        yield return ("ledger: each line leaves the balance it says, and the last one the workspace's", LedgerAsync);
        yield return ("jobs: charges and refunds add up to what their state says", JobsAsync);
        foreach (var (table, within) in new[] { ("sheet_rows", "sheet_id"), ("sheet_columns", "sheet_id"), ("layers", "cell_id") })
            yield return ($"places: {table} from 0 without gaps", token => PlacesAsync(table, within, token));
    }

    /// <summary>One moment of the database, however long it takes, and no lock that a server would wait for.</summary>
    private async Task<DbTransaction> BeginReadingAsync(CancellationToken cancellationToken)
    {
        var connection = db.Database.GetDbConnection();
        if (connection is not SqliteConnection sqlite)
            return await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken);
        await db.Database.ExecuteSqlRawAsync("PRAGMA query_only = 1", cancellationToken);
        return sqlite.BeginTransaction(deferred: true);
    }

    private static async Task<bool> ReportAsync(
        TextWriter report, string name, Func<CancellationToken, Task<List<string>>> check, CancellationToken cancellationToken)
    {
        List<string> faults;
        try
        {
            faults = await check(cancellationToken);
        }
        catch (DbException unreadable)
        {
            faults = [$"could not be checked: {unreadable.Message}"];
        }
        await report.WriteLineAsync(faults.Count == 0 ? $"ok     {name}" : $"WRONG  {name}: {faults.Count}");
        foreach (var fault in faults) await report.WriteLineAsync($"         {fault}");
        return faults.Count == 0;
    }

    private async Task<List<string>> SchemaAsync(CancellationToken cancellationToken)
    {
        var pending = (await db.Database.GetPendingMigrationsAsync(cancellationToken)).ToList();
        return pending.Count == 0 ? [] : [$"it is {pending.Count} steps behind; bring it up to date with: opengen migrate"];
    }

    private async Task<List<string>> IntegrityAsync(CancellationToken cancellationToken) =>
        (await RowsAsync("PRAGMA integrity_check", row => row.GetString(0), cancellationToken)).FindAll(line => line != "ok");

    private async Task<List<string>> ReferencesAsync(CancellationToken cancellationToken)
    {
        var faults = new List<string>();
        foreach (var key in db.Model.GetEntityTypes().SelectMany(type => type.GetForeignKeys()).Where(key => !key.IsOwnership))
        {
            var (child, parent) = (Table(key.DeclaringEntityType), Table(key.PrincipalEntityType));
            var pairs = key.Properties.Zip(key.PrincipalKey.Properties, (from, to) => (From: from.GetColumnName(), To: to.GetColumnName()))
                .ToList();
            var shown = key.DeclaringEntityType.FindPrimaryKey()!.Properties[0].GetColumnName();
            var sql =
                $"SELECT CAST(c.\"{shown}\" AS text), CAST(c.\"{pairs[0].From}\" AS text) FROM \"{child}\" c LEFT JOIN \"{parent}\" p ON "
                + $"{string.Join(" AND ", pairs.Select(p => $"p.\"{p.To}\" = c.\"{p.From}\""))} "
                + $"WHERE p.\"{pairs[0].To}\" IS NULL AND {string.Join(" AND ", pairs.Select(p => $"c.\"{p.From}\" IS NOT NULL"))}";
            faults.AddRange(
                await RowsAsync(
                    sql, row => $"{child} {row.GetString(0)} names {parent} {row.GetString(1)}, which is not there", cancellationToken));
        }
        return faults;
    }

    private async Task<List<string>> LedgerAsync(CancellationToken cancellationToken)
    {
        var (faults, sums) = (new List<string>(), new Dictionary<long, Int128>());
        foreach (var (id, workspace, amount, after) in await RowsAsync(
            "SELECT id, workspace_id, amount, balance_after FROM credit_transactions ORDER BY workspace_id, id",
            row => (row.GetInt64(0), row.GetInt64(1), Whole(row, 2), Whole(row, 3)), cancellationToken))
        {
            var sum = sums[workspace] = sums.GetValueOrDefault(workspace) + amount;
            if (sum != after)
            {
                faults.Add($"line {id} of workspace {workspace} leaves {sum}, and says {after}");
                // One wrong line is one fault.
                sums[workspace] = after;
            }
        }
        foreach (var (
            id, credits) in await RowsAsync(
                "SELECT id, credits FROM workspaces ORDER BY id", row => (row.GetInt64(0), Whole(row, 1)), cancellationToken))
            if (sums.GetValueOrDefault(id) != credits)
                faults.Add($"workspace {id} has {credits}, and its last line leaves {sums.GetValueOrDefault(id)}");
        foreach (var (id, sum, credits) in await RowsAsync(
            $"SELECT w.id, {Sum}(t.amount), w.credits FROM workspaces w JOIN credit_transactions t ON t.workspace_id = w.id GROUP BY w.id, "
                + $"w.credits ORDER BY w.id",
            row => (row.GetInt64(0), Whole(row, 1), Whole(row, 2)), cancellationToken))
            if (sum != credits)
                faults.Add($"workspace {id} has {credits}, and its lines add up to {sum}");
        return faults;
    }

    private Task<List<string>> JobsAsync(CancellationToken cancellationToken)
    {
        const string meant = "CASE WHEN j.status IN ('Pending', 'Processing', 'Completed') THEN -j.cost ELSE 0 END";
        return RowsAsync(
            $"SELECT j.id, j.status, j.cost, coalesce({Sum}(t.amount), 0) FROM jobs j LEFT JOIN credit_transactions t ON t.job_id = j.id "
                + $"GROUP BY j.id, j.status, j.cost HAVING coalesce({Sum}(t.amount), 0) <> {meant} ORDER BY j.id",
            row =>
                $"job {row.GetInt64(0)} is {row.GetString(1).ToLowerInvariant()} at {Whole(row, 2)}, and its lines add up to {Whole(row, 3)}", cancellationToken);
    }

    private Task<List<string>> PlacesAsync(string table, string within, CancellationToken cancellationToken) => RowsAsync(
        $"SELECT {within}, count(*), min(position), max(position) FROM {table} GROUP BY {within} HAVING min(position) <> 0 OR "
            + $"max(position) <> count(*) - 1 OR count(DISTINCT position) <> count(*) ORDER BY {within}",
        row => $"{within} {row.GetInt64(0)}: {row.GetInt64(1)} of them, at places {row.GetInt32(2)} to {row.GetInt32(3)}",
        cancellationToken);

    /// <summary>Files come and go meanwhile; what is found wrong is asked for once more before it counts.</summary>
    private async Task<List<string>> FilesAsync(CancellationToken cancellationToken)
    {
        var named = await NamedAsync(cancellationToken);
        var there = new HashSet<string>();
        await foreach (var key in storage.KeysAsync(cancellationToken)) there.Add(key);
        var missing = named.Where(n => !there.Contains(n.Key)).ToList();
        // Whatever is written or deleted stands there (docs/adr/0005), as do uploads that nobody has used yet.
        var owed = (await RowsAsync(
            "SELECT key FROM doomed_files UNION SELECT key FROM direct_uploads", row => row.GetString(0), cancellationToken)).ToHashSet();
        var orphans = there.Where(key => !named.ContainsKey(key) && !owed.Contains(key)).ToList();
        if (missing.Count + orphans.Count == 0) return [];

        var now = await NamedAsync(cancellationToken);
        var faults = new List<string>();
        foreach (var (key, by) in missing)
            if (now.ContainsKey(key) && !await IsThereAsync(key, cancellationToken)) faults.Add($"{by}: its file {key} is not there");
        foreach (var key in orphans)
            if (!now.ContainsKey(key) && await IsThereAsync(key, cancellationToken)) faults.Add($"file {key}: nothing names it");
        return faults;
    }

    private async Task<bool> IsThereAsync(string key, CancellationToken cancellationToken)
    {
        await using var stream = await storage.OpenAsync(key, cancellationToken);
        return stream is not null;
    }

    /// <summary>The keys that rows name, and which row does.</summary>
    private async Task<Dictionary<string, string>> NamedAsync(CancellationToken cancellationToken)
    {
        const string sql =
            """
            SELECT key, 'content resource', id FROM content_resources UNION ALL SELECT thumbnail_key, 'thumbnail of content resource', id FROM content_resources WHERE thumbnail_key IS NOT NULL
            UNION ALL SELECT key, 'picture', id FROM pictures UNION ALL SELECT thumbnail_key, 'thumbnail of picture', id FROM pictures WHERE thumbnail_key IS NOT NULL
            """;
        var named = new Dictionary<string, string>();
        foreach (var (
            key, by) in await RowsAsync(sql, row => (row.GetString(0), $"{row.GetString(1)} {row.GetInt64(2)}"), cancellationToken))
            named[key] = by;
        return named;
    }

    /// <summary>SQLite's sum ends with a fault where its numbers are beyond 64 bits, which is what is looked for.</summary>
    private string Sum => IsSqlite ? "total" : "sum";

    private static string Table(IEntityType type) => type.GetTableName()!;

    /// <summary>A number that should be whole, of whatever type it has become.</summary>
    private static Int128 Whole(DbDataReader row, int at) => row.GetValue(at) switch
    {
        long whole => whole,
        decimal exact => (Int128)exact,
        var other => (Int128)Convert.ToDouble(other, CultureInfo.InvariantCulture),
    };

    private async Task<List<T>> RowsAsync<T>(string sql, Func<DbDataReader, T> read, CancellationToken cancellationToken)
    {
        await using var command = db.Database.GetDbConnection().CreateCommand();
        command.CommandText = sql;
        command.Transaction = (db.Database.CurrentTransaction
            as Microsoft.EntityFrameworkCore.Infrastructure.IInfrastructure<DbTransaction>)?.Instance;
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        var found = new List<T>();
        while (await rows.ReadAsync(cancellationToken)) found.Add(read(rows));
        return found;
    }
}
