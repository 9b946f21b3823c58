using System.Data;
using System.Data.Common;
using System.Runtime.CompilerServices;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Storage;

namespace OpenGen.Server.Data.Sqlite;

/// <summary>
/// Begins write transactions of EF Core when their turn in the <see cref="WriteQueue"/> has come. Those that only read, which begin
/// DEFERRED (the provider's meaning of <see cref="IsolationLevel.ReadUncommitted"/>), wait for nobody.
/// </summary>
internal sealed class QueuedTransactions : DbTransactionInterceptor
{
    public static readonly QueuedTransactions Instance = new();

    private static readonly ConditionalWeakTable<DbTransaction, WriteQueue.Turn> Turns = [];

    /// <summary>Ends a transaction's turn; does nothing when it has none, or none any more.</summary>
    public static void EndTurn(DbTransaction transaction)
    {
        if (Turns.TryGetValue(transaction, out var turn)) turn.Dispose();
    }

    public override async ValueTask<InterceptionResult<DbTransaction>> TransactionStartingAsync(
        DbConnection connection, TransactionStartingEventData eventData, InterceptionResult<DbTransaction> result,
        CancellationToken cancellationToken = default)
    {
        if (!Writes(eventData, result)) return result;
        var sqlite = (SqliteConnection)connection;
        var turn = await WriteQueue.Of(sqlite).EnterAsync(cancellationToken);
        try
        {
            return Begun(await WriteQueue.WhenFreeAsync(() => BeginAtOnce(sqlite, eventData.IsolationLevel), cancellationToken), turn);
        }
        catch
        {
            turn.Dispose();
            throw;
        }
    }

    public override InterceptionResult<DbTransaction> TransactionStarting(
        DbConnection connection, TransactionStartingEventData eventData, InterceptionResult<DbTransaction> result)
    {
        if (!Writes(eventData, result)) return result;
        var turn = WriteQueue.Of((SqliteConnection)connection).Enter();
        try
        {
            return Begun(connection.BeginTransaction(eventData.IsolationLevel), turn);
        }
        catch
        {
            turn.Dispose();
            throw;
        }
    }

    private static bool Writes(TransactionStartingEventData eventData, InterceptionResult<DbTransaction> result) =>
        !result.HasResult && eventData.IsolationLevel != IsolationLevel.ReadUncommitted;

    private static InterceptionResult<DbTransaction> Begun(DbTransaction transaction, WriteQueue.Turn turn)
    {
        Turns.Add(transaction, turn);
        return InterceptionResult<DbTransaction>.SuppressWithResult(transaction);
    }

    private static SqliteTransaction BeginAtOnce(SqliteConnection connection, IsolationLevel level)
    {
        var patience = connection.DefaultTimeout;
        // Below zero a statement that finds the database locked fails at once, rather than after a sleep of the thread (0 means for ever).
        connection.DefaultTimeout = -1;
        try
        {
            return connection.BeginTransaction(level);
        }
        finally
        {
            connection.DefaultTimeout = patience;
        }
    }
}

/// <summary>Transactions that give their turn to the next writer when they end, whichever way.</summary>
internal sealed class QueuedTransactionFactory(RelationalTransactionFactoryDependencies dependencies)
    : RelationalTransactionFactory(dependencies)
{
    public override RelationalTransaction Create(
        IRelationalConnection connection, DbTransaction transaction, Guid transactionId,
        IDiagnosticsLogger<DbLoggerCategory.Database.Transaction> logger, bool transactionOwned) =>
        new Queued(connection, transaction, transactionId, logger, transactionOwned, Dependencies.SqlGenerationHelper);

    private sealed class Queued(
        IRelationalConnection connection, DbTransaction transaction, Guid transactionId,
        IDiagnosticsLogger<DbLoggerCategory.Database.Transaction> logger, bool transactionOwned, ISqlGenerationHelper sql)
        : RelationalTransaction(connection, transaction, transactionId, logger, transactionOwned, sql)
    {
        private readonly DbTransaction _transaction = transaction;

        public override void Commit()
        {
            base.Commit();
            QueuedTransactions.EndTurn(_transaction);
        }

        public override async Task CommitAsync(CancellationToken cancellationToken = default)
        {
            await base.CommitAsync(cancellationToken);
            QueuedTransactions.EndTurn(_transaction);
        }

        public override void Rollback()
        {
            base.Rollback();
            QueuedTransactions.EndTurn(_transaction);
        }

        public override async Task RollbackAsync(CancellationToken cancellationToken = default)
        {
            await base.RollbackAsync(cancellationToken);
            QueuedTransactions.EndTurn(_transaction);
        }

        public override void Dispose()
        {
            try
            {
                base.Dispose();
            }
            finally
            {
                QueuedTransactions.EndTurn(_transaction);
            }
        }

        public override async ValueTask DisposeAsync()
        {
            try
            {
                await base.DisposeAsync();
            }
            finally
            {
                QueuedTransactions.EndTurn(_transaction);
            }
        }
    }
}
