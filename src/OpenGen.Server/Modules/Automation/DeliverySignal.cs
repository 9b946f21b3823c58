using System.Data.Common;
using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Storage;

namespace OpenGen.Server.Modules.Automation;

/// <summary>Tells the worker of this process that there is something to deliver, so that nobody waits for its next look.</summary>
internal sealed class DeliverySignal
{
    private readonly SemaphoreSlim _wake = new(0, 1);

    /// <summary>Says so now.</summary>
    public void Wake()
    {
        try
        {
            _wake.Release();
        }
        catch (SemaphoreFullException)
        {
            // It is awake.
        }
    }

    /// <summary>Says so when the transaction is committed; before, there is nothing to see.</summary>
    public void WakeAfter(IDbContextTransaction? transaction)
    {
        if (transaction is null) Wake();
        else CommittedEvents.Instance.Expect(transaction.GetDbTransaction(), this);
    }

    /// <summary>Waits until it is said, or for as long as a lost word may go unnoticed.</summary>
    public Task WaitAsync(TimeSpan most, CancellationToken stop) => _wake.WaitAsync(most, stop);
}

/// <summary>Notices the commits of transactions that wrote events.</summary>
internal sealed class CommittedEvents : DbTransactionInterceptor
{
    public static readonly CommittedEvents Instance = new();

    private readonly ConditionalWeakTable<DbTransaction, DeliverySignal> _expected = [];

    public void Expect(DbTransaction transaction, DeliverySignal signal) => _expected.AddOrUpdate(transaction, signal);

    public override void TransactionCommitted(DbTransaction transaction, TransactionEndEventData eventData) => Wake(transaction);

    public override Task TransactionCommittedAsync(DbTransaction transaction, TransactionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        Wake(transaction);
        return Task.CompletedTask;
    }

    private void Wake(DbTransaction transaction)
    {
        if (_expected.TryGetValue(transaction, out var signal) && _expected.Remove(transaction)) signal.Wake();
    }
}
