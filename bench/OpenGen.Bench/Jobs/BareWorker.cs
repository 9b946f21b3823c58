using System.Data.Common;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace OpenGen.Bench.Jobs;

/// <summary>
/// Claims a job and completes it by three prepared statements on one open connection; the same rows are written, in the same
/// transactions.
/// </summary>
internal sealed class BareWorker : IAsyncDisposable
{
    private readonly DbConnection _connection;
    private readonly DbCommand _claim;
    private readonly DbCommand _end;
    private readonly DbCommand _fill;

    private BareWorker(DbConnection connection, string claim)
    {
        _connection = connection;
        _claim = Command(claim, "until", "now", "lane");
        _end = Command(
            """
            UPDATE jobs SET status = 'Completed', progress = 100, result = '{}', warnings = '[]', lease_until = NULL, updated_at = @now
            WHERE id = @id AND fence = @fence AND status = 'Processing'
            """, "now", "id", "fence");
        _fill = Command(
            "UPDATE sheet_cells SET value = @value, default_job_id = @id, updated_at = @now WHERE id = @cell", "value", "id", "now",
            "cell");
    }

    public static async Task<BareWorker> StartAsync(string to, string claim, CancellationToken cancellationToken)
    {
        DbConnection connection = to.StartsWith("Data Source=", StringComparison.Ordinal)
            ? new SqliteConnection(to)
            : new NpgsqlConnection(to);
        await connection.OpenAsync(cancellationToken);
        if (connection is SqliteConnection)
        {
            await using var pragmas = connection.CreateCommand();
            pragmas.CommandText = "PRAGMA synchronous = FULL; PRAGMA busy_timeout = 30000;";
            await pragmas.ExecuteNonQueryAsync(cancellationToken);
        }
        return new BareWorker(connection, claim);
    }

    /// <summary>Claims a job and completes it; false when there was none.</summary>
    public async Task<bool> WorkAsync(CancellationToken cancellationToken)
    {
        if (await ClaimAsync(cancellationToken) is not (var id, var fence, var cell)) return false;
        await using var transaction = await _connection.BeginTransactionAsync(cancellationToken);
        (_end.Transaction, _fill.Transaction) = (transaction, transaction);
        if (await RunAsync(_end, cancellationToken, Now(), id, fence) != 1) throw new InvalidOperationException($"Job {id} was lost");
        await RunAsync(_fill, cancellationToken, "Green tea, twice as calm.", id, Now(), cell);
        await transaction.CommitAsync(cancellationToken);
        return true;
    }

    public ValueTask DisposeAsync() => _connection.DisposeAsync();

    private async Task<(long Id, long Fence, long Cell)?> ClaimAsync(CancellationToken cancellationToken)
    {
        Set(_claim, Now().AddSeconds(15), Now(), "Quick");
        await PrepareAsync(_claim, cancellationToken);
        await using var row = await _claim.ExecuteReaderAsync(cancellationToken);
        return await row.ReadAsync(cancellationToken)
            ? (row.GetInt64(row.GetOrdinal("id")), row.GetInt64(row.GetOrdinal("fence")), row.GetInt64(row.GetOrdinal("cell_id")))
            : null;
    }

    private static async Task<int> RunAsync(DbCommand command, CancellationToken cancellationToken, params object[] values)
    {
        Set(command, values);
        await PrepareAsync(command, cancellationToken);
        return await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static void Set(DbCommand command, params object[] values)
    {
        for (var i = 0; i < values.Length; i++) command.Parameters[i].Value = values[i];
    }

    /// <summary>With the first values, whose types PostgreSQL needs; after that it costs nothing.</summary>
    private static Task PrepareAsync(DbCommand command, CancellationToken cancellationToken) =>
        command is NpgsqlCommand { IsPrepared: true } ? Task.CompletedTask : command.PrepareAsync(cancellationToken);

    private DbCommand Command(string sql, params string[] parameters)
    {
        var command = _connection.CreateCommand();
        command.CommandText = sql;
        foreach (var name in parameters)
        {
            var parameter = command.CreateParameter();
            parameter.ParameterName = name;
            command.Parameters.Add(parameter);
        }
        return command;
    }

    private static DateTime Now() => TimeProvider.System.GetUtcNow().UtcDateTime;
}
