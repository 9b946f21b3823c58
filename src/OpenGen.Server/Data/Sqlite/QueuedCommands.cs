using System.Data.Common;
using System.Runtime.CompilerServices;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace OpenGen.Server.Data.Sqlite;

/// <summary>
/// Runs statements of EF Core that write and have no transaction (a save of one row, ExecuteUpdate, the claim of a job) when their turn in
/// the <see cref="WriteQueue"/> has come. One that answers rows writes until its reader is closed, and has its turn until then.
/// </summary>
internal sealed class QueuedCommands : DbCommandInterceptor
{
    public static readonly QueuedCommands Instance = new();

    private static readonly ConditionalWeakTable<DbDataReader, WriteQueue.Turn> Turns = [];

    public override async ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
    {
        if (result.HasResult || !Writes(command)) return result;
        using var turn = await QueueOf(command).EnterAsync(cancellationToken);
        return InterceptionResult<int>.SuppressWithResult(
            await WriteQueue.WhenFreeAsync(() => AtOnce(command, c => c.ExecuteNonQuery()), cancellationToken));
    }

    public override async ValueTask<InterceptionResult<object>> ScalarExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<object> result, CancellationToken cancellationToken = default)
    {
        if (result.HasResult || !Writes(command)) return result;
        using var turn = await QueueOf(command).EnterAsync(cancellationToken);
        return InterceptionResult<object>.SuppressWithResult(
            await WriteQueue.WhenFreeAsync(() => AtOnce(command, c => c.ExecuteScalar()!), cancellationToken));
    }

    public override async ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result,
        CancellationToken cancellationToken = default)
    {
        if (result.HasResult || !Writes(command)) return result;
        var turn = await QueueOf(command).EnterAsync(cancellationToken);
        try
        {
            return Reading(await WriteQueue.WhenFreeAsync(() => AtOnce(command, c => c.ExecuteReader()), cancellationToken), turn);
        }
        catch
        {
            turn.Dispose();
            throw;
        }
    }

    public override InterceptionResult<int> NonQueryExecuting(DbCommand command, CommandEventData eventData, InterceptionResult<int> result)
    {
        if (result.HasResult || !Writes(command)) return result;
        using var turn = QueueOf(command).Enter();
        return InterceptionResult<int>.SuppressWithResult(command.ExecuteNonQuery());
    }

    public override InterceptionResult<object> ScalarExecuting(
        DbCommand command, CommandEventData eventData, InterceptionResult<object> result)
    {
        if (result.HasResult || !Writes(command)) return result;
        using var turn = QueueOf(command).Enter();
        return InterceptionResult<object>.SuppressWithResult(command.ExecuteScalar()!);
    }

    public override InterceptionResult<DbDataReader> ReaderExecuting(
        DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result)
    {
        if (result.HasResult || !Writes(command)) return result;
        var turn = QueueOf(command).Enter();
        try
        {
            return Reading(command.ExecuteReader(), turn);
        }
        catch
        {
            turn.Dispose();
            throw;
        }
    }

    public override InterceptionResult DataReaderClosing(DbCommand command, DataReaderClosingEventData eventData, InterceptionResult result)
    {
        Close(eventData.DataReader);
        return result;
    }

    public override ValueTask<InterceptionResult> DataReaderClosingAsync(
        DbCommand command, DataReaderClosingEventData eventData, InterceptionResult result)
    {
        Close(eventData.DataReader);
        return ValueTask.FromResult(result);
    }

    public override InterceptionResult DataReaderDisposing(
        DbCommand command, DataReaderDisposingEventData eventData, InterceptionResult result)
    {
        Close(eventData.DataReader);
        return result;
    }

    /// <summary>
    /// Whether a statement writes, by its first word; one that cannot be told is taken to. The values in it are parameters.
    /// </summary>
    internal static bool IsWrite(string sql)
    {
        var text = sql.AsSpan().TrimStart();
        // What EF Core was told to say of a query stands above it.
        while (text.StartsWith("--", StringComparison.Ordinal))
            text = text[(text.IndexOf('\n') is >= 0 and var end ? end : text.Length - 1)..].Slice(1).TrimStart();
        if (StartsWith(text, "SELECT") || StartsWith(text, "PRAGMA") || StartsWith(text, "EXPLAIN") || StartsWith(text, "VALUES"))
            return false;
        if (!StartsWith(text, "WITH")) return text.Length > 0;
        return Contains(text, "INSERT ") || Contains(text, "UPDATE ") || Contains(text, "DELETE ") || Contains(text, "REPLACE ");
    }

    private static bool StartsWith(ReadOnlySpan<char> text, string word) => text.StartsWith(word, StringComparison.OrdinalIgnoreCase);

    private static bool Contains(ReadOnlySpan<char> text, string word) => text.Contains(word, StringComparison.OrdinalIgnoreCase);

    /// <summary>A transaction has its turn already; so has, on this connection, whoever reads within one.</summary>
    private static bool Writes(DbCommand command) =>
        command.Transaction is null && command.Connection is SqliteConnection && IsWrite(command.CommandText);

    private static WriteQueue QueueOf(DbCommand command) => WriteQueue.Of((SqliteConnection)command.Connection!);

    private static InterceptionResult<DbDataReader> Reading(DbDataReader reader, WriteQueue.Turn turn)
    {
        Turns.Add(reader, turn);
        return InterceptionResult<DbDataReader>.SuppressWithResult(reader);
    }

    private static void Close(DbDataReader reader)
    {
        if (!Turns.TryGetValue(reader, out var turn)) return;
        try
        {
            reader.Close();
        }
        finally
        {
            turn.Dispose();
        }
    }

    /// <summary>Fails where another process is writing, rather than sleep until it is not.</summary>
    private static T AtOnce<T>(DbCommand command, Func<DbCommand, T> execute)
    {
        var patience = command.CommandTimeout;
        command.CommandTimeout = -1;
        try
        {
            return execute(command);
        }
        finally
        {
            command.CommandTimeout = patience;
        }
    }
}
