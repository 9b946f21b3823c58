using System.Data.Common;
using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Storage;

namespace OpenGen.Server.Data;

/// <summary>What is to be said once a change can be seen by others, and never when it is rolled back.</summary>
internal sealed class AfterCommit : DbTransactionInterceptor
{
    public static readonly AfterCommit Instance = new();

    private static readonly ConditionalWeakTable<DbTransaction, List<Action>> Waiting = [];

    /// <summary>Runs something when the context's transaction has been committed; at once when it has none.</summary>
    public static void Do(DbContext db, Action then)
    {
        if (db.Database.CurrentTransaction is { } transaction) Waiting.GetOrCreateValue(transaction.GetDbTransaction()).Add(then);
        else then();
    }

    public override void TransactionCommitted(DbTransaction transaction, TransactionEndEventData eventData) => Run(transaction);

    public override Task TransactionCommittedAsync(
        DbTransaction transaction, TransactionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        Run(transaction);
        return Task.CompletedTask;
    }

    private static void Run(DbTransaction transaction)
    {
        if (!Waiting.TryGetValue(transaction, out var then)) return;
        Waiting.Remove(transaction);
        foreach (var one in then) one();
    }
}
